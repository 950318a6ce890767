"""Failures on request, as Slack's own clients meet them."""

import asyncio
import http.client
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.error import URLError

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actions, Playground, Workspace
from tests.wire.conftest import Listener

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

CONNECTION_ERRORS = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


class Waits:
    """A sleep that ends at once and remembers how long it should have been."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.waited: list[float] = []
        self.meanwhile = meanwhile

    async def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.meanwhile()


def texts(playground: Playground) -> list[str]:
    return [said.text for said in playground.seen.messages("amara", "kindness")]


async def say(client: AsyncWebClient) -> Any:
    return await client.chat_postMessage(channel="#kindness", text="Hello")


async def raw(playground: Playground, line: str) -> bytes:
    """Every byte that comes back until the connection is closed or reset."""
    host, port = playground.url.removeprefix("http://").strip("/").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    token = f"Authorization: Bearer {playground.bot_token}"
    head = [line, f"Host: {host}:{port}", token, "Content-Length: 0", "Connection: close"]
    writer.write("\r\n".join([*head, "", ""]).encode())
    received = b""
    with suppress(ConnectionResetError):
        while chunk := await reader.read(1000):
            received += chunk
    writer.close()
    return received


@pytest.mark.keeps("faults", "the connection is closed without an answer, before or after the message was posted")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_no_answer_at_all(playground: Playground, client: AsyncWebClient, after: bool):
    playground.workspace.faults.next("chat.postMessage", drop=True, after_effect=after)

    with pytest.raises(CONNECTION_ERRORS):
        await say(client)

    assert texts(playground) == (["Hello"] if after else [])
    assert (await say(client))["ok"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_no_answer_for_the_synchronous_client(playground: Playground, after: bool):
    playground.workspace.faults.next("chat.postMessage", drop=True, after_effect=after)
    client = WebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[])

    with pytest.raises((URLError, ConnectionError, http.client.RemoteDisconnected)):
        await asyncio.to_thread(client.chat_postMessage, channel="#kindness", text="Hello")

    assert texts(playground) == (["Hello"] if after else [])


@pytest.mark.keeps("faults", "a client that tries again after a lost answer posts twice")
async def test_a_client_that_tries_again_posts_twice(playground: Playground):
    playground.workspace.faults.next("chat.postMessage", drop=True, after_effect=True)
    retry = AsyncConnectionErrorRetryHandler(max_retry_count=1, error_types=list(CONNECTION_ERRORS))
    client = AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[retry])

    assert (await say(client))["ok"]

    assert texts(playground) == ["Hello", "Hello"]


@pytest.mark.keeps("faults", "the connection is reset in the middle of the answer")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_half_an_answer(playground: Playground, client: AsyncWebClient, after: bool):
    playground.workspace.faults.next("chat.postMessage", truncate=True, after_effect=after)

    with pytest.raises((aiohttp.ClientPayloadError, *CONNECTION_ERRORS)):
        await say(client)

    assert texts(playground) == (["Hello"] if after else [])


@pytest.mark.keeps("faults", "half an answer has the length of the whole in its headers")
async def test_half_an_answer_is_really_half(playground: Playground):
    playground.workspace.faults.next("auth.test", truncate=True, after_effect=True)
    received = await raw(playground, "POST /api/auth.test HTTP/1.1")

    head, _, body = received.partition(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    assert 0 < len(body) == int(length.split(b":")[1]) // 2
    assert body.startswith(b'{"ok":true')


@pytest.mark.keeps("faults", "an answer that is no JSON")
@pytest.mark.parametrize("status", [200, 502])
async def test_an_answer_that_is_no_json(playground: Playground, client: AsyncWebClient, status: int):
    page = "<html>Bad gateway</html>"
    playground.workspace.faults.next("chat.postMessage", body=page, status=status, times=2)

    with pytest.raises(SlackApiError) as caught:
        await say(client)
    received = await raw(playground, "POST /api/chat.postMessage HTTP/1.1")

    assert caught.value.response.status_code == status
    assert received.startswith(f"HTTP/1.1 {status} ".encode())
    assert received.endswith(page.encode())
    assert texts(playground) == []


@pytest.mark.keeps("faults", "a right answer that is late; a client that gives up has posted or not")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_slow_answer(playground: Playground, client: AsyncWebClient, after: bool):
    seen_meanwhile: list[list[str]] = []
    waits = Waits(lambda: seen_meanwhile.append(texts(playground)))
    playground.workspace.faults.sleep = waits
    playground.workspace.faults.next("chat.postMessage", delay=30, after_effect=after)

    answer = await say(client)

    assert answer["ok"]
    assert waits.waited == [30]
    assert seen_meanwhile == [["Hello"] if after else []]
    assert texts(playground) == ["Hello"]


async def test_a_slow_failure(playground: Playground, client: AsyncWebClient):
    playground.workspace.faults.sleep = waits = Waits()
    playground.workspace.faults.next("chat.postMessage", delay=4, error="fatal_error")

    with pytest.raises(SlackApiError, match="fatal_error"):
        await say(client)

    assert waits.waited == [4]
    assert texts(playground) == []


async def test_a_person_who_gives_up_waiting(playground: Playground):
    hanging = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        await hanging.wait()

    playground.workspace.faults.sleep = sleep
    playground.workspace.faults.next("chat.postMessage", delay=60, after_effect=True)
    client = AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[], timeout=1)
    client.timeout = 0.1

    with pytest.raises(TimeoutError):
        await say(client)

    hanging.set()
    assert texts(playground) == ["Hello"]


@pytest.mark.keeps("faults", "error codes, HTTP status, Retry-After, as often as wanted, then all is well")
async def test_failures_come_in_order_and_end(playground: Playground, client: AsyncWebClient):
    faults = playground.workspace.faults
    faults.next("chat.postMessage", error="fatal_error", times=2)
    faults.next("chat.postMessage", retry_after=7)
    faults.next("chat.postMessage", status=503, after_effect=True)

    met = []
    for _ in range(4):
        with pytest.raises(SlackApiError) as caught:
            await say(client)
        response = caught.value.response
        met.append((response["error"], response.status_code, response.headers.get("Retry-After")))

    assert met == [
        ("fatal_error", 200, None),
        ("fatal_error", 200, None),
        ("ratelimited", 429, "7"),
        ("internal_error", 503, None),
    ]
    assert texts(playground) == ["Hello"]
    assert (await say(client))["ok"]


async def test_what_waits_can_be_seen_and_taken_back(workspace: Workspace, client: AsyncWebClient):
    faults = workspace.faults
    faults.next("users.info", error="fatal_error", times=2)
    faults.next("socket", drop=True)

    assert [(method, fault.code) for method, fault in faults.waiting()[:2]] == [("users.info", "fatal_error")] * 2
    assert faults.waiting()[2][0] == "socket"
    assert faults.cancel("users.info") == 2
    assert faults.cancel("users.info") == 0
    assert [method for method, _ in faults.waiting()] == ["socket"]
    assert (await client.users_info(user="U01AMARA"))["ok"]
    faults.clear()
    assert faults.waiting() == []


def test_an_envelope_cannot_have_a_wrong_answer(workspace: Workspace):
    with pytest.raises(ValueError, match="dropped or be late"):
        workspace.faults.next("socket", error="fatal_error")


@pytest.mark.keeps("faults", "a Socket Mode connection breaks before or after an envelope; the envelope comes again")
@pytest.mark.parametrize(("after", "times"), [(False, 1), (True, 2)], ids=["before", "after"])
async def test_the_connection_breaks_at_an_envelope(
    playground: Playground, workspace: Workspace, after: bool, times: int
):
    received: list[Json] = []

    async def listen() -> None:
        client = AsyncWebClient(base_url=playground.api_url)
        url = (await client.apps_connections_open(app_token=playground.app_token))["url"]
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            async for message in socket:
                told = message.json()
                if "envelope_id" in told:
                    received.append(told)
                    await socket.send_json({"envelope_id": told["envelope_id"]})

    first = asyncio.create_task(listen())
    await workspace.feed.until(lambda: playground.link.connected)
    workspace.faults.next("socket", drop=True, after_effect=after)
    leaving = asyncio.create_task(playground.actions.leave("carys", "kindness"))
    await first
    second = asyncio.create_task(listen())
    await leaving
    await workspace.feed.until(lambda: playground.link.connected)
    await playground.link.settle()
    await playground.link.cut()
    await second

    assert len(received) == times
    assert len({told["payload"]["event_id"] for told in received}) == 1
    assert received[-1]["retry_attempt"] == times - 1


async def test_a_late_envelope(app: Listener, actions: Actions, workspace: Workspace):
    workspace.faults.sleep = waits = Waits()
    workspace.faults.next("socket", delay=2)

    await actions.type("amara", "kindness", "/kind")

    assert waits.waited == [2]
    assert app.last["command"] == "/kind"
