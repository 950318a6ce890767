"""Who meets whom."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.coffee.matching import match

History = list[tuple[str, str, int]]
NAMES = [f"U{number:03}" for number in range(60)]


def people_of(count: int) -> list[str]:
    return NAMES[:count]


def pairs_of(groups: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    return [pair for group in groups for pair in combinations(sorted(group), 2)]


def cost(groups: Iterable[Sequence[str]], history: History) -> tuple[int, int]:
    """Repeated pairs, then how recent they are in all."""
    last: dict[tuple[str, str], int] = {}
    for a, b, number in history:
        pair = (min(a, b), max(a, b))
        last[pair] = max(number, last.get(pair, 0))
    ranks = {number: rank for rank, number in enumerate(sorted(set(last.values())), start=1)}
    again = [ranks[last[pair]] for pair in pairs_of(groups) if pair in last]
    return len(again), sum(again)


def every_way(people: list[str]) -> Iterator[list[tuple[str, ...]]]:
    """Every way to make pairs, with one trio when the number is odd."""
    if not people:
        yield []
        return
    one, *rest = people
    for size in (1, 2) if len(people) % 2 else (1,):
        for others in combinations(rest, size):
            left = [person for person in rest if person not in others]
            for groups in every_way(left):
                yield [(one, *others), *groups]


def rounds(count: int, size: int, number: int) -> tuple[History, list[int]]:
    """The history that a circle makes itself, and how many pairs met again in each round."""
    history: History = []
    again = []
    for each in range(1, number + 1):
        groups = match(people_of(count), history, group_size=size, seed=each)
        again.append(cost(groups, history)[0])
        history += [(a, b, each) for a, b in pairs_of(groups)]
    return history, again


@st.composite
def circles(draw: st.DrawFn, most: int = 8) -> tuple[list[str], History]:
    people = people_of(draw(st.integers(2, most)))
    met = st.tuples(st.sampled_from(people), st.sampled_from(people), st.integers(1, 6))
    history = draw(st.lists(met, max_size=most * 3))
    return people, [(a, b, number) for a, b, number in history if a != b]


@settings(max_examples=100, deadline=None)
@given(circle=circles(40), size=st.integers(2, 6), seed=st.integers(0, 2**64))
def test_everybody_meets_somebody_and_is_in_one_group(circle: tuple[list[str], History], size: int, seed: int) -> None:
    people, history = circle
    groups = match(people, history, group_size=size, seed=seed)
    assert Counter(chain.from_iterable(groups)) == Counter(people)
    sizes = [len(group) for group in groups]
    assert min(sizes) >= 2
    assert max(sizes) - min(sizes) <= 1


@settings(max_examples=100, deadline=None)
@given(circle=circles(), seed=st.integers(0, 2**32))
def test_no_two_meet_again_if_it_can_be_helped(circle: tuple[list[str], History], seed: int) -> None:
    people, history = circle
    ways = [way for way in every_way(people) if sum(len(group) == 3 for group in way) == len(people) % 2]
    best = min(cost(way, history) for way in ways)
    assert cost(match(people, history, seed=seed), history) == best


@settings(max_examples=50, deadline=None)
@given(circle=circles(20), size=st.integers(2, 5), seed=st.integers(0, 2**32), data=st.data())
def test_the_order_of_people_and_history_changes_nothing(
    circle: tuple[list[str], History], size: int, seed: int, data: st.DataObject
) -> None:
    people, history = circle
    shuffled = data.draw(st.permutations(people))
    turned = [(b, a, number) for a, b, number in data.draw(st.permutations(history))]
    expected = match(people, history, group_size=size, seed=seed)
    assert match(shuffled, turned, group_size=size, seed=seed) == expected


def test_another_process_with_another_hash_seed_makes_the_same_groups() -> None:
    code = (
        "from rituals.coffee.matching import match\n"
        "people = {f'U{n:03}' for n in range(31)}\n"
        "print([match(people, [('U001', 'U002', 1)], group_size=k, seed=5) for k in (2, 3, 4)])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert printed == {f"{[match(people_of(31), [('U001', 'U002', 1)], group_size=k, seed=5) for k in (2, 3, 4)]}\n"}


def test_another_seed_makes_other_pairs() -> None:
    assert len({str(match(people_of(20), [], seed=seed)) for seed in range(10)}) == 10


def test_chance_is_fair_to_every_pair() -> None:
    met = Counter(chain.from_iterable(pairs_of(match(people_of(4), [], seed=seed)) for seed in range(300)))
    assert len(met) == 6
    assert min(met.values()) > 60


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [
        (2, 2, [2]),
        (3, 2, [3]),
        (5, 2, [2, 3]),
        (9, 2, [2, 2, 2, 3]),
        (2, 4, [2]),
        (3, 4, [3]),
        (5, 4, [5]),
        (6, 4, [3, 3]),
        (7, 4, [3, 4]),
        (9, 4, [4, 5]),
        (11, 4, [3, 4, 4]),
        (4, 3, [4]),
        (5, 3, [2, 3]),
        (7, 3, [3, 4]),
        (8, 3, [2, 3, 3]),
        (13, 6, [6, 7]),
    ],
)
def test_groups_are_as_near_to_the_wanted_size_as_they_can_be(people: int, size: int, sizes: list[int]) -> None:
    groups = match(people_of(people), [], group_size=size)
    assert sorted(len(group) for group in groups) == sizes


def test_nobody_or_one_person_makes_no_group() -> None:
    assert match([], []) == []
    assert match(["U1"], [], first=["U1"]) == []


def test_somebody_named_twice_is_one_person() -> None:
    assert match(["U1", "U2", "U1"], []) == [["U1", "U2"]]


def test_a_group_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two"):
        match(["U1", "U2"], [], group_size=1)


def test_those_left_over_last_time_are_in_a_group() -> None:
    for count in range(2, 12):
        groups = match(people_of(count), [], first=["U000", "somebody who left"])
        assert "U000" in chain.from_iterable(groups)
        assert "somebody who left" not in chain.from_iterable(groups)


def test_people_who_left_do_not_disturb() -> None:
    assert match(["U1", "U2"], [("U1", "U9", 1), ("U9", "U8", 2)]) == [["U1", "U2"]]


def test_eight_people_meet_new_people_for_three_rounds() -> None:
    _, again = rounds(8, 2, 3)
    assert again == [0, 0, 0]


def test_fifty_people_meet_new_people_every_week_for_half_a_year() -> None:
    _, again = rounds(50, 2, 26)
    assert sum(again) == 0


def test_an_odd_circle_meets_new_people_too() -> None:
    _, again = rounds(21, 2, 6)
    assert sum(again) == 0


@pytest.mark.parametrize(("people", "size", "number"), [(30, 3, 6), (40, 4, 6), (60, 6, 4)])
def test_larger_groups_meet_new_people_too(people: int, size: int, number: int) -> None:
    _, again = rounds(people, size, number)
    assert sum(again) == 0


def test_when_everybody_has_met_those_who_met_longest_ago_meet_again() -> None:
    history = [(a, b, 9) for a, b in combinations(people_of(6), 2)]
    old = [("U000", "U003", 1), ("U001", "U005", 2), ("U002", "U004", 1)]
    known = [each for each in history if each[:2] not in {pair[:2] for pair in old}]
    assert match(people_of(6), known + old, seed=3) == [["U000", "U003"], ["U001", "U005"], ["U002", "U004"]]


def test_groups_of_four_who_have_all_met_are_still_made() -> None:
    history = [(a, b, 1) for a, b in combinations(people_of(12), 2)]
    assert [len(group) for group in match(people_of(12), history, group_size=4)] == [4, 4, 4]
