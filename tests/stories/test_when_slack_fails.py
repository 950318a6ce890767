"""Slack is slow, refuses, or loses an answer: nothing is sent twice, and nothing is lost without a word."""

from typing import Any

import pytest

from bot.testing import Stage
from tests.stories.company import (
    BOT,
    CHAMPION,
    coffee_with,
    introduced_at,
    introductions,
    invitations,
    private_words,
    told,
)


def test_a_rate_limit_is_waited_for(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    stage.clock_to("monday 10:00")
    assert told(amara) == 0
    stage.clock_to("+1 minute")
    assert len(invitations(amara)) == 1


def test_an_answer_that_was_lost_is_not_a_reason_to_introduce_twice(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", status=500, after_effect=True)
    stage.clock_to("27 November 09:00")
    assert len(invitations(amara)) == len(invitations(bjorn)) == 1


def test_who_was_never_introduced_is_not_asked_whether_they_met(stage: Stage) -> None:
    """Slack took no invitation: nobody may read “You were introduced to”, and somebody must be told."""
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", error="restricted_action")
    stage.clock_to("29 November 12:00")
    assert invitations(amara) == []
    assert "You were introduced to" not in amara.reads_all()
    assert "you have first place in the next round" in amara.reads_all().lower()


LOST = [
    {"status": 500},
    {"status": 500, "after_effect": True},
    {"drop": True, "after_effect": True},
    {"body": "<html>"},
]


@pytest.mark.parametrize("fault", LOST)
def test_when_nobody_knows_whether_an_invitation_arrived_its_people_are_asked(
    stage: Stage, fault: dict[str, Any]
) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", **fault)
    stage.clock_to("monday 10:00")
    arrived = 1 if fault.get("after_effect") else 0
    assert [len(invitations(person)) for person in (amara, bjorn)] == [arrived, arrived]
    assert "I can't tell whether my invitation arrived." in amara.reads(amara.groups()[-1])[-1]
    stage.clock_to("29 November 12:00")
    assert "Did you meet?" not in amara.reads_all()


def test_an_invitation_that_was_lost_is_one_press_away(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", status=500)
    stage.clock_to("monday 10:00")
    assert amara.clicks("Show the invitation", amara.groups()[-1]) == "Here it is, for all of you. Enjoy your coffee."
    assert len(invitations(bjorn)) == 1
    before = bjorn.reads_all()
    assert bjorn.clicks("Another opener", bjorn.groups()[-1]) == "There's another opener above."
    assert bjorn.reads_all() != before
    stage.clock_to("29 November 12:00")
    assert "Did you meet?" in amara.reads_all()


def test_an_invitation_that_arrived_after_all_works_as_any_other(stage: Stage) -> None:
    """Its place was not known until somebody pressed a button of it."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", drop=True, after_effect=True)
    stage.clock_to("monday 10:00")
    assert amara.clicks("Another opener", amara.groups()[-1]) == "There's another opener above."
    assert len(invitations(bjorn)) == 1
    stage.clock_to("29 November 12:00")
    assert "Did you meet?" in bjorn.reads_all()


def test_who_types_for_a_lost_invitation_gets_it_for_themselves(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", status=500)
    stage.clock_to("monday 10:00")
    assert "Another opener, for your eyes only for now" in amara.types("/kind coffee opener")
    assert "Time for a coffee?" in amara.types("/kind coffee show")
    assert invitations(bjorn) == []


def test_when_even_the_question_is_lost_each_is_told_privately(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", status=500, times=2)
    stage.clock_to("monday 10:00")
    for person in us:
        assert "I can't tell whether my message arrived." in person.reads(BOT)[-1]


def test_a_note_that_may_be_lost_is_not_said_twice_and_a_champion_hears_of_it(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    stage.workspace.faults.next("chat.postMessage", status=500, times=2)
    stage.clock_to("29 November 12:00")
    assert ["Did you meet?" in person.reads_all() for person in us] == [False, False]
    notes = [words for words in stage.person(CHAMPION).reads(BOT) if "may not have arrived" in words]
    assert len(notes) == 1


def test_slack_may_be_away_for_hours(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.open", status=503, times=10)
    stage.clock_to("monday 13:00")
    assert [len(invitations(person)) for person in us] == [1, 1]


@pytest.mark.fault("F21", "somebody is deactivated at the last moment: the others are introduced")
def test_whoever_is_deactivated_at_the_last_moment_leaves_nobody_behind(stage: Stage) -> None:
    amara, _, carys = coffee_with(stage, "amara", "bjorn", "carys")
    stage.workspace.faults.next("conversations.open", retry_after=30)
    stage.clock_to("monday 10:00")
    stage.workspace.person("bjorn").deleted = True  # and Slack's word of it is lost
    stage.clock_to("+1 minute")
    assert len(introductions(amara)) == len(introductions(carys)) == 1


def test_the_circle_waits_while_slack_cannot_say_who_is_in_the_channel(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.members", retry_after=10, times=3)
    stage.clock_to("monday 10:00")
    for _ in range(4):
        stage.clock_to("+1 minute")
    assert [len(introductions(person)) for person in us] == [1, 1]


def test_an_introduction_stands_without_its_calendar_files(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("files.getUploadURLExternal", error="internal_error")
    stage.clock_to("monday 10:00")
    assert len(invitations(amara)) == 1
    assert "Add to Google Calendar" in amara.reads_all()


def test_one_group_that_fails_holds_up_no_other(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.workspace.faults.next("chat.postMessage", error="restricted_action")
    stage.clock_to("monday 10:00")
    assert sorted(len(invitations(person)) for person in us) == [0, 0, 1, 1]


def test_a_pause_that_slack_wants_is_for_every_group_and_then_each_is_introduced(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.workspace.faults.next("chat.postMessage", retry_after=600)
    stage.clock_to("monday 10:00")
    stage.clock_to("+9 minutes")
    assert 0 in [len(invitations(person)) for person in us]
    stage.clock_to("+6 minutes")
    assert [len(invitations(person)) for person in us] == [1, 1, 1, 1]


def test_whose_channel_was_archived_nobody_is_introduced_and_the_champion_is_told(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.does(stage.actions.archive(CHAMPION, "#coffee"))
    stage.clock_to("monday 10:00")
    assert [len(invitations(person)) for person in us] == [0, 0]
    (note,) = stage.person(CHAMPION).reads(BOT)
    assert "I can't speak in #coffee any more, so nobody was introduced there today." in note


def test_when_the_bot_was_taken_out_and_invited_back_the_rounds_go_on(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.does(stage.actions.remove("kindling", "#coffee"))
    stage.clock_to("monday 10:00")
    assert "type /invite @Kindling in it" in stage.person(CHAMPION).reads(BOT)[0]
    stage.does(stage.actions.invite("amara", "#coffee", ["kindling"]))
    stage.clock_to("+1 week")
    assert introduced_at(us[0]) == ["Mon 30 Nov 10:00"]


def test_a_command_while_slack_cannot_say_who_asks_changes_nothing(stage: Stage) -> None:
    coffee_with(stage, "amara")
    dev = stage.person("dev")
    stage.workspace.faults.next("users.info", retry_after=5)
    assert "nothing was changed. Please try again in a minute." in dev.types("/kind coffee join")
    stage.clock_to("+1 minute")
    assert "You're in." in dev.types("/kind coffee join")


def test_a_restart_between_rounds_sends_nothing_twice(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    before = [told(person) for person in us]
    stage.restarts()
    assert [told(person) for person in us] == before
    stage.restarts(down_until="29 November 12:00")
    assert [len(private_words(person)) for person in us] == [1, 1]
    stage.clock_to("+1 week")
    assert introduced_at(us[0]) == ["Mon 23 Nov 10:00", "Mon 30 Nov 10:00"]


def test_what_waits_for_slack_is_sent_after_a_restart(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.postMessage", retry_after=300)
    stage.clock_to("monday 10:00")
    stage.restarts(down_until="monday 10:30")
    stage.clock_to("+1 minute")
    assert [len(invitations(person)) for person in us] == [1, 1]


def test_buttons_from_before_a_restart_still_work(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    before = bjorn.reads_all()
    stage.restarts()
    assert amara.clicks("Another opener", amara.groups()[-1]) == "There's another opener above."
    assert bjorn.reads_all() != before


@pytest.mark.fault("F23", "the token is taken back in the middle of a round: nothing is tried until it is good again")
def test_a_workspace_that_shut_the_bot_out_is_left_alone_until_it_lets_it_in(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.open", error="account_inactive")
    stage.workspace.faults.next("auth.test", error="account_inactive")
    stage.clock_to("monday 10:00")
    stage.clock_to("+10 minutes")
    assert [told(person) for person in us] == [0, 0]
    stage.clock_to("+10 minutes")
    assert [len(invitations(person)) for person in us] == [1, 1]
