"""People skip, pause, leave, move on and come back: nothing reaches those who are not taking part."""

import re

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import (
    BOT,
    CHAMPION,
    coffee_with,
    introduced_at,
    introductions,
    private_words,
    start_coffee,
    told,
)

FIRST, SECOND, THIRD = "Mon 23 Nov 10:00", "Mon 30 Nov 10:00", "Mon 07 Dec 10:00"
LEFT_OVER = "There was nobody to introduce you to in #coffee this time."


def test_a_skip_is_for_this_round_and_no_other(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    answer = amara.types("/kind coffee skip")
    assert answer == (
        "You'll sit out the next coffee on Monday 23 November at 10:00. After that you're back, without doing anything."
    )
    stage.clock_to("+2 weeks")
    assert introduced_at(amara) == [SECOND]


def test_nothing_is_sent_to_somebody_who_skips(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee skip")
    stage.clock_to("29 November 12:00")
    assert told(amara) == 0


def test_a_pause_ends_on_its_day(stage: Stage) -> None:
    """Back on Monday 30 November: that day's round is theirs again."""
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee pause until 30 Nov")
    stage.clock_to("+2 weeks")
    assert introduced_at(amara) == [SECOND]


def test_a_pause_lasts_until_its_day(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee pause until 1 Dec")
    stage.clock_to("30 November 18:00")
    assert told(amara) == 0
    stage.clock_to("+2 weeks")
    assert introduced_at(amara)[0] == THIRD


def test_resuming_ends_a_pause_at_once(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee pause until 1 Dec")
    assert "Welcome back." in amara.types("/kind coffee resume")
    stage.clock_to("monday 10:00")
    assert introduced_at(amara) == [FIRST]


def test_somebody_who_left_is_introduced_no_more(stage: Stage) -> None:
    amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee leave")
    stage.clock_to("monday 10:00")
    assert told(amara) == 0
    assert introductions(bjorn) == [frozenset({"carys"})]
    assert introductions(carys) == [frozenset({"bjorn"})]


def test_somebody_who_comes_back_is_introduced_again(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee leave")
    stage.clock_to("+1 week")
    assert "You're in." in amara.types("/kind coffee join")
    stage.clock_to("+1 week")
    assert introduced_at(amara) == [SECOND]


def test_somebody_whose_account_was_switched_off_is_not_introduced(stage: Stage) -> None:
    amara, bjorn, _ = coffee_with(stage, "amara", "bjorn", "carys")
    stage.does(stage.actions.deactivate("amara"))
    stage.clock_to("monday 10:00")
    assert told(amara) == 0
    assert introductions(bjorn) == [frozenset({"carys"})]


def test_somebody_who_left_the_channel_is_not_introduced(stage: Stage) -> None:
    amara, bjorn, _ = coffee_with(stage, "amara", "bjorn", "carys")
    stage.does(stage.actions.leave("amara", "#coffee"))
    stage.clock_to("monday 10:00")
    assert introductions(amara) == []
    assert introductions(bjorn) == [frozenset({"carys"})]


def test_somebody_who_returns_to_the_channel_still_takes_part(stage: Stage) -> None:
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys")
    stage.does(stage.actions.leave("amara", "#coffee"))
    stage.clock_to("+1 week")
    stage.does(stage.actions.join("amara", "#coffee"))
    stage.clock_to("+1 week")
    assert introduced_at(amara) == [SECOND]


def test_a_guest_is_not_introduced_unless_the_circle_says_so(stage: Stage) -> None:
    start_coffee(stage, "#kindness")
    for handle in ("amara", "bjorn"):
        stage.person(handle).types("/kind coffee join", "#kindness")
    answer = stage.person("marek").types("/kind coffee join", "#kindness")
    assert answer == (
        "This coffee roulette is for colleagues with a full account. Its champions can open it to guests."
    )
    stage.clock_to("monday 10:00")
    assert told(stage.person("marek")) == 0


def test_a_guest_is_introduced_where_guests_are_welcome(stage: Stage) -> None:
    start_coffee(stage, "#kindness", guests="yes")
    for handle in ("amara", "marek"):
        stage.person(handle).types("/kind coffee join", "#kindness")
    stage.clock_to("monday 10:00")
    assert introductions(stage.person("marek")) == [frozenset({"amara"})]


def test_guests_stay_out_once_the_champion_closes_the_circle_to_them(stage: Stage) -> None:
    una = start_coffee(stage, "#kindness", guests="yes")
    for handle in ("amara", "bjorn", "marek"):
        stage.person(handle).types("/kind coffee join", "#kindness")
    una.types("/kind coffee settings", "#kindness")
    assert una.submits(guests="no") == {}
    stage.clock_to("monday 10:00")
    assert introductions(stage.person("amara")) == [frozenset({"bjorn"})]
    assert introductions(stage.person("marek")) == []


def test_somebody_who_became_a_guest_is_not_introduced(stage: Stage) -> None:
    amara, bjorn, _ = coffee_with(stage, "amara", "bjorn", "carys")
    stage.workspace.person("amara").is_guest = True
    stage.clock_to("monday 10:00")
    assert introductions(amara) == []
    assert introductions(bjorn) == [frozenset({"carys"})]


def test_other_bots_in_the_channel_are_not_introduced(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.does(stage.actions.invite("amara", "#coffee", ["rotabot"]))
    stage.clock_to("monday 10:00")
    assert introductions(bjorn) == [frozenset({"amara"})]
    ws = stage.workspace
    assert "U0ROTABOT" not in ws.conversation(amara.groups()[-1]).members


def test_somebody_with_a_new_job_is_introduced_as_they_are_now(stage: Stage) -> None:
    _, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.workspace.person("amara").title = "Matron, St Brigid's"
    stage.clock_to("monday 10:00")
    assert "@amara, Matron, St Brigid's" in bjorn.reads_all()


def test_somebody_who_moved_has_times_in_their_new_zone(stage: Stage) -> None:
    """New York is five hours behind London in November."""
    coffee_with(stage, "amara", "carys")
    stage.workspace.person("amara").tz = "America/New_York"
    stage.clock_to("monday 10:00")
    words = stage.person("carys").reads_all()
    times = re.findall(r", (\d\d):(\d\d) for @amara · .+, (\d\d):(\d\d) for @carys", words)
    assert len(times) == 2
    assert all((int(hour) + 5, minute) == (int(there), at) for hour, minute, there, at in times)


# between the matching and the sending


@pytest.fixture
def waiting(stage: Stage) -> list[Actor]:
    """Groups are made on Monday at ten, and Slack makes the messages wait for five minutes."""
    people = coffee_with(stage, "amara", "bjorn", "carys")
    stage.workspace.faults.next("chat.postMessage", retry_after=300)
    stage.clock_to("monday 10:00")
    assert [told(person) for person in people] == [0, 0, 0]
    return people


@pytest.mark.fault("F40", "one of three leaves before the sending: the others meet")
def test_who_leaves_before_the_sending_gets_nothing_and_the_others_meet(stage: Stage, waiting: list[Actor]) -> None:
    amara, bjorn, carys = waiting
    amara.types("/kind coffee leave")
    stage.clock_to("monday 10:10")
    assert introductions(bjorn) == [frozenset({"carys"})]
    assert introductions(carys) == [frozenset({"bjorn"})]
    assert "@amara" not in bjorn.reads_all()
    stage.clock_to("30 November 09:00")
    assert told(amara) == 0


def test_who_pauses_before_the_sending_gets_nothing(stage: Stage, waiting: list[Actor]) -> None:
    amara, bjorn, _ = waiting
    amara.types("/kind coffee pause until 1 Dec")
    stage.clock_to("monday 10:10")
    assert told(amara) == 0
    assert introductions(bjorn) == [frozenset({"carys"})]


def test_who_became_a_guest_before_the_sending_is_not_introduced(stage: Stage, waiting: list[Actor]) -> None:
    amara, bjorn, _ = waiting
    stage.does(stage.actions.change("amara", is_guest=True))
    stage.clock_to("monday 10:10")
    assert introductions(amara) == []
    assert introductions(bjorn) == [frozenset({"carys"})]
    assert "@amara" not in bjorn.reads_all()


def test_who_left_the_channel_before_the_sending_is_not_introduced(stage: Stage, waiting: list[Actor]) -> None:
    amara, bjorn, _ = waiting
    stage.does(stage.actions.leave("amara", "#coffee"))
    stage.clock_to("monday 10:10")
    assert introductions(amara) == []
    assert introductions(bjorn) == [frozenset({"carys"})]


def test_whose_account_is_switched_off_before_the_sending_gets_nothing(stage: Stage, waiting: list[Actor]) -> None:
    amara, bjorn, _ = waiting
    stage.does(stage.actions.deactivate("amara"))
    stage.clock_to("monday 10:10")
    assert told(amara) == 0
    assert introductions(bjorn) == [frozenset({"carys"})]


@pytest.mark.fault("F40", "one of two leaves before the sending: the other is told")
def test_when_one_of_two_leaves_the_other_is_told_kindly(stage: Stage, waiting: list[Actor]) -> None:
    amara, bjorn, carys = waiting
    for person in (amara, bjorn):
        person.types("/kind coffee leave")
    stage.clock_to("monday 10:10")
    (note,) = carys.reads(BOT)
    assert note.startswith(LEFT_OVER)
    assert "@" not in note
    assert [told(amara), told(bjorn)] == [0, 0]


def test_whose_coffee_fell_through_is_not_asked_whether_they_met(stage: Stage, waiting: list[Actor]) -> None:
    *others, carys = waiting
    for person in others:
        person.types("/kind coffee leave")
    stage.clock_to("29 November 12:00")
    assert len(private_words(carys)) == 1


def test_when_all_leave_nobody_is_sent_anything(stage: Stage, waiting: list[Actor]) -> None:
    for person in waiting:
        person.types("/kind coffee leave")
    stage.clock_to("29 November 12:00")
    assert [told(person) for person in waiting] == [0, 0, 0]


def test_a_skip_after_the_matching_is_for_the_next_round(stage: Stage, waiting: list[Actor]) -> None:
    amara, *_ = waiting
    amara.types("/kind coffee skip")
    stage.clock_to("1 December 09:00")
    assert len(introductions(amara)) == 1
    assert introduced_at(amara) == ["Mon 23 Nov 10:05"]


def test_when_the_circle_stops_nothing_that_waits_is_sent(stage: Stage, waiting: list[Actor]) -> None:
    stage.person(CHAMPION).types("/kind coffee stop now")
    stage.clock_to("+1 week")
    assert [introductions(person) for person in waiting] == [[], [], []]
