"""“Not from this person”: nothing more of theirs in any channel, and it can be undone by whoever said so."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import forges_a_click
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, brought_to, start_words, undoes, writes

NOT_THEM = "Not from this person"
HOLDS = "No more kind words from @amara reach you, signed or not, in any channel."


def says_no(person: Actor, way: str) -> str:
    match way:
        case "pressed":
            return person.clicks(NOT_THEM, BOT)
        case "typed":
            return person.types("/kind words not from", BOT)
        case _:
            return person.types("/kind words not from @amara", BOT)


@pytest.mark.parametrize("way", ["pressed", "typed", "named"])
def test_nothing_more_comes_from_them_and_all_else_does(
    stage: Stage, open_circle: None, una: Actor, amara: Actor, bjorn: Actor, carys: Actor, way: str
) -> None:
    writes(amara, bjorn)
    assert HOLDS in says_no(bjorn, way)
    writes(amara, bjorn, words="Signed.")
    writes(amara, bjorn, words="Unsigned.", anonymous=True)
    start_words(una, "#coffee")
    amara.types("/kind words write", "#coffee")
    assert amara.submits(to=[bjorn.id], words="From elsewhere.") == {}
    assert len(brought_to(bjorn)) == 1
    writes(carys, bjorn, words="From another.")
    assert len(brought_to(bjorn)) == 2
    assert amara.reads_all() == ""


def test_whoever_did_not_sign_is_not_named_by_it(open_circle: None, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn, anonymous=True)
    seen = [bjorn.clicks(NOT_THEM, BOT), bjorn.opens_home(), bjorn.types("/kind words status", BOT)]
    seen += [bjorn.types("/kind my data", BOT), str([message.blocks for message in bjorn.messages(BOT)])]
    assert "No more kind words from whoever wrote this reach you" in seen[0]
    assert not any("amara" in words or amara.id in words for words in seen)
    writes(amara, bjorn, words="Signed.")
    assert len(brought_to(bjorn)) == 1


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.parametrize("way", ["on the card", "at home", "typed"])
def test_it_can_be_undone(open_circle: None, amara: Actor, bjorn: Actor, way: str, anonymous: bool) -> None:
    writes(amara, bjorn, anonymous=anonymous)
    bjorn.clicks(NOT_THEM, BOT)
    label = f"Words from {'everyone' if anonymous else 'them'} again"
    line = f"/kind words again from {'everyone' if anonymous else '@amara'}"
    said = undoes(bjorn, way, label, line)
    assert "can reach you again." in said
    writes(amara, bjorn, words="Again.")
    assert len(brought_to(bjorn)) == 2
    assert label not in bjorn.opens_home()


def test_who_is_one_person_cannot_be_found_out_by_saying_no_and_yes(
    open_circle: None, amara: Actor, bjorn: Actor
) -> None:
    """Neither what is shown of it nor what is undone by a name tells who had not signed."""
    writes(amara, bjorn, anonymous=True)
    writes(amara, bjorn, words="Another.", anonymous=True)
    bjorn.clicks(NOT_THEM, BOT)
    once = bjorn.opens_home()
    bjorn.clicks(NOT_THEM, BOT)
    assert bjorn.opens_home() == once
    bjorn.types("/kind words not from @amara", BOT)
    bjorn.types("/kind words again from @amara", BOT)
    assert bjorn.opens_home() == once


def test_it_outlives_both_of_them_being_forgotten(open_circle: None, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn, anonymous=True)
    bjorn.clicks(NOT_THEM, BOT)
    amara.types("/kind forget me now", BOT)
    bjorn.types("/kind forget me now", BOT)
    writes(amara, bjorn, words="It's me again.")
    assert len(brought_to(bjorn)) == 1
    assert "Words from everyone again" in bjorn.opens_home()


def test_so_does_no_more_at_all(circle: None, amara: Actor, bjorn: Actor) -> None:
    bjorn.types("/kind words leave", BOT)
    told = bjorn.types("/kind forget me now", BOT)
    assert "What you said no to still holds. For that I keep a scrambled mark" in told
    writes(amara, bjorn)
    assert brought_to(bjorn) == []
    assert "You've asked to hear nothing more of kind words." in bjorn.types("/kind my data", BOT)
    assert "Kind words can reach you again." in bjorn.types("/kind words join", BOT)
    writes(amara, bjorn, words="Welcome back.")
    assert len(brought_to(bjorn)) == 1


def test_nobody_says_no_for_somebody_else(open_circle: None, amara: Actor, bjorn: Actor, carys: Actor) -> None:
    """Whoever's press arrives, it is about them; and a seal stands for somebody only in its own receiver's hands."""
    writes(amara, bjorn, anonymous=True)
    forges_a_click(carys, bjorn.messages(BOT)[-1], NOT_THEM)
    writes(amara, bjorn, words="Another.")
    writes(amara, carys, words="For Carys.")
    assert [len(brought_to(one)) for one in (bjorn, carys)] == [2, 1]


@pytest.mark.parametrize("line", ["not from the boss", "again from the boss", "again from"])
def test_what_names_nobody_is_asked_back(circle: None, amara: Actor, bjorn: Actor, line: str) -> None:
    writes(amara, bjorn, words=THANKS)
    assert bjorn.types(f"/kind words {line}", PLACE).startswith("From whom?")
