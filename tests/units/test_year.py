"""A year of rounds that nobody was invited to."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.coffee.matching import Colleague, Options
from rituals.coffee.year import Made, first_repeat, fresh_rounds, latest_first_repeat, year


def people_of(count: int) -> list[Colleague]:
    return [Colleague(id=f"p{number:02}", department=f"team {number % 3}") for number in range(count)]


def made(count: int, rounds: int, size: int = 2, **how: float) -> list[Made]:
    return list(year(people_of(count), rounds, Options(group_size=size), **how))  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.integers(0, 14), st.integers(2, 6), st.integers(0, 9), st.sampled_from((0.0, 0.3)))
def test_everybody_who_is_there_is_in_one_group_or_left_over(count: int, size: int, seed: int, away: float) -> None:
    for one in made(count, 4, size, seed=seed, away=away):
        placed = Counter(id for group in one.groups for id in group)
        assert set(placed.values()) <= {1}
        assert not placed.keys() & set(one.left_out)
        if not away:
            assert len(placed) + len(one.left_out) == count


@settings(deadline=None)
@given(st.integers(2, 12), st.integers(2, 4))
def test_what_is_called_a_repeat_is_one(count: int, size: int) -> None:
    known: set[tuple[str, str]] = set()
    for one in made(count, 8, size):
        pairs = {pair for group in one.groups for pair in combinations(sorted(group), 2)}
        assert set(one.again) == pairs & known
        known |= pairs


def test_the_same_seed_makes_the_same_year_and_another_one_another() -> None:
    assert made(11, 6, seed=4, away=0.2) == made(11, 6, seed=4, away=0.2)
    assert made(11, 6, seed=4) != made(11, 6, seed=5)


def test_those_who_are_away_are_in_nothing() -> None:
    weeks = made(40, 25, away=0.25)
    there = [sum(len(group) for group in one.groups) + len(one.left_out) for one in weeks]
    assert 26 < sum(there) / len(there) < 34


def test_whoever_was_left_over_has_first_place_in_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matcher is told who they were."""
    favoured = []

    def leaves_out_the_last(people: list[Colleague], history: object, options: Options) -> list[list[str]]:
        favoured.append(list(options.favoured))
        return [[one.id for one in people[:-1]]]

    monkeypatch.setattr("rituals.coffee.year.match", leaves_out_the_last)
    assert [list(one.left_out) for one in made(3, 3)] == [["p02"]] * 3
    assert favoured == [[], ["p02"], ["p02"]]


@pytest.mark.parametrize(
    ("sizes", "rounds"),
    [([2], 1), ([2, 2], 3), ([3], 1), ([2, 2, 2, 3], 6), ([3, 3, 3], 4), ([4, 4, 4, 4], 5), ([2] * 20, 39), ([], 0)],
)
def test_there_are_only_so_many_pairs(sizes: list[int], rounds: int) -> None:
    assert fresh_rounds(sizes) == rounds


@pytest.mark.parametrize("size", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("count", [2, 3, 5, 8, 9, 12])
def test_the_first_repeat_comes_when_it_does_in_a_year_and_never_after_the_last_moment(count: int, size: int) -> None:
    first = first_repeat(count, size)
    assert 2 <= first <= latest_first_repeat(count, size)
    anybody = [Colleague(id=f"{number:04}") for number in range(count)]
    rounds = year(anybody, first, Options(group_size=size))
    assert [bool(one.again) for one in rounds] == [False] * (first - 1) + [True]
