"""Reading what was said: for an app that holds the scope of that kind of conversation, and for no other."""

from collections.abc import Sequence
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Workspace
from bot.playground.changes.talk import Said, post
from bot.playground.model.scopes import BY_KIND_HISTORY
from tests.conformance.calls import AMARA, BJORN, at, place, refusal, refused, said

pytestmark = pytest.mark.anyio

BOTH = ("conversations.history", "conversations.replies")


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """One in which the app may read everywhere it is."""
    workspace.scopes |= set(BY_KIND_HISTORY.values())
    return workspace


def reading(channel: str) -> Any:
    return lambda ws: {"channel": place(ws, channel), "ts": "1.1"}


def both(error: str, when: str, args: Any) -> list[Any]:
    return [refused(method, error, when, args) for method in BOTH]


def words(told: Any) -> list[str]:
    return [message["text"] for message in told["messages"]]


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        *both("channel_not_found", "for an unknown channel", {"channel": "C0NO", "ts": "1.1"}),
        *both("channel_not_found", "for a private channel the bot is not in", reading("people-team")),
        *both("not_in_channel", "for a public channel the bot is not in", reading("estates")),
        refused(
            "conversations.history",
            "invalid_ts_oldest",
            "for a moment that is none",
            lambda ws: {"channel": place(ws), "oldest": "yesterday"},
        ),
        refused(
            "conversations.history",
            "invalid_ts_latest",
            "for a moment that is none",
            lambda ws: {"channel": place(ws), "latest": "now"},
        ),
        refused(
            "conversations.history",
            "invalid_cursor",
            "for a cursor that is none",
            lambda ws: {"channel": place(ws), "cursor": "x"},
        ),
        refused("conversations.replies", "thread_not_found", "for a message that is not there", reading("kindness")),
        refused(
            "conversations.replies",
            "thread_not_found",
            "for an ephemeral",
            lambda ws: at(post(ws, ws.conversation("kindness"), ws.bot.id, Said("x"), only_for=AMARA), "ts"),
        ),
    ],
)
async def test_what_cannot_be_read(client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any):
    assert (await refusal(client, workspace, method, args))["error"] == error


@pytest.mark.parametrize(
    "method",
    [
        pytest.param(method, marks=pytest.mark.keeps(method, "missing_scope: what is needed is never what is provided"))
        for method in BOTH
    ],
)
@pytest.mark.parametrize(
    "held", [(), ("im:history",), ("channels:history", "im:history"), tuple(BY_KIND_HISTORY.values())]
)
async def test_a_refusal_never_needs_what_it_says_is_provided(
    client: AsyncWebClient, workspace: Workspace, method: str, held: Sequence[str]
):
    workspace.scopes = (workspace.scopes - set(BY_KIND_HISTORY.values())) | set(held)
    private = workspace.conversation("people-team")
    private.members[workspace.bot.id] = None
    direct = workspace.direct(workspace.bot, "amara")
    group = workspace.open([workspace.bot.id, AMARA, BJORN])[0]
    for there in (workspace.conversation("kindness"), private, direct, group):
        message = post(workspace, there, AMARA, Said("hello"))
        try:
            told = await client.api_call(method, params={"channel": there.id, "ts": message.ts})
        except SlackApiError as refusal:
            assert refusal.response["error"] == "missing_scope"
            assert not set(refusal.response["needed"].split(",")) & set(refusal.response["provided"].split(","))
            assert BY_KIND_HISTORY[there.kind] not in held
        else:
            assert "hello" in words(told)
            assert BY_KIND_HISTORY[there.kind] in held


@pytest.mark.keeps("conversations.history", "the newest first, page by page; ephemerals and replies are not among them")
async def test_the_newest_comes_first(client: AsyncWebClient, workspace: Workspace):
    there = workspace.conversation("kindness")
    first, *_ = [post(workspace, there, AMARA, Said(str(number))) for number in range(5)]
    post(workspace, there, BJORN, Said("a reply", thread_ts=first.ts))
    post(workspace, there, workspace.bot.id, Said("only you"), only_for=AMARA)

    told = await client.conversations_history(channel=there.id, limit=3)
    assert (words(told), told["has_more"]) == (["4", "3", "2"], True)
    more = await client.conversations_history(
        channel=there.id, limit=3, cursor=told["response_metadata"]["next_cursor"]
    )
    assert words(more)[:2] == ["1", "0"]
    assert more["messages"][1]["reply_count"] == 1
    assert "a reply" not in words(more)


@pytest.mark.keeps("conversations.history", "between oldest and latest, at these moments too if inclusive")
async def test_a_time_is_asked_for(client: AsyncWebClient, workspace: Workspace):
    there = workspace.conversation("kindness")
    first, middle, last = (post(workspace, there, AMARA, Said(text)) for text in ("first", "middle", "last"))
    asked = {"channel": there.id, "oldest": first.ts, "latest": last.ts}

    assert words(await client.conversations_history(**asked)) == ["middle"]
    assert words(await client.conversations_history(**asked, inclusive=True)) == ["last", "middle", "first"]
    one = await client.conversations_history(channel=there.id, latest=middle.ts, inclusive=True, limit=1)
    assert words(one) == ["middle"]


@pytest.mark.keeps("conversations.history", "metadata only with include_all_metadata, and reactions")
async def test_metadata_is_asked_for(client: AsyncWebClient, workspace: Workspace):
    metadata = {"event_type": "told", "event_payload": {}}
    message = said(workspace, metadata=metadata)
    message.reactions["tada"] = [AMARA]

    plain = (await client.conversations_history(channel=message.conversation))["messages"][0]
    full = (await client.conversations_history(channel=message.conversation, include_all_metadata=True))["messages"][0]
    assert "metadata" not in plain
    assert full["metadata"] == metadata
    assert full["reactions"] == [{"name": "tada", "users": [AMARA], "count": 1}]


@pytest.mark.keeps("conversations.replies", "the message that began the thread, then the replies, the oldest first")
async def test_a_thread_is_read(client: AsyncWebClient, workspace: Workspace):
    first = said(workspace, user=AMARA)
    for number in range(3):
        reply = said(workspace, user=BJORN, thread_ts=first.ts)
        reply.text = str(number)

    told = await client.conversations_replies(channel=first.conversation, ts=first.ts, limit=2)
    assert (words(told), told["has_more"]) == (["hello", "0", "1"], True)
    assert told["messages"][0]["reply_users"] == [BJORN]
    more = await client.conversations_replies(
        channel=first.conversation, ts=first.ts, limit=2, cursor=told["response_metadata"]["next_cursor"]
    )
    assert words(more) == ["hello", "2"]


@pytest.mark.keeps("conversations.replies", "a message without replies alone, and of a reply nothing but itself")
async def test_what_has_no_thread_is_told_alone(client: AsyncWebClient, workspace: Workspace):
    first = said(workspace, user=AMARA)
    assert words(await client.conversations_replies(**at(first, "ts"))) == ["hello"]
    reply = said(workspace, user=BJORN, thread_ts=first.ts)
    told = await client.conversations_replies(**at(reply, "ts"))
    assert [message["ts"] for message in told["messages"]] == [reply.ts]
