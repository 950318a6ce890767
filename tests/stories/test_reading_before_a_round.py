"""Before a round, who is in the channel and who they are is read: piece by piece, and what was read stays read."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.model.rates import Rates
from bot.playground.pages.exchanges import summary
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.company import BOT, CHAMPION, EVERYBODY, coffee_with, introductions, invitations, start_coffee

READINGS = ("conversations.info", "conversations.members", "users.list", "users.info")
FOR_GOOD = ("missing_scope", "access_denied", "an_error_of_next_year")
PASSING = ("org_login_required", "team_added_to_org", "fatal_error")
LOST = "I can't speak in #coffee any more"


def keep_limits(stage: Stage) -> None:
    """From now on the workspace keeps Slack's published tiers, by its own clock."""
    stage.workspace.rates = Rates(lambda: stage.workspace.clock.now().timestamp())


def bell_rings(stage: Stage, times: int) -> None:
    """Every five seconds, as in `kindling run`."""
    for _ in range(times):
        stage.moves_the_clock_unnoticed(stage.workspace.clock.now() + timedelta(seconds=5))
        stage.does(asyncio.sleep(0))


def asked(stage: Stage) -> Counter[str]:
    """How often each method was called since the workspace was made."""
    return Counter(str(summary(one)["name"]) for one in stage.workspace.protocol.since())


def circles_of(stage: Stage, number: int, size: int) -> list[Actor]:
    """So many circles of so many people, each in a channel of its own."""
    ws = stage.workspace
    able = [one for one in ws.people if one.is_colleague and one.name != CHAMPION]
    for circle in range(number):
        name = f"site-{circle}"
        stage.does(stage.actions.create(CHAMPION, name))
        stage.does(stage.actions.invite(CHAMPION, f"#{name}", ["kindling"]))
        start_coffee(stage, f"#{name}")
        for one in able[circle * size : (circle + 1) * size]:
            stage.does(stage.actions.join(one.name, f"#{name}"))
            assert "You're in." in stage.person(one.name).types("/kind coffee join", f"#{name}")
    return [stage.person(one.name) for one in able[: number * size]]


def crowd(stage: Stage, others: int) -> None:
    """So many more are in #coffee, and are listed before those who are there already."""
    place = stage.workspace.conversation("#coffee")
    place.members = {**dict.fromkeys(f"U0X{number}" for number in range(others)), **place.members}


def introduced(people: list[Actor]) -> list[int]:
    return [len(invitations(person)) for person in people]


@pytest.mark.fault("F17", "a hundred people due at once, and Slack's limits: each is introduced within a minute")
def test_a_hundred_people_due_at_once_are_all_introduced() -> None:
    with on_stage(load_catalog(), people=130) as stage:
        people = circles_of(stage, 4, 26)
        keep_limits(stage)
        stage.clock_to("monday 10:00")
        bell_rings(stage, 11)
        assert introduced(people) == [1] * 104


def test_what_is_fresh_is_not_read_again(stage: Stage) -> None:
    people = coffee_with(stage, *EVERYBODY[:4])
    stage.clock_to("monday 09:00")
    for person in people[:3]:
        person.types("/kind coffee status")
    before = asked(stage)
    stage.clock_to("monday 10:00")
    assert (asked(stage) - before)["users.info"] == 1
    assert introduced(people) == [1] * 4


def test_many_are_read_as_a_list_where_that_is_less(stage: Stage) -> None:
    people = coffee_with(stage, *EVERYBODY)
    before = asked(stage)
    stage.clock_to("monday 10:00")
    since = asked(stage) - before
    assert (since["users.list"], since["users.info"]) == (1, 0)
    assert 0 not in introduced(people)


def test_a_few_among_very_many_are_asked_for_one_by_one() -> None:
    """How many there are is known from the last time."""
    with on_stage(load_catalog(), people=3000) as stage:
        coffee = stage.workspace.conversation("#coffee").members
        last = [one.name for one in stage.workspace.people if one.id in coffee][-3:]
        people = coffee_with(stage, *last)
        stage.clock_to("+1 week")
        before = asked(stage)
        stage.clock_to("+1 week")
        since = asked(stage) - before
        assert introduced(people) == [2] * 3
        assert (since["users.list"], since["users.info"]) == (0, 3)


@pytest.mark.fault("F17", "a limit in the middle of a list: it is gone on from there")
def test_a_limit_in_the_middle_of_a_list_costs_none_of_its_pages(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    crowd(stage, 5000)
    before = asked(stage)
    stage.workspace.faults.next("conversations.members", delay=0.001, times=3)
    stage.workspace.faults.next("conversations.members", retry_after=30)
    stage.clock_to("monday 10:00")
    assert introduced(people) == [0] * 3
    stage.clock_to("+1 minute")
    assert introduced(people) == [1] * 3
    assert (asked(stage) - before)["conversations.members"] == 7 + 1
    assert (asked(stage) - before)["conversations.info"] == 1


@pytest.mark.fault("F17", "a limit in the middle of the profiles: those that were read stay read")
def test_a_limit_in_the_middle_of_the_profiles_costs_none_of_them(stage: Stage) -> None:
    people = coffee_with(stage, *EVERYBODY[:6])
    before = asked(stage)
    stage.workspace.faults.next("users.list", error="access_denied")
    stage.workspace.faults.next("users.info", delay=0.001, times=4)
    stage.workspace.faults.next("users.info", retry_after=30)
    stage.clock_to("monday 10:00")
    stage.clock_to("+1 minute")
    assert introduced(people) == [1] * 6
    assert (asked(stage) - before)["users.info"] == 6 + 1


def test_after_a_restart_a_list_is_gone_on_from_where_it_was(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    crowd(stage, 5000)
    stage.workspace.faults.next("conversations.members", delay=0.001, times=3)
    stage.workspace.faults.next("conversations.members", status=503, times=99)
    stage.clock_to("monday 10:00")
    stage.workspace.faults.clear()
    before = asked(stage)
    stage.restarts()
    assert introduced(people) == [1] * 3
    assert (asked(stage) - before)["conversations.members"] == 4


def test_a_cursor_that_is_good_no_more_costs_nobody_the_round(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    crowd(stage, 2500)
    stage.workspace.faults.next("conversations.members", delay=0.001, times=2)
    stage.workspace.faults.next("conversations.members", error="invalid_cursor")
    stage.clock_to("monday 10:00")
    stage.clock_to("+1 minute")
    assert introduced(people) == [1] * 3


def test_who_left_the_channel_while_its_list_was_read_is_not_introduced(stage: Stage) -> None:
    """They were on a page that was to come."""
    amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys")
    crowd(stage, 2500)
    stage.workspace.faults.next("conversations.members", delay=0.001, times=2)
    stage.workspace.faults.next("conversations.members", retry_after=30)
    stage.clock_to("monday 10:00")
    stage.does(stage.actions.leave("amara", "#coffee"))
    stage.clock_to("+1 minute")
    assert introduced([amara]) == [0]
    assert introductions(bjorn) == [frozenset({"carys"})]
    assert introductions(carys) == [frozenset({"bjorn"})]


def test_who_joins_while_the_list_is_read_is_introduced(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    place = stage.workspace.conversation("#coffee")
    dev = stage.person("dev")
    place.members = {dev.id: None, **place.members}
    crowd(stage, 2500)
    place.members = {dev.id: None, **{one: None for one in place.members if one != dev.id}}
    stage.workspace.faults.next("conversations.members", delay=0.001, times=2)
    stage.workspace.faults.next("conversations.members", retry_after=30)
    stage.clock_to("monday 10:00")
    stage.a_second_goes_by()
    dev.types("/kind coffee join")
    stage.clock_to("+1 minute")
    assert introduced([*people, dev]) == [1] * 4


# what is refused


@pytest.mark.parametrize("method", READINGS)
@pytest.mark.parametrize("why", [*FOR_GOOD, *PASSING])
def test_what_is_refused_once_costs_nobody_the_round(stage: Stage, method: str, why: str) -> None:
    people = coffee_with(stage, *EVERYBODY[:5])
    stage.workspace.faults.next(method, error=why)
    stage.clock_to("monday 10:00")
    stage.clock_to("monday 10:15")
    assert introduced(people) == [1] * 5
    assert stage.person(CHAMPION).reads_all() == ""


@pytest.mark.parametrize("method", READINGS)
@pytest.mark.parametrize("why", FOR_GOOD)
def test_what_is_always_refused_is_done_without(stage: Stage, method: str, why: str) -> None:
    """What a person can be is known from when they joined."""
    people = coffee_with(stage, *EVERYBODY[:5])
    stage.workspace.faults.next(method, error=why, times=999)
    stage.clock_to("monday 10:00")
    stage.clock_to("monday 10:15")
    assert introduced(people) == [1] * 5
    assert stage.person(CHAMPION).reads_all() == ""


@pytest.mark.parametrize("method", READINGS[:2])
def test_while_slack_says_nothing_of_the_channel_the_round_waits(stage: Stage, method: str) -> None:
    people = coffee_with(stage, *EVERYBODY[:5])
    stage.workspace.faults.next(method, error="org_login_required", times=999)
    stage.clock_to("monday 10:00")
    stage.clock_to("monday 16:00")
    assert introduced(people) == [0] * 5
    stage.workspace.faults.clear()
    stage.clock_to("+1 minute")
    assert introduced(people) == [1] * 5
    assert stage.person(CHAMPION).reads_all() == ""


@pytest.mark.parametrize("method", READINGS[2:])
def test_while_slack_says_nothing_of_people_they_are_who_they_were(stage: Stage, method: str) -> None:
    people = coffee_with(stage, *EVERYBODY[:5])
    stage.workspace.faults.next(method, error="internal_error", times=999)
    stage.clock_to("monday 10:00")
    stage.clock_to("monday 10:15")
    assert introduced(people) == [1] * 5


def test_one_odd_account_costs_the_others_nothing_and_is_not_asked_for_again(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    before = asked(stage)
    stage.workspace.faults.next("users.list", error="access_denied")
    stage.workspace.faults.next("users.info", error="user_not_visible")
    stage.clock_to("monday 10:00")
    assert introduced(people) == [1] * 3
    assert (asked(stage) - before)["users.info"] == 3


def test_one_account_that_breaks_slack_costs_the_others_ten_minutes_at_most(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn", "carys")
    stage.workspace.faults.next("users.list", error="access_denied")
    stage.clock_to("monday 09:59")
    for _ in range(3):
        stage.workspace.faults.next("users.info", error="fatal_error")
        stage.workspace.faults.next("users.info", delay=0.001, times=2)
        stage.clock_to("+6 minutes")
    assert introduced(people) == [1] * 3


@pytest.mark.parametrize("act", ["archive", "remove"])
def test_only_the_channel_itself_says_that_it_is_lost(stage: Stage, act: str) -> None:
    people = coffee_with(stage, "amara", "bjorn")
    if act == "archive":
        stage.does(stage.actions.archive(CHAMPION, "#coffee"))
    else:
        stage.does(stage.actions.remove("kindling", "#coffee"))
    stage.clock_to("monday 10:00")
    assert introduced(people) == [0, 0]
    assert LOST in stage.person(CHAMPION).reads_all()


def test_a_whole_day_without_slack_is_told_as_what_it_was(stage: Stage) -> None:
    people = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.info", status=503, times=999)
    stage.clock_to("monday 10:00")
    stage.clock_to("tuesday 11:00")
    stage.workspace.faults.clear()
    stage.clock_to("+1 minute")
    (note,) = stage.person(CHAMPION).reads(BOT)
    assert note.startswith("I couldn't find out in time who's in #coffee, so the round of Monday 23 November at 10:00")
    assert "The next round is *Monday 30 November at 10:00*." in note
    stage.clock_to("+1 week")
    assert introduced(people) == [1, 1]


# who types meanwhile


@pytest.mark.parametrize("fault", [{"retry_after": 30}, {"error": "missing_scope"}, {"status": 500}])
def test_somebody_known_is_answered_though_slack_says_nothing_of_them(stage: Stage, fault: dict[str, Any]) -> None:
    (amara,) = coffee_with(stage, "amara")
    stage.clock_to("monday 09:00")
    stage.workspace.faults.next("users.info", times=9, **fault)
    assert "Your next coffee" in amara.types("/kind coffee status")
    assert "You're not taking part" in amara.types("/kind coffee leave") + amara.types("/kind coffee status")


def test_nobody_is_taken_for_a_colleague_while_slack_will_not_say_who_they_are(stage: Stage) -> None:
    start_coffee(stage)
    stage.workspace.faults.next("users.info", error="missing_scope")
    assert "the people of this workspace" in stage.person("amara").types("/kind coffee join")
    assert "You're in." in stage.person("amara").types("/kind coffee join")
