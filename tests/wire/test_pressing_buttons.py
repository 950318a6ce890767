"""Buttons, menus and pickers on messages: what the app is told, and what is refused."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground import Actions, PageError, Playground, SlackError, labelled

from .conftest import Listener

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


OPTIONS = [{"text": plain(day), "value": day.lower()} for day in ("Monday", "Tuesday")]
ELEMENTS = [
    {"type": "button", "action_id": "met", "text": plain("We met"), "value": "group:1"},
    {"type": "static_select", "action_id": "day", "options": OPTIONS, "initial_option": OPTIONS[0]},
    {"type": "overflow", "action_id": "more", "options": OPTIONS},
    {"type": "datepicker", "action_id": "date", "initial_date": "2026-11-01"},
    {"type": "timepicker", "action_id": "time"},
    {"type": "radio_buttons", "action_id": "radio", "options": OPTIONS},
    {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS},
    {"type": "multi_static_select", "action_id": "many", "options": OPTIONS, "max_selected_items": 1},
    {"type": "users_select", "action_id": "who"},
    {"type": "multi_users_select", "action_id": "whom"},
]
BLOCKS = [{"type": "actions", "block_id": "b", "elements": ELEMENTS}]


@pytest.fixture
async def said(client: AsyncWebClient) -> Json:
    return dict((await client.chat_postMessage(channel="#kindness", text="Did you meet?", blocks=BLOCKS)).data)


async def press(actions: Actions, said: Json, action: str, selected: Any = None, who: str = "amara") -> None:
    await actions.click(who, said["channel"], said["ts"], "b", action, selected)


async def test_a_button_tells_everything_slack_tells(app: Listener, actions: Actions, said: Json):
    await press(actions, said, "met")

    told = app.last
    assert told["type"] == "block_actions"
    assert told["user"] == {"id": "U01AMARA", "username": "amara", "name": "amara", "team_id": "T0WEXCOMBE"}
    assert told["channel"] == {"id": said["channel"], "name": "kindness"}
    assert told["container"] == {
        "type": "message",
        "message_ts": said["ts"],
        "channel_id": said["channel"],
        "is_ephemeral": False,
    }
    [action] = told["actions"]
    assert (action["type"], action["action_id"], action["block_id"]) == ("button", "met", "b")
    assert (action["value"], action["text"]) == ("group:1", plain("We met"))
    assert action["action_ts"]
    assert told["message"]["ts"] == said["ts"]
    assert told["response_url"]
    assert told["trigger_id"]
    assert told["state"]["values"]["b"]["day"]["selected_option"] == OPTIONS[0]


@pytest.mark.parametrize(
    ("action", "selected", "field", "expected"),
    [
        ("day", "tuesday", "selected_option", OPTIONS[1]),
        ("more", "monday", "selected_option", OPTIONS[0]),
        ("date", "2026-12-01", "selected_date", "2026-12-01"),
        ("time", "09:30", "selected_time", "09:30"),
        ("radio", "tuesday", "selected_option", OPTIONS[1]),
        ("boxes", ["monday", "tuesday"], "selected_options", OPTIONS),
        ("many", ["monday"], "selected_options", OPTIONS[:1]),
        ("who", "U01BJORN", "selected_user", "U01BJORN"),
        ("whom", ["U01BJORN"], "selected_users", ["U01BJORN"]),
    ],
)
async def test_every_element_reports_its_choice(
    app: Listener, actions: Actions, said: Json, action: str, selected: Any, field: str, expected: Any
):
    await press(actions, said, action, selected)

    assert app.last["actions"][0][field] == expected
    if action != "more":
        assert app.last["state"]["values"]["b"][action][field] == expected


@pytest.mark.parametrize(
    ("action", "selected"),
    [
        ("nothing", None),
        ("day", "sunday"),
        ("date", "soon"),
        ("time", "25:00"),
        ("many", ["monday", "tuesday"]),
        ("many", "monday"),
        ("who", {"id": "U01BJORN"}),
    ],
)
async def test_a_forged_press_is_refused(app: Listener, actions: Actions, said: Json, action: str, selected: Any):
    with pytest.raises(PageError):
        await press(actions, said, action, selected)

    assert app.received == []


async def test_choices_are_kept_for_each_person_alone(app: Listener, actions: Actions, said: Json):
    await press(actions, said, "day", "tuesday", who="amara")
    await press(actions, said, "met", who="bjorn")

    assert app.last["state"]["values"]["b"]["day"]["selected_option"] == OPTIONS[0]


async def test_nobody_presses_what_they_cannot_see(client: AsyncWebClient, actions: Actions, playground: Playground):
    place = playground.workspace.conversation("kindness").id
    whisper = await client.chat_postEphemeral(channel=place, user="U01AMARA", text="x", blocks=BLOCKS)
    group = (await client.conversations_open(users=["U01AMARA", "U01BJORN"]))["channel"]["id"]
    said = await client.chat_postMessage(channel=group, text="x", blocks=BLOCKS)

    with pytest.raises(SlackError, match="message_not_found"):
        await actions.click("bjorn", place, whisper["message_ts"], "b", "met")
    with pytest.raises(SlackError, match="channel_not_found"):
        await actions.click("carys", group, said["ts"], "b", "met")


async def test_a_whispered_button_can_be_replaced_and_taken_away(
    app: Listener, client: AsyncWebClient, actions: Actions, playground: Playground
):
    place = playground.workspace.conversation("kindness").id
    whisper = await client.chat_postEphemeral(channel=place, user="U01AMARA", text="Did you?", blocks=BLOCKS)
    await actions.click("amara", place, whisper["message_ts"], "b", "met")
    assert app.last["container"]["is_ephemeral"]
    assert "message" not in app.last
    webhook = AsyncWebhookClient(app.last["response_url"])

    await webhook.send(text="Thank you", replace_original=True)
    assert [said.text for said in playground.seen.messages("amara", "kindness")] == ["Thank you"]

    await webhook.send_dict({"delete_original": True})
    assert playground.seen.messages("amara", "kindness") == []


async def test_an_answer_to_a_press_is_a_whisper_of_its_own(
    app: Listener, actions: Actions, said: Json, playground: Playground
):
    await press(actions, said, "met")

    await AsyncWebhookClient(app.last["response_url"]).send(text="Glad to hear it")

    assert [one.text for one in playground.seen.messages("amara", "kindness")] == ["Did you meet?", "Glad to hear it"]
    assert [one.text for one in playground.seen.messages("bjorn", "kindness")] == ["Did you meet?"]


def test_an_element_is_found_by_its_label():
    assert labelled(BLOCKS, "We met") == ("b", "met", None)
    assert labelled(BLOCKS, "Tuesday") == ("b", "day", "tuesday")
    assert labelled(BLOCKS, "whom") == ("b", "whom", None)
    assert labelled(BLOCKS, "Not here") is None
