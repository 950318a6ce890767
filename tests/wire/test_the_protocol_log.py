"""What developers read of the protocol: all of it, in order, short, and without a secret."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Playground, Workspace
from bot.playground.model.protocol_log import MOST, MOST_TEXT, ProtocolLog
from bot.playground.pages.exchanges import redacted, summary, whole

from .conftest import Listener, Seconds

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(playground.url) as session:
        yield session


@pytest.fixture
def log(workspace: Workspace, seconds: Seconds) -> ProtocolLog:
    workspace.protocol.monotonic = seconds
    return workspace.protocol


async def ask(http: aiohttp.ClientSession, what: str, **query: str) -> Json:
    async with http.get(f"/play/developer/{what}", params=query) as answer:
        return dict(await answer.json())


async def act(http: aiohttp.ClientSession, what: str, /, **body: Any) -> Json:
    async with http.post(f"/play/developer/{what}", json=body) as answer:
        return dict(await answer.json())


def lines(log: ProtocolLog) -> list[tuple[str, str, bool | None, str]]:
    told = [summary(exchange) for exchange in log.since()]
    return [(one["kind"], one["name"], one["ok"], one["outcome"]) for one in told]


async def test_every_call_is_written_down_with_its_answer(client: AsyncWebClient, log: ProtocolLog):
    await client.chat_postMessage(channel="U01AMARA", text="Hello")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="nowhere", text="Hello")

    assert lines(log) == [
        ("web_api", "chat.postMessage", True, "ok"),
        ("web_api", "chat.postMessage", False, "channel_not_found"),
    ]
    told = whole(log.since()[0])
    assert json.loads(told["request"])["text"] == "Hello"
    assert json.loads(told["answer"])["message"]["text"] == "Hello"


async def test_an_unreadable_call_is_answered_all_the_same(http: aiohttp.ClientSession, log: ProtocolLog):
    async with http.post("/api/nothing.atAll", data={"token": "xoxb-not-a-real-one"}) as answer:
        assert (await answer.json())["error"] == "unknown_method"

    assert lines(log) == [("web_api", "nothing.atAll", False, "unknown_method: Slack has no such method")]


async def test_tokens_are_never_shown(http: aiohttp.ClientSession, playground: Playground, log: ProtocolLog):
    secrets = (playground.bot_token, playground.app_token, playground.grid.app.verification_token)
    for body in ({"token": playground.bot_token, "text": secrets[0]}, {"token": playground.app_token}):
        for form in ({"data": body}, {"json": body}):
            async with http.post("/api/apps.connections.open", **form):
                pass

    shown = json.dumps([whole(exchange) for exchange in log.since()])
    assert "xoxb-…" in json.loads(whole(log.since()[0])["request"])["text"]
    assert [secret for secret in secrets if secret in shown] == []
    opened = next(whole(exchange) for exchange in log.since() if summary(exchange)["ok"])
    assert "ticket=…" in json.loads(opened["answer"])["url"]


@pytest.mark.parametrize("token", ["xoxb-1-a", "xapp-1-A0-b", "xoxe.xoxb-1-c", "xoxe-1-d", "xoxp-1-e"])
def test_every_kind_of_token_is_recognised(token: str):
    assert token not in redacted(f'{{"text": "it is {token}!"}}')
    assert token not in redacted(f"ticket={token}&more")


async def test_envelopes_and_what_the_app_made_of_them(app: Listener, actions: Actions, log: ProtocolLog):
    log.clear()
    app.answers["slash_commands"] = {"text": "Done"}

    await actions.type("amara", "#general", "/kind coffee")
    await actions.join("amara", "#estates")
    await actions.open_home("amara")

    assert ("commands", "/kind", True, "ok") in lines(log)
    assert ("events", "app_home_opened", True, "ok") in lines(log)
    command = next(whole(exchange) for exchange in log.since() if exchange.kind == "commands")
    assert json.loads(command["request"])["payload"]["text"] == "coffee"
    assert json.loads(command["answer"]) == {"text": "Done"}


async def test_an_envelope_nobody_takes_is_an_error(app: Listener, actions: Actions, playground: Playground):
    app.silent = True
    playground.link.ack_seconds = 0.01

    await actions.type("amara", "#general", "/kind coffee")

    assert lines(playground.workspace.protocol)[-1] == ("commands", "/kind", False, "not acknowledged in time")


async def test_what_is_sent_to_a_response_address(
    http: aiohttp.ClientSession, app: Listener, actions: Actions, log: ProtocolLog
):
    await actions.type("amara", "#general", "/kind coffee")
    address = app.last["response_url"]

    async with http.post(address, json={"text": "Here you are"}) as answer:
        assert answer.status == 200
    async with http.post(address, json={}) as answer:
        assert answer.status == 400

    assert [line for line in lines(log) if line[0] == "responses"] == [
        ("responses", "response_url", True, "ok"),
        ("responses", "response_url", False, "no_text, HTTP 400"),
    ]
    assert json.loads(whole(log.since()[-2])["request"]) == {"text": "Here you are"}


async def test_the_bytes_of_a_file_are_not_kept(client: AsyncWebClient, log: ProtocolLog):
    await client.files_upload_v2(channel="U01AMARA", filename="tea.txt", content="leaves " * 100)

    upload = next(whole(exchange) for exchange in log.since() if exchange.name == "file upload")
    assert "leaves" not in upload["request"]
    assert upload["ok"]


async def test_how_long_it_took(log: ProtocolLog, seconds: Seconds):
    async def work() -> Json:
        assert summary(log.since()[0]) | {"at": ""} == {
            **{"id": 1, "kind": "events", "name": "slow", "at": "", "ok": None, "outcome": "waiting", "ms": None}
        }
        seconds.now += 0.25
        return {}

    await log.record("events", "slow", {}, work())

    assert summary(log.since()[0])["ms"] == 250


async def answering(answer: Any) -> Any:
    return answer


async def test_only_the_last_five_hundred_are_remembered(log: ProtocolLog):
    for number in range(MOST + 3):
        await log.record("events", f"event {number}", {}, answering({}))

    assert len(log.since()) == MOST
    assert log.first == 4
    assert log.get(3) is None


async def test_long_texts_are_cut(log: ProtocolLog):
    await log.record("web_api", "chat.postMessage", {"text": "a" * 1_000_000}, answering({"text": "b" * 1_000_000}))

    told = whole(log.since()[0])
    assert MOST_TEXT < len(told["request"]) < MOST_TEXT + 100
    assert MOST_TEXT < len(told["answer"]) < MOST_TEXT + 100


async def heard(http: aiohttp.ClientSession, until: str) -> list[Json]:
    """Everything told to a panel, up to an answered exchange of that name."""
    told: list[Json] = []
    async with http.get("/play/developer/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        async for line in stream.content:
            if line.startswith(b"data: "):
                told.append(json.loads(line.removeprefix(b"data: ")))
                if any(one["name"] == until and one["ok"] for one in told[-1]["exchanges"]):
                    break
    return told


async def test_a_panel_hears_the_past_and_then_the_present(http: aiohttp.ClientSession, client: AsyncWebClient):
    await client.auth_test()
    listening = asyncio.create_task(heard(http, "team.info"))
    await heard(http, "auth.test")
    await client.team_info()

    told = await listening

    last = {one["id"]: one["name"] for batch in told for one in batch["exchanges"] if one["ok"]}
    assert last == {1: "auth.test", 2: "team.info"}


async def test_clearing_forgets_for_everybody(http: aiohttp.ClientSession, client: AsyncWebClient, log: ProtocolLog):
    await client.auth_test()
    assert (await ask(http, "exchange", id="1"))["exchange"]["name"] == "auth.test"

    assert await act(http, "clear") == {"ok": True}

    assert log.since() == []
    assert log.first == 2
    assert not (await ask(http, "exchange", id="1"))["ok"]


async def test_the_streams_end_with_the_workspace(playground: Playground, log: ProtocolLog):
    following = log.follow()
    before = await anext(following)
    await log.record("events", "one", {}, answering({}))
    [one] = await anext(following)
    log.close()

    assert (before, one.name) == ([], "one")
    assert [fresh async for fresh in following] == []


async def test_other_sites_hear_nothing(http: aiohttp.ClientSession):
    for path in ("events", "faults", "exchange?id=1"):
        for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            async with http.get(f"/play/developer/{path}", headers=headers) as answer:
                assert answer.status == 403


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"what": "error", "error": "channel_not_found"}, "channel_not_found"),
        ({"what": "status", "status": 503}, "HTTP 503"),
        ({"what": "limited", "seconds": 7}, "too many requests, try again after 7 s"),
        ({"what": "slow", "seconds": 4}, "the right answer, after 4 s"),
        ({"what": "lost"}, "done, but the answer is lost"),
        ({"what": "dropped"}, "the connection drops"),
    ],
)
async def test_what_goes_wrong_is_set_shown_and_taken_back(http: aiohttp.ClientSession, asked: Json, words: str):
    told = await act(http, "fault", method="auth.test", times=2, **asked)
    assert told["waiting"] == [{"method": "auth.test", "what": words, "times": 2}]

    assert (await act(http, "cancel", method="auth.test"))["waiting"] == []


async def test_a_fault_happens_and_stands_in_the_log(
    http: aiohttp.ClientSession, client: AsyncWebClient, log: ProtocolLog
):
    await act(http, "fault", method="auth.test", times=1, what="limited", seconds=9)
    with pytest.raises(SlackApiError) as refusal:
        await client.auth_test()

    assert refusal.value.response.headers["Retry-After"] == "9"
    assert lines(log) == [("web_api", "auth.test", False, "ratelimited, HTTP 429")]


async def test_a_dropped_connection_stands_in_the_log(
    http: aiohttp.ClientSession, playground: Playground, log: ProtocolLog
):
    await act(http, "fault", method="auth.test", times=2, what="dropped")
    with pytest.raises(aiohttp.ClientError):
        await http.post("/api/auth.test", data={"token": playground.bot_token})

    assert lines(log)[0] == ("web_api", "auth.test", False, "the connection closed without an answer")


async def test_half_an_answer_stands_in_the_log(
    http: aiohttp.ClientSession, workspace: Workspace, playground: Playground, log: ProtocolLog
):
    workspace.faults.next("auth.test", truncate=True, after_effect=True, times=2)
    with pytest.raises(aiohttp.ClientError):
        await (await http.post("/api/auth.test", data={"token": playground.bot_token})).read()

    assert lines(log)[0] == ("web_api", "auth.test", False, "the connection closed in the middle of the answer")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"method": "no.such", "what": "lost", "times": 1},
        {"method": ["auth.test"], "what": "lost", "times": 1},
        {"method": "auth.test", "what": [], "times": 1},
        {"method": "auth.test", "what": "explode", "times": 1},
        {"method": "auth.test", "what": "error", "error": "No!", "times": 1},
        {"method": "auth.test", "what": "slow", "seconds": True, "times": 1},
        {"method": "auth.test", "what": "status", "status": 200, "times": 1},
        {"method": "auth.test", "what": "lost", "times": 0},
        {"method": "socket", "what": "error", "error": "x", "times": 1},
    ],
)
async def test_what_cannot_go_wrong_is_said_in_one_sentence(http: aiohttp.ClientSession, asked: Json):
    async with http.post("/play/developer/fault", json=asked) as answer:
        told = await answer.json()

    assert answer.status == 400
    assert told["error"].endswith(".")


async def test_the_connection_is_cut_and_comes_back(http: aiohttp.ClientSession, app: Listener, playground: Playground):
    before = playground.link.connected
    for act_on in ("cut", "reconnect"):
        told = await act(http, act_on)
        assert told == {"ok": True}
        await playground.workspace.feed.until(lambda: playground.link.connected)

    assert before


async def test_with_no_app_there_is_nothing_to_cut(http: aiohttp.ClientSession):
    for act_on in ("cut", "reconnect"):
        assert not (await act(http, act_on))["ok"]


async def test_a_message_as_the_app_sent_it_only_for_those_who_see_it(
    http: aiohttp.ClientSession, client: AsyncWebClient, workspace: Workspace
):
    block = {"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "Hi"}}
    place = workspace.conversation("general").id
    await client.conversations_join(channel=place)
    sent = await client.chat_postEphemeral(channel=place, user="U01AMARA", text="Hi", blocks=[block])
    about = {"conversation": place, "ts": sent["message_ts"]}

    amara, bjorn = [await ask(http, "message", **{"as": who}, **about) for who in ("U01AMARA", "U01BJORN")]

    assert amara["ephemeral"]
    assert amara["message"]["blocks"][0]["block_id"] == "b"
    assert not bjorn["ok"]


async def test_looking_at_views_tells_the_app_nothing(http: aiohttp.ClientSession, app: Listener):
    before = len(app.received)

    assert await ask(http, "views", **{"as": "U01AMARA"}) == {"ok": True, "dialog": None, "home": None}
    assert len(app.received) == before
