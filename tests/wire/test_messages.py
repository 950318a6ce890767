"""Saying, editing, taking back, whispering, and files."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Playground, Workspace

pytestmark = pytest.mark.anyio

BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "met", "text": {"type": "plain_text", "text": "We met"}}],
}


async def error_of(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_time_stamps_never_repeat_even_when_time_stands_still(client: AsyncWebClient):
    stamps = [(await client.chat_postMessage(channel="#kindness", text="hello"))["ts"] for _ in range(20)]

    assert stamps == sorted(set(stamps))


async def test_new_text_takes_the_old_blocks_away(client: AsyncWebClient, workspace: Workspace):
    said = await client.chat_postMessage(channel="#kindness", text="hello", blocks=[BUTTON])
    place, ts = said["channel"], said["ts"]

    kept = await client.chat_update(channel=place, ts=ts, text="changed", blocks=[{"type": "divider"}])
    gone = await client.chat_update(channel=place, ts=ts, text="plain")

    assert kept["message"]["blocks"][0]["type"] == "divider"
    assert "blocks" not in gone["message"]
    assert workspace.messages.get(place, ts).edited_shown


async def test_the_bot_changes_only_its_own_words(client: AsyncWebClient, actions: Actions, workspace: Workspace):
    hers = await actions.type("amara", "kindness", "Good morning")
    assert hers
    place = hers.conversation

    assert await error_of(client.chat_update(channel=place, ts=hers.ts, text="x")) == "cant_update_message"
    assert await error_of(client.chat_delete(channel=place, ts=hers.ts)) == "cant_delete_message"
    assert await error_of(client.chat_update(channel=place, ts="1.000001", text="x")) == "message_not_found"


async def test_words_can_be_taken_back(client: AsyncWebClient, playground: Playground):
    said = await client.chat_postMessage(channel="U01AMARA", text="hello")

    await client.chat_delete(channel=said["channel"], ts=said["ts"])

    assert playground.seen.from_bot("amara") == []
    assert await error_of(client.chat_delete(channel=said["channel"], ts=said["ts"])) == "message_not_found"


async def test_a_whisper_is_seen_by_one_person(client: AsyncWebClient, playground: Playground, workspace: Workspace):
    place = workspace.conversation("kindness").id

    told = await client.chat_postEphemeral(channel=place, user="U01AMARA", text="Only you")

    assert [said.text for said in playground.seen.messages("amara", "kindness")][-1] == "Only you"
    assert "Only you" not in [said.text for said in playground.seen.messages("bjorn", "kindness")]
    assert await error_of(client.chat_update(channel=place, ts=told["message_ts"], text="x")) == "message_not_found"
    assert await error_of(client.chat_getPermalink(channel=place, message_ts=told["message_ts"])) == "message_not_found"
    estates = workspace.conversation("estates")
    del workspace.conversation("kindness").members["U01CARYS"]
    assert await error_of(client.chat_postEphemeral(channel=place, user="U01CARYS", text="x")) == "user_not_in_channel"
    assert await error_of(client.chat_postEphemeral(channel=estates.id, user="U01AMARA", text="x")) == "not_in_channel"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": "{}"}, "invalid_metadata_schema"),
    ],
)
async def test_empty_and_endless_words_are_refused(client: AsyncWebClient, words: dict, error: str):
    assert await error_of(client.api_call("chat.postMessage", params={"channel": "#kindness", **words})) == error


async def test_a_message_has_an_address(client: AsyncWebClient, workspace: Workspace):
    said = await client.chat_postMessage(channel="#kindness", text="hello")

    link = (await client.chat_getPermalink(channel=said["channel"], message_ts=said["ts"]))["permalink"]

    assert link == f"{workspace.url}archives/{said['channel']}/p{said['ts'].replace('.', '')}"


async def test_the_bot_reacts_once(client: AsyncWebClient):
    said = await client.chat_postMessage(channel="#kindness", text="hello")
    where = {"channel": said["channel"], "timestamp": said["ts"]}

    await client.reactions_add(name="tada", **where)

    assert await error_of(client.reactions_add(name="tada", **where)) == "already_reacted"
    assert await error_of(client.reactions_add(name="Not One!", **where)) == "invalid_name"


async def test_a_file_arrives_whole(client: AsyncWebClient, playground: Playground):
    place = (await client.conversations_open(users="U01AMARA"))["channel"]["id"]
    content = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    await client.files_upload_v2(channel=place, filename="coffee.ics", content=content, initial_comment="Your coffee")

    said = playground.seen.from_bot("amara")[-1]
    [file] = playground.seen.files(said)
    assert (said.text, file.name, file.data, file.mimetype) == (
        "Your coffee",
        "coffee.ics",
        content,
        "text/calendar",
    )


async def test_a_file_that_never_arrived_cannot_be_shared(client: AsyncWebClient):
    told = await client.files_getUploadURLExternal(filename="coffee.ics", length=10)

    shared = client.files_completeUploadExternal(files=[{"id": told["file_id"]}], channel_id="U01AMARA")

    assert await error_of(shared) == "file_not_found"
