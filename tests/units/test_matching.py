"""Who meets whom: what every round keeps."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.coffee.matching import Colleague, Options, match
from tests.units.matching_kit import Circle, History, Judge, circles, colleagues, names, pairs_of

SIZES = st.integers(2, 6)


def together(people: Sequence[str], history: History, **options: Any) -> list[list[str]]:
    return match([Colleague(id=id) for id in people], history, Options(**options))


def rounds(count: int, size: int, number: int) -> tuple[History, list[int]]:
    """The history that a circle makes itself, and how many pairs met again in each round."""
    history: History = []
    again = []
    for each in range(1, number + 1):
        groups = together(names(count), history, group_size=size, seed=each)
        met = {frozenset(row[:2]) for row in history}
        again.append(sum(frozenset(pair) in met for pair in pairs_of(groups)))
        history += [(a, b, each) for a, b in pairs_of(groups)]
    return history, again


@settings(max_examples=60, deadline=None)
@given(circle=circles(60), size=SIZES)
def test_nobody_is_in_two_groups_and_no_group_is_against_a_wish(circle: Circle, size: int) -> None:
    groups = match(circle.people, circle.history, replace(circle.options, group_size=size))
    assert max(Counter(chain.from_iterable(groups)).values(), default=1) == 1
    assert all(map(Judge(circle).may_meet, groups))
    assert {len(group) for group in groups} <= set(range(2, size + 2))


@settings(max_examples=60, deadline=None)
@given(circle=circles(40), size=SIZES)
def test_without_wishes_everybody_is_in_a_group_of_the_size_that_was_asked_for(circle: Circle, size: int) -> None:
    people = [replace(person, same_location_only=False) for person in circle.people]
    groups = match(people, circle.history, replace(circle.options, group_size=size, blocks=()))
    together = [len(group) for group in groups]
    assert sum(together) == len(people) * (len(people) > 1)
    if len(people) > 12:
        assert {abs(each - size) for each in together} <= {0, 1}
        assert len(set(together)) <= 2


@settings(max_examples=60, deadline=None)
@given(circle=circles(30), size=SIZES, data=st.data())
def test_the_order_of_people_and_history_changes_nothing(circle: Circle, size: int, data: st.DataObject) -> None:
    options = replace(circle.options, group_size=size)
    shuffled = data.draw(st.permutations(circle.people))
    turned = [(b, a, number) for a, b, number in data.draw(st.permutations(circle.history))]
    assert match(shuffled, turned, options) == match(circle.people, circle.history, options)


@settings(max_examples=60, deadline=None)
@given(circle=circles(30))
def test_history_as_arrays_and_plain_dicts_say_the_same(circle: Circle) -> None:
    index = {id: place for place, id in enumerate(circle.ids)}
    rows = [(index[a], index[b], number) for a, b, number in circle.history]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    people, options = [asdict(person) for person in circle.people], asdict(circle.options)
    assert match(people, tuple(columns), options) == match(circle.people, circle.history, circle.options)


SAME = """
from rituals.coffee.matching import Colleague, Options, match
people = {f"U{n:03}" for n in range(COUNT)}
everybody = [Colleague(id=id, department=id[-1], location=id[-2]) for id in people]
history = list({(a, b, 1) for a in people for b in people if a < b and (int(a[1:]) * int(b[1:])) % 97 == 1})
blocks = {(a, b) for a, b, _ in history if a > "U300"}
print([match(everybody, history, Options(group_size=k, seed=5, blocks=blocks)) for k in (2, 3, 4)])
"""


@pytest.mark.parametrize("count", [31, 450])
def test_another_process_with_another_hash_seed_makes_the_same_groups(count: int) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", SAME.replace("COUNT", str(count))],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1
    assert "U030" in printed.pop()


def test_the_bot_starts_without_the_libraries_of_numbers() -> None:
    code = (
        "import sys, bot.process.assembly, rituals.coffee.matching as m; "
        "print(set(sys.modules) & {'numpy', 'rustworkx', 'scipy'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_another_seed_makes_other_pairs() -> None:
    assert len({str(together(names(20), [], seed=seed)) for seed in range(10)}) == 10


def test_chance_is_fair_to_every_pair() -> None:
    met = Counter(chain.from_iterable(pairs_of(together(names(4), [], seed=seed)) for seed in range(300)))
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
        (10, 4, [3, 3, 4]),
        (11, 4, [3, 4, 4]),
        (4, 3, [4]),
        (5, 3, [2, 3]),
        (7, 3, [3, 4]),
        (8, 3, [2, 3, 3]),
        (13, 6, [6, 7]),
    ],
)
def test_groups_are_as_near_to_the_wanted_size_as_they_can_be(people: int, size: int, sizes: list[int]) -> None:
    groups = together(names(people), [], group_size=size)
    assert sorted(len(group) for group in groups) == sizes


def test_nobody_or_one_person_makes_no_group() -> None:
    assert match([], []) == []
    assert together(["U1"], [], favoured=["U1"]) == []


def test_those_left_over_last_time_are_in_a_group() -> None:
    for count in range(2, 12):
        groups = together(names(count), [], favoured=["U000", "somebody who left"])
        assert "U000" in chain.from_iterable(groups)
        assert "somebody who left" not in chain.from_iterable(groups)


@pytest.mark.parametrize("size", [2, 3, 5])
def test_whoever_was_left_over_last_time_is_not_left_over_again(size: int) -> None:
    """Everybody would only meet the first."""
    blocks = list(combinations(names(8)[1:], 2))
    for favoured in names(8)[1:]:
        groups = together(names(8), [], group_size=size, blocks=blocks, favoured=[favoured])
        assert groups == [["U000", favoured]]


def test_people_who_left_do_not_disturb() -> None:
    assert together(["U1", "U2"], [("U1", "U9", 1), ("U9", "U8", 2)]) == [["U1", "U2"]]


def test_eight_people_meet_new_people_for_three_rounds() -> None:
    _, again = rounds(8, 2, 3)
    assert again == [0, 0, 0]


def test_fifty_people_meet_new_people_every_week_for_most_of_a_year() -> None:
    _, again = rounds(50, 2, 44)
    assert sum(again) == 0


def test_an_odd_circle_meets_new_people_too() -> None:
    _, again = rounds(21, 2, 6)
    assert sum(again) == 0


@pytest.mark.parametrize(("people", "size", "number"), [(30, 3, 6), (40, 4, 6), (60, 6, 4), (350, 4, 4)])
def test_larger_groups_meet_new_people_too(people: int, size: int, number: int) -> None:
    _, again = rounds(people, size, number)
    assert sum(again) == 0


def test_when_everybody_has_met_those_who_met_longest_ago_meet_again() -> None:
    history = [(a, b, 9) for a, b in combinations(names(6), 2)]
    old = [("U000", "U003", 1), ("U001", "U005", 2), ("U002", "U004", 1)]
    known = [each for each in history if each[:2] not in {pair[:2] for pair in old}]
    assert together(names(6), known + old, seed=3) == [["U000", "U003"], ["U001", "U005"], ["U002", "U004"]]


def test_groups_of_four_who_have_all_met_are_still_made() -> None:
    history = [(a, b, 1) for a, b in combinations(names(12), 2)]
    assert [len(group) for group in together(names(12), history, group_size=4)] == [4, 4, 4]


@pytest.mark.parametrize("count", [500, 501, 3001])
def test_many_people_are_all_in_a_pair_with_nobody_they_may_not_meet(count: int) -> None:
    people = [
        replace(person, location=f"L{place % 9}", department=f"D{place % 7}", same_location_only=place % 5 == 0)
        for place, person in enumerate(colleagues(count))
    ]
    blocks = [(a, b) for a, b in zip(names(count), names(count)[9:], strict=False)]
    circle = Circle(people, [], Options(blocks=blocks, seed=7))
    groups = match(people, [], circle.options)
    assert sorted(chain.from_iterable(groups)) == sorted(names(count))
    assert Counter(map(len, groups)) == Counter({2: count // 2 - count % 2, 3: count % 2})
    judge = Judge(circle)
    assert all(map(judge.may_meet, groups))
    assert all(judge.soft(a, b) == 0 for group in groups if len(group) == 2 for a, b in [group])


@pytest.mark.parametrize("size", [2, 4])
def test_among_many_people_only_those_whom_nobody_may_meet_are_left(size: int) -> None:
    people = [replace(colleagues(1)[0], same_location_only=True, location="far away"), *colleagues(602)[1:]]
    groups = match(people, [], Options(group_size=size))
    assert sorted(chain.from_iterable(groups)) == names(602)[1:]
