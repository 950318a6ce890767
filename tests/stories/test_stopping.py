"""A champion stops a circle, and it may begin again; nobody is still in."""

from bot.playground.blockkit.blocktext import buttons_of
from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, newest, start_circle, told_privately
from tests.stories.company import taking_part

GONE = "That circle has ended, or you aren't in its channel. Nothing was changed."


def test_stop_asks_first(circle: None, amara: Actor, bjorn: Actor) -> None:
    words = amara.types("/kind coffee stop")
    assert "Stopping ends the coffee circle in #coffee for everybody." in words
    assert "Or type /kind coffee stop now." in words
    assert "You're in." in bjorn.clicks("Join")


def test_the_button_that_stops_asks_for_confirmation(circle: None, amara: Actor) -> None:
    amara.types("/kind coffee stop")
    blocks = amara.messages("#coffee")[-1].blocks or []
    [button] = [element for block in blocks for element in block.get("elements", ()) if "confirm" in element]
    assert button["text"]["text"] == "Stop the circle"
    assert button["confirm"]["text"]["text"] == "Nothing more will happen here."
    assert button["confirm"]["deny"]["text"] == "Keep it"


def test_a_champion_stops_the_circle_with_the_button(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee stop")
    assert "The circle has stopped, and nothing more is sent." in amara.clicks("Stop the circle")
    assert "The coffee roulette here has come to an end." in newest(bjorn)


def test_a_stopped_circle_has_no_join_button_left(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee stop now")
    [message] = bjorn.messages("#coffee")
    assert list(buttons_of(message.blocks or [])) == []


def test_nothing_is_sent_after_the_stop_but_word_of_it(stage: Stage, amara: Actor) -> None:
    coffee_circle(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee stop now")
    said = told_privately(stage)
    assert set(said) == {"bjorn", "carys"}
    stage.clock_to("+2 weeks")
    assert told_privately(stage) == said


def test_nobody_is_still_in_when_the_circle_starts_again(stage: Stage, amara: Actor) -> None:
    bjorn, _ = coffee_circle(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee stop now")
    stage.clock_to("+1 hour")
    start_circle(amara)
    assert "You're not taking part here." in bjorn.types("/kind coffee status")
    assert taking_part(stage) == set()
    said = told_privately(stage)
    stage.clock_to("monday 10:00")
    assert told_privately(stage) == said


def test_a_circle_that_starts_again_posts_a_new_message(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee stop now")
    stage.clock_to("+1 hour")
    start_circle(amara)
    old, new = bjorn.reads("#coffee")
    assert "has come to an end" in old
    assert "Join How it works" in new
    assert "You're in." in bjorn.clicks("Join")


def test_somebody_else_starts_it_again_and_is_its_only_champion(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind coffee stop now")
    stage.clock_to("+1 hour")
    start_circle(bjorn)
    assert "looked after by @bjorn. Ask them" in amara.types("/kind coffee settings")


def test_stopping_twice_is_told_kindly(circle: None, amara: Actor) -> None:
    amara.types("/kind coffee stop")
    amara.clicks("Stop the circle")
    assert amara.clicks("Stop the circle") == GONE


def test_a_button_of_a_stopped_circle_changes_nothing(stage: Stage, amara: Actor) -> None:
    [bjorn] = coffee_circle(stage, "amara", "bjorn")
    bjorn.opens_home()
    amara.types("/kind coffee stop now")
    home = bjorn.clicks_at_home("Skip the next one")
    assert "there was nothing to change" in home
    assert "You're not taking part in anything yet" in home


def test_a_command_after_the_stop_says_what_anybody_can_do(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee stop now")
    assert bjorn.types("/kind coffee join") == (
        "There's no coffee circle in this channel yet. Anybody can set one up: type /kind start coffee."
    )
