"""The bot is away, or the clock is wrong: every round that can still be held is held once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.testing import Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.company import BOT, CHAMPION, coffee_with, introduced_at, told


@pytest.mark.fault("F6", "down over three due times: the one of today is held, the others left out and told of")
def test_after_three_weeks_away_only_todays_round_is_held(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.restarts(down_until="7 December 15:00")
    for _ in range(2):  # one bell leaves out what is too late, the next one holds what is not
        stage.clock_to("+1 minute")
    assert [len(introduced_at(person)) for person in us] == [1, 1]
    (note,) = stage.person(CHAMPION).reads(BOT)
    assert "I was away when the round of Monday 23 November at 10:00 was due" in note
    stage.clock_to("+1 week")
    assert [moment[:10] for moment in introduced_at(us[0])] == ["Mon 07 Dec", "Mon 14 Dec"]


@pytest.mark.fault("F7", "the clock is set back by two hours: no second round")
def test_a_clock_set_back_holds_no_round_again(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:30")
    _set_back(stage, timedelta(hours=2))
    stage.clock_to("monday 11:00")
    assert [len(introduced_at(person)) for person in us] == [1, 1]
    stage.clock_to("+1 week")
    assert introduced_at(us[0])[-1] == "Mon 30 Nov 10:00"
    assert len(introduced_at(us[0])) == 2


@pytest.mark.fault("F7", "the clock jumps two hours ahead: what was due on the way is held once")
def test_a_clock_that_jumps_ahead_holds_the_round_once(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 09:00")
    stage.moves_the_clock_unnoticed(datetime(2026, 11, 23, 11, tzinfo=UTC))
    stage.clock_to("monday 12:00")
    assert introduced_at(us[0]) == ["Mon 23 Nov 11:00"]


@pytest.mark.fault("F7", "the clock is set back while a message waits: it is sent, once, when its time has come")
def test_a_clock_set_back_loses_no_message_that_waits(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", retry_after=60)
    stage.clock_to("monday 10:00")
    _set_back(stage, timedelta(hours=2))
    stage.clock_to("monday 10:30")
    assert [len(introduced_at(person)) for person in us] == [1, 1]


@pytest.mark.fault("F7", "the clock is set back while Slack wants a pause: the pause is as long as Slack wants it")
def test_a_clock_set_back_makes_no_pause_longer(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.open", retry_after=60)
    stage.clock_to("monday 10:00")
    _set_back(stage, timedelta(hours=2))
    stage.moves_the_clock_unnoticed(_in(stage, 59))
    stage.does(stage.bot.only.worker.work())
    assert [len(introduced_at(person)) for person in us] == [0, 0]
    stage.moves_the_clock_unnoticed(_in(stage, 6))
    stage.does(stage.bot.only.worker.work())
    assert [len(introduced_at(person)) for person in us] == [1, 1]


@pytest.fixture
def stage_before_lord_howes_spring() -> Iterator[Stage]:
    """Friday 25 September 2026; on Sunday 4 October, at 02:00, Lord Howe's clocks go forward by half an hour."""
    with on_stage(load_catalog(), start=datetime(2026, 9, 25, 9, tzinfo=UTC)) as stage:
        yield stage


@pytest.mark.fault("F8", "Lord Howe's clocks change by half an hour: one round on each Sunday")
def test_half_an_hour_that_vanishes_on_lord_howe_has_its_round(stage_before_lord_howes_spring: Stage) -> None:
    stage = stage_before_lord_howes_spring
    us = coffee_with(stage, "amara", "bjorn", zone="Australia/Lord_Howe", when__days=["6"], when__at="02:15")
    stage.clock_to("+19 days")
    sundays = ["Sun 27 Sep 02:15", "Sun 04 Oct 02:45", "Sun 11 Oct 02:15"]
    assert introduced_at(us[0], "Australia/Lord_Howe") == sundays


@pytest.mark.fault("F8", "the circle moves to another zone: the round of the day is held once")
def test_a_circle_that_moves_to_another_zone_holds_one_round_a_day(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:30")
    una = stage.person(CHAMPION)
    una.types("/kind coffee settings")
    assert una.submits(zone="America/New_York") == {}
    stage.clock_to("monday 20:00")
    assert len(introduced_at(us[0])) == 1
    stage.clock_to("+1 week")
    assert introduced_at(us[0], "America/New_York")[-1] == "Mon 30 Nov 10:00"


@pytest.mark.fault("F6", "every copy is down and comes back several times: nothing is said again")
def test_a_bot_that_keeps_falling_over_says_everything_once(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    before = [told(person) for person in us]
    for _ in range(4):
        stage.restarts()
    assert [told(person) for person in us] == before


def _in(stage: Stage, seconds: int) -> datetime:
    return stage.bot.clock.now() + timedelta(seconds=seconds)


def _set_back(stage: Stage, by: timedelta) -> None:
    """As an operator does it, or a machine that has found the right time."""
    clock = stage.bot.clock
    assert isinstance(clock, MovableClock)
    clock._shift -= by
