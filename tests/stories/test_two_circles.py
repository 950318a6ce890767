"""Somebody takes part in two circles: whom they were introduced to is known in both, and where is not."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import BOT, CHAMPION, coffee_with, introduced_at, introductions, start_coffee

LEFT_OVER = "There was nobody to introduce you to in "


def joins(person: Actor, where: str) -> None:
    assert "You're in." in person.types("/kind coffee join", where)


@pytest.fixture
def both(stage: Stage) -> list[Actor]:
    """Amara and Bjorn take part in #coffee and in #kindness, both every Monday at 10:00."""
    us = coffee_with(stage, "amara", "bjorn")
    start_coffee(stage, "#kindness")
    for person in us:
        joins(person, "#kindness")
    return us


def told_of_nobody(person: Actor) -> int:
    return sum(LEFT_OVER in words for words in person.reads(BOT))


def test_they_are_introduced_once_and_told_once_why_not_again(stage: Stage, both: list[Actor]) -> None:
    stage.clock_to("monday 10:30")
    assert [len(introductions(person)) for person in both] == [1, 1]
    assert [told_of_nobody(person) for person in both] == [1, 1]


def test_what_they_are_told_names_nobody(stage: Stage, both: list[Actor]) -> None:
    stage.clock_to("monday 10:30")
    [note] = both[0].reads(BOT)
    assert "bjorn" not in note.lower()


def test_they_are_asked_once_whether_they_met(stage: Stage, both: list[Actor]) -> None:
    stage.clock_to("monday 12:00")
    stage.clock_to("29 November 18:00")
    assert sum("Did you meet?" in words for words in both[0].reads(BOT)) == 1


def test_a_week_later_they_may_be_introduced_again(stage: Stage, both: list[Actor]) -> None:
    stage.clock_to("30 November 10:30")
    assert introduced_at(both[0]) == ["Mon 23 Nov 10:00", "Mon 30 Nov 10:00"]


def test_with_others_there_each_circle_finds_somebody_else_for_them(stage: Stage, both: list[Actor]) -> None:
    carys, dev = stage.person("carys"), stage.person("dev")
    for where in ("#coffee", "#kindness"):
        joins(carys, where)
        joins(dev, where)
    stage.clock_to("monday 10:30")
    for person in (*both, carys, dev):
        first, second = introductions(person)
        assert first != second
        assert told_of_nobody(person) == 0


def test_also_where_the_second_is_introduced_by_hand_days_later(stage: Stage, both: list[Actor]) -> None:
    stage.clock_to("wednesday 15:00")
    una = stage.person(CHAMPION)
    for where in ("#kindness", "#coffee"):
        una.types("/kind coffee introduce now", where)
    assert 1 <= len(introductions(both[0])) <= 2
    assert told_of_nobody(both[0]) >= 1


def test_who_was_not_introduced_after_all_may_be_elsewhere_and_then_not_here(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    start_coffee(stage, "#kindness", when__days=["2"])
    for person in us:
        joins(person, "#kindness")
    stage.workspace.faults.next("chat.postMessage", error="restricted_action")
    stage.clock_to("monday 10:30")
    assert introductions(us[0]) == []
    stage.clock_to("wednesday 15:00")
    assert len(introductions(us[0])) == 1
    assert "There's nothing left to try here." in us[0].types("/kind coffee retry")
    assert len(introductions(us[0])) == 1


def test_what_one_workspace_knows_no_other_does_and_no_other_ritual(stage: Stage, both: list[Actor]) -> None:
    stage.clock_to("monday 10:30")
    with stage.bot.store.begin() as tx:
        start = stage.workspace.clock.now().replace(day=1)
        coffee, other = tx.circles.running(stage.workspace.team_id)
        seen = [len(circle.introductions(start, elsewhere=True)) for circle in (coffee, other)]
    assert sorted(seen) == [0, 1]
