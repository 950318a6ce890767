"""Somebody sets kind words up where they like: whoever is not there is not reached, and whoever was gets out."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.casting import newest
from tests.stories.kind_words.casting import (
    BOT,
    PLACE,
    THANKS,
    brought_to,
    fills_in,
    start_words,
    tries_to_write,
    writes,
)

SECRET = "#just-us"
NOT_THERE = "They aren't in the channel of that circle"
ADMIN = "priya"


@pytest.fixture
def secret(stage: Stage, amara: Actor, carys: Actor) -> None:
    """Amara's private channel, with anonymous words and with Carys in it."""
    stage.does(stage.actions.create("amara", SECRET[1:], private=True))
    stage.does(stage.actions.invite("amara", SECRET, ["kindling", "carys"]))
    start_words(amara, SECRET, anonymous="yes")


def writes_from_there(writer: Actor, receiver: Actor, words: str = THANKS, *, anonymous: bool = False) -> None:
    writer.types("/kind words write", SECRET)
    assert fills_in(writer, [receiver], words, anonymous=anonymous) == {}


@pytest.mark.parametrize("anonymous", [True, False])
def test_whoever_is_not_in_the_channel_is_not_reached(
    stage: Stage, secret: None, amara: Actor, bjorn: Actor, anonymous: bool
) -> None:
    amara.types("/kind words write", SECRET)
    refused = fills_in(amara, [bjorn], THANKS, anonymous=anonymous)
    assert refused["to"].startswith(NOT_THERE)
    assert refused["to"].endswith("Your words are still below, to send to somebody else, or to copy and keep.")
    assert bjorn.reads_all() == ""


def test_of_several_those_are_named_who_are_not_there_and_nothing_is_sent(
    secret: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    amara.types("/kind words write", SECRET)
    refused = fills_in(amara, [bjorn, carys], THANKS)
    assert refused["to"].startswith("Björn Lindqvist isn't in the channel of that circle")
    assert brought_to(carys) == []
    assert fills_in(amara, [carys], THANKS) == {}
    assert len(brought_to(carys)) == 1


@pytest.mark.parametrize("line", ["leave", "signed", "not from @amara", "pause until 1 Dec"])
def test_what_somebody_chose_changes_nothing_of_what_the_form_says(
    secret: None, amara: Actor, bjorn: Actor, carys: Actor, line: str
) -> None:
    for one in (bjorn, carys):
        one.types(f"/kind words {line}", BOT)
    amara.types("/kind words write", SECRET)
    assert fills_in(amara, [bjorn], THANKS, anonymous=True)["to"].startswith(NOT_THERE)
    assert fills_in(amara, [carys], THANKS, anonymous=True) == {}


def test_somebody_who_comes_in_can_be_written_to_at_once(
    stage: Stage, secret: None, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind words write", SECRET)
    assert fills_in(amara, [bjorn], THANKS)["to"].startswith(NOT_THERE)
    stage.does(stage.actions.invite("amara", SECRET, ["bjorn"]))
    assert fills_in(amara, [bjorn], THANKS) == {}
    assert len(brought_to(bjorn)) == 1


def test_where_slack_does_not_say_in_time_it_is_found_out_right_before(
    stage: Stage, secret: None, amara: Actor, bjorn: Actor
) -> None:
    stage.workspace.faults.next("users.conversations", retry_after=30)
    writes_from_there(amara, bjorn)
    stage.clock_to("+2 minutes")
    assert bjorn.reads_all() == ""
    assert NOT_THERE in newest(amara, BOT)
    assert f"> {THANKS}" in newest(amara, BOT)


def test_whoever_is_in_it_is(secret: None, amara: Actor, carys: Actor) -> None:
    writes_from_there(amara, carys)
    assert len(brought_to(carys)) == 1


def test_it_is_looked_at_again_right_before(stage: Stage, secret: None, amara: Actor, carys: Actor) -> None:
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    writes_from_there(amara, carys)
    stage.does(stage.actions.leave("carys", SECRET))
    stage.clock_to("+1 minute")
    assert carys.reads_all() == ""


def test_while_slack_does_not_say_who_is_there_nothing_is_brought(
    stage: Stage, secret: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    stage.workspace.faults.next("users.conversations", retry_after=30, times=2)
    writes_from_there(amara, carys)
    assert brought_to(carys) == []
    stage.clock_to("+2 minutes")
    assert len(brought_to(carys)) == 1


def test_only_an_admin_lets_kind_words_reach_everybody(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    """From a public channel; Björn is not in it."""
    priya = stage.person(ADMIN)
    stage.does(stage.actions.leave("bjorn", PLACE))
    assert "*words everyone* (off): Kind words may reach everyone" in amara.types("/kind rituals", BOT)
    assert amara.types("/kind rituals on words everyone", BOT).startswith("Only an admin of this workspace can switch")
    assert tries_to_write(amara, bjorn)["to"].startswith(NOT_THERE)
    assert priya.types("/kind rituals on words everyone", BOT).startswith(
        "That's on now: “Kind words may reach everyone"
    )
    writes(amara, bjorn, words="Again.")
    assert len(brought_to(bjorn)) == 1
    priya.types("/kind rituals off words everyone", BOT)
    assert tries_to_write(amara, bjorn, words="And again.")["to"].startswith(NOT_THERE)
    assert len(brought_to(bjorn)) == 1


def test_a_private_channel_is_never_widened(stage: Stage, secret: None, amara: Actor, bjorn: Actor) -> None:
    stage.person(ADMIN).types("/kind rituals on words everyone", BOT)
    amara.types("/kind words write", SECRET)
    assert fills_in(amara, [bjorn], THANKS)["to"].startswith(NOT_THERE)
    stage.workspace.faults.next("users.conversations", retry_after=30)
    writes_from_there(amara, bjorn)
    stage.clock_to("+2 minutes")
    assert brought_to(bjorn) == []
    assert NOT_THERE in newest(amara, BOT)


def test_a_channel_that_becomes_private_is_widened_no_more(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    stage.does(stage.actions.leave("bjorn", PLACE))
    stage.person(ADMIN).types("/kind rituals on words everyone", BOT)
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    writes(amara, bjorn)
    stage.workspace.conversation(PLACE).kind = "private"
    stage.clock_to("+2 minutes")
    assert brought_to(bjorn) == []
    assert NOT_THERE in newest(amara, BOT)


@pytest.mark.parametrize("where", [BOT, PLACE, "#general"])
@pytest.mark.parametrize("line", ["leave", "pause until 1 Dec", "not from", "decline now", "signed"])
def test_whoever_was_reached_gets_out_by_typing_wherever_they_are_and_however_many_circles_there_are(
    stage: Stage, circle: None, secret: None, amara: Actor, carys: Actor, line: str, where: str
) -> None:
    writes_from_there(amara, carys, anonymous=True)
    stage.does(stage.actions.leave("carys", SECRET))
    said = carys.types(f"/kind words {line}", where)
    assert "more than one" not in said
    assert not said.startswith(("There's no", "You have no", "I have brought you no"))
    before = len(brought_to(carys))
    stage.does(stage.actions.invite("amara", SECRET, ["carys"]))
    writes_from_there(amara, carys, "Again.", anonymous=True)
    assert len(brought_to(carys)) == before


@pytest.mark.parametrize("label", ["Not from this person", "No more kind words", "Not comfortable"])
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("end", ["goes on", "stopped", "archived", "forgotten", "off"])
def test_the_taps_on_the_word_itself_hold_whatever_its_sender_does_meanwhile(
    stage: Stage, secret: None, amara: Actor, carys: Actor, label: str, end: str, signed: bool
) -> None:
    writes_from_there(amara, carys, anonymous=not signed)
    match end:
        case "stopped":
            amara.types("/kind words stop now", SECRET)
        case "archived":
            stage.does(stage.actions.archive("amara", SECRET))
        case "forgotten":
            amara.types("/kind forget me now", BOT)
        case "off":
            stage.person(ADMIN).types("/kind rituals off words", BOT)
    carys.clicks(label, BOT)
    stage.person(ADMIN).types("/kind rituals on words", BOT)
    start_words(amara, "#coffee", anonymous="yes")
    before = len(brought_to(carys))
    amara.types("/kind words write", "#coffee")
    assert fills_in(amara, [carys], "Again.", anonymous=True) == {}
    assert len(brought_to(carys)) == before
