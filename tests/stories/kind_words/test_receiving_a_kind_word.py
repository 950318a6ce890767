"""A kind word is its receiver's: to answer, to keep, to share or to decline."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.casting import newest, told_privately
from tests.stories.company import forges_a_click
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, brought_to, in_the_channel, writes

NONE_YET = "I have brought you no kind word lately, so there was nothing to do."
LATER = "I don't keep kind words, so this works from its own message"


# thank


@pytest.mark.parametrize("way", ["typed", "clicked"])
def test_thanks_find_their_way_back_once(signed_word: None, amara: Actor, bjorn: Actor, way: str) -> None:
    assert _does(bjorn, "thank", "Say thank you", way) == "Your thanks are on their way."
    assert "@bjorn says thank you for your kind word." in newest(amara, BOT)
    assert _does(bjorn, "thank", "Say thank you", way) == "You have said thank you for this one already."
    assert len(amara.messages(BOT)) == 1


def test_thanks_for_an_anonymous_word_reveal_nobody(
    stage: Stage, anonymous_word: None, amara: Actor, bjorn: Actor
) -> None:
    assert "I know where to, and I keep it to myself." in bjorn.clicks("Say thank you", BOT)
    assert "@bjorn says thank you" in amara.reads_all()
    bjorn.clicks("Keep it", BOT)
    assert "From a colleague, kept on" in bjorn.opens_home()
    assert "amara" not in bjorn.reads_all()
    assert set(told_privately(stage)) == {"amara", "bjorn"}


# keep


@pytest.mark.parametrize("way", ["typed", "clicked"])
def test_a_kept_word_is_on_the_receivers_own_page(signed_word: None, una: Actor, bjorn: Actor, way: str) -> None:
    assert _does(bjorn, "keep", "Keep it", way).startswith("Kept, for your eyes only.")
    home = bjorn.opens_home()
    assert f"> {THANKS}\nFrom @amara, kept on Friday 20 November" in home
    assert f"> 1. {THANKS}" in bjorn.types("/kind words kept", PLACE)
    assert bjorn.clicks("Keep it", BOT).startswith("You have kept this one already.")
    assert THANKS not in una.opens_home()
    assert una.types("/kind words kept", PLACE).startswith("You have kept no kind words yet.")


def test_words_that_nobody_holds_are_kept_by_their_button_or_by_typing_them(
    stage: Stage, signed_word: None, bjorn: Actor
) -> None:
    stage.clock_to("+11 minutes")
    assert bjorn.types("/kind words keep", PLACE).startswith(LATER)
    assert bjorn.types("/kind words share", PLACE).startswith(LATER)
    assert bjorn.types(f"/kind words keep {THANKS}", PLACE).startswith("Kept,")
    assert THANKS in bjorn.types("/kind words kept", PLACE)


@pytest.mark.parametrize("way", ["typed", "clicked"])
def test_a_keepsake_can_be_removed(signed_word: None, bjorn: Actor, way: str) -> None:
    bjorn.clicks("Keep it", BOT)
    bjorn.types("/kind words kept", BOT)
    said = bjorn.clicks("Remove", BOT) if way == "clicked" else bjorn.types("/kind words remove 1", BOT)
    assert said == "Removed. I no longer have those words."
    assert THANKS not in bjorn.opens_home()
    again = bjorn.clicks("Remove", BOT) if way == "clicked" else bjorn.types("/kind words remove 1", BOT)
    assert "removed already" in again or again.startswith("Which one?")


def test_nobody_removes_or_reads_somebody_elses_keepsake(signed_word: None, bjorn: Actor, carys: Actor) -> None:
    bjorn.clicks("Keep it", BOT)
    bjorn.types("/kind words kept", PLACE)
    forges_a_click(carys, bjorn.messages(PLACE)[-1], "Remove")
    assert carys.types("/kind words remove 1", PLACE).startswith("Which one?")
    assert THANKS in bjorn.types("/kind words kept", PLACE)


def test_keepsakes_are_read_page_by_page_newest_first(circle: None, amara: Actor, bjorn: Actor) -> None:
    for number in range(9):
        writes(amara, bjorn, words=f"Word {number}")
        bjorn.clicks("Keep it", BOT)
    first, second = bjorn.types("/kind words kept", PLACE), bjorn.types("/kind words kept 2", PLACE)
    assert "1. Word 8" in first
    assert "Older ones: /kind words kept 2." in first
    assert "9. Word 0" in second
    assert "Older" not in second
    assert bjorn.types("/kind words kept 3", PLACE) == "There are no older ones."
    assert bjorn.types("/kind words kept soon", PLACE).startswith("Which page?")
    assert bjorn.opens_home().count("> Word") == 3


# share


@pytest.mark.parametrize(("name", "source"), [("yes", "From @amara"), ("no", "From a colleague")])
def test_a_shared_word_names_its_writer_only_if_they_agreed(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, name: str, source: str
) -> None:
    writes(amara, bjorn, name=name)
    assert bjorn.clicks("Share in the channel", BOT) == "Shared in #kindness."
    assert f"@bjorn was given a kind word, and shares it:\n> {THANKS}\n{source}" in in_the_channel(stage)


def test_a_shared_anonymous_word_names_nobody_whatever_was_ticked(
    stage: Stage, open_circle: None, amara: Actor, bjorn: Actor
) -> None:
    writes(amara, bjorn, anonymous=True, name="yes")
    bjorn.clicks("Share in the channel", BOT)
    assert "From a colleague" in in_the_channel(stage)
    assert "amara" not in in_the_channel(stage)


def test_a_word_is_shared_once_and_asked_for_twice(stage: Stage, signed_word: None, bjorn: Actor) -> None:
    button = next(block for block in bjorn.messages(BOT)[0].blocks if block["type"] == "actions")["elements"][2]
    assert button["confirm"]["title"]["text"] == "Share it in the channel?"
    bjorn.clicks("Share in the channel", BOT)
    assert bjorn.clicks("Share in the channel", BOT) == "You have shared this one already."
    assert in_the_channel(stage).count(THANKS) == 1


def test_sharing_by_typing_shows_first_what_everybody_would_read(stage: Stage, signed_word: None, bjorn: Actor) -> None:
    preview = bjorn.types("/kind words share", PLACE)
    assert "Everybody in the channel would read this:" in preview
    assert THANKS in preview
    assert THANKS not in in_the_channel(stage)
    assert bjorn.types("/kind words share now", PLACE) == "Shared in #kindness."
    assert THANKS in in_the_channel(stage)


def test_nobody_but_its_receiver_does_anything_with_a_word(
    stage: Stage, signed_word: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    [message] = bjorn.messages(BOT)
    for label in ("Say thank you", "Keep it", "Share in the channel", "Not comfortable"):
        for other in (amara, una):
            forges_a_click(other, message, label)
    assert THANKS not in in_the_channel(stage)
    assert set(told_privately(stage)) == {"bjorn"}
    assert THANKS not in amara.types("/kind words kept", PLACE)
    assert len(brought_to(bjorn)) == 1


# decline


@pytest.mark.parametrize("way", ["typed", "clicked"])
def test_what_somebody_is_not_comfortable_with_is_taken_away_and_reported_without_names(
    stage: Stage, anonymous_word: None, una: Actor, amara: Actor, bjorn: Actor, way: str
) -> None:
    _does(bjorn, "decline", "Not comfortable", way)
    assert brought_to(bjorn) == []
    assert "This one has been set aside." in bjorn.reads_all()
    told = una.reads_all()
    assert "somebody was not comfortable with a kind word" in told
    assert not any(name in told for name in ("amara", "bjorn", "Björn", THANKS))
    assert amara.reads_all() == ""


def test_a_declined_senders_anonymous_words_no_longer_arrive_and_signed_ones_do(
    stage: Stage, anonymous_word: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    bjorn.clicks("Not comfortable", BOT)
    writes(amara, bjorn, words="Again.", anonymous=True)
    writes(amara, bjorn, words="Signed.")
    writes(carys, bjorn, words="From another.", anonymous=True)
    assert ["Signed." in brought_to(bjorn)[0], "From another." in brought_to(bjorn)[1]] == [True, True]


def test_an_old_word_is_remembered_no_more_but_can_be_kept(stage: Stage, signed_word: None, bjorn: Actor) -> None:
    stage.clock_to("+31 days")
    gone = "I no longer know who wrote that kind word"
    assert bjorn.clicks("Say thank you", BOT).startswith(gone)
    assert bjorn.clicks("Share in the channel", BOT).startswith(gone)
    assert bjorn.clicks("Not comfortable", BOT).startswith("I no longer remember that kind word")
    assert bjorn.clicks("Keep it", BOT).startswith("Kept,")
    assert "From @amara" in bjorn.opens_home()


def test_without_a_word_there_is_nothing_to_do(circle: None, bjorn: Actor) -> None:
    for verb in ("thank", "keep", "share", "decline"):
        assert bjorn.types(f"/kind words {verb}", PLACE) == NONE_YET


def _does(actor: Actor, verb: str, label: str, way: str) -> str:
    return actor.types(f"/kind words {verb}", PLACE) if way == "typed" else actor.clicks(label, BOT)
