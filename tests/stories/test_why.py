"""Somebody asks why they were introduced to just these people."""

import pytest

from bot.testing import Stage
from tests.stories.company import CHAMPION, coffee_with, forges_a_click, introductions, invitations
from tests.stories.test_about_me import says

WHY = "/kind coffee why"
CHANCE = "You were picked by chance among those you have not met here yet."
COMPANY = "someone had to be introduced again for everyone to have company"
BOTH = "You have not met here yet, and you work on the same site."


def test_before_the_first_coffee_there_is_nothing_to_say(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    assert amara.types(WHY) == "You haven't been introduced to anybody here yet."


def test_the_reason_can_be_typed_or_pressed(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn", same_site="yes")
    says(amara, site="Wexcombe")
    says(bjorn, site="wexcombe")
    stage.clock_to("monday 10:00")
    assert amara.types(WHY) == BOTH
    assert bjorn.clicks("Why us?", bjorn.groups()[-1]) == BOTH


def test_nobody_hears_that_i_asked(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    before = bjorn.reads_all()
    assert amara.clicks("Why us?", amara.groups()[-1]) == CHANCE
    assert bjorn.reads_all() == before


def test_the_reason_is_that_of_the_day(stage: Stage) -> None:
    """What is changed, withdrawn or forgotten later does not make it another one."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn", same_site="yes")
    says(amara, site="Wexcombe")
    says(bjorn, site="Wexcombe")
    stage.clock_to("monday 10:00")
    says(bjorn, site="Harbour House")
    assert amara.types(WHY) == BOTH
    bjorn.types("/kind forget me now")
    assert amara.types(WHY) == BOTH


def test_those_who_meet_again_hear_how_long_it_has_been(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("monday 10:00")
    assert amara.types(WHY) == CHANCE
    stage.clock_to("14 December 10:00")
    assert introductions(amara)[3] == introductions(amara)[0]
    assert amara.types(WHY) == f"It has been 3 rounds since I last introduced you here, and {COMPANY}."


def test_an_older_introduction_keeps_its_own_reason(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("30 November 10:00")
    assert amara.types(WHY) == f"I introduced you here in the last round, and {COMPANY}."
    assert forges_a_click(amara, invitations(amara)[0], "Why us?")[-1] == CHANCE


@pytest.mark.parametrize("answer", ["Yes", "Not this time", "We will", ""])
def test_why_speaks_of_introductions_whatever_anybody_answered(stage: Stage, answer: str) -> None:
    """That they were introduced both know; whether they met is each one's own to say."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("27 November 12:00")
    if answer:
        amara.clicks(answer, "@kindling")
    stage.clock_to("monday 10:00")
    assert amara.types(WHY) == bjorn.types(WHY) == f"I introduced you here in the last round, and {COMPANY}."


def test_others_are_not_told_why(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    refused = "That button belongs to other people, or is older than I remember. Nothing was changed."
    for stranger in (stage.person(CHAMPION), stage.person("dev")):
        assert forges_a_click(stranger, invitations(amara)[0], "Why us?")[-1] == refused
        assert stranger.types(WHY) != bjorn.types(WHY)


def test_those_who_remain_are_told_what_is_true_of_them(stage: Stage) -> None:
    """Of three who were matched, one leaves before the invitation is sent."""
    people = coffee_with(stage, "amara", "bjorn", "carys", same_site="yes")
    for person in people:
        says(person, site="Wexcombe")
    amara, bjorn, carys = people
    stage.workspace.faults.next("chat.postMessage", retry_after=300)
    stage.clock_to("monday 10:00")
    carys.types("/kind coffee leave")
    stage.clock_to("monday 10:10")
    assert introductions(amara) == [{"bjorn"}]
    assert amara.types(WHY) == bjorn.types(WHY) == BOTH
