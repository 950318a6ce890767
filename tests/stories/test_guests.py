"""A guest, or somebody of another company, looks after no circle and makes none speak where they are not."""

from collections.abc import Callable

import pytest

from bot.testing import Actor, Stage
from rituals.catalog import BUILT_IN
from rituals.records import Profile
from tests.stories.company import BOT, start_coffee
from tests.stories.kind_words.casting import THANKS, start_words
from tests.stories.potluck.casting import propose, start_potluck

PLACE = "#kindness"
SET_UP = "Circles are set up by people with a full account here. Ask one of them, and they can do it for you."
GONE = "That circle has ended, or you aren't in its channel. Nothing was changed."
NO_LUNCHES = "You have no potluck circle yet."
SHARE = "/kind words share now"
FOR_COLLEAGUES = "That's for the people of this workspace, so nothing was changed. One of them can do it for you."


def a_guest(stage: Stage) -> Actor:
    """Marek has a guest's account, and is not in #kindness any more."""
    assert stage.workspace.person("marek").is_guest
    stage.does(stage.actions.leave("marek", PLACE))
    return stage.person("marek")


def a_stranger(stage: Stage) -> Actor:
    """Fergus is of another company, in a shared channel."""
    fergus = stage.person("fergus")
    with stage.bot.store.begin() as tx:
        profile = Profile(id=fergus.id, name="Fergus", is_stranger=True)
        tx.people.save(stage.workspace.team_id, [profile], stage.workspace.clock.now())
    return fergus


def comes_into(person: Actor, where: str) -> None:
    if person.id not in person.stage.workspace.conversation(where).members:
        person.stage.does(person.stage.actions.invite("una", where, [person.handle]))


Who = Callable[[Stage], Actor]


@pytest.mark.parametrize("who", [a_guest, a_stranger])
@pytest.mark.parametrize("ritual", [ritual.name for ritual in BUILT_IN])
def test_they_start_no_circle(stage: Stage, who: Who, ritual: str) -> None:
    person = who(stage)
    comes_into(person, "#coffee") if who is a_guest else None
    for typed in (f"/kind start {ritual}", f"/kind {ritual} start"):
        assert SET_UP in person.types(typed, "#coffee")
    assert not person.has_form


def test_they_send_no_form_for_one_either(stage: Stage) -> None:
    """It was open when the account became a guest's."""
    bjorn = stage.person("bjorn")
    bjorn.types("/kind start coffee")
    becomes_a_guest(stage, "bjorn")
    assert list(bjorn.submits().values()) == [SET_UP]
    assert bjorn.reads("#coffee") == []


def becomes_a_guest(stage: Stage, handle: str) -> None:
    stage.does(stage.actions.change(handle, is_guest=True))


@pytest.mark.parametrize("who", [a_guest, a_stranger])
def test_they_take_none_over(stage: Stage, who: Who) -> None:
    start_coffee(stage)
    person = who(stage)
    comes_into(person, "#coffee")
    stage.does(stage.actions.deactivate("una"))
    assert SET_UP in person.types("/kind start coffee")
    assert "Now you do" in stage.person("amara").types("/kind start coffee")


def test_a_champion_who_becomes_a_guest_is_none_any_more(stage: Stage) -> None:
    una = start_coffee(stage)
    becomes_a_guest(stage, "una")
    for verb in ("settings", "stop now", "preview", "introduce now"):
        assert una.types(f"/kind coffee {verb}").startswith("Nobody looks after this circle any more.")
    assert SET_UP in una.types("/kind start coffee")
    assert "Now you do" in stage.person("amara").types("/kind start coffee")


# lunches


@pytest.fixture
def lunch(stage: Stage) -> None:
    """A lunch is planned in #kindness."""
    start_potluck(stage.person("una"))
    propose(stage.person("una"))


def channel_as_it_is(stage: Stage) -> list[str]:
    return stage.person("idris").reads(PLACE)


@pytest.mark.parametrize("who", [a_guest, a_stranger])
@pytest.mark.parametrize("verb", ["come", "role plates"])
def test_from_elsewhere_they_change_no_card_that_everybody_reads(
    stage: Stage, lunch: None, who: Who, verb: str
) -> None:
    person, before = who(stage), channel_as_it_is(stage)
    assert person.types(f"/kind potluck {verb}", BOT) == (NO_LUNCHES if who is a_guest else FOR_COLLEAGUES)
    assert channel_as_it_is(stage) == before


@pytest.mark.parametrize("who", [a_guest, a_stranger])
def test_from_elsewhere_they_propose_and_bring_nothing(stage: Stage, lunch: None, who: Who) -> None:
    person, before = who(stage), channel_as_it_is(stage)
    for line in ("propose", "bring soup", "list", "print", "allergens", "recipes", "status"):
        assert person.types(f"/kind potluck {line}", BOT) == (NO_LUNCHES if who is a_guest else FOR_COLLEAGUES)
        assert not person.has_form
    assert channel_as_it_is(stage) == before


def test_a_form_that_was_open_when_they_left_the_channel_brings_nothing(stage: Stage, lunch: None) -> None:
    marek, before = stage.person("marek"), channel_as_it_is(stage)
    marek.types("/kind potluck bring soup", PLACE)
    stage.does(stage.actions.leave("marek", PLACE))
    assert list(marek.submits(dish="soup", category="main").values()) == [GONE]
    assert [line for line in channel_as_it_is(stage) if "left the channel" not in line] == before


def test_in_the_channel_a_guest_comes_to_lunch_like_anybody(stage: Stage, lunch: None) -> None:
    marek = a_guest(stage)
    comes_into(marek, PLACE)
    assert marek.types("/kind potluck come", PLACE).startswith("You're coming to lunch")
    assert "@marek" in "\n".join(channel_as_it_is(stage))


# kind words, small talk


@pytest.mark.parametrize("way", ["pressed", "typed"])
def test_a_guest_shares_a_kind_word_from_anywhere_once_they_are_in_its_channel(stage: Stage, way: str) -> None:
    una, marek = stage.person("una"), stage.person("marek")
    start_words(una)
    una.types("/kind words write", PLACE)
    assert una.submits(to=[marek.id], words=THANKS) == {}
    a_guest(stage)

    def shares() -> str:
        return marek.clicks("Share in the channel", BOT) if way == "pressed" else marek.types(SHARE, BOT)

    assert shares().startswith(GONE)
    assert THANKS not in "\n".join(channel_as_it_is(stage))
    comes_into(marek, PLACE)
    assert shares().startswith("Shared in")
    assert THANKS in "\n".join(channel_as_it_is(stage))


@pytest.mark.parametrize("who", [a_guest, a_stranger])
def test_from_elsewhere_they_say_no_opener_aloud(stage: Stage, who: Who) -> None:
    una = stage.person("una")
    una.types("/kind start talk", PLACE)
    assert una.submits() == {}
    stage.clock_to("24 November 12:00")
    person = who(stage)
    opener = channel_as_it_is(stage)[-1]
    refused = "You have no talk circle yet." if who is a_guest else FOR_COLLEAGUES
    assert person.types("/kind talk ask", BOT) == refused
    assert channel_as_it_is(stage)[-1] == opener


def test_a_stranger_makes_nothing_speak_in_the_channel_they_share(stage: Stage, lunch: None) -> None:
    fergus, before = a_stranger(stage), channel_as_it_is(stage)
    comes_into(fergus, PLACE)
    assert fergus.types("/kind potluck come", PLACE) == FOR_COLLEAGUES
    assert channel_as_it_is(stage) == before


def test_what_reaches_themselves_alone_is_theirs_wherever_they_are(stage: Stage, lunch: None) -> None:
    """Leaving, refusing and reading are nobody else's."""
    start_words(stage.person("una"))
    marek = a_guest(stage)
    assert "No kind words reach you any more" in marek.types("/kind words leave", BOT)
    assert "Kind words can reach you again" in marek.types("/kind words join", BOT)
    assert "Who can see what" in marek.types("/kind privacy", BOT)


def test_a_full_colleague_does_it_from_anywhere(stage: Stage, lunch: None) -> None:
    bjorn = stage.person("bjorn")
    assert bjorn.types("/kind potluck come", BOT).startswith("You're coming to lunch")


def test_what_concerns_only_themselves_a_guest_does_from_anywhere(stage: Stage) -> None:
    """Where they stand, a break, and the way out: none of it makes the circle say anything to others."""
    start_coffee(stage, PLACE, guests="yes")
    marek = stage.person("marek")
    assert "You're in." in marek.types("/kind coffee join", PLACE)
    assert "Your next coffee" in marek.types("/kind coffee status", BOT)
    assert "You'll sit out the next coffee" in marek.types("/kind coffee skip", BOT)
    assert "You've left the coffee roulette" in marek.types("/kind coffee leave", BOT)
