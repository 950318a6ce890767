"""Tidy words, links, and what travels in a button."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.blocks import message, read_button
from bot.platforms.slack.limits import BUTTON_VALUE
from rituals.errors import NotYours
from rituals.kind_words import own_cards
from rituals.kind_words.safeguards import is_blank, link_in, tidy
from rituals.kind_words.word import MOST, Carried, unpacked_writer

ID = "0123456789abcdef" * 2
ANYTHING = st.text(st.characters(), max_size=MOST)
WORDS = ANYTHING.map(tidy).filter(lambda words: not is_blank(words))


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("Look at https://example.org/a?b=c now", "https://example.org/a?b=c"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("see www.example", "www.example"),
        ("it is on example.org, I think", "example.org"),
        ("my.intranet.example/page", "my.intranet.example/page"),
        ("write to amara@example.org", "example.org"),
        ("bücher.example", "bücher.example"),
        ("slack://open", "slack://open"),
        ("<https://evil.example|thanks>", "https://evil.example|thanks>"),
        ("exam\u200bple.org", "example.org"),
        ("ｅｘａｍｐｌｅ．ｏｒｇ", "example.org"),
    ],
)
def test_a_link_is_found_however_it_is_written(words: str, link: str) -> None:
    assert link_in(words) == link


@pytest.mark.parametrize(
    "words",
    [
        "Thank you. You made my week.",
        "You waited… and then you helped.",
        "At 10.30 you came, e.g. with tea, i.e. just in time.",
        "Well done!!! 3.5 out of nothing :)",
        "شكرا لك على كل شيء. أنت رائع.",
        "谢谢你。你帮了我很多。",
        "Merci. À bientôt.",
        "a/b and and/or, http is a protocol",
        "",
    ],
)
def test_ordinary_words_are_no_link(words: str) -> None:
    assert link_in(words) == ""


@pytest.mark.parametrize("words", ["", "  \n\t ", "\u200b\u200b", "\u00a0", "\u3000 \u2003", "\u2060\ufeff"])
def test_words_that_show_nothing_are_blank(words: str) -> None:
    assert is_blank(tidy(words))


@pytest.mark.parametrize("words", ["x", "👩‍🚀", "🙂", "شكرا", "谢", "é"])
def test_any_script_is_words(words: str) -> None:
    assert not is_blank(tidy(words))


@given(ANYTHING)
def test_tidy_words_are_tidy(words: str) -> None:
    assert tidy(tidy(words)) == tidy(words)
    assert not set(tidy(words)) & {"\x00", "\x1b", "\r", "\u2028"}
    assert len(tidy(words)) <= len(words)


@given(WORDS, st.sampled_from([("", ""), ("", ID), ("U01AMARA", ""), ("U01AMARA", ID)]))
def test_what_a_button_carries_comes_back_as_it_was(words: str, writer: tuple[str, str]) -> None:
    sender, seal = writer
    carried = Carried(ID, sender, words, seal)
    assert Carried.unpacked(carried.packed()) == carried
    assert unpacked_writer(carried.writer) == (ID, sender, seal)


@pytest.mark.parametrize("about", ["", ID, f"{ID} -", f"{ID} - "])
def test_a_button_without_words_is_nobodys(about: str) -> None:
    with pytest.raises(NotYours):
        Carried.unpacked(about)


@given(WORDS)
def test_any_words_that_are_accepted_fit_into_the_message(words: str) -> None:
    _fits(words)


@pytest.mark.parametrize("letter", ['"', "\\", "&", "<", "\n", "\t", "🙂", "谢", "*", "é", "\u202e", "\x7f"])
def test_the_longest_words_fit_whatever_they_are_made_of(letter: str) -> None:
    _fits(tidy("x" + letter * (MOST - 2) + "x"))


def _fits(words: str) -> None:
    carried = Carried(ID, "U" + "0" * 20, words, ID)
    payload = message(own_cards.kind_word(carried, "C01"), ritual="words", circle=ID, strict=True)
    buttons = [each for block in payload["blocks"] if block["type"] == "actions" for each in block["elements"]]
    assert len(buttons) == 6
    assert all(len(each["value"]) <= BUTTON_VALUE.most for each in buttons)
    kept = next(each for each in buttons if each["text"]["text"] == "Keep it")
    assert json.loads(kept["value"])["c"] == ID
    assert Carried.unpacked(read_button(kept["action_id"], kept["value"]).about) == carried
