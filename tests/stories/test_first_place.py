"""Whoever is left over has first place next time, whatever it was that left them over."""

from collections.abc import Callable

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import coffee_with, introductions

FIRST = "You come first next time, because you were left over."


def _alone(stage: Stage) -> list[Actor]:
    """There is nobody else."""
    people = coffee_with(stage, "amara")
    stage.clock_to("monday 10:00")
    return people


def _the_other_leaves(stage: Stage) -> list[Actor]:
    """After they were matched, before they were introduced."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", retry_after=300)
    stage.clock_to("monday 10:00")
    bjorn.types("/kind coffee leave")
    stage.clock_to("monday 10:10")
    return [amara]


def _slack_refuses(stage: Stage) -> list[Actor]:
    people = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", error="restricted_action")
    stage.clock_to("monday 10:00")
    return people


@pytest.mark.promise(5)
@pytest.mark.parametrize("left_over", [_alone, _the_other_leaves, _slack_refuses])
def test_it_is_theirs_until_they_are_introduced(stage: Stage, left_over: Callable[[Stage], list[Actor]]) -> None:
    people = left_over(stage)
    assert all(FIRST in person.types("/kind my data") for person in people)
    stage.person("carys").types("/kind coffee join")
    stage.person("dev").types("/kind coffee join")
    assert FIRST not in stage.person("carys").types("/kind my data")
    stage.clock_to("+1 week")
    assert not any(FIRST in person.types("/kind my data") for person in people)


@pytest.mark.promise(5)
def test_whoever_was_left_over_goes_before_somebody_new(stage: Stage) -> None:
    """Amara and Bjorn know each other, so that Bjorn would rather meet somebody new; but Amara was left over, and each
    week another circle has just introduced her to whoever is new here."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    coffee_with(stage, "amara", where="#kindness", when__at="09:30")
    stage.clock_to("monday 10:00")
    _joins_both(stage.person("carys"))
    stage.clock_to("monday 10:00")
    assert introductions(bjorn)[1:] == [frozenset({"carys"})]
    assert FIRST in amara.types("/kind my data")
    for where in ("#coffee", "#kindness"):
        stage.person("carys").types("/kind coffee leave", where)
    _joins_both(stage.person("dev"))
    stage.clock_to("monday 10:00")
    assert introductions(bjorn)[2:] == [frozenset({"amara"})]


def _joins_both(person: Actor) -> None:
    for where in ("#coffee", "#kindness"):
        assert "You're in." in person.types("/kind coffee join", where)
