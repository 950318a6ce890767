"""Threads, and long conversations a page at a time."""

import aiohttp
import pytest

from bot.playground import Playground, Workspace
from bot.playground.changes.talk import Said, delete, post

from .test_the_page import act, ask

pytestmark = pytest.mark.anyio

AMARA, BJORN = "U01AMARA", "U01BJORN"


async def test_a_reply_is_read_in_its_thread_and_counted_at_its_root(playground: Playground, workspace: Workspace):
    place = workspace.conversation("kindness")
    async with aiohttp.ClientSession(playground.url) as http:
        root = (await act(http, "type", **{"as": AMARA}, conversation=place.id, text="Cake?"))["ts"]
        reply = (await act(http, "type", **{"as": BJORN}, conversation=place.id, text="Yes!", thread_ts=root))["ts"]
        deeper = await act(http, "type", **{"as": AMARA}, conversation=place.id, text="Good.", thread_ts=reply)
        [shown] = (await ask(http, "messages", **{"as": AMARA}, conversation=place.id))["messages"]
        thread = await ask(http, "messages", **{"as": AMARA}, conversation=place.id, thread_ts=root)

    assert (shown["ts"], shown["reply_count"], shown["latest_reply"]) == (root, 2, deeper["ts"])
    assert shown["reply_users"] == [AMARA, BJORN]
    assert [(said["text"], said["is_reply"]) for said in thread["messages"]] == [
        ("Cake?", False),
        ("Yes!", True),
        ("Good.", True),
    ]


async def test_no_command_works_in_a_thread(playground: Playground, workspace: Workspace):
    place = workspace.conversation("kindness")
    root = post(workspace, place, AMARA, Said("Cake?"))
    async with aiohttp.ClientSession(playground.url) as http:
        answer = await act(http, "type", **{"as": AMARA}, conversation=place.id, text="/kind help", thread_ts=root.ts)

    assert answer["error"] == "/kind doesn't work in a thread. Use it in the conversation itself."


async def test_nobody_replies_to_a_line_that_only_they_see(playground: Playground, workspace: Workspace):
    place = workspace.conversation("kindness")
    line = post(workspace, place, workspace.bot.id, Said("Psst"), only_for=AMARA)
    async with aiohttp.ClientSession(playground.url) as http:
        answer = await act(http, "type", **{"as": AMARA}, conversation=place.id, text="Yes?", thread_ts=line.ts)

    assert answer["ok"] is False
    assert [said.text for said in workspace.messages.visible(place.id, AMARA)] == ["Psst"]


async def test_replies_come_back_to_the_conversation_when_the_first_message_is_gone(
    playground: Playground, workspace: Workspace
):
    place = workspace.conversation("kindness")
    root = post(workspace, place, AMARA, Said("Cake?"))
    post(workspace, place, BJORN, Said("Yes!", thread_ts=root.ts))
    delete(workspace, root)
    async with aiohttp.ClientSession(playground.url) as http:
        shown = (await ask(http, "messages", **{"as": AMARA}, conversation=place.id))["messages"]

    assert [(said["text"], said["is_reply"]) for said in shown] == [("Yes!", False)]


@pytest.mark.parametrize(("count", "limit"), [(0, 10), (10, 10), (11, 10), (25, 7)])
async def test_pages_put_together_are_the_whole_conversation(
    playground: Playground, workspace: Workspace, count: int, limit: int
):
    place = workspace.conversation("kindness")
    said = [post(workspace, place, AMARA, Said(f"Line {number}")).ts for number in range(count)]
    got: list[str] = []
    more, before = True, {}
    async with aiohttp.ClientSession(playground.url) as http:
        while more:
            asked = {"as": BJORN, "limit": str(limit), **before}
            page = await ask(http, "messages", conversation=place.id, **asked)
            got = [message["ts"] for message in page["messages"]] + got
            more, before = page["has_more"], {"before": got[0]} if got else {}

    assert got == said


@pytest.mark.parametrize("limit", ["-1", "many", "0", "999999999999999999999", "٣"])
async def test_a_nonsense_limit_does_no_harm(playground: Playground, workspace: Workspace, limit: str):
    place = workspace.conversation("kindness")
    post(workspace, place, AMARA, Said("Hello"))
    async with aiohttp.ClientSession(playground.url) as http:
        page = await ask(http, "messages", **{"as": BJORN}, conversation=place.id, limit=limit)

    assert [message["text"] for message in page["messages"]] == ["Hello"]
