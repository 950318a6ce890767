"""Switched off, archived or stopped: whoever was in it gets out, sees what is kept, and is forgotten, all the same."""

from collections.abc import Callable

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import BOT, CHAMPION, coffee_with
from tests.stories.kind_words.casting import start_words, writes
from tests.stories.potluck.casting import propose, start_potluck
from tests.stories.small_talk.casting import start_talk

PLACE, ELSEWHERE = "#kindness", BOT
RITUALS = ("coffee", "potluck", "words", "talk")
WAYS_OUT = {"coffee": "leave", "potluck": "withdraw", "words": "leave"}
AT_HOME = {"coffee": ["Leave"], "potluck": ["Change or withdraw", "Withdraw"], "words": ["No more kind words"]}
NOT_HERE = ("switched off", "come to an end", "Sorry", "more than one", "Did you mean")
"""What nobody who wants out is to read."""


@pytest.fixture
def amara(stage: Stage) -> Actor:
    """She is in all that can be been in, in #kindness, and has a kind word."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn", where=PLACE)
    una = stage.person(CHAMPION)
    start_potluck(una)
    propose(una)
    amara.clicks("Just bring myself", PLACE)
    start_words(una, anonymous="yes")
    writes(bjorn, amara, anonymous=True)
    start_talk(una)
    return amara


def _off(stage: Stage, ritual: str) -> None:
    assert "is off" in stage.person("priya").types(f"/kind rituals off {ritual}", "#general")


def _archived(stage: Stage, _ritual: str) -> None:
    stage.does(stage.actions.archive("priya", PLACE))


def _stopped(stage: Stage, ritual: str) -> None:
    stage.person(CHAMPION).types(f"/kind {ritual} stop now", PLACE)


ENDED = [_off, _archived, _stopped]
End = Callable[[Stage, str], None]


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("ritual", WAYS_OUT)
@pytest.mark.parametrize("said", ["", " please"])
def test_leaving_by_typing(stage: Stage, amara: Actor, ritual: str, ended: End, said: str) -> None:
    ended(stage, ritual)
    answer = amara.types(f"/kind {ritual} {WAYS_OUT[ritual]}{said}", ELSEWHERE)
    assert answer
    assert not any(words in answer for words in NOT_HERE)
    assert is_out(amara, ritual) or (ritual, ended) == ("potluck", _stopped)  # to which nobody comes: it is cancelled


@pytest.mark.parametrize("ended", [_off, _archived])
@pytest.mark.parametrize("ritual", WAYS_OUT)
def test_leaving_in_words_of_their_own(stage: Stage, amara: Actor, ritual: str, ended: End) -> None:
    ended(stage, ritual)
    assert amara.types(f"/kind {ritual} unsubscribe", ELSEWHERE).startswith("Here's the way out.")
    amara.clicks(WAYS_OUT[ritual].capitalize(), ELSEWHERE)
    assert is_out(amara, ritual)


def is_out(person: Actor, ritual: str) -> bool:
    """As their data tell it."""
    told = person.types("/kind my data", ELSEWHERE)
    if ritual == "words":
        return "You've asked to hear nothing more of kind words." in told
    return {"coffee": "You've taken part in coffee", "potluck": "you'd come to the lunch"}[ritual] not in told


@pytest.mark.parametrize("ended", [_off, _archived])
@pytest.mark.parametrize("ritual", AT_HOME)
def test_leaving_from_home(stage: Stage, amara: Actor, ritual: str, ended: End) -> None:
    ended(stage, ritual)
    shown = amara.opens_home()
    assert ("is switched off just now" in shown) == (ended is _off and ritual != "words")
    for label in AT_HOME[ritual]:
        amara.clicks_at_home(label)
    assert is_out(amara, ritual)


@pytest.mark.parametrize("ended", [_off, _archived])
@pytest.mark.parametrize("ritual", ["coffee", "words"])
def test_pausing(stage: Stage, amara: Actor, ritual: str, ended: End) -> None:
    ended(stage, ritual)
    answer = amara.types(f"/kind {ritual} pause until 11 Dec", ELSEWHERE)
    assert "11 December" in answer
    assert "11 December" in amara.types("/kind my data", ELSEWHERE)


@pytest.mark.parametrize("ended", [_off, _archived])
def test_pausing_by_a_button_and_its_form(stage: Stage, amara: Actor, ended: End) -> None:
    ended(stage, "coffee")
    amara.opens_home()
    amara.clicks_at_home("Pause…")
    assert amara.submits(until="2026-12-11") == {}
    assert "11 December" in amara.types("/kind my data", ELSEWHERE)


@pytest.mark.parametrize("ended", [_off, _archived])
def test_skipping(stage: Stage, amara: Actor, ended: End) -> None:
    ended(stage, "coffee")
    amara.opens_home()
    assert "sit out the next" in amara.clicks_at_home("Skip the next one")


@pytest.mark.parametrize("ended", [_off, _archived])
def test_a_word_that_is_not_comfortable_goes(stage: Stage, amara: Actor, ended: End) -> None:
    ended(stage, "words")
    amara.clicks("Not comfortable", BOT)
    assert "You said that you weren't comfortable with it" in amara.types("/kind my data", ELSEWHERE)


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("ritual", RITUALS)
@pytest.mark.parametrize("way", ["typed", "pressed"])
def test_being_forgotten(stage: Stage, amara: Actor, ritual: str, ended: End, way: str) -> None:
    ended(stage, ritual)
    if way == "pressed":
        amara.types("/kind forget me", ELSEWHERE)
        amara.clicks("Forget me", ELSEWHERE)
    else:
        amara.types("/kind forget me now", ELSEWHERE)
    assert amara.types("/kind my data", ELSEWHERE).startswith("I know nothing about you.")
    assert "You're not taking part in anything yet" in amara.opens_home()


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("ritual", RITUALS)
def test_what_is_kept_is_told(stage: Stage, amara: Actor, ritual: str, ended: End) -> None:
    ended(stage, ritual)
    told = amara.types("/kind my data", ELSEWHERE)
    word_is_forgotten = (ritual, ended) == ("words", _stopped)
    assert ("sent you a kind word and didn't sign it" in told) != word_is_forgotten
    assert "lunch" in told


# in two circles at once


@pytest.fixture
def twice(stage: Stage) -> Actor:
    """She takes part in coffee in two channels, and both are archived."""
    [amara, *_] = coffee_with(stage, "amara", "bjorn")
    coffee_with(stage, "amara", where=PLACE)
    for where in ("#coffee", PLACE):
        stage.does(stage.actions.archive("priya", where))
    return amara


def places_of(person: Actor) -> int:
    return person.types("/kind my data", ELSEWHERE).count("You've taken part in coffee")


def test_typed_from_anywhere_one_is_asked_which_circle(twice: Actor) -> None:
    asked = twice.types("/kind coffee leave", ELSEWHERE)
    assert asked.startswith("You have more than one coffee circle. Which one do you mean? Nothing has changed yet.")
    assert places_of(twice) == 2
    twice.types("/kind coffee leave", "#general")
    assert "You've left the coffee roulette in #" in twice.clicks("Leave", "#general")
    assert places_of(twice) == 1
    assert "You've left the coffee roulette in #" in twice.types("/kind coffee leave", "#general")
    assert places_of(twice) == 0


def test_both_by_one_button(twice: Actor) -> None:
    twice.types("/kind coffee leave", ELSEWHERE)
    assert twice.clicks("Both", ELSEWHERE)
    assert places_of(twice) == 0


@pytest.mark.parametrize("words", ["both", "everywhere", "all of them please", "from both"])
def test_both_by_typing(twice: Actor, words: str) -> None:
    left = twice.types(f"/kind coffee leave {words}", "#general")
    assert [place in left for place in ("#coffee", PLACE)] == [True, True]
    assert places_of(twice) == 0


def test_being_away_from_both_until_a_day(stage: Stage, twice: Actor) -> None:
    twice.types("/kind coffee pause until 11 Dec", ELSEWHERE)
    assert twice.clicks("Both", ELSEWHERE).count("11 December") == 2
    assert twice.types("/kind my data", ELSEWHERE).count("11 December") == 2


def test_everywhere_where_there_is_only_one_is_that_one(stage: Stage) -> None:
    [amara] = coffee_with(stage, "amara")
    assert "You've left the coffee roulette in #coffee" in amara.types("/kind coffee leave everywhere", ELSEWHERE)


@pytest.mark.parametrize("place", [ELSEWHERE, "#general", "#coffee"])
def test_everywhere_is_not_where_somebody_else_takes_part(stage: Stage, place: str) -> None:
    coffee_with(stage, "amara")
    left = stage.person("dev").types("/kind coffee leave everywhere", place)
    assert left.startswith("You have no coffee circle yet.")


def test_everywhere_where_there_is_none_changes_nothing(stage: Stage, twice: Actor) -> None:
    assert stage.person("dev").types("/kind coffee leave everywhere", ELSEWHERE).startswith("You have no coffee circle")
    assert places_of(twice) == 2
