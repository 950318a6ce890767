"""Rounds come round: on the day, at the local time, once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations

import pytest

from bot.testing import Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.company import (
    CHAMPION,
    EVERYBODY,
    coffee_with,
    introduced_at,
    introductions,
    start_coffee,
    told,
)

MONDAY = "Mon 23 Nov 10:00"


def test_nobody_is_introduced_before_the_hour(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 09:59")
    assert [told(person) for person in us] == [0, 0]


def test_on_monday_at_ten_everybody_is_introduced_once(stage: Stage) -> None:
    us = coffee_with(stage, *EVERYBODY[:6])
    stage.clock_to("monday 10:00")
    for person in us:
        assert introduced_at(person) == [MONDAY]
        (others,) = introductions(person)
        assert [introductions(stage.person(other)) for other in others] == [[frozenset({person.handle})]]


@pytest.mark.parametrize(
    ("size", "people", "expected"),
    [
        (2, 2, [2]),
        (2, 3, [3]),
        (2, 7, [2, 2, 3]),
        (3, 7, [3, 4]),
        (4, 9, [4, 5]),
        (5, 11, [5, 6]),
        (6, 11, [5, 6]),
        (6, 4, [4]),
    ],
)
def test_groups_have_the_size_that_was_set_and_nobody_is_left_over(
    stage: Stage, size: int, people: int, expected: list[int]
) -> None:
    us = coffee_with(stage, *EVERYBODY[:people], group_size=str(size))
    stage.clock_to("monday 10:00")
    groups = {frozenset({person.handle, *others}) for person in us for others in introductions(person)}
    assert sorted(map(len, groups)) == expected
    assert sum(map(len, groups)) == people


def test_monday_at_ten_is_the_circles_own(stage: Stage) -> None:
    """In Stockholm it is ten when it is nine in London."""
    us = coffee_with(stage, "amara", "bjorn", zone="Europe/Stockholm")
    stage.clock_to("monday 09:00")
    assert introduced_at(us[0], "Europe/Stockholm") == [MONDAY]


def test_four_people_meet_everybody_in_three_weeks(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("+3 weeks")
    for person in us:
        assert len(introductions(person)) == 3
        assert len(set(introductions(person))) == 3


def test_nobody_meets_again_while_the_unmet_could_be_paired(stage: Stage) -> None:
    """Six people, five weeks: each week has as few repeats as its history allows."""
    us = coffee_with(stage, *EVERYBODY[:6])
    stage.clock_to("+5 weeks")
    met: set[frozenset[str]] = set()
    for week in range(5):
        pairs = {frozenset({person.handle, *introductions(person)[week]}) for person in us}
        assert len(pairs & met) == min(len(set(choice) & met) for choice in _pairings(EVERYBODY[:6]))
        met |= pairs


def test_every_two_weeks(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", when__often="weekly-2")
    stage.clock_to("+5 weeks")
    assert introduced_at(us[0]) == [MONDAY, "Mon 07 Dec 10:00", "Mon 21 Dec 10:00"]


def test_on_the_first_tuesday_of_the_month(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", when__often="monthly-1", when__days=["1"], when__at="14:00", minutes="45")
    stage.clock_to("2027-02-03 09:00")
    assert introduced_at(us[0]) == ["Tue 01 Dec 14:00", "Tue 05 Jan 14:00", "Tue 02 Feb 14:00"]


def test_on_two_days_of_the_week(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", when__days=["0", "3"])
    stage.clock_to("+1 week")
    assert introduced_at(us[0]) == [MONDAY, "Thu 26 Nov 10:00"]


def test_three_weeks_at_once_hold_each_round_once_and_in_order(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("+3 weeks")
    assert introduced_at(us[0]) == [MONDAY, "Mon 30 Nov 10:00", "Mon 07 Dec 10:00"]
    assert introduced_at(us[1]) == introduced_at(us[0])


def test_one_person_alone_gets_a_kind_note_and_first_place(stage: Stage) -> None:
    (amara,) = coffee_with(stage, "amara")
    stage.clock_to("monday 10:00")
    (note,) = amara.reads("@kindling")
    assert "nobody to introduce you to in #coffee this time" in note
    assert "first place in the next round" in note


def test_whoever_was_alone_is_introduced_when_others_come(stage: Stage) -> None:
    (amara,) = coffee_with(stage, "amara")
    stage.clock_to("monday 10:00")
    for handle in ("bjorn", "carys", "dev", "fergus"):
        stage.person(handle).types("/kind coffee join")
    stage.clock_to("+1 week")
    assert len(introductions(amara)) == 1


def test_a_circle_without_people_says_nothing(stage: Stage) -> None:
    una = start_coffee(stage)
    before = una.reads()
    stage.clock_to("+2 weeks")
    assert una.reads() == before
    assert told(una) == 0


def test_a_round_that_was_due_while_the_bot_was_down_for_hours_is_held_once(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.restarts(down_until="monday 15:00")
    assert introduced_at(us[0]) == ["Mon 23 Nov 15:00"]
    stage.clock_to("+1 week")
    assert introduced_at(us[0]) == ["Mon 23 Nov 15:00", "Mon 30 Nov 10:00"]


def test_a_round_that_is_days_late_is_left_out_and_the_champion_is_told(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.restarts(down_until="10 December 09:00")
    assert [introductions(person) for person in us] == [[], []]
    (note,) = stage.person(CHAMPION).reads("@kindling")
    assert "I was away when the round of Monday 23 November at 10:00 was due" in note
    assert "The next round is *Monday 14 December at 10:00*." in note
    stage.clock_to("+1 week")
    assert introduced_at(us[0]) == ["Mon 14 Dec 10:00"]


@pytest.fixture
def stage_in_spring() -> Iterator[Stage]:
    """Friday 19 March 2027, nine days before the clocks go forward."""
    with on_stage(load_catalog(), start=datetime(2027, 3, 19, 9, tzinfo=UTC)) as stage:
        yield stage


@pytest.fixture
def stage_in_autumn() -> Iterator[Stage]:
    """Friday 22 October 2027, nine days before the clocks go back."""
    with on_stage(load_catalog(), start=datetime(2027, 10, 22, 9, tzinfo=UTC)) as stage:
        yield stage


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Stockholm"])
def test_ten_stays_ten_when_the_clocks_go_forward(stage_in_spring: Stage, zone: str) -> None:
    us = coffee_with(stage_in_spring, "amara", "bjorn", zone=zone)
    stage_in_spring.clock_to("+3 weeks")
    assert introduced_at(us[0], zone) == ["Mon 22 Mar 10:00", "Mon 29 Mar 10:00", "Mon 05 Apr 10:00"]


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Stockholm"])
def test_ten_stays_ten_when_the_clocks_go_back(stage_in_autumn: Stage, zone: str) -> None:
    us = coffee_with(stage_in_autumn, "amara", "bjorn", zone=zone)
    stage_in_autumn.clock_to("+3 weeks")
    assert introduced_at(us[0], zone) == ["Mon 25 Oct 10:00", "Mon 01 Nov 10:00", "Mon 08 Nov 10:00"]


def test_the_hour_that_vanishes_in_spring_still_has_its_round(stage_in_spring: Stage) -> None:
    us = coffee_with(stage_in_spring, "amara", "bjorn", when__days=["6"], when__at="01:30")
    stage_in_spring.clock_to("+18 days")
    assert introduced_at(us[0]) == ["Sun 21 Mar 01:30", "Sun 28 Mar 02:30", "Sun 04 Apr 01:30"]


def test_the_hour_that_repeats_in_autumn_has_one_round(stage_in_autumn: Stage) -> None:
    us = coffee_with(stage_in_autumn, "amara", "bjorn", when__days=["6"], when__at="01:30")
    stage_in_autumn.clock_to("+18 days")
    assert introduced_at(us[0]) == ["Sun 24 Oct 01:30", "Sun 31 Oct 01:30", "Sun 07 Nov 01:30"]


def _pairings(people: tuple[str, ...]) -> Iterator[list[frozenset[str]]]:
    """Every way to pair an even number of people."""
    pairs = [frozenset(pair) for pair in combinations(people, 2)]
    for choice in combinations(pairs, len(people) // 2):
        if len(frozenset().union(*choice)) == len(people):
            yield list(choice)
