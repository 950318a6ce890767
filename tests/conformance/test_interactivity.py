"""Triggers, stacks of forms, answers to what people do, and every element on a message."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground import Actions, PageError, Playground, Workspace
from tests.wire.conftest import Listener, Seconds

from .fields_of import unknown

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def asks(element: Json, block_id: str = "f", **about: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain("A field"), "element": element, **about}


WRITES = {"type": "plain_text_input", "action_id": "it"}


def form(*blocks: Json, **about: Any) -> Json:
    shown = list(blocks) or [asks(WRITES)]
    return {"type": "modal", "title": plain("A form"), "submit": plain("Send"), "blocks": shown, **about}


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


@pytest.fixture
async def trigger(app: Listener, actions: Actions) -> str:
    await actions.type("amara", "kindness", "/kind")
    return str(app.last["trigger_id"])


@pytest.mark.keeps("interactivity", "a trigger lives three seconds: expired_trigger_id")
@pytest.mark.parametrize(("age", "error"), [(2.9, ""), (3.1, "expired_trigger_id")])
async def test_a_trigger_dies(client: AsyncWebClient, trigger: str, seconds: Seconds, age: float, error: str):
    seconds.now += age
    opening = client.views_open(trigger_id=trigger, view=form())
    if error:
        assert await refusal(opening) == error
    else:
        assert (await opening)["ok"]


@pytest.mark.keeps("interactivity", "a trigger works once: exchanged_trigger_id; invalid_trigger_id for another")
async def test_a_trigger_works_once(client: AsyncWebClient, trigger: str):
    await client.views_open(trigger_id=trigger, view=form())

    assert await refusal(client.views_open(trigger_id=trigger, view=form())) == "exchanged_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.x", view=form())) == "invalid_trigger_id"


@pytest.mark.keeps("interactivity", "forms are stacked three high: push_limit_reached; previous and root view")
async def test_a_stack_is_three_high(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, workspace: Workspace
):
    press = {
        "type": "actions",
        "block_id": "b",
        "elements": [{"type": "button", "action_id": "go", "text": plain("Go")}],
    }
    ids = [(await client.views_open(trigger_id=trigger, view=form(press)))["view"]["id"]]
    for _ in range(2):
        await actions.click_view("amara", ids[-1], "b", "go")
        view = (await client.views_push(trigger_id=app.last["trigger_id"], view=form(press)))["view"]
        assert (view["previous_view_id"], view["root_view_id"]) == (ids[-1], ids[0])
        ids.append(view["id"])
    await actions.click_view("amara", ids[-1], "b", "go")

    assert await refusal(client.views_push(trigger_id=app.last["trigger_id"], view=form())) == "push_limit_reached"
    assert [view.id for view in workspace.views.stack("U01AMARA")] == ids


@pytest.mark.keeps("interactivity", "hash_conflict when a form changed since the app looked")
async def test_an_old_hash_is_refused(client: AsyncWebClient, trigger: str):
    old = (await client.views_open(trigger_id=trigger, view=form()))["view"]
    new = (await client.views_update(view_id=old["id"], hash=old["hash"], view=form()))["view"]

    assert await refusal(client.views_update(view_id=old["id"], hash=old["hash"], view=form())) == "hash_conflict"
    assert (await client.views_update(view_id=old["id"], hash=new["hash"], view=form()))["ok"]


@pytest.mark.keeps("interactivity", "required fields are asked for before the app hears of the form")
async def test_a_required_field(client: AsyncWebClient, trigger: str, app: Listener, actions: Actions):
    view = (await client.views_open(trigger_id=trigger, view=form()))["view"]
    before = len(app.received)

    assert await actions.submit("amara", view["id"], {"f": {"it": " "}}) == {
        "f": "Please complete this required field."
    }
    assert len(app.received) == before


@pytest.mark.keeps("interactivity", "response_action errors: only for fields of the form")
@pytest.mark.parametrize("errors", [{"f": "Kinder, please."}, {"nowhere": "Hm"}, {}, ["f"], None])
async def test_errors_belong_to_fields(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, errors: Any
):
    view = (await client.views_open(trigger_id=trigger, view=form()))["view"]
    app.answers["view_submission"] = {"response_action": "errors", "errors": errors}
    sending = actions.submit("amara", view["id"], {"f": {"it": "x"}})
    if errors == {"f": "Kinder, please."}:
        assert await sending == errors
    else:
        with pytest.raises(PageError, match="trouble connecting"):
            await sending


@pytest.mark.keeps("interactivity", "view_closed only with notify_on_close, without a trigger")
@pytest.mark.parametrize(("clear", "told"), [(False, 1), (True, 2)])
async def test_closing_is_told(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, clear: bool, told: int
):
    first = form(notify_on_close=True)
    view = (await client.views_open(trigger_id=trigger, view=first))["view"]
    app.answers["view_submission"] = {
        "response_action": "push",
        "view": form(notify_on_close=True, clear_on_close=clear),
    }
    await actions.submit("amara", view["id"], {"f": {"it": "x"}})
    top = actions.ws.views.stack("U01AMARA")[-1]

    await actions.close("amara", top.id)

    closed = [request.payload for request in app.received if request.payload.get("type") == "view_closed"]
    assert [one["is_cleared"] for one in closed] == [clear] * told
    assert all("trigger_id" not in one for one in closed)
    assert unknown("view_closed", closed[0]) <= BEYOND


BEYOND = {"view.blocks", "view.state.values"}
"""What a view holds of its own."""


@pytest.mark.keeps("interactivity", "payloads have the fields of Slack's samples: command, submission, click")
async def test_payloads_have_slacks_fields(client: AsyncWebClient, trigger: str, app: Listener, actions: Actions):
    assert not unknown("slash_command", app.last)
    view = (await client.views_open(trigger_id=trigger, view=form()))["view"]
    await actions.submit("amara", view["id"], {"f": {"it": "x"}})
    assert unknown("view_submission", app.last) <= BEYOND | {"response_urls"}
    assert {"view", "user", "team", "api_app_id", "token", "trigger_id", "response_urls"} <= app.last.keys()

    said = await post(client, {"type": "button", "action_id": "it", "text": plain("We met"), "value": "v"})
    await actions.click("amara", said["channel"], said["ts"], "b", "it")
    click = app.last
    assert unknown("block_actions", {name: held for name, held in click.items() if name != "message"}) <= {
        "state.values"
    }
    assert {"container", "channel", "message", "state", "response_url", "actions", "trigger_id"} <= click.keys()


async def post(client: AsyncWebClient, element: Json) -> Json:
    blocks = [{"type": "actions", "block_id": "b", "elements": [element]}]
    return dict((await client.chat_postMessage(channel="#kindness", text="Choose", blocks=blocks)).data)


OPTIONS = [{"text": plain(word), "value": word.lower()} for word in ("Tea", "Coffee")]
ELEMENTS: list[tuple[Json, Any, str, Any]] = [
    ({"type": "button", "text": plain("Go"), "value": "v"}, None, "value", "v"),
    ({"type": "overflow", "options": OPTIONS}, "tea", "selected_option", OPTIONS[0]),
    ({"type": "static_select", "options": OPTIONS}, "tea", "selected_option", OPTIONS[0]),
    ({"type": "multi_static_select", "options": OPTIONS}, ["tea", "coffee"], "selected_options", OPTIONS),
    ({"type": "radio_buttons", "options": OPTIONS}, "coffee", "selected_option", OPTIONS[1]),
    ({"type": "checkboxes", "options": OPTIONS}, ["coffee"], "selected_options", OPTIONS[1:]),
    ({"type": "datepicker"}, "2026-12-01", "selected_date", "2026-12-01"),
    ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
    ({"type": "datetimepicker"}, 1792742400, "selected_date_time", 1792742400),
    ({"type": "users_select"}, "U01BJORN", "selected_user", "U01BJORN"),
    ({"type": "multi_users_select"}, ["U01BJORN", "U01CARYS"], "selected_users", ["U01BJORN", "U01CARYS"]),
    ({"type": "conversations_select"}, "C01", "selected_conversation", "C01"),
    ({"type": "multi_conversations_select"}, ["C01"], "selected_conversations", ["C01"]),
    ({"type": "channels_select"}, "C01", "selected_channel", "C01"),
    ({"type": "multi_channels_select"}, ["C01"], "selected_channels", ["C01"]),
]


@pytest.mark.parametrize(
    ("element", "selected", "field", "expected"),
    [
        pytest.param(
            *case, id=case[0]["type"], marks=pytest.mark.keeps("interactivity", f"{case[0]['type']} on a message")
        )
        for case in ELEMENTS
    ],
)
async def test_every_element_of_a_message(
    app: Listener, client: AsyncWebClient, actions: Actions, element: Json, selected: Any, field: str, expected: Any
):
    section = {"type": "section", "block_id": "b", "text": plain("Choose"), "accessory": element | {"action_id": "it"}}
    actions_block = {"type": "actions", "block_id": "b", "elements": [element | {"action_id": "it"}]}
    block = section if element["type"].startswith("multi") else actions_block
    said = await client.chat_postMessage(channel="#kindness", text="Choose", blocks=[block])

    await actions.click("amara", said["channel"], said["ts"], "b", "it", selected)

    [action] = app.last["actions"]
    assert (action["type"], action["action_id"], action["block_id"]) == (element["type"], "it", "b")
    assert action[field] == expected
    if element["type"] not in ("button", "overflow"):
        assert app.last["state"]["values"]["b"]["it"][field] == expected


@pytest.fixture
async def webhook(app: Listener, client: AsyncWebClient, actions: Actions) -> AsyncWebhookClient:
    said = await post(client, {"type": "button", "action_id": "it", "text": plain("We met")})
    await actions.click("amara", said["channel"], said["ts"], "b", "it")
    return AsyncWebhookClient(app.last["response_url"])


@pytest.mark.keeps("interactivity", "a response address works five times")
async def test_a_response_address_works_five_times(webhook: AsyncWebhookClient, playground: Playground):
    answers = [(await webhook.send(text=f"Answer {number}")).status_code for number in range(6)]

    assert answers == [200] * 5 + [404]
    assert len(playground.seen.messages("amara", "kindness")) == 6
    assert len(playground.seen.messages("bjorn", "kindness")) == 1


@pytest.mark.keeps("interactivity", "a response address lives thirty minutes")
@pytest.mark.parametrize(("age", "status"), [(1799.0, 200), (1801.0, 404)])
async def test_a_response_address_dies(webhook: AsyncWebhookClient, seconds: Seconds, age: float, status: int):
    seconds.now += age
    assert (await webhook.send(text="Late")).status_code == status


@pytest.mark.keeps("interactivity", "respond: replace_original, delete_original, in_channel")
async def test_an_answer_can_replace_and_delete(webhook: AsyncWebhookClient, playground: Playground):
    def texts() -> list[str]:
        return [said.text for said in playground.seen.messages("bjorn", "kindness")]

    await webhook.send(text="Thank you both", replace_original=True)
    assert texts() == ["Thank you both"]
    await webhook.send(text="For all", response_type="in_channel")
    assert texts() == ["Thank you both", "For all"]
    await webhook.send_dict({"delete_original": True})
    assert texts() == ["For all"]


@pytest.mark.keeps("interactivity", "an ephemeral is changed only by its response address, never by chat.update")
async def test_an_ephemeral_cannot_be_edited(
    app: Listener, client: AsyncWebClient, actions: Actions, playground: Playground
):
    place = playground.workspace.conversation("kindness").id
    button = {"type": "button", "action_id": "it", "text": plain("We met")}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    ts = (await client.chat_postEphemeral(channel=place, user="U01AMARA", text="x", blocks=blocks))["message_ts"]
    await actions.click("amara", place, ts, "b", "it")

    assert await refusal(client.chat_update(channel=place, ts=ts, text="y")) == "message_not_found"
    assert await refusal(client.chat_delete(channel=place, ts=ts)) == "message_not_found"
    assert app.last["container"]["is_ephemeral"] is True
    assert "message" not in app.last
    await AsyncWebhookClient(app.last["response_url"]).send(text="z", replace_original=True)
    assert [said.text for said in playground.seen.messages("amara", place)] == ["z"]


@pytest.mark.keeps("interactivity", "response_urls of a form whose conversation select allows it")
@pytest.mark.parametrize("kind", ["conversations_select", "channels_select"])
async def test_a_form_can_be_answered_in_a_conversation(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, playground: Playground, kind: str
):
    where = asks({"type": kind, "action_id": "it", "response_url_enabled": True}, "where")
    other = asks({"type": kind, "action_id": "it"}, "other")
    view = (await client.views_open(trigger_id=trigger, view=form(where, other)))["view"]
    place = playground.workspace.conversation("kindness").id

    await actions.submit("amara", view["id"], {"where": {"it": place}, "other": {"it": place}})

    [one] = app.last["response_urls"]
    assert one.keys() == {"response_url", "channel_id", "block_id", "action_id"}
    assert (one["channel_id"], one["block_id"], one["action_id"]) == (place, "where", "it")
    await AsyncWebhookClient(one["response_url"]).send(text="Done", response_type="in_channel")
    assert playground.seen.messages("bjorn", place)[-1].text == "Done"


@pytest.mark.keeps("interactivity", "default_to_current_conversation: where the form was opened from")
async def test_a_form_knows_where_it_was_opened(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, workspace: Workspace
):
    element = {"type": "conversations_select", "action_id": "it", "default_to_current_conversation": True}
    view = (await client.views_open(trigger_id=trigger, view=form(asks(element))))["view"]

    await actions.submit("amara", view["id"], {})

    state = app.last["view"]["state"]["values"]["f"]["it"]
    assert state["selected_conversation"] == workspace.conversation("kindness").id
