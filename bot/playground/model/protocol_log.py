"""What the app and the workspace said to each other lately; written cheaply, and read only when somebody looks."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from bot.clock import Clock
from bot.playground.model.tickets import Monotonic

T = TypeVar("T")
Kind = Literal["web_api", "events", "commands", "interactivity", "responses"]

MOST = 500
"""So many exchanges are remembered."""
MOST_TEXT = 64 * 1024
"""No longer text of a request or an answer is kept."""
QUIET_SECONDS = 15.0


@dataclass(slots=True)
class Exchange:
    """One request and, once it is there, its answer: kept as they were, made into words when somebody looks."""

    id: int
    kind: Kind
    name: str
    at: datetime
    begun: float
    request: Any
    version: int
    answer: Any = None
    problem: BaseException | None = None
    seconds: float | None = None


class ProtocolLog:
    """The last exchanges, oldest first; every change has a number, so that whoever looks gets only what is new."""

    def __init__(self, clock: Clock, monotonic: Monotonic = time.perf_counter) -> None:
        self._clock, self.monotonic = clock, monotonic
        self._kept: deque[Exchange] = deque(maxlen=MOST)
        self._last_id = self._version = 0
        self._looking: set[asyncio.Event] = set()
        self._closed = False

    @property
    def first(self) -> int:
        """Exchanges with a smaller id are forgotten."""
        return self._kept[0].id if self._kept else self._last_id + 1

    def get(self, exchange_id: int) -> Exchange | None:
        """That one, if it is still remembered."""
        return next((exchange for exchange in self._kept if exchange.id == exchange_id), None)

    def since(self, version: int = 0) -> list[Exchange]:
        """What began or ended after that version, oldest first; everything for 0."""
        return [exchange for exchange in self._kept if exchange.version > version]

    async def record(self, kind: Kind, name: str, request: Any, work: Awaitable[T]) -> T:
        """What `work` gives, written down beside what was asked."""
        exchange = self._begin(kind, name, request)
        try:
            exchange.answer = answer = await work
        except BaseException as problem:
            exchange.problem = problem.with_traceback(None)
            raise
        finally:
            self._end(exchange)
        return answer

    def _begin(self, kind: Kind, name: str, request: Any) -> Exchange:
        self._last_id += 1
        now, begun = self._clock.now(), self.monotonic()
        exchange = Exchange(self._last_id, kind, name, now, begun, shortened(request), self._changed())
        self._kept.append(exchange)
        return exchange

    def _end(self, exchange: Exchange) -> None:
        exchange.seconds = self.monotonic() - exchange.begun
        exchange.version = self._changed()

    def _changed(self) -> int:
        self._version += 1
        for looking in self._looking:
            looking.set()
        return self._version

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._changed()

    async def follow(self) -> AsyncIterator[list[Exchange]]:
        """Everything remembered, then what is new or has ended, until the workspace closes; now and then nothing."""
        changed, seen = asyncio.Event(), 0
        self._looking.add(changed)
        try:
            while not self._closed:
                changed.clear()
                seen, fresh = self._version, self.since(seen)
                yield fresh
                await _set_or_quiet(changed)
        finally:
            self._looking.discard(changed)

    def close(self) -> None:
        """Nobody looks any more."""
        self._closed = True
        self._changed()


def shortened(request: Any) -> Any:
    """The same with its longest texts cut; what stands in it is not copied."""
    if not isinstance(request, dict):
        return request
    return {name: cut(held) if isinstance(held, str) else held for name, held in request.items()}


def cut(text: str) -> str:
    """At most 64 kB of it."""
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}… (cut here)"


async def _set_or_quiet(changed: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(changed.wait(), QUIET_SECONDS)
    except TimeoutError:
        return
