"""APScheduler as a bell: it rings, and the database says what is due. No jobs are stored, nothing is pickled."""

import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Bell:
    """Rings every few seconds, never twice at a time, and makes up for nothing: what is due stays due."""

    def __init__(
        self, ring: Callable[[], Awaitable[None]], seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._ring = ring
        self._monotonic = monotonic
        self._last = monotonic()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.rings, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    @property
    def silent_for(self) -> float:
        """Seconds since it last rang, or was started."""
        return self._monotonic() - self._last

    async def rings(self) -> None:
        self._last = self._monotonic()
        await self._ring()

    def start(self) -> None:
        self._last = self._monotonic()
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
