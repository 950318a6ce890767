"""A clock that only moves forward."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock, SystemClock

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_a_standing_clock_stands_until_it_is_moved() -> None:
    clock = MovableClock(FRIDAY, frozen=True)
    assert clock.now() == FRIDAY == clock.now()
    clock.move_to(FRIDAY + timedelta(days=3))
    assert clock.now() == FRIDAY + timedelta(days=3)


def test_a_clock_is_never_moved_back() -> None:
    clock = MovableClock(FRIDAY, frozen=True)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(FRIDAY - timedelta(seconds=1))
    assert clock.now() == FRIDAY


def test_reaching_a_moment_that_has_passed_changes_nothing() -> None:
    clock = MovableClock(FRIDAY)
    clock.reach(FRIDAY - timedelta(hours=1))
    assert clock.now() >= FRIDAY


def test_a_ticking_clock_can_be_asked_to_reach_the_moment_it_is_at() -> None:
    clock = MovableClock(FRIDAY)
    for _ in range(1000):
        clock.reach(clock.now())
    assert clock.now() - FRIDAY < timedelta(minutes=1)


def test_every_time_is_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
    assert MovableClock().now().tzinfo is UTC
