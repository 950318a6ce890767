"""Slack's own four Socket Mode clients: each connects, survives a refresh and loses no envelope."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient as BuiltinClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AiohttpClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websocket_client import SocketModeClient as WebsocketClientClient
from slack_sdk.socket_mode.websockets import SocketModeClient as WebsocketsClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from bot.playground import server as serving
from tests.wire.conftest import PATIENCE

pytestmark = pytest.mark.anyio


class Follower:
    """One of the four clients, acknowledging all it is sent."""

    def __init__(self, playground: Playground, kind: Any, threaded: bool) -> None:
        self.playground = playground
        self.received: list[Any] = []
        self.threaded = threaded
        web: Any = (WebClient if threaded else AsyncWebClient)(base_url=playground.api_url)
        quick = {"ping_interval": 0.1, "trace_enabled": False}
        self.client = kind(app_token=playground.app_token, web_client=web, **quick)
        self.client.socket_mode_request_listeners.append(self.take_threaded if threaded else self.take)

    def take_threaded(self, client: Any, request: Any) -> None:
        self.received.append(request)
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    async def take(self, client: Any, request: Any) -> None:
        self.received.append(request)
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    async def connect(self) -> None:
        await (asyncio.to_thread(self.client.connect) if self.threaded else self.client.connect())

    async def close(self) -> None:
        if not self.threaded:
            await self.client.close()
            return
        self.client.auto_reconnect_enabled = self.client.default_auto_reconnect_enabled = False
        await self.playground.link.cut()
        await asyncio.to_thread(self._leave)

    def _leave(self) -> None:
        """Slack's own client may close its socket from two threads at once."""
        for _ in range(2):
            with suppress(AttributeError):
                self.client.close()
                return


CLIENTS = [
    pytest.param(AiohttpClient, False, marks=pytest.mark.keeps("socket mode", "slack_sdk's aiohttp client")),
    pytest.param(WebsocketsClient, False, marks=pytest.mark.keeps("socket mode", "slack_sdk's websockets client")),
    pytest.param(
        WebsocketClientClient, True, marks=pytest.mark.keeps("socket mode", "slack_sdk's websocket-client client")
    ),
    pytest.param(BuiltinClient, True, marks=pytest.mark.keeps("socket mode", "slack_sdk's built-in client")),
]


@asynccontextmanager
async def following(playground: Playground, kind: Any, threaded: bool) -> AsyncIterator[Follower]:
    playground.link.ack_seconds = 40  # two of them may take ten seconds to notice that a connection is gone
    follower = Follower(playground, kind, threaded)
    await follower.connect()
    await playground.workspace.feed.until(lambda: playground.link.connected)
    try:
        yield follower
    finally:
        await follower.close()
        gc.collect()


@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket")  # two of the clients leave theirs open
@pytest.mark.parametrize(("kind", "threaded"), CLIENTS)
async def test_each_client_survives_a_refresh_and_loses_nothing(playground: Playground, kind: Any, threaded: bool):
    typed = [f"/kind {number}" for number in range(4)]
    async with following(playground, kind, threaded) as follower:
        for number, text in enumerate(typed):
            if number in (1, 3):
                await playground.link.disconnect("refresh_requested")
            await playground.actions.type("amara", "kindness", text)
        assert playground.seen.messages("amara", "kindness") == []
        await playground.actions.leave("carys", "kindness")

    assert follower.received.pop().type == "events_api"
    assert list(dict.fromkeys(request.payload["text"] for request in follower.received)) == ["0", "1", "2", "3"]


@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket")  # two of the clients leave theirs open
@pytest.mark.parametrize(("kind", "threaded"), CLIENTS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.keeps("socket mode", "an envelope whose connection breaks comes again over another")
async def test_each_client_gets_an_envelope_whose_connection_broke(
    playground: Playground, kind: Any, threaded: bool, after: bool
):
    async with following(playground, kind, threaded) as follower:
        playground.workspace.faults.next("socket", drop=True, after_effect=after)
        await playground.actions.type("amara", "kindness", "/kind")
        assert playground.seen.messages("amara", "kindness") == []

    assert {request.payload["command"] for request in follower.received} == {"/kind"}
    assert len({request.envelope_id for request in follower.received}) == 1


async def address(playground: Playground) -> str:
    client = AsyncWebClient(base_url=playground.api_url)
    return str((await client.apps_connections_open(app_token=playground.app_token))["url"])


@pytest.mark.keeps("socket mode", "a ping is answered with its own words")
async def test_a_ping_is_answered(playground: Playground):
    url = await address(playground)
    async with aiohttp.ClientSession() as http, http.ws_connect(url, autoping=False) as socket:
        await socket.receive()
        await socket.ping(b"are you there")
        answer = await socket.receive()
    assert (answer.type, answer.data) == (aiohttp.WSMsgType.PONG, b"are you there")


@pytest.mark.keeps("socket mode", "the server pings")
async def test_the_server_pings(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "PING_SECONDS", 0.01)
    playground = Playground(workspace, port=0, ack_seconds=PATIENCE)
    await playground.start()
    url = await address(playground)
    async with aiohttp.ClientSession() as http, http.ws_connect(url, autoping=False) as socket:
        await socket.receive()
        assert (await socket.receive()).type is aiohttp.WSMsgType.PING
    await playground.stop()


@pytest.mark.keeps("socket mode", "up to ten connections, counted in hello; each envelope goes to one, in turn")
async def test_envelopes_go_round(playground: Playground):
    got: list[int] = []

    async def listen(number: int, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            got.append(number)
            await socket.send_json({"envelope_id": message.json()["envelope_id"]})

    async with aiohttp.ClientSession() as http:
        sockets = [await http.ws_connect(await address(playground)) for _ in range(10)]
        hellos = [await socket.receive_json() for socket in sockets]
        listening = [asyncio.create_task(listen(number, socket)) for number, socket in enumerate(sockets)]
        for _ in range(20):
            await playground.actions.type("amara", "kindness", "/kind")
        for socket in sockets:
            await socket.close()
        await asyncio.gather(*listening)

    assert [hello["num_connections"] for hello in hellos] == list(range(1, 11))
    assert got == [*range(10), *range(10)]


@pytest.mark.keeps("socket mode", "disconnect: warning leaves the connection open, refresh and link_disabled close it")
@pytest.mark.parametrize(
    ("reason", "closes"), [("warning", False), ("refresh_requested", True), ("link_disabled", True)]
)
async def test_a_connection_is_asked_to_go(playground: Playground, reason: str, closes: bool):
    async with aiohttp.ClientSession() as http, http.ws_connect(await address(playground)) as socket:
        await socket.receive()
        await playground.link.disconnect(reason)
        told = await socket.receive_json()
        assert (told["type"], told["reason"]) == ("disconnect", reason)
        assert "host" in told["debug_info"]
        assert playground.link.connected is not closes


@pytest.mark.keeps(
    "socket mode", "a connection ends of itself, with a warning; debug_reconnects=true makes its life short"
)
@pytest.mark.parametrize(("query", "lifetime"), [("", 18060), ("&debug_reconnects=true", 360)])
async def test_a_connection_does_not_last_for_ever(playground: Playground, query: str, lifetime: int):
    waited: list[float] = []
    greeted = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await greeted.wait()

    playground.link.sleep = sleep
    async with aiohttp.ClientSession() as http, http.ws_connect(await address(playground) + query) as socket:
        hello = await socket.receive_json()
        greeted.set()
        said = [json.loads((await socket.receive()).data)["reason"] for _ in range(2)]
        ending = await socket.receive()

    assert hello["debug_info"]["approximate_connection_time"] == lifetime
    assert said == ["warning", "refresh_requested"]
    assert waited == [lifetime - 10, 10]
    assert ending.type is aiohttp.WSMsgType.CLOSE


@pytest.mark.keeps("socket mode", "only events carry retry_attempt and retry_reason; commands take a payload back")
async def test_the_envelope_has_slacks_fields(playground: Playground):
    async with aiohttp.ClientSession() as http, http.ws_connect(await address(playground)) as socket:
        await socket.receive()
        typing = asyncio.create_task(playground.actions.type("amara", "kindness", "/kind"))
        command = await socket.receive_json()
        await socket.send_json({"envelope_id": command["envelope_id"]})
        await typing
        leaving = asyncio.create_task(playground.actions.leave("carys", "kindness"))
        event = await socket.receive_json()
        await socket.send_json({"envelope_id": event["envelope_id"]})
        await leaving

    common = {"envelope_id", "type", "payload", "accepts_response_payload"}
    assert command.keys() == common
    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    assert event.keys() == {*common, "retry_attempt", "retry_reason"}
    assert (event["type"], event["accepts_response_payload"], event["retry_attempt"]) == ("events_api", False, 0)
