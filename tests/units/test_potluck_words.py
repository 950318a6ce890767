"""What is wanted, as people write it; what a dish is; and what is said of it in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.errors import Unreadable
from rituals.potluck.allergens import ALLERGENS, CONTAINS, FREE, UNSURE, contradiction, named
from rituals.potluck.answers import dish_name
from rituals.potluck.wanted import (
    TEMPLATES,
    counts_in_words,
    gaps_in_words,
    read_counts,
    roles_in_words,
    still_open,
)

EXAMPLE = "main 4, side 3"
names = st.sampled_from(["main", "side", "sweet", "drink", "كسكس", "汤", "pan de jamón", "washing up"])
counts = st.dictionaries(names, st.integers(1, 60), min_size=1, max_size=8)
answers = st.dictionaries(st.sampled_from(list(ALLERGENS)), st.sampled_from([CONTAINS, FREE, UNSURE]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("main 4, side 3, sweet 3, drink 2", {"main": 4, "side": 3, "sweet": 3, "drink": 2}),
        ("4 mains; 3 x sides\nsweet: 2", {"main": 4, "side": 3, "sweet": 2}),
        ("Plates, LAYING, washing up 2", {"plates": 1, "laying": 1, "washing up": 2}),
        ("main 1, mains 2", {"main": 3}),
        ("main 4, side 0", {"main": 4}),
        ("main x4", {"main": 4}),
        ("", {}),
        (" , ;\n", {}),
    ],
)
def test_counts_are_read_as_people_write_them(text: str, expected: dict[str, int]) -> None:
    assert read_counts(text, EXAMPLE) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12", "I couldn't read “12”"),
        ("2 main 3", "I couldn't read “2 main 3”"),
        ("!!!", "I couldn't read “!!!”"),
        ("main 61", "At most 60"),
        ("main 99999999999999999999", "At most 60"),
        ("x" * 31, "under 30"),
        (", ".join("abcdefghijklm"), "at most 12"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_with_an_example(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refusal:
        read_counts(text, EXAMPLE)
    assert EXAMPLE in str(refusal.value)


@given(counts)
def test_counts_are_read_as_they_are_written(wanted: dict[str, int]) -> None:
    assert read_counts(counts_in_words(wanted), EXAMPLE) == wanted


@given(st.text(max_size=200))
def test_any_text_is_read_or_kindly_refused(text: str) -> None:
    try:
        wanted = read_counts(text, EXAMPLE)
    except Unreadable as refusal:
        assert EXAMPLE in str(refusal)
    else:
        assert all(0 < count <= 60 and len(name) <= 30 for name, count in wanted.items())
        assert len(wanted) <= 12


@given(counts, st.lists(names, max_size=30))
def test_gaps_are_what_is_wanted_and_not_there(wanted: dict[str, int], taken: list[str]) -> None:
    gaps = still_open(wanted, taken)
    for name, count in wanted.items():
        assert gaps.get(name, 0) == max(0, count - taken.count(name))
    assert list(gaps) == [name for name in wanted if name in gaps]


def test_gaps_and_roles_are_said_as_people_say_them() -> None:
    assert gaps_in_words({"main": 1, "sweet": 2}) == "1 main, 2 sweet"
    assert roles_in_words({"plates": 1, "washing up": 2}) == "plates, washing up (2)"


def test_every_template_reads_as_it_is_written() -> None:
    for title, wanted in TEMPLATES.values():
        assert read_counts(counts_in_words(wanted), EXAMPLE) == wanted
        assert len(f"{title}: {counts_in_words(wanted)}") <= 75


@pytest.mark.parametrize("name", ["soup", "汤", "حساء", "🍲", "7-layer dip", "É"])
def test_a_name_in_any_script_is_a_name(name: str) -> None:
    assert dish_name(name) == name


@pytest.mark.parametrize("name", ["", "***", "-", "<>", "…", "a" * 81])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Unreadable):
        dish_name(name)


def test_there_are_fourteen_allergens() -> None:
    assert len(ALLERGENS) == 14


@given(answers)
def test_every_allergen_is_said_once_and_silence_means_not_sure(given_answers: dict[str, str]) -> None:
    said = [name for answer in (CONTAINS, FREE, UNSURE) for name in named(given_answers, answer)]
    assert sorted(said) == sorted(ALLERGENS.values())
    unanswered = [ALLERGENS[name] for name in ALLERGENS if name not in given_answers]
    assert set(unanswered) <= set(named(given_answers, UNSURE))


@pytest.mark.parametrize(
    ("labels", "answers", "expected"),
    [
        (["vegan"], {"milk": CONTAINS}, ("vegan", "milk")),
        (["vegan"], {"milk": UNSURE, "egg": FREE}, None),
        (["vegetarian"], {"milk": CONTAINS, "fish": CONTAINS}, ("vegetarian", "fish")),
        (["halal", "kosher"], {"fish": CONTAINS}, None),
        ([], {"fish": CONTAINS}, None),
    ],
)
def test_labels_and_allergens_that_cannot_both_be_true(
    labels: list[str], answers: dict[str, str], expected: tuple[str, str] | None
) -> None:
    assert contradiction(labels, answers) == expected
