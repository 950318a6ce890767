"""Triggers, the stack of forms, answers, errors, and the Home tab."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, PageError, Playground, Workspace

from .conftest import Listener, Seconds

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(name: str, element: Json, **about: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "it"} | element
    return {"type": "input", "block_id": name, "label": plain(name), "element": element, **about}


DAYS = [{"text": plain(day), "value": day.lower()} for day in ("Monday", "Tuesday")]


def form(title: str = "Settings", **about: Any) -> Json:
    blocks = [
        field("line", {"initial_value": "This is work time"}),
        field("day", {"type": "static_select", "options": DAYS}),
        field("size", {"type": "number_input", "is_decimal_allowed": False, "min_value": "2", "max_value": "6"}),
        field("guests", {"type": "checkboxes", "options": DAYS}, optional=True),
    ]
    return {"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": blocks, **about}


GOOD = {"line": {"it": "Yes"}, "day": {"it": "monday"}, "size": {"it": "3"}, "guests": {"it": None}}


async def error_of(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


@pytest.fixture
async def trigger(app: Listener, actions: Actions) -> str:
    await actions.type("amara", "kindness", "/kind start coffee")
    return app.last["trigger_id"]


async def opened(client: AsyncWebClient, trigger: str, **about: Any) -> Json:
    return (await client.views_open(trigger_id=trigger, view=form(**about)))["view"]


async def test_a_trigger_works_once(client: AsyncWebClient, trigger: str):
    await opened(client, trigger)

    assert await error_of(client.views_open(trigger_id=trigger, view=form())) == "exchanged_trigger_id"
    assert await error_of(client.views_open(trigger_id="1.2.3", view=form())) == "invalid_trigger_id"


async def test_a_trigger_dies_after_three_seconds(client: AsyncWebClient, trigger: str, seconds: Seconds):
    seconds.now += 3.01

    assert await error_of(client.views_open(trigger_id=trigger, view=form())) == "expired_trigger_id"


async def test_a_refused_view_leaves_the_trigger_unused_and_the_screen_empty(
    client: AsyncWebClient, trigger: str, playground: Playground
):
    assert await error_of(client.views_open(trigger_id=trigger, view=form(title="x" * 25))) == "invalid_arguments"
    assert playground.seen.top_view("amara") is None
    assert await opened(client, trigger)


async def test_a_view_carries_slacks_fields(client: AsyncWebClient, trigger: str):
    view = await opened(client, trigger, callback_id="settings", private_metadata="{}")

    assert {"id", "hash", "state", "root_view_id", "previous_view_id", "team_id", "app_id", "bot_id"} <= set(view)
    assert view["state"]["values"]["line"]["it"] == {"type": "plain_text_input", "value": "This is work time"}
    assert view["state"]["values"]["guests"]["it"] == {"type": "checkboxes", "selected_options": []}
    assert (view["callback_id"], view["private_metadata"]) == ("settings", "{}")


async def test_required_fields_are_asked_for_before_the_bot_hears_of_it(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions
):
    view, before = await opened(client, trigger), len(app.received)

    errors = await actions.submit("amara", view["id"], {"line": {"it": "  "}, "size": {"it": "7"}})

    required = "Please complete this required field."
    assert errors == {"line": required, "day": required, "size": "Please enter 6 or less."}
    assert len(app.received) == before


async def test_answers_arrive_in_slacks_shape(client: AsyncWebClient, trigger: str, app: Listener, actions: Actions):
    view = await opened(client, trigger)

    assert await actions.submit("amara", view["id"], GOOD) == {}

    told = app.last
    assert (told["type"], told["user"]["id"]) == ("view_submission", "U01AMARA")
    values = told["view"]["state"]["values"]
    assert values["day"]["it"] == {"type": "static_select", "selected_option": DAYS[0]}
    assert values["size"]["it"] == {"type": "number_input", "value": "3"}
    assert values["guests"]["it"] == {"type": "checkboxes", "selected_options": []}


async def test_an_answer_that_was_not_offered_is_refused(client: AsyncWebClient, trigger: str, actions: Actions):
    view = await opened(client, trigger)

    for forged in (
        {"day": {"it": "sunday"}},
        {"elsewhere": {"it": "x"}},
        {"line": {"other": "x"}},
        {"line": 3},
    ):
        with pytest.raises(PageError):
            await actions.submit("amara", view["id"], GOOD | forged)
    with pytest.raises(PageError, match="somebody else"):
        await actions.submit("bjorn", view["id"], GOOD)


async def test_the_bots_own_errors_keep_the_form_open(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, playground: Playground
):
    view = await opened(client, trigger)
    app.answers["view_submission"] = {"response_action": "errors", "errors": {"day": "That day is taken."}}

    assert await actions.submit("amara", view["id"], GOOD) == {"day": "That day is taken."}
    assert playground.seen.top_view("amara") is not None

    app.answers.clear()
    assert await actions.submit("amara", view["id"], GOOD) == {}
    assert playground.seen.top_view("amara") is None
    with pytest.raises(PageError, match="closed already"):
        await actions.submit("amara", view["id"], GOOD)


async def test_forms_are_stacked_three_high(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, workspace: Workspace
):
    view = await opened(client, trigger)
    app.answers["view_submission"] = {"response_action": "push", "view": form("Second")}
    await actions.submit("amara", view["id"], GOOD)
    second = workspace.views.stack("U01AMARA")[-1]
    assert (second.previous, second.root) == (view["id"], view["id"])
    with pytest.raises(PageError, match="on top"):
        await actions.submit("amara", view["id"], GOOD)

    await actions.submit("amara", second.id, GOOD)
    third = workspace.views.stack("U01AMARA")[-1]
    with pytest.raises(PageError, match="trouble"):
        await actions.submit("amara", third.id, GOOD)
    assert await error_of(client.views_push(trigger_id=app.last["trigger_id"], view=form())) == "push_limit_reached"

    app.answers["view_submission"] = {"response_action": "clear"}
    await actions.submit("amara", third.id, GOOD)
    assert workspace.views.stack("U01AMARA") == []


async def test_a_form_can_be_changed_while_it_is_open(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions, playground: Playground
):
    view = await opened(client, trigger)
    app.answers["view_submission"] = {"response_action": "update", "view": form("Thank you")}
    await actions.submit("amara", view["id"], GOOD)

    top = playground.seen.top_view("amara")
    assert top
    assert (top.id, top.content["title"]["text"]) == (view["id"], "Thank you")
    update = client.views_update(view_id=view["id"], hash=view["hash"], view=form("Late"))
    assert await error_of(update) == "hash_conflict"
    assert (await client.views_update(view_id=view["id"], hash=top.hash, view=form("In time")))["ok"]
    assert await error_of(client.views_update(view_id="V0NOTHING", view=form())) == "not_found"


async def test_closing_is_told_only_if_asked_for(client: AsyncWebClient, trigger: str, app: Listener, actions: Actions):
    view, before = await opened(client, trigger), len(app.received)
    await actions.close("amara", view["id"])
    assert len(app.received) == before

    await actions.type("amara", "kindness", "/kind")
    view = await opened(client, app.last["trigger_id"], notify_on_close=True)
    await actions.close("amara", view["id"])

    assert (app.last["type"], app.last["is_cleared"], app.last["view"]["id"]) == (
        "view_closed",
        False,
        view["id"],
    )
    assert "trigger_id" not in app.last


async def test_an_element_in_a_form_tells_the_form_and_its_state(
    client: AsyncWebClient, trigger: str, app: Listener, actions: Actions
):
    view = await opened(client, trigger)

    await actions.click_view("amara", view["id"], "day", "it", "tuesday", {"line": {"it": "Typed so far"}})

    told = app.last
    assert told["container"] == {"type": "view", "view_id": view["id"]}
    assert told["actions"][0]["selected_option"] == DAYS[1]
    values = told["view"]["state"]["values"]
    assert values["day"]["it"]["selected_option"] == DAYS[1]
    assert values["line"]["it"]["value"] == "Typed so far"
    assert (await client.views_push(trigger_id=told["trigger_id"], view=form("Second")))["ok"]


async def test_the_home_tab_is_published_when_it_is_opened(client: AsyncWebClient, app: Listener, actions: Actions):
    async def publish(payload: Json) -> None:
        home = {"type": "home", "blocks": [{"type": "header", "text": plain("Good morning")}]}
        await client.views_publish(user_id=payload["event"]["user"], view=home)

    app.on["events_api"] = publish

    first = await actions.open_home("amara")
    await actions.open_home("amara")

    assert first
    assert first.blocks[0]["text"] == plain("Good morning")
    opened_first, opened_again = app.events("app_home_opened")
    assert "view" not in opened_first
    assert opened_again["view"]["id"] == first.id
    assert (opened_first["tab"], opened_first["channel"][0]) == ("home", "D")


@pytest.mark.parametrize(
    ("user", "error"),
    [("U01NOBODY", "user_not_found"), ("U01PAULINE", "user_disabled"), ("", "invalid_arguments")],
)
async def test_a_home_needs_somebody_to_see_it(client: AsyncWebClient, user: str, error: str):
    assert await error_of(client.views_publish(user_id=user, view={"type": "home", "blocks": []})) == error
