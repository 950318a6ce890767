"""The bell: it rings, and the database says what is due. It waits by monotonic time, whatever is done to the clock."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()


class Bell:
    """Rings every few seconds, never twice at a time, and makes up for nothing: what is due stays due."""

    def __init__(
        self, ring: Callable[[], Awaitable[None]], seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._ring = ring
        self._seconds = seconds
        self._monotonic = monotonic
        self._last = monotonic()
        self._ringing: asyncio.Task[None] | None = None

    @property
    def silent_for(self) -> float:
        """Seconds since it last rang, or was started."""
        return self._monotonic() - self._last

    async def rings(self) -> None:
        self._last = self._monotonic()
        await self._ring()

    def start(self) -> None:
        self._last = self._monotonic()
        self._ringing = asyncio.get_running_loop().create_task(self._rings_on())

    def stop(self) -> None:
        if self._ringing:
            self._ringing.cancel()

    async def _rings_on(self) -> None:
        """Until it is stopped; a ring that fails is logged, and the next one comes all the same."""
        while True:
            await asyncio.sleep(self._seconds)
            try:
                await self.rings()
            except Exception:
                log.exception("bell_failed")
