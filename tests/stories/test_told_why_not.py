"""Whoever is told of a coffee gets one, or hears why not; and nobody is told of one that cannot come."""

import pytest

from bot.testing import Actor, Stage
from rituals.records import Profile
from tests.stories.company import (
    BOT,
    CHAMPION,
    coffee_with,
    forges_a_click,
    introduced_at,
    introductions,
    invitations,
    start_coffee,
)

NEXT = "Your next coffee: *"
STATUS = "/kind coffee status"
OUTSIDE = "You're not in #coffee at the moment, so I can't introduce you. Come in, and I can."
PASSED_OVER = "You're not in #coffee at the moment, so I couldn't introduce you. Come in, and you're in the next round."
FULL_ACCOUNT = "This coffee roulette is for colleagues with a full account. Its champions can open it to guests."
COME_IN = "Come into #coffee first, then try that again."


def leaves(actor: Actor, where: str = "#coffee") -> None:
    actor.stage.does(actor.stage.actions.leave(actor.handle, where))


def comes_in(actor: Actor, where: str = "#coffee") -> None:
    actor.stage.does(actor.stage.actions.join(actor.handle, where))


def notes(actor: Actor) -> list[str]:
    """What the bot sent them by itself, and not in answer to what they typed."""
    return [actor.stage.words(message) for message in actor.messages(BOT) if not message.only_for]


@pytest.fixture
def trio(stage: Stage) -> list[Actor]:
    return coffee_with(stage, "amara", "bjorn", "dev")


# outside the channel


def test_who_left_the_channel_reads_so_at_once_wherever_they_look(trio: list[Actor]) -> None:
    amara, *_ = trio
    leaves(amara)
    assert amara.types(STATUS, BOT) == OUTSIDE
    assert OUTSIDE in amara.opens_home()
    assert amara.types("/kind coffee resume", BOT) == f"You weren't away. {OUTSIDE}"
    assert NEXT not in amara.types("/kind coffee how", BOT)
    assert amara.types("/kind coffee skip", BOT) == (
        f"You're sitting out the next coffee, Monday 23 November at 10:00. {OUTSIDE}"
    )
    assert amara.types("/kind coffee pause until 1 Dec", BOT).startswith("Paused.")
    assert amara.types(STATUS, BOT) == f"You're paused until *Tuesday 1 December*. {OUTSIDE}"


def test_who_left_the_channel_is_told_once_and_not_each_round(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    leaves(amara)
    stage.clock_to("+4 weeks")
    (note,) = notes(amara)
    assert note.startswith(PASSED_OVER)


def test_the_note_has_a_way_out(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    leaves(amara)
    stage.clock_to("monday 10:00")
    assert "You've left the coffee roulette in #coffee" in amara.clicks("Leave", BOT)


def test_who_comes_back_is_told_of_a_coffee_and_gets_it(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    leaves(amara)
    stage.clock_to("+1 week")
    comes_in(amara)
    assert amara.types(STATUS, BOT) == f"{NEXT}Monday 30 November at 10:00*."
    stage.clock_to("monday 10:00")
    assert introduced_at(amara) == ["Mon 30 Nov 10:00"]


def test_who_leaves_again_is_told_again(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    leaves(amara)
    stage.clock_to("+1 week")
    comes_in(amara)
    assert NEXT in amara.types(STATUS, BOT)
    leaves(amara)
    stage.clock_to("+1 week")
    assert [words.startswith(PASSED_OVER) for words in notes(amara)] == [True, True]


@pytest.mark.parametrize("choice", ["skip", "pause until 1 Dec", "leave"])
def test_who_chose_to_sit_out_is_told_nothing(stage: Stage, trio: list[Actor], choice: str) -> None:
    amara, *_ = trio
    amara.types(f"/kind coffee {choice}")
    leaves(amara)
    stage.clock_to("monday 12:00")
    assert notes(amara) == []


def test_when_a_pause_ends_outside_the_channel_that_is_told(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    amara.types("/kind coffee pause until 30 Nov")
    leaves(amara)
    stage.clock_to("+2 weeks")
    (note,) = notes(amara)
    assert note.startswith(PASSED_OVER)


def test_who_is_taken_out_of_a_private_channel_is_told(stage: Stage) -> None:
    stage.does(stage.actions.create("una", "quiet", private=True))
    stage.does(stage.actions.invite("una", "#quiet", ["kindling", "amara", "bjorn", "carys"]))
    amara, *_ = coffee_with(stage, "amara", "bjorn", "carys", where="#quiet")
    stage.does(stage.actions.remove("amara", "#quiet"))
    assert NEXT not in amara.types(STATUS, BOT)
    stage.clock_to("+2 weeks")
    assert len(notes(amara)) == 1


def test_who_leaves_between_matching_and_sending_is_told_and_the_others_meet(stage: Stage, trio: list[Actor]) -> None:
    amara, bjorn, dev = trio
    stage.workspace.faults.next("chat.postMessage", retry_after=300)
    stage.clock_to("monday 10:00")
    leaves(amara)
    stage.clock_to("monday 10:10")
    assert introductions(bjorn) == [frozenset({dev.handle})]
    assert introductions(amara) == []
    (note,) = notes(amara)
    assert note.startswith(PASSED_OVER)


def test_what_nobody_told_us_of_is_found_at_the_round(stage: Stage, trio: list[Actor]) -> None:
    """The event was lost; the round reads who is there, and whoever is not hears so."""
    amara, *_ = trio
    del stage.workspace.conversation("#coffee").members[amara.id]
    assert NEXT in amara.types(STATUS, BOT)
    stage.clock_to("monday 10:00")
    (note,) = notes(amara)
    assert note.startswith(PASSED_OVER)
    assert amara.types(STATUS, BOT) == OUTSIDE


def test_who_types_in_the_channel_is_in_it_whatever_was_missed(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    leaves(amara)
    stage.workspace.conversation("#coffee").members[amara.id] = None
    assert NEXT in amara.types(STATUS)
    stage.clock_to("monday 10:00")
    assert introduced_at(amara) == ["Mon 23 Nov 10:00"]


# joining by a button that can be seen from outside


def presses_join_from_outside(stage: Stage, handle: str = "elif") -> str:
    seen = stage.person(CHAMPION).messages("#coffee")
    welcome = next(message for message in seen if "Join" in stage.words(message) and not message.only_for)
    return "\n".join(forges_a_click(stage.person(handle), welcome, "Join"))


def test_who_presses_join_from_outside_is_asked_in_first(stage: Stage, trio: list[Actor]) -> None:
    elif_ = stage.person("elif")
    assert presses_join_from_outside(stage) == COME_IN
    assert elif_.types(STATUS, BOT).startswith("You have no coffee circle yet.")
    comes_in(elif_)
    assert "You're in." in elif_.clicks("Join")
    stage.clock_to("monday 10:00")
    assert len(invitations(elif_)) == 1


def test_a_champion_outside_the_channel_does_not_join_from_home(stage: Stage) -> None:
    una = start_coffee(stage)
    leaves(una)
    assert "Join by Monday 23 November" not in una.opens_home()
    assert COME_IN in una.clicks_at_home("Join")
    comes_in(una)
    una.opens_home()
    assert "You're in." in una.clicks_at_home("Join")


@pytest.mark.parametrize("fault", [{"error": "user_not_found"}, {"retry_after": 60}, {"status": 500}])
def test_if_nobody_can_say_who_is_inside_one_joins_and_it_is_settled_at_the_round(
    stage: Stage, trio: list[Actor], fault: dict[str, object]
) -> None:
    elif_ = stage.person("elif")
    stage.workspace.faults.next("users.conversations", **fault)  # type: ignore[arg-type]
    assert "You're in." in presses_join_from_outside(stage)
    stage.clock_to("monday 10:00")
    (note,) = notes(elif_)
    assert note.startswith(PASSED_OVER)
    assert elif_.types(STATUS, BOT) == OUTSIDE


def test_joining_asks_slack_once_and_only_who_is_new(stage: Stage, trio: list[Actor]) -> None:
    calls = stage.workspace.faults
    stage.person("grace").clicks("Join")
    calls.next("users.conversations", error="fatal_error", times=99)
    amara, *_ = trio
    assert amara.clicks("Join").startswith("You're in already.")
    assert "You're in." in stage.person("fergus").types("/kind coffee join")


# guests, strangers, and those who are away from work for good


def guests_were_welcome(stage: Stage) -> tuple[Actor, Actor]:
    una = start_coffee(stage, "#kindness", guests="yes")
    for handle in ("amara", "bjorn", "marek"):
        assert "You're in." in stage.person(handle).types("/kind coffee join", "#kindness")
    return una, stage.person("marek")


def settles(una: Actor, where: str = "#kindness", **answers: object) -> None:
    una.types("/kind coffee settings", where)
    assert una.submits(**answers) == {}


def test_a_guest_reads_at_once_that_the_circle_is_closed_to_them(stage: Stage) -> None:
    una, marek = guests_were_welcome(stage)
    settles(una, guests="no")
    assert marek.types(STATUS, "#kindness") == FULL_ACCOUNT
    assert FULL_ACCOUNT in marek.opens_home()
    stage.clock_to("+3 weeks")
    (note,) = notes(marek)
    assert "is only for people with a full account now" in note
    settles(una, guests="yes")
    assert NEXT in marek.types(STATUS, "#kindness")
    stage.clock_to("monday 10:00")
    assert len(invitations(marek)) == 1


def test_who_became_a_guest_is_told(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    stage.does(stage.actions.change("amara", is_guest=True))
    assert amara.types(STATUS) == FULL_ACCOUNT
    stage.clock_to("+2 weeks")
    assert len(notes(amara)) == 1


def test_somebody_of_another_workspace_does_not_join_for_nothing(stage: Stage) -> None:
    start_coffee(stage)
    stranger = Profile(id=stage.person("dev").id, name="Dev", is_stranger=True)
    with stage.bot.store.begin() as tx:
        tx.people.save(stage.workspace.team_id, [stranger], stage.workspace.clock.now())
    for line in ("/kind coffee join", STATUS):
        assert stage.person("dev").types(line).startswith("That's for the people of this workspace")
    assert stage.person("dev").types("/kind coffee leave").startswith("You're not taking part here")


def test_who_was_deactivated_and_is_back_reads_where_they_are(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    stage.does(stage.actions.deactivate("amara"))
    stage.clock_to("monday 12:00")
    stage.does(stage.actions.change("amara", deleted=False))
    assert amara.reads_all() == ""
    assert amara.types(STATUS, BOT) == OUTSIDE
    comes_in(amara)
    assert NEXT in amara.types(STATUS, BOT)
    stage.clock_to("+1 week")
    assert len(invitations(amara)) == 1


# the champion's number


@pytest.mark.parametrize("trial", ["out of the channel", "guests not welcome"])
def test_a_champion_cannot_try_out_who_takes_part(stage: Stage, trial: str) -> None:
    """Exactly five: without Amara, or without the guest, there would be fewer."""
    una, _ = guests_were_welcome(stage)
    for handle in ("carys", "dev"):
        assert "You're in." in stage.person(handle).types("/kind coffee join", "#kindness")
    before = una.types(STATUS, "#kindness")
    assert "At least 5 people take part besides you." in before
    if trial == "out of the channel":
        stage.does(stage.actions.remove("amara", "#kindness"))
    else:
        settles(una, guests="no")
    assert una.types(STATUS, "#kindness") == before


def test_who_has_not_joined_is_told_of_no_coffee_of_their_own(stage: Stage, trio: list[Actor]) -> None:
    words = stage.person("fergus").types("/kind coffee how")
    assert NEXT not in words
    assert "Join by Monday 23 November at 10:00 to be in the next round." in words


# rounds that are not held, or move


def test_when_the_bot_was_away_each_hears_so_once_with_the_next_date(stage: Stage, trio: list[Actor]) -> None:
    stage.restarts(down_until="25 November 09:00")
    assert [len(notes(person)) for person in trio] == [1, 1, 1]
    assert notes(trio[0]) == [
        "Sorry, I was away on Monday 23 November at 10:00, so there was no coffee. "
        "Your next coffee: *Monday 30 November at 10:00*."
    ]
    stage.clock_to("+1 week")
    assert [len(invitations(person)) for person in trio] == [1, 1, 1]


def test_a_skip_is_used_up_by_the_round_that_it_was_for_though_none_was_held(stage: Stage, trio: list[Actor]) -> None:
    amara, *_ = trio
    amara.types("/kind coffee skip")
    stage.restarts(down_until="25 November 09:00")
    assert notes(amara) == []
    assert NEXT in amara.types(STATUS)
    stage.clock_to("+1 week")
    assert introduced_at(amara) == ["Mon 30 Nov 10:00"]


def test_when_the_channel_is_lost_each_hears_so_once_and_not_every_week(stage: Stage, trio: list[Actor]) -> None:
    stage.does(stage.actions.remove("kindling", "#coffee"))
    stage.clock_to("+3 weeks")
    for person in trio:
        (note,) = notes(person)
        assert note.startswith("I can't speak in #coffee any more, so nobody was introduced there.")


def test_when_the_coffee_moves_each_hears_so_once_when_the_champion_is_done(stage: Stage, trio: list[Actor]) -> None:
    una = stage.person(CHAMPION)
    settles(una, "#coffee", when__days=["2"])
    settles(una, "#coffee", when__days=["3"])
    stage.clock_to("+1 hour")
    assert [len(notes(person)) for person in trio] == [1, 1, 1]
    assert notes(trio[0]) == [
        "The coffee roulette in #coffee has a new time. Your next coffee: *Thursday 26 November at 10:00*."
    ]
    stage.clock_to("+1 week")
    assert introduced_at(trio[0]) == ["Thu 26 Nov 10:00"]


def test_a_coffee_that_moves_by_hours_needs_no_word(stage: Stage, trio: list[Actor]) -> None:
    settles(stage.person(CHAMPION), "#coffee", when__at="15:00")
    stage.clock_to("+1 hour")
    assert notes(trio[0]) == []
    assert "Monday 23 November at 15:00" in trio[0].types(STATUS)


def test_when_the_coffee_moves_who_left_the_channel_reads_that_instead(stage: Stage, trio: list[Actor]) -> None:
    leaves(trio[0])
    settles(stage.person(CHAMPION), "#coffee", when__days=["3"])
    stage.clock_to("+2 weeks")
    (note,) = notes(trio[0])
    assert note.startswith(PASSED_OVER)


def test_who_left_the_channel_before_a_round_that_is_not_held_reads_so(stage: Stage, trio: list[Actor]) -> None:
    leaves(trio[0])
    stage.restarts(down_until="25 November 09:00")
    (note,) = notes(trio[0])
    assert note.startswith(PASSED_OVER)


def test_who_is_away_is_not_told_that_the_coffee_moved(stage: Stage, trio: list[Actor]) -> None:
    trio[0].types("/kind coffee pause until 1 Dec")
    settles(stage.person(CHAMPION), "#coffee", when__days=["3"])
    stage.clock_to("+1 hour")
    assert notes(trio[0]) == []
    assert len(notes(trio[1])) == 1


def test_after_todays_round_no_second_one_is_promised_for_today(stage: Stage, trio: list[Actor]) -> None:
    """A day has one round; its new time is for the next one."""
    stage.clock_to("monday 11:00")
    settles(stage.person(CHAMPION), "#coffee", when__at="15:00")
    assert "Monday 30 November at 15:00" in trio[0].types(STATUS)
    stage.clock_to("+1 week")
    assert len(invitations(trio[0])) == 1
    stage.clock_to("+1 day")
    assert introduced_at(trio[0])[1:] == ["Mon 30 Nov 15:00"]


def test_settings_that_are_saved_while_a_round_waits_do_not_lose_it(stage: Stage, trio: list[Actor]) -> None:
    stage.workspace.faults.next("conversations.members", retry_after=60)
    stage.clock_to("monday 10:00")
    assert invitations(trio[0]) == []
    settles(stage.person(CHAMPION), "#coffee", when__days=["3"])
    stage.clock_to("monday 10:05")
    assert [len(invitations(person)) for person in trio] == [1, 1, 1]
