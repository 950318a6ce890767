"""Shortcuts from anywhere and of a message, and external selects, also as the page asks for them."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground import Actions, PageError, Playground, SlackError, Workspace
from tests.wire.conftest import Listener

from .fields_of import names, unknown
from .serving import SHORTCUTS

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

PLAIN = {"type": "plain_text", "text": "Where"}
MODAL = {"type": "modal", "title": PLAIN, "blocks": [{"type": "section", "text": PLAIN}]}


@pytest.fixture(autouse=True)
def offered(workspace: Workspace) -> None:
    workspace.app.shortcuts = {one.callback_id: one for one in SHORTCUTS}


@pytest.mark.keeps("shortcuts", "a global shortcut: its fields, its trigger, no address to answer at")
async def test_a_global_shortcut(app: Listener, actions: Actions, client: AsyncWebClient):
    await actions.shortcut("amara", "pause")

    told = app.last
    assert told.keys() == {
        *("type", "token", "action_ts", "team", "user", "callback_id", "trigger_id"),
        *("api_app_id", "enterprise", "is_enterprise_install"),
    }
    assert (told["type"], told["callback_id"]) == ("shortcut", "pause")
    assert told["user"] == {"id": "U01AMARA", "username": "amara", "team_id": "T0WEXCOMBE"}
    assert (await client.views_open(trigger_id=told["trigger_id"], view=MODAL))["ok"]


@pytest.mark.keeps("shortcuts", "a message shortcut: its fields, the message, a trigger and a response address")
async def test_a_message_shortcut(app: Listener, actions: Actions, client: AsyncWebClient, playground: Playground):
    said = await actions.type("bjorn", "kindness", "Cake in the kitchen")
    assert said

    await actions.shortcut("amara", "thank", "kindness", said.ts)

    told = app.last
    assert unknown("message_action", told) <= {"api_app_id"}
    assert (told["type"], told["callback_id"], told["message_ts"]) == ("message_action", "thank", said.ts)
    assert (told["message"]["text"], told["message"]["user"]) == ("Cake in the kitchen", "U01BJORN")
    assert told["channel"] == {"id": said.conversation, "name": "kindness"}
    assert (await client.views_open(trigger_id=told["trigger_id"], view=MODAL))["ok"]
    await AsyncWebhookClient(told["response_url"]).send(text="Thanked")
    assert playground.seen.messages("amara", "kindness")[-1].text == "Thanked"


@pytest.mark.keeps("shortcuts", "none of an ephemeral, of a hidden message, or that the app does not offer")
async def test_shortcuts_that_cannot_be_used(app: Listener, actions: Actions, client: AsyncWebClient):
    place = actions.ws.conversation("kindness").id
    whisper = await client.chat_postEphemeral(channel=place, user="U01AMARA", text="x")
    secret = await client.chat_postMessage(channel="U01BJORN", text="For you")

    with pytest.raises(PageError, match="isn't offered"):
        await actions.shortcut("amara", "nothing")
    with pytest.raises(PageError, match="Choose a message"):
        await actions.shortcut("amara", "thank")
    with pytest.raises(PageError, match="only you can see"):
        await actions.shortcut("amara", "thank", place, whisper["message_ts"])
    with pytest.raises(SlackError, match="message_not_found"):
        await actions.shortcut("bjorn", "thank", place, whisper["message_ts"])
    with pytest.raises(SlackError, match="channel_not_found"):
        await actions.shortcut("amara", "thank", secret["channel"], secret["ts"])
    assert app.received == []


def select(**about: Any) -> Json:
    return {"type": "external_select", "action_id": "it", "placeholder": PLAIN, **about}


async def opened(app: Listener, actions: Actions, client: AsyncWebClient, **about: Any) -> str:
    await actions.type("amara", "kindness", "/kind")
    block = {"type": "input", "block_id": "f", "label": PLAIN, "element": select(**about)}
    view = MODAL | {"submit": PLAIN, "blocks": [block]}
    return str((await client.views_open(trigger_id=app.last["trigger_id"], view=view))["view"]["id"])


def options(number: int) -> list[Json]:
    return [{"text": {"type": "plain_text", "text": f"Place {n}"}, "value": str(n)} for n in range(number)]


@pytest.mark.keeps("interactivity", "block_suggestion from a form: its fields; what was offered can be chosen and sent")
async def test_an_external_select_in_a_form(app: Listener, actions: Actions, client: AsyncWebClient):
    view = await opened(app, actions, client)
    app.answers["block_suggestion"] = {"options": options(100)}

    offered = await actions.options("amara", "f", "it", "gar", view_id=view)

    told = app.last
    assert offered == {"options": options(100)}
    assert told.keys() == {
        *("type", "user", "container", "api_app_id", "token", "action_id", "block_id", "value", "team", "view"),
        *("enterprise", "is_enterprise_install"),
    }
    assert (told["type"], told["value"], told["container"]) == (
        "block_suggestion",
        "gar",
        {"type": "view", "view_id": view},
    )
    await actions.submit("amara", view, {"f": {"it": offered["options"][7]}})
    assert app.last["view"]["state"]["values"]["f"]["it"]["selected_option"] == options(8)[7]


@pytest.mark.keeps("interactivity", "block_suggestion from a message: the message and its channel, no trigger")
async def test_an_external_select_on_a_message(app: Listener, actions: Actions, client: AsyncWebClient):
    block = {"type": "section", "block_id": "b", "text": PLAIN, "accessory": select(min_query_length=0)}
    said = await client.chat_postMessage(channel="#kindness", text="Where", blocks=[block])
    group = {"label": PLAIN, "options": options(2)}
    app.answers["block_suggestion"] = {"option_groups": [group]}

    offered = await actions.options("amara", "b", "it", "", where=said["channel"], ts=said["ts"])

    assert offered == {"option_groups": [group]}
    assert {"message", "channel", "container"} <= app.last.keys()
    assert not {"trigger_id", "response_url", "state"} & set(names(app.last))
    await actions.click("amara", said["channel"], said["ts"], "b", "it", group["options"][1])
    assert app.last["actions"][0]["selected_option"] == group["options"][1]


@pytest.mark.keeps("interactivity", "what an app offers is checked: at most 100 options of Slack's form")
@pytest.mark.parametrize(
    "answer",
    [
        {"options": options(101)},
        {"options": [{"text": "plain words", "value": "x"}]},
        {"options": options(1), "option_groups": []},
        {"options": "many"},
        {"option_groups": [{"options": options(1)}]},
        {},
        None,
    ],
    ids=["101", "words", "both", "no list", "no label", "nothing", "no payload"],
)
async def test_an_offer_that_slack_would_not_take(app: Listener, actions: Actions, client: AsyncWebClient, answer: Any):
    view = await opened(app, actions, client)
    app.answers["block_suggestion"] = answer

    with pytest.raises(PageError, match="choices couldn't be loaded"):
        await actions.options("amara", "f", "it", "garden", view_id=view)


@pytest.mark.keeps("interactivity", "min_query_length: the app is not asked before that, three letters by default")
@pytest.mark.parametrize(
    ("about", "typed", "asked"), [({}, "ga", 0), ({}, "gar", 1), ({"min_query_length": 1}, "g", 1)]
)
async def test_too_few_letters(
    app: Listener, actions: Actions, client: AsyncWebClient, about: Json, typed: str, asked: int
):
    view = await opened(app, actions, client, **about)
    app.answers["block_suggestion"] = {"options": options(1)}
    before = len(app.received)

    assert len((await actions.options("amara", "f", "it", typed, view_id=view))["options"]) == asked
    assert len(app.received) == before + asked


async def test_nobody_looks_in_anothers_form(app: Listener, actions: Actions, client: AsyncWebClient):
    view = await opened(app, actions, client)

    with pytest.raises(PageError, match="somebody else"):
        await actions.options("bjorn", "f", "it", "garden", view_id=view)
    with pytest.raises(PageError):
        await actions.options("amara", "f", "other", "garden", view_id=view)
    with pytest.raises(PageError, match="Choose a form"):
        await actions.options("amara", "f", "it", "garden")


async def ask(playground: Playground, what: str, **told: Any) -> tuple[int, Json]:
    origin = playground.url.rstrip("/")
    async with (
        aiohttp.ClientSession(headers={"Origin": origin}) as http,
        http.post(f"{playground.url}play/{what}", json=told) as answer,
    ):
        return answer.status, await answer.json()


async def test_the_page_offers_and_uses_shortcuts(app: Listener, actions: Actions, playground: Playground):
    async with aiohttp.ClientSession() as http, http.get(f"{playground.url}play/state?as=U01AMARA") as answer:
        state = await answer.json()
    said = await actions.type("bjorn", "kindness", "Cake")
    assert said

    assert [one["callback_id"] for one in state["shortcuts"]] == ["pause", "thank"]
    assert state["shortcuts"][0].keys() == {"name", "type", "callback_id", "description"}
    assert await ask(playground, "shortcut", **{"as": "U01AMARA"}, callback_id="pause") == (200, {"ok": True})
    of_message = {"as": "U01AMARA", "conversation": said.conversation, "ts": said.ts}
    assert (await ask(playground, "shortcut", **of_message, callback_id="thank"))[0] == 200
    assert [request.payload["type"] for request in app.received] == ["shortcut", "message_action"]
    status, refused = await ask(playground, "shortcut", **{"as": "U01AMARA"}, callback_id="gone")
    assert (status, refused["ok"]) == (404, False)


async def test_the_page_looks_up_choices(
    app: Listener, actions: Actions, client: AsyncWebClient, playground: Playground
):
    view = await opened(app, actions, client)
    app.answers["block_suggestion"] = {"options": options(2)}
    field = {"as": "U01AMARA", "block_id": "f", "action_id": "it"}

    status, answer = await ask(playground, "options", **field, value="garden", view_id=view)

    assert (status, answer) == (200, {"ok": True, "options": options(2)})
    assert (await ask(playground, "options", **field, value=7, view_id=view))[0] == 400
    assert (await ask(playground, "options", **field, value="garden"))[0] == 400
