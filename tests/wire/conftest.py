"""A workspace on the loopback, Slack's own clients, and a small app that records what it is sent."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.playground import Actions, App, Command, Playground, Workspace, make_company

FRIDAY = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
PATIENCE = 60.0
"""Seconds for an acknowledgement: only tests of silence are short of time, and a busy machine is slow."""


class Seconds:
    """Real time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Listener:
    """Records every envelope; answers as it is told, and not at all while `silent`."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.received: list[SocketModeRequest] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.on: dict[str, Callable[[dict[str, Any]], Awaitable[object]]] = {}
        self.silent = False
        self.client = SocketModeClient(
            app_token=playground.app_token,
            web_client=AsyncWebClient(base_url=playground.api_url, token=playground.bot_token),
        )
        self.client.socket_mode_request_listeners.append(self.take)

    async def take(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        self.received.append(request)
        if self.silent:
            return
        kind = request.payload.get("type", "") if request.type == "interactive" else request.type
        if kind in self.on:
            await self.on[kind](request.payload)
        answer = SocketModeResponse(envelope_id=request.envelope_id, payload=self.answers.get(kind))
        await client.send_socket_mode_response(answer)

    def events(self, kind: str) -> list[dict[str, Any]]:
        told = [request.payload["event"] for request in self.received if request.type == "events_api"]
        return [event for event in told if event["type"] == kind]

    async def hears(self, count: int) -> list[SocketModeRequest]:
        """So many envelopes, as soon as they are here; they may come after the workspace has given them up."""
        while len(self.received) < count:
            await asyncio.sleep(0)
        return self.received

    @property
    def last(self) -> dict[str, Any]:
        return dict(self.received[-1].payload)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def workspace(seconds: Seconds) -> Workspace:
    commands = [
        Command("/kind", "Small rituals of kindness", "coffee join"),
        Command("/who", should_escape=True),
    ]
    return make_company(
        app=App(commands=commands, monotonic=seconds), clock=MovableClock(FRIDAY, frozen=True), monotonic=seconds
    )


@pytest.fixture
async def playground(workspace: Workspace) -> AsyncIterator[Playground]:
    running = Playground(workspace, port=0, ack_seconds=PATIENCE)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def client(playground: Playground) -> AsyncWebClient:
    return AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, retry_handlers=[])


@pytest.fixture
async def app(playground: Playground) -> AsyncIterator[Listener]:
    recording = Listener(playground)
    await recording.client.connect()
    await playground.workspace.feed.until(lambda: playground.link.connected)
    yield recording
    await recording.client.close()


@pytest.fixture
def actions(playground: Playground) -> Actions:
    return playground.actions
