"""A kind word may reach anybody unasked; one tap ends that in every channel, now and later."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import forges_a_click
from tests.stories.kind_words.casting import BOT, PLACE, brought_to, start_words, undoes, writes

NO_MORE, AGAIN = "No more kind words", "Take kind words again"
THE_TAP = "That ends them in every channel, and nobody is told."
ENDED = "No kind words reach you any more, in any channel, and nobody is told."
UNASKED = "A colleague's kind word may reach you unasked, and one tap ends that everywhere."


@pytest.fixture
def two_circles(circle: None, una: Actor) -> None:
    """Kind words in #kindness and in #coffee."""
    start_words(una, "#coffee")


def ends_it(person: Actor, way: str) -> str:
    """One tap, or one command; what they read."""
    match way:
        case "on the word":
            return person.clicks(NO_MORE, BOT)
        case "on the privacy page":
            person.types("/kind privacy", BOT)
            return person.clicks(NO_MORE, BOT)
        case "at home":
            person.opens_home()
            return person.clicks_at_home(NO_MORE)
        case _:
            return person.types("/kind words leave", BOT)


@pytest.mark.parametrize("way", ["on the word", "on the privacy page", "at home", "typed"])
def test_one_tap_ends_kind_words_in_every_channel_now_and_later(
    stage: Stage, two_circles: None, una: Actor, amara: Actor, bjorn: Actor, way: str
) -> None:
    writes(amara, bjorn)
    assert ENDED in ends_it(bjorn, way)
    stage.does(stage.actions.invite("una", "#general", ["kindling"]))
    start_words(una, "#general")
    for where in (PLACE, "#coffee", "#general"):
        amara.types("/kind words write", where)
        assert amara.submits(to=[bjorn.id], words=f"From {where}") == {}
    assert len(brought_to(bjorn)) == 1


@pytest.mark.parametrize("way", ["on the card", "at home", "typed"])
def test_it_can_be_undone(two_circles: None, amara: Actor, bjorn: Actor, way: str) -> None:
    bjorn.types("/kind words leave", BOT)
    said = undoes(bjorn, way, AGAIN, "/kind words join")
    assert "Kind words can reach you again." in said
    writes(amara, bjorn)
    assert len(brought_to(bjorn)) == 1


def test_it_is_asked_again_right_before_sending(stage: Stage, two_circles: None, amara: Actor, bjorn: Actor) -> None:
    """Refused by way of another circle while the word is on its way."""
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    writes(amara, bjorn)
    bjorn.types("/kind words leave", "#coffee")
    stage.clock_to("+1 minute")
    assert brought_to(bjorn) == []
    assert amara.reads_all() == ""


def test_the_tap_works_on_a_word_of_a_circle_that_has_stopped(
    two_circles: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    writes(amara, bjorn)
    una.types("/kind words stop now", PLACE)
    assert ENDED in bjorn.clicks(NO_MORE, BOT)
    amara.types("/kind words write", "#coffee")
    assert amara.submits(to=[bjorn.id], words="Again") == {}
    assert len(brought_to(bjorn)) == 1


def test_it_holds_when_a_circle_is_stopped_and_started_again(
    circle: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    bjorn.types("/kind words leave", BOT)
    una.types("/kind words stop now", PLACE)
    start_words(una)
    writes(amara, bjorn)
    assert brought_to(bjorn) == []


def test_somebody_who_never_joined_anything_reads_it_and_finds_the_tap(circle: None, bjorn: Actor) -> None:
    for page in (bjorn.types("/kind privacy", BOT), bjorn.opens_home()):
        assert f"{UNASKED}\n{NO_MORE}\n{THE_TAP}" in page


def test_where_there_are_no_kind_words_there_is_nothing_to_end(bjorn: Actor) -> None:
    for page in (bjorn.types("/kind privacy", BOT), bjorn.opens_home()):
        assert THE_TAP not in page
    assert bjorn.types("/kind words leave", BOT).startswith("You have no words circle yet.")


def test_a_switched_off_ritual_can_be_ended_all_the_same(stage: Stage, circle: None, bjorn: Actor) -> None:
    admin = next(one.name for one in stage.workspace.people if one.is_admin)
    stage.person(admin).types("/kind rituals off words", PLACE)
    assert THE_TAP in bjorn.types("/kind privacy", BOT)
    assert ENDED in ends_it(bjorn, "on the privacy page")


def test_nobody_ends_it_for_somebody_else(circle: None, amara: Actor, bjorn: Actor, carys: Actor) -> None:
    """Whoever's press arrives, it is about them."""
    writes(amara, bjorn)
    forges_a_click(carys, bjorn.messages(BOT)[-1], NO_MORE)
    writes(amara, bjorn, words="Another")
    assert len(brought_to(bjorn)) == 2
    writes(amara, carys)
    assert brought_to(carys) == []
