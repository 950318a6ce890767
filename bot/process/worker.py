"""The part of the bot that works by itself: on each bell it holds what is due and delivers what is saved."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from bot.delivery.courier import Courier
from bot.process.upkeep import Upkeep
from bot.rounds.rounds import Rounds
from storage import Left

log = structlog.get_logger()

ANYTHING = Left(said=True, due=True)
STOPS_WITHIN = 8.0
"""Seconds for what is being sent, so that a process that is told to stop is gone within ten."""


class Worker:
    """Sleeps until woken, by the bell or by somebody's request."""

    def __init__(self, rounds: Rounds, courier: Courier, upkeep: Upkeep) -> None:
        self.rounds = rounds
        self._courier = courier
        self._upkeep = upkeep
        self._due, self._said = asyncio.Event(), asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._running: asyncio.Task[None] | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether it works when woken."""
        return self._running is not None and not self._running.done()

    async def wake(self, left: Left = ANYTHING) -> None:
        """There may be something to do; by default anything."""
        if left.due:
            self._due.set()
        if left.said:
            self._said.set()

    async def work(self) -> None:
        """Do all there is to do now."""
        await self._hold()
        await self._courier.drain()

    def start(self) -> None:
        """From now on, work whenever woken."""
        self._running = asyncio.create_task(self._run())
        self._due.set()
        self._said.set()

    async def stop(self) -> None:
        """Begin nothing more; finish what is being sent, if it does not take too long."""
        self.rounds.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOPS_WITHIN):
                await self._courier.stop()
                async with self._one_at_a_time:  # a claim that is cut off would hold its circle until its lease ends
                    pass
        if self._running:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        with contextlib.suppress(Exception):  # the database may be what makes it stop
            await asyncio.to_thread(self._upkeep.leave)

    async def _hold(self) -> None:
        async with self._one_at_a_time:
            await self._upkeep.tend()
            await self.rounds.hold_due(self._said.set)

    async def _deliver(self) -> None:
        await self._courier.drain(self.rounds.in_turn)

    async def _run(self) -> None:
        """Rounds and deliveries side by side, so that what one round says does not wait for the others to be held."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_whenever(self._due, self._hold))
            group.create_task(_whenever(self._said, self._deliver))


async def _whenever(bell: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """Until cancelled; a fault is logged and the next bell tries again."""
    while True:
        await bell.wait()
        bell.clear()
        try:
            await work()
        except Exception:
            log.exception("work_failed")
