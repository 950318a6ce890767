"""The part of the bot that works by itself: on each bell it holds what is due and delivers what is saved."""

import asyncio

import structlog

from bot.courier import Courier
from bot.rounds import Rounds

log = structlog.get_logger()


class Worker:
    """Sleeps until woken, by the bell or by somebody's request."""

    def __init__(self, rounds: Rounds, courier: Courier) -> None:
        self.rounds = rounds
        self._courier = courier
        self._bell = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    async def wake(self) -> None:
        """There may be something to do."""
        self._bell.set()

    async def work(self) -> None:
        """Do all there is to do now."""
        async with self._one_at_a_time:
            await self.rounds.ring()
            await self._courier.drain()

    async def run(self) -> None:
        """Work whenever woken, until cancelled; a fault is logged and the next bell tries again."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            try:
                await self.work()
            except Exception:
                log.exception("work_failed")
