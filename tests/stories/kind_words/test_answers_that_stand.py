"""What people answer about a kind word is shown as they gave it, and can be changed."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import forges_a_click
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, brought_to, in_the_channel, writes

SET_ASIDE = "This one has been set aside."
COPY, GO = "Keep a copy", "Take it away for good"
KEPT = "Kept, for your eyes only."
COPIED = "You kept a copy. It's with the words you kept, and only you can see it."


def last(person: Actor, where: str = BOT) -> str:
    return person.reads(where)[-1]


# not comfortable


def test_whoever_is_not_comfortable_can_keep_a_copy(anonymous_word: None, bjorn: Actor) -> None:
    bjorn.clicks("Not comfortable", BOT)
    assert brought_to(bjorn) == []
    assert THANKS not in bjorn.reads_all()
    assert f"{COPY} {GO}" in last(bjorn)
    assert bjorn.clicks(COPY, BOT).startswith(KEPT)
    assert f"> 1. {THANKS}" in bjorn.types("/kind words kept", PLACE)
    assert any(COPIED in words and COPY not in words for words in bjorn.reads(BOT))


def test_a_copy_names_no_anonymous_writer(anonymous_word: None, amara: Actor, bjorn: Actor) -> None:
    bjorn.clicks("Not comfortable", BOT)
    bjorn.clicks(COPY, BOT)
    assert "From a colleague, kept on" in bjorn.opens_home()
    assert amara.id not in str([message.blocks for message in bjorn.messages(BOT)])


def test_the_offer_stays_until_they_choose(stage: Stage, anonymous_word: None, bjorn: Actor) -> None:
    bjorn.clicks("Not comfortable", BOT)
    stage.clock_to("+3 weeks")
    assert bjorn.clicks(COPY, BOT).startswith(KEPT)


def test_it_can_be_taken_away_for_good(anonymous_word: None, bjorn: Actor) -> None:
    bjorn.clicks("Not comfortable", BOT)
    assert bjorn.clicks(GO, BOT) == "It's gone for good."
    assert COPY not in bjorn.reads_all()
    assert THANKS not in str([message.blocks for message in bjorn.messages(BOT)])


def test_by_typing_there_is_a_copy_too(anonymous_word: None, bjorn: Actor) -> None:
    assert bjorn.types("/kind words decline copy", PLACE).startswith(SET_ASIDE)
    assert f"> 1. {THANKS}" in bjorn.types("/kind words kept", PLACE)
    assert COPIED in last(bjorn)


def test_typed_when_nobody_holds_the_words_nothing_is_lost_unasked(
    stage: Stage, anonymous_word: None, bjorn: Actor
) -> None:
    stage.clock_to("+11 minutes")
    assert "press *Not comfortable* there. You can keep a copy then." in bjorn.types("/kind words decline", PLACE)
    assert len(brought_to(bjorn)) == 1
    assert bjorn.types("/kind words decline now", PLACE).startswith(SET_ASIDE)
    assert brought_to(bjorn) == []


def test_nobody_else_gets_a_copy(anonymous_word: None, amara: Actor, bjorn: Actor, carys: Actor) -> None:
    bjorn.clicks("Not comfortable", BOT)
    for other in (amara, carys):
        for label in (COPY, GO):
            said = forges_a_click(other, bjorn.messages(BOT)[-1], label)
            assert said[-1] == "That button belongs to other people, or is older than I remember. Nothing was changed."
    assert COPY in last(bjorn)


# shared, and taken back


@pytest.mark.parametrize("way", ["pressed", "typed"])
def test_what_is_shared_says_so_and_can_be_taken_back(stage: Stage, signed_word: None, bjorn: Actor, way: str) -> None:
    bjorn.clicks("Share in the channel", BOT)
    assert "You shared this in #kindness.\nTake it back" in brought_to(bjorn)[0]
    said = bjorn.clicks("Take it back", BOT) if way == "pressed" else bjorn.types("/kind words unshare", PLACE)
    assert said == "Taken back. It's out of the channel again."
    assert THANKS not in in_the_channel(stage)
    assert bjorn.types("/kind words unshare", PLACE).startswith("You're not sharing this one")


def test_what_was_taken_back_can_be_shared_again(stage: Stage, signed_word: None, bjorn: Actor) -> None:
    bjorn.clicks("Share in the channel", BOT)
    bjorn.clicks("Take it back", BOT)
    assert "You shared this" not in bjorn.reads_all()
    assert bjorn.clicks("Share in the channel", BOT) == "Shared in #kindness."
    assert in_the_channel(stage).count(THANKS) == 1


# its writer's name


@pytest.mark.parametrize("way", ["pressed", "typed"])
def test_the_writer_reads_what_they_chose_and_can_change_it(
    stage: Stage, signed_word: None, amara: Actor, bjorn: Actor, way: str
) -> None:
    assert "If they share it in the channel, it doesn't say your name.\nIt may say my name" in last(amara, PLACE)
    said = amara.clicks("It may say my name", PLACE) if way == "pressed" else amara.types("/kind words name yes", PLACE)
    assert said.startswith("If they share it in the channel, it says your name.\nDon't say my name")
    bjorn.clicks("Share in the channel", BOT)
    assert "From @amara" in in_the_channel(stage)
    assert amara.types("/kind words name no", PLACE).startswith("It's been shared already")


def test_a_name_that_was_allowed_can_be_taken_back(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    """One answer for all who get it."""
    writes(amara, bjorn, carys, name="yes")
    amara.clicks("Don't say my name", PLACE)
    for receiver in (bjorn, carys):
        receiver.clicks("Share in the channel", BOT)
    assert "amara" not in in_the_channel(stage)
    assert in_the_channel(stage).count("From a colleague") == 2


def test_nobody_else_says_whose_name_is_said(signed_word: None, amara: Actor, bjorn: Actor, carys: Actor) -> None:
    message = amara.messages(PLACE)[-1]
    for other in (bjorn, carys):
        assert "belongs to other people" in forges_a_click(other, message, "It may say my name")[-1]
        assert other.types("/kind words name yes", PLACE).startswith("You haven't sent a signed kind word lately")
    assert amara.types("/kind words name perhaps", PLACE).startswith("May it say your name")


# who could see an anonymous writer


def test_where_one_chooses_anonymous_it_says_who_could_see(stage: Stage, open_circle: None, amara: Actor) -> None:
    could = "Whoever runs my database could, for 30 days"
    amara.types("/kind words write", PLACE)
    assert could in stage.words(amara.form)
    assert could in amara.types("/kind privacy", PLACE)
