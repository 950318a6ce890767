"""A pause until a day of one's own choosing, typed or chosen from a calendar; the day it is Friday 20 November 2026."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, newest

NEXT = "Your next coffee: *Monday 23 November at 10:00*."


@pytest.fixture
def fergus(stage: Stage) -> Actor:
    """Fergus takes part in Amara's circle."""
    return coffee_circle(stage, "amara", "fergus")[0]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("until 1 Dec", "Tuesday 1 December"),
        ("1 december", "Tuesday 1 December"),
        ("until 1/12", "Tuesday 1 December"),
        ("2026-12-01", "Tuesday 1 December"),
        ("2 weeks", "Friday 4 December"),
        ("for two weeks", "Friday 4 December"),
        ("next month", "Tuesday 1 December"),
        ("until tomorrow", "Saturday 21 November"),
        ("until 4 Jan", "Monday 4 January 2027"),
    ],
)
def test_pause_understands_how_people_say_when(fergus: Actor, typed: str, day: str) -> None:
    assert fergus.types(f"/kind coffee pause {typed}") == (
        f"Paused. You'll hear nothing from the coffee roulette until *{day}*."
    )
    assert fergus.types("/kind coffee status") == f"You're paused until *{day}*."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("until whenever", "I couldn't read “until whenever” as a day. Try “1 Dec”, “2 weeks” or “next month”."),
        ("until 31 Feb", "I couldn't read “until 31 Feb” as a day."),
        ("until 2 Nov 2026", "That day has passed. Choose one that is still to come."),
        ("until yesterday", "That day has passed."),
        ("until today", "That is today. Choose a day that is still to come."),
        ("", "Until when? For example /kind coffee pause until 1 Dec, or 2 weeks, or next month."),
        ("until", "Until when?"),
        ("20 years", "That is a long way off."),
    ],
)
def test_a_pause_that_cannot_be_read_changes_nothing(fergus: Actor, typed: str, sentence: str) -> None:
    assert sentence in fergus.types(f"/kind coffee pause {typed}")
    assert fergus.types("/kind coffee status") == NEXT


def test_pausing_when_not_in_changes_nothing(fergus: Actor, carys: Actor) -> None:
    assert "You're not taking part here" in carys.types("/kind coffee pause 2 weeks")
    assert "You're not taking part here" in carys.types("/kind coffee pause")


def test_nothing_comes_during_a_pause_and_afterwards_one_is_back(stage: Stage, fergus: Actor) -> None:
    for handle in ("carys", "dev"):
        stage.person(handle).types("/coffee join")
    fergus.types("/coffee pause until 1 Dec")
    stage.clock_to("2026-12-04 12:00")
    assert fergus.reads_all() == ""
    stage.clock_to("monday 10:00")
    assert "Time for a coffee?" in fergus.reads_all()


def test_a_later_pause_replaces_the_earlier(fergus: Actor) -> None:
    fergus.types("/coffee pause next month")
    fergus.types("/coffee pause tomorrow")
    assert "until *Saturday 21 November*" in fergus.types("/coffee status")


def test_a_skip_in_a_pause_is_not_needed(fergus: Actor) -> None:
    fergus.types("/coffee pause 2 weeks")
    assert fergus.types("/coffee skip") == "You're paused until *Friday 4 December*."
    assert fergus.types("/coffee resume") == f"Welcome back. {NEXT}"


def test_resume_ends_a_pause(fergus: Actor) -> None:
    fergus.types("/coffee pause 2 weeks")
    assert fergus.types("/coffee resume") == f"Welcome back. {NEXT}"
    assert fergus.types("/coffee status") == NEXT


def test_resume_without_a_pause(fergus: Actor) -> None:
    assert fergus.types("/coffee resume") == f"You weren't away. {NEXT}"


def test_resume_when_not_in(fergus: Actor, carys: Actor) -> None:
    assert "You're not taking part here" in carys.types("/coffee resume")


# at home, with a calendar


def test_pause_from_the_home_tab_asks_for_the_day(fergus: Actor) -> None:
    fergus.opens_home()
    fergus.clicks_at_home("Pause…")
    assert fergus.form.content["title"]["text"] == "Pause for a while"
    assert fergus.submits(until="2026-12-01") == {}
    home = fergus.opens_home()
    assert "You're paused until *Tuesday 1 December*." in home
    assert "I'm back" in home


def test_the_answer_to_the_form_is_at_home_and_not_in_a_channel(stage: Stage, fergus: Actor) -> None:
    before = fergus.reads("#coffee")
    fergus.opens_home()
    fergus.clicks_at_home("Pause…")
    fergus.submits(until="2026-12-01")
    home = stage.workspace.views.home(fergus.id)
    assert home is not None
    assert "Paused. You'll hear nothing from the coffee roulette until" in stage.words(home)
    assert fergus.reads("#coffee") == before


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-19", "That day has passed. Choose one that is still to come."),
        ("2026-11-20", "That is today. Choose a day that is still to come."),
        ("2099-01-01", "That is a long way off."),
        ("", "Please complete this required field."),
    ],
)
def test_a_day_that_will_not_do_is_said_beside_the_calendar(fergus: Actor, day: str, sentence: str) -> None:
    fergus.opens_home()
    fergus.clicks_at_home("Pause…")
    assert sentence in fergus.submits(until=day)["until"]
    assert fergus.has_form
    assert fergus.types("/kind coffee status") == NEXT


def test_a_day_corrected_in_the_form_is_taken(fergus: Actor) -> None:
    fergus.opens_home()
    fergus.clicks_at_home("Pause…")
    assert fergus.submits(until="2026-11-19") != {}
    assert fergus.submits(until="2026-11-30") == {}
    assert "until *Monday 30 November*" in fergus.types("/kind coffee status")


def test_pausing_in_a_form_after_leaving_changes_nothing(fergus: Actor) -> None:
    fergus.opens_home()
    fergus.clicks_at_home("Pause…")
    fergus.types("/coffee leave")
    assert "not taking part" in fergus.submits(until="2026-12-01")["until"]
    assert "To join, type /kind coffee join." in fergus.types("/coffee status")
    assert "paused" not in newest(fergus)
