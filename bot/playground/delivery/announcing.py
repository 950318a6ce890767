"""What every way to the app has in common: what it promises, and events that wait, repeat and settle."""

import asyncio
import logging
from abc import ABC, abstractmethod
from typing import Any, Protocol

from starlette.websockets import WebSocket

from bot.playground.delivery.payloads import event_callback
from bot.playground.model.errors import NotAnswered
from bot.playground.model.faults import Sleep
from bot.playground.model.grid import Grid
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]
log = logging.getLogger(__name__)

ACK_SECONDS = 3.0
EVENT_TRIES = 4


class Delivery(Protocol):
    """A way to the app; which one is used, its manifest says."""

    grid: Grid
    ack_seconds: float
    sleep: Sleep

    @property
    def connected(self) -> bool:
        """Whether the app is listening."""

    async def deliver(self, kind: str, payload: Json, *, tries: int = 1, takes_payload: bool = False) -> Json:
        """What the app answered; NotAnswered if it did not in time."""

    async def serve(self, socket: WebSocket) -> None:
        """A socket that the app opened."""

    async def settle(self) -> None:
        """Wait until every event told so far was acknowledged, given up, or waits for a later try."""

    async def verify(self) -> bool:
        """Whether the app can be told events."""

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to come again."""

    async def cut(self) -> None:
        """Break every connection without a word."""

    async def stop(self) -> None:
        """Give up what was not told, and close."""


class Announcing(ABC):
    """Tells events in the background, each on its own."""

    def __init__(self, grid: Grid, ack_seconds: float = ACK_SECONDS, event_tries: int = EVENT_TRIES) -> None:
        self.grid, self.ack_seconds, self.event_tries = grid, ack_seconds, event_tries
        self.sleep: Sleep = asyncio.sleep
        self._telling: set[asyncio.Task[None]] = set()
        self._resting: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Event()
        grid.listener = self._announce

    @property
    @abstractmethod
    def connected(self) -> bool:
        """Whether the app is listening."""

    @property
    @abstractmethod
    def _expected(self) -> bool:
        """Whether there is an app for which events are kept."""

    @property
    def _worth_waiting(self) -> bool:
        """Whether what is being told can end soon."""
        return self.connected

    @abstractmethod
    async def deliver(self, kind: str, payload: Json, *, tries: int = 1, takes_payload: bool = False) -> Json:
        """What the app answered; NotAnswered if it did not in time."""

    @abstractmethod
    async def _ready(self) -> bool:
        """Wait until an event can be sent; False if it never can."""

    def _announce(self, ws: Workspace, event: Json) -> None:
        if self._expected:
            task = asyncio.get_running_loop().create_task(self._tell(event_callback(ws, event)))
            self._telling.add(task)
            task.add_done_callback(self._told)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._telling.discard(task)
        self._changed.set()

    async def _tell(self, payload: Json) -> None:
        if not await self._ready():
            return
        try:
            await self.deliver("events_api", payload, tries=self.event_tries)
        except NotAnswered:
            log.warning("the app did not acknowledge a %s event", payload["event"]["type"])

    async def _rest(self, seconds: float) -> None:
        """Wait before the next try; nobody waits for that."""
        task = asyncio.current_task()
        assert task
        self._resting.add(task)
        self._changed.set()
        try:
            await self.sleep(seconds)
        finally:
            self._resting.discard(task)

    async def settle(self) -> None:
        """Wait until every event told so far was acknowledged, given up, or waits for a later try."""
        while self._worth_waiting and self._telling - self._resting:
            self._changed.clear()
            await self._changed.wait()

    async def stop(self) -> None:
        """Give up what was not told."""
        self.grid.listener = None
        telling = list(self._telling)
        for task in telling:
            task.cancel()
        await asyncio.gather(*telling, return_exceptions=True)

    def _tell_pages(self) -> None:
        """Every page shows whether the app is listening."""
        told = {"connected": self.connected}
        self._changed.set()
        for ws in self.grid:
            ws.feed.publish("bot", lambda _: told)


def workspace_of(grid: Grid, payload: Json) -> Workspace:
    """Where that payload comes from."""
    team = payload.get("team_id") or (payload.get("team") or {}).get("id", "")
    return grid.by_team(team) or grid.first
