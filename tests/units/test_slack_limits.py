"""Texts are made to fit at a word, or refused where nothing may be lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack import limits
from bot.platforms.slack.limits import Limit, TooLong, cut, exact, finish, pack

SMALL = Limit("small thing", 10, "reference")


def test_what_fits_is_left_alone() -> None:
    assert cut("ten chars.", SMALL, strict=True) == "ten chars."


def test_what_is_too_long_ends_at_a_word() -> None:
    assert cut("a kind word for you", SMALL) == "a kind…"


def test_a_word_that_just_fits_is_kept() -> None:
    assert cut("kind words for you", Limit("small thing", 11, "reference")) == "kind words…"


def test_one_endless_word_is_cut_anywhere() -> None:
    assert cut("Llanfairpwllgwyngyll", SMALL) == "Llanfairp…"


def test_strictness_refuses_instead_of_cutting() -> None:
    with pytest.raises(TooLong, match=r"small thing: 11, and Slack takes 10 \(reference\)"):
        cut("eleven char", SMALL, strict=True)


def test_an_error_never_repeats_the_words() -> None:
    with pytest.raises(TooLong) as caught:
        exact("a secret about somebody", SMALL)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_nothing_cut_is_ever_too_long(text: str) -> None:
    shorter = cut(text, SMALL)
    assert len(shorter) <= SMALL.most
    assert shorter == text or text.startswith(shorter.removesuffix("…"))


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=10), max_size=40))
def test_packing_keeps_every_letter_in_order(pieces: list[str]) -> None:
    parts = pack(pieces, 10)
    assert all(1 <= len(part) <= 10 for part in parts)
    assert "".join("".join(parts).split()) == "".join("".join(pieces).split())


def test_blocks_beyond_the_limit_end_with_an_ellipsis() -> None:
    blocks = finish([{"type": "divider"}] * 51, limits.MESSAGE_BLOCKS)
    assert len(blocks) == 50
    assert blocks[-1]["elements"][0]["text"] == "…"


def test_fifty_blocks_are_all_kept() -> None:
    assert {block["type"] for block in finish([{"type": "divider"}] * 50, limits.MESSAGE_BLOCKS)} == {"divider"}


def test_every_limit_names_its_source() -> None:
    table = [limit for limit in vars(limits).values() if isinstance(limit, Limit)]
    assert len(table) > 25
    assert all(limit.most > 0 and limit.source.startswith("reference/") for limit in table)
