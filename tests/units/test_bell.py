"""The bell rings on, whatever is done to the machine's clock."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

import pytest
from apscheduler.schedulers import base
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers import interval

from bot.process.bell import Bell

OFTEN = 0.05


class Wall(datetime):
    """The wall clock, which somebody may set."""

    shift = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.shift


class Scheduled:
    """A bell that is a scheduler's job, as ours was."""

    def __init__(self, ring: Callable[[], object], seconds: float) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(ring, "interval", seconds=seconds)
        self.start, self.stop = self._scheduler.start, self._scheduler.shutdown


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> type[Wall]:
    """Everything that tells the time of day goes by it."""
    told = time.time
    monkeypatch.setattr(Wall, "shift", timedelta(0))
    monkeypatch.setattr(time, "time", lambda: told() + Wall.shift.total_seconds())
    monkeypatch.setattr(base, "datetime", Wall)
    monkeypatch.setattr(interval, "datetime", Wall)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    return Wall


async def rings_after(kind: type[Bell] | type[Scheduled], step: timedelta, within: float) -> bool:
    """Whether it rings on after the clock was set by so much, once it has rung before; it has those seconds for it."""
    rung = asyncio.Event()

    async def ring() -> None:
        rung.set()

    bell = kind(ring, OFTEN)
    bell.start()
    await asyncio.wait_for(rung.wait(), 20)
    Wall.shift = step
    await asyncio.sleep(2 * OFTEN)  # what was about to ring just then
    rung.clear()
    try:
        await asyncio.wait_for(rung.wait(), within)
    except TimeoutError:
        return False
    finally:
        bell.stop()
    return True


@pytest.mark.fault("F7", "the clock is set back by two hours, or ahead: the bell rings on")
@pytest.mark.parametrize("hours", [-2, -0.01, 2])
def test_the_bell_rings_on_when_the_clock_is_set(hours: float) -> None:
    assert asyncio.run(rings_after(Bell, timedelta(hours=hours), 60))


def test_a_schedulers_job_falls_silent_in_the_same_story() -> None:
    assert not asyncio.run(rings_after(Scheduled, -timedelta(hours=2), 2))


def test_a_ring_that_fails_does_not_silence_the_bell() -> None:
    async def story() -> int:
        rung, thrice = [0], asyncio.Event()

        async def ring() -> None:
            rung[0] += 1
            if rung[0] == 3:
                thrice.set()
            raise OSError("the database is away")

        bell = Bell(ring, 0.01)
        bell.start()
        await asyncio.wait_for(thrice.wait(), 20)
        bell.stop()
        return rung[0]

    assert asyncio.run(story()) >= 3


def test_a_bell_that_was_stopped_rings_no_more() -> None:
    async def story() -> list[int]:
        rung: list[int] = []

        async def ring() -> None:
            rung.append(1)

        bell = Bell(ring, 0.01)
        bell.start()
        bell.stop()
        await asyncio.sleep(0.05)
        return rung

    assert asyncio.run(story()) == []
