"""An app that is reached over HTTP: signatures, the challenge, repeats, and a real Bolt app behind it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import PageError, Playground
from bot.playground.delivery.announcing import ACK_SECONDS
from bot.playground.model.app import Addresses
from tests.wire.conftest import PATIENCE

from .serving import Recorder, move, reached_at, served, workspace_of

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
async def site(recorder: Recorder) -> AsyncIterator[Playground]:
    async with served(recorder.app) as url, workspace_of(reached_at(f"{url}slack/events")) as playground:
        yield playground


async def leave(playground: Playground) -> None:
    await playground.actions.leave("carys", "kindness")


def reasons(recorder: Recorder) -> list[tuple[str | None, str | None]]:
    heads = [headers for headers, _ in recorder.received]
    return [(head.get("X-Slack-Retry-Num"), head.get("X-Slack-Retry-Reason")) for head in heads]


@pytest.mark.keeps("http delivery", "each request is signed with v0 HMAC-SHA256 over its time and body")
async def test_a_request_is_signed(site: Playground, recorder: Recorder):
    await leave(site)

    [(headers, body)] = recorder.received
    verifier = SignatureVerifier(site.signing_secret)
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + " ", headers)
    assert not SignatureVerifier("another secret").is_valid_request(body, headers)


@pytest.mark.keeps("http delivery", "events are JSON, commands a form, interactivity a form with `payload`")
async def test_each_kind_has_its_form(site: Playground, recorder: Recorder):
    await leave(site)
    await site.actions.type("amara", "kindness", "/kind coffee & cake")
    await site.actions.shortcut("amara", "pause")

    (first, event), (second, command), (third, interaction) = recorder.received
    assert first["Content-Type"] == "application/json"
    assert json.loads(event)["event"]["type"] == "member_left_channel"
    assert second["Content-Type"] == third["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(command)["text"] == ["coffee &amp; cake"]
    assert parse_qs(command)["command"] == ["/kind"]
    assert json.loads(parse_qs(interaction)["payload"][0])["callback_id"] == "pause"


@pytest.mark.keeps("http delivery", "url_verification: no event goes to an address that did not return the challenge")
@pytest.mark.parametrize(
    "answer",
    [
        lambda challenge: web.Response(text=challenge),
        lambda challenge: web.Response(text=f"challenge={challenge}"),
        lambda challenge: web.json_response({"challenge": challenge}),
    ],
    ids=["text", "form", "json"],
)
async def test_the_challenge_must_come_back(answer: Any):
    asked: list[Json] = []

    async def app(request: web.Request) -> web.Response:
        asked.append(await request.json())
        return answer(asked[-1]["challenge"])

    site = web.Application()
    site.router.add_post("/slack/events", app)
    async with served(site) as url, workspace_of(reached_at(f"{url}slack/events")) as playground:
        assert not playground.link.connected
        assert await playground.link.verify()
        assert playground.link.connected
    assert [sorted(told) for told in asked] == [["challenge", "token", "type"]]


@pytest.mark.keeps("http delivery", "url_verification: a wrong answer is not accepted")
@pytest.mark.parametrize("status", [200, 500])
async def test_a_wrong_answer_to_the_challenge_means_no_events(status: int):
    asked: list[str] = []

    async def app(request: web.Request) -> web.Response:
        told = await request.json()
        asked.append(told["type"])
        return web.Response(text="Welcome" if status == 200 else told["challenge"], status=status)

    site = web.Application()
    site.router.add_post("/slack/events", app)
    async with served(site) as url, workspace_of(reached_at(f"{url}slack/events")) as playground:
        assert not await playground.link.verify()
        playground.workspace.tell_app({"type": "channel_left", "channel": "C1"})
        while len(asked) < 2:
            await asyncio.sleep(0)
    assert set(asked) == {"url_verification"}


@pytest.mark.keeps("http delivery", "an event is repeated three times: at once, after a minute, after five")
async def test_an_event_is_repeated_three_times(site: Playground, recorder: Recorder):
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    site.link.sleep = sleep
    recorder.answer = lambda _: web.Response(status=503)

    await leave(site)
    await asyncio.gather(*site.link._telling)

    assert waited == [60, 300]
    assert reasons(recorder) == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({json.loads(body)["event_id"] for _, body in recorder.received}) == 1


async def test_nobody_waits_for_a_later_try(site: Playground, recorder: Recorder):
    recorder.answer = lambda _: web.Response(status=500)

    async with asyncio.timeout(3):
        await leave(site)

    assert [number for number, _ in reasons(recorder)] == [None, "1"]


@pytest.mark.keeps("http delivery", "a repeated event that is taken is not sent again")
async def test_an_event_is_taken_at_the_second_try(site: Playground, recorder: Recorder):
    recorder.answer = lambda request: web.Response(status=200 if "X-Slack-Retry-Num" in request.headers else 500)

    await leave(site)

    assert reasons(recorder) == [(None, None), ("1", "http_error")]
    assert not site.link._telling


@pytest.mark.keeps("http delivery", "X-Slack-No-Retry: 1 is heeded")
async def test_an_app_can_ask_not_to_be_told_again(site: Playground, recorder: Recorder):
    recorder.answer = lambda _: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    await leave(site)

    assert reasons(recorder) == [(None, None)]


def closes(request: web.Request) -> web.Response:
    request.transport.close()
    return web.Response()


def goes_round(request: web.Request) -> web.Response:
    return web.Response(status=307, headers={"Location": str(request.url)})


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(closes, "connection_failed", marks=pytest.mark.keeps("http delivery", "connection_failed")),
        pytest.param(goes_round, "too_many_redirects", marks=pytest.mark.keeps("http delivery", "too_many_redirects")),
        pytest.param(
            lambda _: web.Response(status=302, headers={"Location": "http://192.0.2.1/slack"}),
            "unknown_error",
            id="elsewhere",
        ),
    ],
)
async def test_a_repeat_says_why(site: Playground, recorder: Recorder, answer: Any, reason: str):
    recorder.answer = lambda request: web.Response() if "X-Slack-Retry-Num" in request.headers else answer(request)

    await leave(site)

    assert reasons(recorder)[-1] == ("1", reason)


@pytest.mark.keeps("http delivery", "http_timeout after three seconds")
async def test_an_app_that_takes_too_long_is_told_again():
    heard: list[str | None] = []
    never = asyncio.Event()

    async def app(request: web.Request) -> web.Response:
        told = await request.json()
        if told["type"] == "url_verification":
            return web.Response(text=told["challenge"])
        heard.append(request.headers.get("X-Slack-Retry-Reason"))
        if len(heard) == 1:
            playground.link.ack_seconds = PATIENCE
            await never.wait()
        return web.Response()

    assert ACK_SECONDS == 3
    site = web.Application()
    site.router.add_post("/slack/events", app)
    async with served(site) as url, workspace_of(reached_at(f"{url}slack/events")) as playground:
        await playground.link.verify()
        playground.link.ack_seconds = 0.2
        await leave(playground)
        never.set()
    assert heard == [None, "http_timeout"]


@pytest.mark.keeps("http delivery", "ssl_error")
async def test_a_broken_certificate_is_named(site: Playground, recorder: Recorder):
    await site.link.verify()
    told = {"type": "event_callback", "event": {"type": "x"}}
    tries: list[str] = []
    post = site.link._post

    async def watched(address: str, body: str, form: str, retry: dict[str, str]) -> Any:
        tries.append(retry.get("X-Slack-Retry-Reason", ""))
        return await post(address.replace("http:", "https:") if not retry else address, body, form, retry)

    site.link._post = watched
    assert await site.link.deliver("events_api", told, tries=2) == {}
    assert tries == ["", "ssl_error"]


@pytest.mark.keeps("http delivery", "two redirects are followed")
async def test_two_redirects_are_followed(site: Playground, recorder: Recorder):
    def answer(request: web.Request) -> web.Response:
        number = int(request.query.get("n", 0))
        if number == 2:
            return web.Response(text="Here I am")
        return web.Response(status=307, headers={"Location": f"/moved?n={number + 1}"})

    recorder.answer = answer
    await site.actions.type("amara", "kindness", "/kind")

    assert [said.text for said in site.seen.messages("amara", "kindness")] == ["Here I am"]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/slack",
        "https://192.168.0.10/slack",
        "http://169.254.169.254/latest",
        "http://localhost.example.com/",
        "http://127.0.0.1@example.com/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "127.0.0.1:3000",
        "http://[::1/",
        "http://127.0.0.1:x/",
    ],
)
async def test_only_this_machine_is_ever_asked(address: str):
    with pytest.raises(ValueError, match="not on this machine"):
        async with workspace_of(reached_at("http://127.0.0.1:9/", interactivity=address)):
            pass


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:3000/x", "http://localhost/", "https://[::1]:3000/", "http://127.1.2.3/"]
)
async def test_this_machine_has_several_names(address: str):
    async with workspace_of(reached_at(address)) as playground:
        assert not playground.link.connected


@pytest.mark.keeps("http delivery", "a command that is not answered in time is said to the person alone")
@pytest.mark.parametrize("status", [404, 500])
async def test_a_command_that_fails_is_said(site: Playground, recorder: Recorder, status: int):
    recorder.answer = lambda _: web.Response(status=status)

    await site.actions.type("amara", "kindness", "/kind")

    assert len(recorder.received) == 1
    [said] = site.seen.messages("amara", "kindness")
    assert "didn't answer in time" in said.text
    assert site.seen.messages("bjorn", "kindness") == []


@pytest.mark.parametrize("missing", ["interactivity", "options"])
async def test_an_app_without_that_address_is_not_asked(recorder: Recorder, missing: str):
    async with served(recorder.app) as url, workspace_of(reached_at(url)) as playground:
        playground.workspace.app.addresses = Addresses(**{"events": url, "interactivity": url, missing: ""})
        deliver = playground.actions.shortcut("amara", "pause")
        if missing == "interactivity":
            with pytest.raises(PageError, match="trouble connecting"):
                await deliver
            assert recorder.received == []
        else:
            await deliver
            assert len(recorder.received) == 1


async def test_an_app_over_http_has_no_sockets(site: Playground):
    with pytest.raises(PageError, match="over HTTP"):
        await site.link.disconnect()
    with pytest.raises(PageError, match="over HTTP"):
        await site.link.cut()


FIELD = {
    "type": "input",
    "block_id": "line",
    "label": {"type": "plain_text", "text": "A line"},
    "element": {"type": "plain_text_input", "action_id": "it"},
}
LOOKUP = {
    "type": "input",
    "block_id": "who",
    "optional": True,
    "label": {"type": "plain_text", "text": "Where"},
    "element": {"type": "external_select", "action_id": "place", "min_query_length": 1},
}
FORM = {
    "type": "modal",
    "callback_id": "line",
    "title": {"type": "plain_text", "text": "A kind line"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [FIELD, LOOKUP],
}
BUTTON = {"type": "button", "action_id": "met", "text": {"type": "plain_text", "text": "We met"}}


def bolt_app(playground_client: AsyncWebClient, signing_secret: str) -> AsyncApp:
    """An ordinary Bolt app: it knows nothing of the workspace but its client's base address."""
    app = AsyncApp(client=playground_client, signing_secret=signing_secret)

    @app.command("/kind")
    async def command(ack: Any, body: Json, client: AsyncWebClient, say: Any) -> None:
        await ack("One moment")
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await say(text="Did you meet?", blocks=[{"type": "actions", "block_id": "b", "elements": [BUTTON]}])

    @app.view("line")
    async def submitted(ack: Any, view: Json) -> None:
        value = view["state"]["values"]["line"]["it"]["value"]
        if value == "no":
            await ack(response_action="errors", errors={"line": "Something kinder, please."})
        else:
            await ack()

    @app.action("met")
    async def met(ack: Any, respond: Any) -> None:
        await ack()
        await respond("Glad to hear it", replace_original=False)

    @app.options("place")
    async def places(ack: Any, payload: Json) -> None:
        option = {"text": {"type": "plain_text", "text": f"Garden {payload['value']}"}, "value": "garden"}
        await ack(options=[option])

    @app.shortcut("thank")
    async def thank(ack: Any, shortcut: Json, respond: Any) -> None:
        await ack()
        await respond(f"Thanked for {shortcut['message']['text']}")

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        header = {"type": "header", "text": {"type": "plain_text", "text": "Good morning"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [header]})

    return app


@pytest.fixture
async def bolt() -> AsyncIterator[Playground]:
    async with workspace_of(reached_at("http://127.0.0.1:9/")) as playground:
        client = AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[])
        app = bolt_app(client, playground.signing_secret)
        async with served(app.web_app("/slack/events")) as url:
            move(playground.workspace.app, f"{url}slack/events")
            assert await playground.link.verify()
            yield playground


@pytest.mark.keeps(
    "http delivery", "a Bolt app behind aiohttp: command, form, errors, look-up, button, respond, Home tab"
)
async def test_a_bolt_app_lives_over_http(bolt: Playground):
    actions, seen = bolt.actions, bolt.seen
    await actions.type("amara", "kindness", "/kind")
    whisper = seen.messages("amara", "kindness")[-1]
    assert whisper.text == "One moment"
    await bolt.workspace.feed.until(lambda: len(seen.messages("bjorn", "kindness")) == 1)
    form, [asked] = seen.top_view("amara"), seen.messages("bjorn", "kindness")
    assert form

    offered = await actions.options("amara", "who", "place", "by", view_id=form.id)
    assert offered["options"][0]["text"]["text"] == "Garden by"
    refused = await actions.submit("amara", form.id, {"line": {"it": "no"}})
    assert refused == {"line": "Something kinder, please."}
    chosen = {"line": {"it": "yes"}, "who": {"place": offered["options"][0]}}
    assert await actions.submit("amara", form.id, chosen) == {}

    await actions.click("bjorn", "kindness", asked.ts, "b", "met")
    await bolt.workspace.feed.until(lambda: len(seen.messages("bjorn", "kindness")) == 2)
    assert seen.messages("bjorn", "kindness")[-1].text == "Glad to hear it"

    await actions.shortcut("carys", "thank", "kindness", asked.ts)
    await bolt.workspace.feed.until(lambda: "Thanked" in seen.messages("carys", "kindness")[-1].text)
    await actions.open_home("amara")
    await bolt.workspace.feed.until(lambda: seen.home("amara") is not None)
