"""Files in three steps: announcing, sending the bytes, sharing."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from bot.playground.changes.membership import archive
from bot.playground.model.files import File
from tests.conformance.calls import AMARA, BJORN, GONE, place, refusal, refused, room, said, uploaded

pytestmark = pytest.mark.anyio

ANNOUNCE, SHARE = "files.getUploadURLExternal", "files.completeUploadExternal"


def sharing(**about: Any) -> Any:
    return lambda ws: {"files": [{"id": uploaded(ws)}]} | about


def announced(ws: Workspace) -> dict[str, Any]:
    return {"files": [{"id": ws.files.add(File(ws.new_id("F"), "kind.txt", 5, ws.now, ws.bot.id)).id}]}


def in_archived(ws: Workspace) -> dict[str, Any]:
    there = room(ws)
    archive(ws, there, ws.bot)
    return sharing(channel_id=there.id)(ws)


def in_two_threads(ws: Workspace) -> dict[str, Any]:
    return sharing(channels=f"{place(ws)},{place(ws, 'coffee')}", thread_ts=said(ws).ts)(ws)


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        refused(ANNOUNCE, "invalid_arguments", "without a name", {"length": 5}),
        refused(ANNOUNCE, "invalid_arguments", "without a length", {"filename": "kind.txt"}),
        refused(ANNOUNCE, "invalid_arguments", "for a length that is no number", {"filename": "k", "length": "long"}),
        refused(ANNOUNCE, "invalid_arguments", "for a length below nothing", {"filename": "k", "length": -1}),
        refused(ANNOUNCE, "missing_argument", "for an empty file", {"filename": "kind.txt", "length": 0}),
        refused(ANNOUNCE, "file_upload_size_restricted", "for more than 50 MB", {"filename": "k", "length": 52428801}),
        refused(
            ANNOUNCE,
            "snippet_too_large",
            "for a snippet of more than 1 MB",
            {"filename": "k.py", "length": 1048577, "snippet_type": "python"},
        ),
        refused(
            ANNOUNCE,
            "alt_txt_too_large",
            "for more than 1,000 characters",
            {"filename": "k.png", "length": 5, "alt_txt": "x" * 1001},
        ),
        refused(SHARE, "invalid_arguments", "without files", {}),
        refused(SHARE, "invalid_arguments", "for an empty list", {"files": "[]"}),
        refused(SHARE, "invalid_arguments", "for files that are no JSON", {"files": "["}),
        refused(SHARE, "file_not_found", "for an unknown file", {"files": [{"id": "F0NO"}]}),
        refused(SHARE, "file_not_found", "for a file whose bytes never came", announced),
        refused(SHARE, "channel_not_found", "for an unknown channel", sharing(channel_id="C0NOWHERE")),
        refused(SHARE, "channel_not_found", "for a channel's name, which is no id", sharing(channel_id="kindness")),
        refused(
            SHARE,
            "channel_not_found",
            "for a private channel the bot is not in",
            lambda ws: sharing(channel_id=place(ws, "people-team"))(ws),
        ),
        refused(
            SHARE,
            "not_in_channel",
            "for a public channel the bot is not in",
            lambda ws: sharing(channel_id=place(ws, "estates"))(ws),
        ),
        refused(SHARE, "is_archived", "for an archived channel", in_archived),
        refused(SHARE, "user_disabled", "for somebody whose account is switched off", sharing(channel_id=GONE)),
        refused(
            SHARE,
            "channels_limit_exceeded",
            "for more than 100 channels",
            sharing(channels=",".join(f"C{number}" for number in range(101))),
        ),
        refused(SHARE, "invalid_arguments", "for a thread in two channels", in_two_threads),
        refused(
            SHARE,
            "invalid_blocks",
            "for an unknown block",
            lambda ws: sharing(channel_id=place(ws), blocks=[{"type": "hug"}])(ws),
        ),
        refused(
            SHARE,
            "msg_too_long",
            "for a comment of more than 40,000 characters",
            lambda ws: sharing(channel_id=place(ws), initial_comment="x" * 40_001)(ws),
        ),
    ],
)
async def test_what_cannot_be_shared(client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any):
    assert (await refusal(client, workspace, method, args))["error"] == error
    assert workspace.messages.visible(place(workspace, "coffee"), AMARA) == []


@pytest.mark.keeps(ANNOUNCE, "an address that takes as many bytes as were announced, once")
async def test_the_bytes_are_kept_once_and_whole(client: AsyncWebClient, workspace: Workspace):
    told = await client.files_getUploadURLExternal(filename="../kind.txt", length=5, alt_txt="Five letters")
    async with aiohttp.ClientSession() as http:
        short = await http.post(told["upload_url"], data=b"four")
        right = await http.post(told["upload_url"], data=b"five!")
        again = await http.post(told["upload_url"], data=b"other")
        forged = await http.post(told["upload_url"][:-3] + "abc", data=b"five!")

    file = workspace.files.get(told["file_id"])
    assert [short.status, right.status, again.status, forged.status] == [400, 200, 400, 400]
    assert (file.data, file.name, file.alt_text) == (b"five!", ".._kind.txt", "Five letters")


@pytest.mark.keeps(ANNOUNCE, "bytes in a multipart form too")
async def test_bytes_may_come_in_a_form(client: AsyncWebClient, workspace: Workspace):
    told = await client.files_getUploadURLExternal(filename="kind.bin", length=256)
    content = bytes(range(256))
    form = aiohttp.FormData()
    form.add_field("file", content, filename="kind.bin")
    async with aiohttp.ClientSession() as http:
        answer = await http.post(told["upload_url"], data=form)
        assert await answer.text() == "OK - 256"

    assert workspace.files.get(told["file_id"]).data == content


@pytest.mark.keeps(SHARE, "files_upload_v2 with a comment, in a thread")
@pytest.mark.keeps(SHARE, "several files in one message")
async def test_files_arrive_in_a_thread(client: AsyncWebClient, workspace: Workspace):
    root = said(workspace)

    await client.files_upload_v2(
        channel=root.conversation,
        thread_ts=root.ts,
        initial_comment="Two for you",
        file_uploads=[{"filename": "a.txt", "content": "first"}, {"filename": "b.txt", "content": "second"}],
    )

    [reply] = workspace.messages.replies(root.conversation, root.ts)
    assert reply.text == "Two for you"
    assert [workspace.files.get(one).data for one in reply.files] == [b"first", b"second"]


@pytest.mark.keeps(SHARE, "several channels and people")
@pytest.mark.keeps(SHARE, "blocks instead of a comment")
@pytest.mark.keeps(SHARE, "no channel: kept for later")
async def test_a_file_goes_to_several_places(client: AsyncWebClient, workspace: Workspace, playground: Playground):
    file, there = uploaded(workspace), place(workspace)

    kept = await client.api_call(SHARE, json={"files": [{"id": file, "title": "Kind"}]})
    shared = await client.api_call(
        SHARE,
        json={"files": [{"id": file}], "channels": f"{there},{BJORN}", "blocks": [{"type": "divider"}]},
    )

    assert (kept["files"][0]["channels"], kept["files"][0]["title"]) == ([], "Kind")
    assert len(shared["files"][0]["channels"]) == 2
    [direct] = playground.seen.from_bot(BJORN)
    assert direct.blocks is not None
    assert (direct.files, direct.blocks[0]["type"]) == ([file], "divider")
