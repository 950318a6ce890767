"""People join by their own act alone; skipping and leaving are one step, and they hold."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, start_circle, types_twice
from tests.stories.company import taking_part

NEXT = "Your next coffee: *Monday 23 November at 10:00*."
NOT_IN = "You're not taking part here. To join, type /kind coffee join."


@pytest.mark.parametrize("command", ["/kind coffee join", "/coffee join", "/kind Coffee JOIN", "/kind  coffee\tjoin"])
def test_join_by_typing(circle: None, fergus: Actor, command: str) -> None:
    words = fergus.types(command)
    assert "You're in." in words
    assert NEXT in words
    assert "/kind coffee skip, pause or leave" in words


def test_join_by_the_button(circle: None, fergus: Actor) -> None:
    assert NEXT in fergus.clicks("Join")


def test_the_next_coffee_is_told_by_each_ones_own_clock(circle: None, bjorn: Actor) -> None:
    assert "Your next coffee: *Monday 23 November at 11:00*." in bjorn.clicks("Join")


def test_nobody_else_sees_who_joined(circle: None, amara: Actor, fergus: Actor, carys: Actor) -> None:
    before = amara.reads("#coffee"), carys.reads("#coffee")
    fergus.clicks("Join")
    assert (amara.reads("#coffee"), carys.reads("#coffee")) == before


def test_joining_twice_is_harmless(circle: None, fergus: Actor) -> None:
    fergus.clicks("Join")
    words = fergus.types("/coffee join")
    assert "You're in already." in words
    assert NEXT in words
    assert taking_part(fergus.stage) == {"fergus"}


def test_joining_twice_while_away_says_that_one_is_away(circle: None, fergus: Actor) -> None:
    fergus.clicks("Join")
    fergus.types("/coffee pause until 1 Dec")
    assert fergus.clicks("Join") == "You're in already. You're paused until *Tuesday 1 December*."


@pytest.mark.parametrize("text", ["@fergus", "@fergus please", "fergus"])
def test_nobody_joins_for_somebody_else(circle: None, amara: Actor, fergus: Actor, text: str) -> None:
    words = amara.types(f"/kind coffee join {text}")
    assert "to decide, so nothing was changed." in words
    for person in (amara, fergus):
        assert "You're not taking part here." in person.types("/kind coffee status")
    assert taking_part(amara.stage) == set()


def test_a_colleague_who_is_named_is_not_disturbed(circle: None, amara: Actor, fergus: Actor) -> None:
    before = fergus.reads("#coffee")
    assert "That is for @fergus to decide" in amara.types("/kind coffee join @fergus")
    assert fergus.reads("#coffee") == before
    assert fergus.private_places() == []


def test_a_courteous_join_is_a_join(circle: None, fergus: Actor) -> None:
    assert "You're in." in fergus.types("/kind coffee join me please")


@pytest.mark.parametrize("verb", ["leave", "skip", "pause", "resume"])
def test_nobody_leaves_or_rests_for_somebody_else(stage: Stage, verb: str) -> None:
    amara, fergus = coffee_circle(stage, "una", "amara", "fergus")
    assert "That is for @fergus to decide" in amara.types(f"/kind coffee {verb} @fergus")
    assert amara.types("/kind coffee status") == fergus.types("/kind coffee status") == NEXT


def test_coming_into_the_channel_does_not_make_one_take_part(stage: Stage, circle: None) -> None:
    elif_ = stage.person("elif")
    stage.does(stage.actions.join("elif", "#coffee"))
    assert elif_.types("/kind coffee status") == NOT_IN


def test_a_guest_is_told_who_the_circle_is_for(stage: Stage, amara: Actor) -> None:
    start_circle(amara, where="#kindness")
    marek = stage.person("marek")
    assert "for colleagues with a full account" in marek.clicks("Join", "#kindness")
    assert taking_part(stage, "#kindness") == set()


def test_a_guest_joins_where_guests_are_welcome(stage: Stage, amara: Actor) -> None:
    start_circle(amara, where="#kindness", guests="yes")
    assert "You're in." in stage.person("marek").clicks("Join", "#kindness")


# skip


def test_skip_is_one_word(stage: Stage) -> None:
    [fergus] = coffee_circle(stage, "amara", "fergus")
    assert fergus.types("/coffee skip") == (
        "You'll sit out the next coffee on Monday 23 November at 10:00. After that you're back, without doing anything."
    )


def test_skipping_twice_skips_once(stage: Stage) -> None:
    fergus, _, _ = coffee_circle(stage, "amara", "fergus", "carys", "dev")
    fergus.types("/coffee skip")
    assert "You're sitting out the next coffee already." in fergus.types("/coffee skip")
    stage.clock_to("monday 10:00")
    assert fergus.groups() == []
    stage.clock_to("monday 10:00")
    assert len(fergus.groups()) == 1


def test_a_command_delivered_twice_is_answered_once(stage: Stage) -> None:
    [fergus] = coffee_circle(stage, "amara", "fergus")
    first, second = types_twice(fergus, "/coffee", "skip")
    assert "You'll sit out the next coffee" in first
    assert second == ""


def test_skipping_when_not_in_changes_nothing(circle: None, fergus: Actor) -> None:
    assert "You're not taking part here" in fergus.types("/kind coffee skip")
    assert fergus.types("/kind coffee status") == NOT_IN


def test_coming_back_from_a_skip(stage: Stage) -> None:
    fergus, _ = coffee_circle(stage, "amara", "fergus", "carys")
    fergus.types("/coffee skip")
    assert fergus.types("/coffee resume") == f"Welcome back. {NEXT}"
    stage.clock_to("monday 10:00")
    assert "Time for a coffee?" in fergus.reads_all()


# leave


def test_leaving_is_one_word_and_it_holds(stage: Stage) -> None:
    fergus, carys, dev = coffee_circle(stage, "amara", "fergus", "carys", "dev")
    words = fergus.types("/kind coffee leave")
    assert "You've left the coffee roulette in #coffee, and you'll hear no more from it." in words
    stage.clock_to("+3 weeks")
    assert fergus.reads_all() == ""
    assert carys.groups() == dev.groups() != []


def test_the_others_are_not_told_who_left(stage: Stage) -> None:
    fergus, carys = coffee_circle(stage, "amara", "fergus", "carys")
    before = carys.reads("#coffee")
    fergus.types("/coffee leave")
    assert carys.reads("#coffee") == before
    assert carys.reads_all() == ""


def test_leaving_when_not_in(circle: None, fergus: Actor) -> None:
    assert fergus.types("/coffee leave") == NOT_IN


def test_leaving_twice(stage: Stage) -> None:
    [fergus] = coffee_circle(stage, "amara", "fergus")
    fergus.types("/coffee leave")
    assert fergus.types("/coffee leave") == NOT_IN


def test_a_pause_is_forgotten_by_leaving_and_joining_again(stage: Stage) -> None:
    [fergus] = coffee_circle(stage, "amara", "fergus")
    fergus.types("/coffee pause 2 weeks")
    fergus.types("/coffee leave")
    assert NEXT in fergus.types("/coffee join")
    assert fergus.types("/coffee status") == NEXT


def test_a_champion_who_leaves_still_looks_after_the_circle(circle: None, amara: Actor) -> None:
    amara.clicks("Join")
    amara.types("/coffee leave")
    assert "You look after this circle." in amara.types("/coffee status")
    assert taking_part(amara.stage) == set()
    assert "Stopping ends" in amara.types("/coffee stop")
