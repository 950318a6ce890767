"""Prompts bring somebody to mind, and none comes twice until all have been there."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rituals.kind_words.prompts import PROMPTS, prompt_of

POOL = ("Who listened?", "Who helped?", "Who stayed?")


def test_there_are_prompts_for_more_than_half_a_year_of_weeks() -> None:
    assert len(PROMPTS) >= 30


def test_no_prompt_is_there_twice() -> None:
    plain = [re.sub(r"[^a-z ]", "", prompt.lower()) for prompt in PROMPTS]
    assert len(set(plain)) == len(plain)


def test_a_prompt_is_one_gentle_question_about_somebody() -> None:
    for prompt in PROMPTS:
        assert 15 <= len(prompt) <= 80
        assert prompt.startswith(("Who ", "Whose "))
        assert prompt.count("?") == 1
        assert prompt == " ".join(prompt.split())


def test_a_prompt_asks_for_nothing_and_compares_nobody() -> None:
    pushy = "must|should|always|best|most|more than|better|winner|top|deserve|vote|nominate|praise|performance|team"
    for prompt in PROMPTS:
        assert not re.search(rf"\b(?:{pushy})\b", prompt.lower()), prompt


def test_a_prompt_assumes_nothing_about_somebodys_life() -> None:
    private = "family|child|kids?|married|wife|husband|home|money|church|weekend|holiday|drinks?|pub|gym|young|old|boss"
    for prompt in PROMPTS:
        assert not re.search(rf"\b(?:{private})\b", prompt.lower()), prompt


@given(circle=st.text(), lap=st.integers(0, 200))
def test_no_prompt_comes_back_until_all_were_used(circle: str, lap: int) -> None:
    first = lap * len(PROMPTS) + 1
    used = [prompt_of(number, circle) for number in range(first, first + len(PROMPTS))]
    assert sorted(used) == sorted(PROMPTS)


@given(circle=st.text(), number=st.integers(1, 5000))
def test_no_prompt_comes_twice_in_a_row(circle: str, number: int) -> None:
    assert prompt_of(number, circle) != prompt_of(number + 1, circle)
    assert prompt_of(number, circle, POOL) != prompt_of(number + 1, circle, POOL)


def test_circles_have_orders_of_their_own() -> None:
    assert len({tuple(prompt_of(number, circle) for number in range(1, 9)) for circle in "abcdefgh"}) > 4
