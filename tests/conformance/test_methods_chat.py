"""Saying, editing and taking back: what is refused, and what happens to what is said."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.playground import Actions, Playground, Workspace
from bot.playground.changes.membership import archive
from bot.playground.changes.talk import Said, post
from tests.conformance.calls import AMARA, GONE, SLACKBOT, at, place, refusal, refused, room, said

pytestmark = pytest.mark.anyio

ENTITY = {
    "entity_type": "slack#/entities/task",
    "url": "https://example.org/tasks/7",
    "external_ref": {"id": "7"},
    "entity_payload": {"attributes": {"title": {"text": "Water the plants"}}},
}
HOLLOW = {"entities": [ENTITY | {"url": None}]}
LONG_PAYLOAD = {"event_type": "told", "event_payload": {"words": "x" * 8000}}


def in_archived(ws: Workspace) -> dict[str, Any]:
    there = room(ws)
    message = said(ws, there.name)
    archive(ws, there, ws.bot)
    return at(message, "ts")


def whispered(ws: Workspace) -> dict[str, Any]:
    return at(post(ws, ws.conversation("kindness"), ws.bot.id, Said("only you"), only_for=AMARA), "ts")


def line(ws: Workspace) -> str:
    """The line that tells of somebody's arrival: nobody can reply to it."""
    return said(ws, subtype="channel_join").ts


def to(channel: str, **about: Any) -> dict[str, Any]:
    return {"channel": channel, "text": "hello"} | about


SPEAKING = ("chat.postMessage", "chat.postEphemeral", "chat.scheduleMessage")
ALSO: dict[str, dict[str, Any]] = {
    "chat.postMessage": {},
    "chat.postEphemeral": {"user": AMARA},
    "chat.scheduleMessage": {"post_at": 1_792_746_000},
}


def everywhere(error: str, when: str, args: dict[str, Any]) -> list[Any]:
    return [refused(method, error, when, args | ALSO[method]) for method in SPEAKING]


@pytest.mark.parametrize(
    ("method", "error", "args"),
    [
        *everywhere("channel_not_found", "without a channel", {"text": "hello"}),
        *everywhere("channel_not_found", "for a channel that is not there", to("C0NOWHERE")),
        *everywhere("channel_not_found", "for a private channel the bot is not in", to("people-team")),
        *everywhere("is_archived", "for an archived channel", to("summer-fete-2024")),
        *everywhere("not_in_channel", "for a public channel the bot is not in", to("#estates")),
        *everywhere("user_disabled", "for somebody whose account is switched off", to(GONE)),
        *everywhere("cannot_dm_bot", "for Slackbot", to(SLACKBOT)),
        *everywhere("no_text", "without text, blocks or attachments", {"channel": "kindness"}),
        *everywhere("no_text", "for nothing but spaces", to("kindness", text="   ")),
        *everywhere("msg_too_long", "for more than 40,000 characters", to("kindness", text="x" * 40_001)),
        *everywhere(
            "msg_too_long", "for more than 12,000 of Markdown", to("kindness", text="", markdown_text="x" * 12_001)
        ),
        *everywhere("markdown_text_conflict", "with text", to("kindness", markdown_text="**hello**")),
        *everywhere(
            "markdown_text_conflict", "with blocks", {"channel": "kindness", "markdown_text": "x", "blocks": "[]"}
        ),
        *everywhere("invalid_blocks_format", "for blocks that are no JSON", to("kindness", blocks="{")),
        *everywhere("invalid_blocks", "for an unknown block", to("kindness", blocks='[{"type": "hug"}]')),
        *everywhere("invalid_attachments", "for attachments that are no JSON", to("kindness", attachments="{")),
        *everywhere("invalid_metadata_format", "for metadata that is no JSON", to("kindness", metadata="{")),
        *everywhere("invalid_metadata_format", "for metadata that is a list", to("kindness", metadata="[]")),
        *everywhere("invalid_metadata_schema", "for metadata without a type", to("kindness", metadata="{}")),
        *everywhere("metadata_too_large", "for too much metadata", to("kindness", metadata=LONG_PAYLOAD)),
        *everywhere("missing_scope", "for another name without chat:write.customize", to("kindness", username="Kim")),
        *everywhere(
            "missing_scope", "for another picture without chat:write.customize", to("kindness", icon_emoji="x")
        ),
        *everywhere("invalid_thread_ts", "for a thread_ts that is no time stamp", to("kindness", thread_ts="soon")),
        refused(
            "chat.postMessage",
            "cannot_reply_to_message",
            "to somebody's arrival",
            lambda ws: to("kindness", thread_ts=line(ws)),
        ),
        refused(
            "chat.postMessage",
            "cannot_reply_to_message",
            "to an ephemeral",
            lambda ws: to("kindness", thread_ts=whispered(ws)["ts"]),
        ),
        *everywhere(
            "invalid_metadata_schema", "for a Work Object without its address", to("kindness", metadata=HOLLOW)
        ),
        *[
            refused(
                method, "invalid_arguments", "with as_user=false", to("kindness", as_user=False) | ALSO.get(method, {})
            )
            for method in (*SPEAKING, "chat.update", "chat.delete")
        ],
        refused(
            "chat.postEphemeral",
            "user_not_in_channel",
            "for somebody who is not in it",
            lambda ws: to(room(ws).id, user=AMARA),
        ),
        refused("chat.postEphemeral", "user_not_in_channel", "for nobody", to("kindness")),
        refused("chat.update", "channel_not_found", "for a channel that is not there", to("C0NOWHERE", ts="1.1")),
        refused(
            "chat.update", "message_not_found", "for a message that is not there", lambda ws: to(place(ws), ts="1.1")
        ),
        refused("chat.update", "message_not_found", "for an ephemeral", lambda ws: whispered(ws) | {"text": "x"}),
        refused(
            "chat.update",
            "cant_update_message",
            "for somebody else's words",
            lambda ws: at(said(ws, user=AMARA), "ts") | {"text": "x"},
        ),
        refused("chat.update", "is_inactive", "in an archived channel", lambda ws: in_archived(ws) | {"text": "x"}),
        refused(
            "chat.update",
            "msg_too_long",
            "for more than 4,000 characters",
            lambda ws: at(said(ws), "ts") | {"text": "x" * 4001},
        ),
        refused("chat.update", "no_text", "without anything new", lambda ws: at(said(ws), "ts")),
        refused(
            "chat.update",
            "markdown_text_conflict",
            "with text",
            lambda ws: at(said(ws), "ts") | {"text": "x", "markdown_text": "x"},
        ),
        refused(
            "chat.update",
            "cant_broadcast_message",
            "for a message that is no reply",
            lambda ws: at(said(ws), "ts") | {"reply_broadcast": True},
        ),
        refused(
            "chat.update",
            "no_dual_broadcast_content_update",
            "for new words and a broadcast",
            lambda ws: at(said(ws, thread_ts=said(ws).ts), "ts") | {"reply_broadcast": True, "text": "x"},
        ),
        refused("chat.delete", "channel_not_found", "for a channel that is not there", to("C0NOWHERE", ts="1.1")),
        refused(
            "chat.delete", "message_not_found", "for a message that is not there", lambda ws: to(place(ws), ts="1.1")
        ),
        refused("chat.delete", "message_not_found", "for an ephemeral", whispered),
        refused(
            "chat.delete", "cant_delete_message", "for somebody else's words", lambda ws: at(said(ws, user=AMARA), "ts")
        ),
        refused(
            "chat.getPermalink",
            "channel_not_found",
            "for a private channel the bot is not in",
            lambda ws: {"channel": place(ws, "people-team"), "message_ts": "1.1"},
        ),
        refused(
            "chat.getPermalink",
            "message_not_found",
            "for a message that is not there",
            lambda ws: {"channel": place(ws), "message_ts": "1.1"},
        ),
    ],
)
async def test_what_cannot_be_said(client: AsyncWebClient, workspace: Workspace, method: str, error: str, args: Any):
    before = len(workspace.messages.visible(place(workspace), AMARA))

    told = await refusal(client, workspace, method, args)

    assert told["error"] == error
    assert callable(args) or len(workspace.messages.visible(place(workspace), AMARA)) == before


@pytest.mark.keeps("chat.postMessage", "needed and provided with missing_scope")
async def test_a_name_of_ones_own_needs_a_scope(client: AsyncWebClient, workspace: Workspace):
    told = await refusal(client, workspace, "chat.postMessage", to("kindness", username="Kim"))
    assert told["needed"] == "chat:write.customize"

    workspace.scopes |= {"chat:write.customize"}
    answer = await client.chat_postMessage(channel="kindness", text="hello", username="Kim", icon_emoji=":tada:")

    assert (answer["message"]["username"], answer["message"]["icons"]) == ("Kim", {"emoji": ":tada:"})


@pytest.mark.keeps("chat.postMessage", "public channels without joining them with chat:write.public")
async def test_one_scope_lets_the_bot_speak_in_every_public_channel(client: AsyncWebClient, workspace: Workspace):
    workspace.scopes |= {"chat:write.public"}

    assert (await client.chat_postMessage(channel="#estates", text="hello"))["ok"]


@pytest.mark.keeps("chat.postMessage", "text as it is: nothing is escaped")
@pytest.mark.keeps("chat.postMessage", "flags for unfurling are taken")
async def test_text_is_kept_as_it_is(client: AsyncWebClient):
    text = "Tea & <https://tea.example|biscuits> for <@U01AMARA> <all>"

    told = await client.chat_postMessage(
        channel="kindness", text=text, unfurl_links=False, unfurl_media=False, mrkdwn=False
    )

    assert told["message"]["text"] == text


@pytest.mark.keeps("chat.postMessage", "40,000 characters of text")
async def test_a_very_long_message_fits(client: AsyncWebClient):
    assert (await client.chat_postMessage(channel="kindness", text="x" * 40_000))["ok"]


@pytest.mark.keeps("chat.postMessage", "link_names and parse=full link channels and addresses")
async def test_names_of_channels_become_links_on_request(client: AsyncWebClient, workspace: Workspace):
    text, coffee = "See #coffee, #people-team and https://tea.example/a.", place(workspace, "coffee")

    plain = await client.chat_postMessage(channel="kindness", text=text)
    linked = await client.chat_postMessage(channel="kindness", text=text, link_names=True)
    full = await client.chat_postMessage(channel="kindness", text=text, parse="full")

    assert plain["message"]["text"] == text
    assert linked["message"]["text"] == f"See <#{coffee}|coffee>, #people-team and https://tea.example/a."
    assert full["message"]["text"] == f"See <#{coffee}|coffee>, #people-team and <https://tea.example/a>."


@pytest.mark.keeps("chat.postMessage", "somebody's id opens their direct messages")
async def test_a_persons_id_is_their_direct_messages(client: AsyncWebClient, playground: Playground):
    told = await client.chat_postMessage(channel=AMARA, text="hello")

    opened = await client.conversations_open(users=AMARA)
    assert told["channel"] == opened["channel"]["id"]
    assert [message.text for message in playground.seen.from_bot("amara")] == ["hello"]


@pytest.mark.keeps("chat.postMessage", "markdown_text as a markdown block")
async def test_markdown_is_a_block_of_its_own(client: AsyncWebClient):
    told = await client.chat_postMessage(channel="kindness", markdown_text="**Well** done")

    assert [block["type"] for block in told["message"]["blocks"]] == ["markdown"]
    assert told["message"]["text"] == "**Well** done"


@pytest.mark.keeps("chat.postMessage", "thread_ts of a reply is its thread's")
@pytest.mark.keeps("chat.postMessage", "thread_ts of a message that is gone")
async def test_a_reply_to_a_reply_stays_in_the_thread(client: AsyncWebClient, workspace: Workspace):
    root = said(workspace, user=AMARA)
    first = await client.chat_postMessage(channel="kindness", text="one", thread_ts=root.ts)
    second = await client.chat_postMessage(channel="kindness", text="two", thread_ts=first["ts"])
    lost = await client.chat_postMessage(channel="kindness", text="three", thread_ts="1700000000.000100")

    assert first["message"]["thread_ts"] == second["message"]["thread_ts"] == root.ts
    assert first["message"]["parent_user_id"] == AMARA
    assert lost["message"]["thread_ts"] == "1700000000.000100"


@pytest.mark.keeps("chat.postMessage", "reply_broadcast shows a reply in the conversation too")
async def test_a_reply_can_be_shown_to_everybody(client: AsyncWebClient, workspace: Workspace):
    root = said(workspace)
    told = await client.chat_postMessage(channel="kindness", text="one", thread_ts=root.ts, reply_broadcast=True)
    alone = await client.chat_postMessage(channel="kindness", text="two", reply_broadcast=True)

    assert told["message"]["subtype"] == "thread_broadcast"
    assert "subtype" not in alone["message"]


@pytest.mark.keeps("chat.update", "reply_broadcast shows an old reply in the conversation too")
async def test_an_old_reply_can_be_shown_to_everybody(client: AsyncWebClient, workspace: Workspace):
    reply = said(workspace, thread_ts=said(workspace).ts)

    await client.api_call("chat.update", params=at(reply, "ts") | {"reply_broadcast": "true"})

    assert (reply.subtype, reply.text) == ("thread_broadcast", "hello")


@pytest.mark.keeps("chat.update", "edit_window_closed where the workspace says so")
async def test_what_was_said_long_ago_stays_as_it_is(client: AsyncWebClient, workspace: Workspace, actions: Actions):
    message = said(workspace)
    workspace.edit_window = timedelta(minutes=5)
    assert (await client.chat_update(**at(message, "ts"), text="in time"))["ok"]

    await actions.move_clock(later(workspace, 301))

    told = await refusal(client, workspace, "chat.update", at(message, "ts") | {"text": "too late"})
    assert told["error"] == "edit_window_closed"
    assert message.text == "in time"


def later(ws: Workspace, seconds: int) -> datetime:
    assert isinstance(ws.clock, MovableClock)
    return ws.clock.now() + timedelta(seconds=seconds)


@pytest.mark.keeps("chat.getPermalink", "a reply's address names its thread")
async def test_a_replys_address_names_its_thread(client: AsyncWebClient, workspace: Workspace):
    root = said(workspace)
    reply = said(workspace, thread_ts=root.ts)

    told = await client.chat_getPermalink(**at(reply, "message_ts"))

    assert told["permalink"].endswith(f"?thread_ts={root.ts}&cid={reply.conversation}")


@pytest.mark.parametrize(
    "method",
    [
        pytest.param(one, marks=pytest.mark.keeps(one, "as_user=true: said as the bot, under its own name"))
        for one in SPEAKING
    ],
)
async def test_an_app_may_say_that_it_speaks_as_itself(client: AsyncWebClient, workspace: Workspace, method: str):
    told = await client.api_call(method, json=to(place(workspace), as_user=True, username="Kim") | ALSO[method])

    assert told["ok"]
    assert "username" not in told.get("message", {})


async def test_a_refused_as_user_is_named(client: AsyncWebClient, workspace: Workspace):
    told = await refusal(client, workspace, "chat.postMessage", to("kindness", as_user="false"))
    assert told["deprecated_argument"] == "as_user"


@pytest.mark.keeps("chat.postMessage", "metadata of Work Objects alone, or beside an event")
async def test_metadata_may_be_entities_alone(client: AsyncWebClient, workspace: Workspace):
    event = {"event_type": "told", "event_payload": {}}
    for metadata in ({"entities": [ENTITY]}, event | {"entities": [ENTITY]}):
        told = await client.chat_postMessage(**to("kindness"), metadata=metadata)
        assert told["message"]["metadata"] == metadata
