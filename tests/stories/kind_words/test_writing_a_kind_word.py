"""Amara writes a kind word, and it goes to its receiver alone."""

from typing import Any

from bot.testing import Actor, Stage
from tests.stories.casting import newest, told_privately
from tests.stories.kind_words.casting import (
    BOT,
    ON_ITS_WAY,
    PLACE,
    THANKS,
    as_sent,
    brought_to,
    fills_in,
    in_the_channel,
    sends,
    start_words,
    tampers,
    tries_to_write,
    writes,
)


def test_a_kind_word_is_brought_to_its_receiver_and_to_nobody_else(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    writes(amara, bjorn)
    assert f"{ON_ITS_WAY} @bjorn. Your name is on it." in newest(amara, PLACE)
    [word] = brought_to(bjorn)
    assert f"*A kind word for you*, from @amara:\n> {THANKS}" in word
    assert set(told_privately(stage)) == {"bjorn"}
    assert THANKS not in in_the_channel(stage)


def test_the_form_reassures_right_above_send_and_offers_no_anonymity_unasked(
    stage: Stage, circle: None, amara: Actor
) -> None:
    amara.types("/kind words write", PLACE)
    words = stage.words(amara.form)
    assert words.endswith("happier to get one than you'd think. It need not be perfect.")
    assert "Anonymous" not in words


def test_one_can_write_from_anywhere(circle: None, amara: Actor, bjorn: Actor) -> None:
    for command, where in (("/kindword write", BOT), ("/kindword write", "#coffee"), ("/kind words write", "#general")):
        amara.types(command, where)
        assert fills_in(amara, [bjorn], f"From {where}.") == {}
    assert len(brought_to(bjorn)) == 3


def test_one_can_write_with_the_button_in_the_channel(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.clicks("Write a kind word", PLACE)
    assert fills_in(amara, [bjorn], THANKS) == {}
    assert len(brought_to(bjorn)) == 1


def test_without_a_circle_there_is_a_kind_sentence(amara: Actor) -> None:
    assert "There's no words circle in this channel yet." in amara.types("/kind words write", PLACE)
    assert not amara.has_form


def test_several_receivers_each_get_their_own_message(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    writes(amara, bjorn, carys)
    assert "@bjorn and @carys" in newest(amara, PLACE)
    assert [len(brought_to(each)) for each in (bjorn, carys)] == [1, 1]
    assert "carys" not in brought_to(bjorn)[0]
    assert bjorn.groups() == []


# bad input


def test_who_cannot_receive_a_word_is_named_beside_the_field_and_the_words_stay(
    stage: Stage, circle: None, amara: Actor
) -> None:
    sentences = {
        "amara": "That is you.",
        "rotabot": "Rota Bot is a bot.",
        "kindling": "Kindling is a bot.",
        "pauline": "Pauline Archer has left this workspace.",
    }
    amara.types("/kind words write", PLACE)
    for receiver, sentence in sentences.items():
        problems = fills_in(amara, [stage.person(receiver)], THANKS)
        assert set(problems) == {"to"}
        assert problems["to"].startswith(sentence)
        assert problems["to"].endswith("Your words are still below, to send to somebody else, or to copy and keep.")
    assert told_privately(stage) == {}


def test_a_receiver_outside_the_workspace_cannot_be_found(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind words write", PLACE)
    assert tampers(amara, ["U0NOBODY", bjorn.id]) == {
        "to": "I can't find that person in this workspace. "
        "Your words are still below, to send to somebody else, or to copy and keep."
    }
    assert told_privately(stage) == {}


def test_a_word_is_for_a_few_people(stage: Stage, circle: None, amara: Actor) -> None:
    amara.types("/kind words write", PLACE)
    six = [stage.person(handle).id for handle in ("bjorn", "carys", "dev", "elif", "fergus", "grace")]
    assert tampers(amara, six)["to"].startswith("Choose up to 5 people at a time.")
    assert tampers(amara, []) == {"to": "Choose at least one colleague."}
    assert told_privately(stage) == {}


def test_words_that_show_nothing_are_asked_for_again(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind words write", PLACE)
    for words in ("\u200b", "\u00a0\u2003", "\x00", " \n "):
        assert tampers(amara, [bjorn.id], words)["words"].startswith("Write a few words first.")


def test_empty_words_are_asked_for_by_slack_itself(circle: None, amara: Actor, bjorn: Actor) -> None:
    assert tries_to_write(amara, bjorn, words="") == {"words": "Please complete this required field."}
    assert tries_to_write(amara, bjorn, words="  \n ") != {}


def test_4001_characters_are_too_many(circle: None, amara: Actor, bjorn: Actor) -> None:
    assert tries_to_write(amara, bjorn, words="x" * 4001) == {"words": "Please enter at most 900 characters."}
    assert tampers(amara, [bjorn.id], "x" * 4001) == {
        "words": "That is 4,001 characters, and 900 fit. Choose the part that matters most to you."
    }
    assert brought_to(bjorn) == []


def test_markup_and_mentions_are_shown_as_written(circle: None, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn, words="<!channel> *you* are <https://evil.example|great>, <@U01CARYS> & _all_ @here")
    [message] = bjorn.messages(BOT)
    assert message.blocks
    assert not any(markup in str(message.blocks[1]) for markup in ("<!channel>", "<https", "<@U01CARYS>"))
    assert "<!channel> ∗you∗ are <https://evil.example|great>, <@U01CARYS> & ˍallˍ @here" in brought_to(bjorn)[0]


def test_of_two_forms_open_at_once_each_brings_its_own_word(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    first, second = (_opens(amara, bjorn, words) for words in ("First.", "Second."))
    assert sends(stage, first) == sends(stage, second) == {}
    assert len(brought_to(bjorn)) == 2


def test_the_same_words_from_two_forms_are_brought_once(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    first, second = (_opens(amara, bjorn, THANKS) for _ in range(2))
    assert sends(stage, first) == {}
    assert sends(stage, second) == {"words": "You have just sent these words to Björn Lindqvist. Once is enough."}
    assert len(brought_to(bjorn)) == 1


def test_a_form_that_is_delivered_twice_brings_one_word(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    payload = _opens(amara, bjorn, THANKS)
    assert [sends(stage, payload) for _ in range(2)] == [{}, {}]
    assert len(brought_to(bjorn)) == 1


def test_a_corrected_form_is_accepted(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    assert tries_to_write(amara, bjorn, amara) != {}
    assert fills_in(amara, [bjorn], THANKS) == {}
    assert len(brought_to(bjorn)) == 1


def test_a_word_of_any_script_arrives_as_it_was(stage: Stage, una: Actor, amara: Actor, bjorn: Actor) -> None:
    start_words(una)
    words = "شكرا لك 谢谢你 👩‍🚀 " + "谢" * 800
    writes(amara, bjorn, words=words)
    assert words in brought_to(bjorn)[0]


def _opens(writer: Actor, receiver: Actor, words: str) -> dict[str, Any]:
    writer.types("/kind words write", PLACE)
    return as_sent(writer, [receiver.id], words)
