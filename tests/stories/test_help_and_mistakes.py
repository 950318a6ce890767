"""Short help, and a kind answer to whatever else people type."""

import pytest

from bot.testing import Actor, Stage

NO_CIRCLE = "There's no coffee circle in this channel yet. Anybody can set one up: type /kind start coffee."


@pytest.mark.parametrize("command", ["/kind", "/kind help", "/kind   ", "/kind HELP"])
def test_kind_alone_says_what_there_is(carys: Actor, command: str) -> None:
    words = carys.types(command)
    assert "*/kind coffee*  Meet a colleague for a short coffee." in words
    assert "*/kind start coffee*  Set it up in this channel." in words
    assert "Only you can make you take part" in words


def test_help_is_seen_by_the_one_who_asked(carys: Actor, dev: Actor) -> None:
    carys.types("/kind")
    assert dev.reads("#coffee") == []


@pytest.mark.parametrize("command", ["/kind coffee", "/kind coffee help", "/coffee", "/coffee help"])
def test_a_ritual_alone_shows_its_verbs(circle: None, carys: Actor, command: str) -> None:
    words = carys.types(command)
    assert "*/kind coffee join*  Join the coffee roulette in this channel." in words
    assert "*/kind coffee pause until 1 Dec*" in words
    assert "*/kind coffee leave*  Leave; nothing more is sent to you." in words


def test_help_shows_a_champion_their_verbs_and_others_not(circle: None, amara: Actor, carys: Actor) -> None:
    for verb in ("settings", "preview", "introduce now", "stop"):
        assert f"*/kind coffee {verb}*" in amara.types("/kind coffee")
        assert f"*/kind coffee {verb}*" not in carys.types("/kind coffee")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/kind coffee joni", "/kind coffee join"),
        ("/coffee jion", "/kind coffee join"),
        ("/coffee leve", "/kind coffee leave"),
        ("/coffee puase 2 weeks", "/kind coffee pause"),
        ("/kind joni", "/kind coffee join"),
        ("/kind cofee join", "/kind coffee"),
        ("/kind strat coffee", "/kind start"),
        ("/coffee strat", "/kind coffee start"),
        ("/kind hlep", "/kind help"),
    ],
)
def test_a_slip_of_the_finger_gets_the_nearest_word(circle: None, carys: Actor, typed: str, meant: str) -> None:
    words = carys.types(typed)
    assert "I don't know “" in words
    assert f"Did you mean *{meant}*?" in words
    assert "You're not taking part here." in carys.types("/coffee status")


@pytest.mark.parametrize(("typed", "where_help_is"), [("/kind xylophone", "/kind"), ("/coffee xyzzy", "/kind coffee")])
def test_an_unknown_word_is_shown_the_way_to_help(carys: Actor, typed: str, where_help_is: str) -> None:
    word = typed.split()[-1]
    assert carys.types(typed) == f"I don't know “{word}”. To see what there is, type *{where_help_is}*."


@pytest.mark.parametrize("command", ["/kind", "/coffee"])
def test_a_very_long_word_is_not_thrown_back_in_full(carys: Actor, command: str) -> None:
    words = carys.types(f"{command} {'very' * 500}")
    assert "I don't know “veryvery" in words
    assert len(words) < 150


@pytest.mark.parametrize("verb", ["join", "leave", "settings", "status"])
def test_a_verb_without_its_ritual_gets_the_whole_command(circle: None, carys: Actor, verb: str) -> None:
    assert carys.types(f"/kind {verb}").startswith(f"Did you mean */kind coffee {verb}*?")


def test_signs_that_mean_something_to_a_computer_are_just_words(carys: Actor) -> None:
    words = carys.types("/kind <!channel>&co")
    assert words.startswith("I don't know “<!channel>&co”.")


@pytest.mark.parametrize("verb", ["join", "status", "skip", "pause 2 weeks", "leave", "settings", "stop", "how"])
def test_a_command_where_there_is_no_circle_says_what_can_be_done(carys: Actor, verb: str) -> None:
    assert carys.types(f"/kind coffee {verb}") == NO_CIRCLE


def test_when_the_workspace_cannot_be_reached_nothing_is_changed(stage: Stage, circle: None, carys: Actor) -> None:
    stage.workspace.faults.next("users.info", status=500, times=20)
    assert carys.types("/coffee join") == (
        "I can't reach the workspace just now, and nothing was changed. Please try again in a minute."
    )
    stage.workspace.faults.clear()
    assert "You're not taking part here." in carys.types("/coffee status")


def test_a_plain_message_is_none_of_the_bots_business(circle: None, carys: Actor) -> None:
    before = len(carys.reads("#coffee"))
    carys.types("I'd love a coffee, shall I join?")
    assert len(carys.reads("#coffee")) == before + 1
    assert "You're not taking part here." in carys.types("/coffee status")
