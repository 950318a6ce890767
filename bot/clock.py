"""What time it is: the only place that asks."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always aware and in UTC."""

    @property
    def is_moved(self) -> bool:
        """Whether it is moved by hand; then whatever waits goes by it, and not by the database's own clock."""
        ...

    def now(self) -> datetime: ...

    def steady(self) -> float:
        """Seconds from some moment on; they never go back, whatever is done to the machine's clock."""
        ...


class SystemClock:
    """The machine's own clock."""

    is_moved = False

    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> float:
        return time.monotonic()


class MovableClock:
    """A clock that can be moved forward: the local workspace's, and every test's."""

    is_moved = True

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._origin = _real_now()
        self._frozen = frozen
        self._shift = (start - self._origin) if start else timedelta(0)
        self._moved = 0.0

    def now(self) -> datetime:
        return (self._origin if self._frozen else _real_now()) + self._shift

    def steady(self) -> float:
        return self._moved + (0.0 if self._frozen else time.monotonic())

    def move_to(self, moment: datetime) -> None:
        """Make it `moment`; time never goes back, so an earlier one is a ValueError."""
        if moment < self.now():
            raise ValueError("The clock only moves forward.")
        self.reach(moment)

    def reach(self, moment: datetime) -> None:
        """Make it `moment`, or leave it as it is if it is later already: a clock that ticks may be, by a little."""
        step = max(moment - self.now(), timedelta(0))
        self._shift += step
        self._moved += step.total_seconds()


def _real_now() -> datetime:
    return datetime.now(UTC)
