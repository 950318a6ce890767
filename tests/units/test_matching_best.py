"""The best groups there are, held against trying everything and against an exact integer program."""

from dataclasses import replace
from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given, settings

from rituals.coffee.matching import Colleague, Options, match
from rituals.coffee.matching.search.tables import sizes
from tests.units.matching_kit import (
    Circle,
    Judge,
    a_circle,
    best_by_program,
    best_by_trying,
    best_pairs_by_program,
    circles,
    names,
)


@settings(max_examples=150, deadline=None)
@given(circle=circles(9))
def test_no_pairs_of_a_few_people_are_better(circle: Circle) -> None:
    groups = match(circle.people, circle.history, circle.options)
    judge = Judge(circle)
    assert all(map(judge.may_meet, groups))
    assert judge.value(groups) == best_by_trying(circle)


@pytest.mark.parametrize("seed", range(40))
def test_where_hardly_anybody_may_meet_most_people_are_placed(seed: int) -> None:
    """By as few trios as that takes, and those left over last time before others."""
    random = Random(seed)
    ids = names(random.randrange(6, 12))
    blocks = [pair for pair in combinations(ids, 2) if random.random() < 0.7]
    history = [(a, b, random.randrange(1, 5)) for a, b in combinations(ids, 2) if random.random() < 0.4]
    people = [Colleague(id=id, department=random.choice("AB")) for id in ids]
    circle = Circle(people, history, Options(seed=seed, blocks=blocks, favoured=ids[::3]))
    assert Judge(circle).value(match(people, history, circle.options)) == best_by_trying(circle)


@pytest.mark.parametrize(
    ("count", "met"), [(24, 0.5), (24, 0.97), (25, 0.0), (25, 0.6), (25, 0.97), (31, 0.9), (40, 0.95), (41, 0.4)]
)
def test_no_pairs_of_more_people_are_better(count: int, met: float) -> None:
    circle = a_circle(count, seed=count, met=met)
    groups = match(circle.people, circle.history, circle.options)
    sizes = sorted(map(len, groups))
    assert sizes == [2] * (count // 2 - count % 2) + [3] * (count % 2)
    value = Judge(circle).value(groups)
    assert (value[3], float(value[4])) == pytest.approx(best_by_program(circle, sizes))


@pytest.mark.parametrize("seed", range(24))
def test_where_hardly_anybody_may_meet_no_pairs_of_more_people_are_better(seed: int) -> None:
    """Several trios, each among people who may meet nobody else."""
    random = Random(seed)
    circle = a_circle(random.randrange(14, 27), seed, met=0.4, wishes=0.5, blocks=random.choice([0.5, 0.7, 0.8, 0.9]))
    circle = replace(circle, options=replace(circle.options, favoured=circle.ids[::4]))
    value = Judge(circle).value(match(circle.people, circle.history, circle.options))
    assert (*value[:4], float(value[4])) == pytest.approx(best_pairs_by_program(circle), abs=1e-4)


@pytest.mark.parametrize(("wishes", "seed"), [(0.0, 5), (0.1, 2)])
@pytest.mark.parametrize(
    ("size", "count", "met"),
    [(3, 17, 0.5), (3, 24, 0.0), (3, 24, 0.4), (4, 16, 0.3), (4, 19, 0.0), (5, 15, 0.5), (6, 12, 0.4)],
)
def test_larger_groups_are_within_two_per_cent_of_the_best(
    size: int, count: int, met: float, wishes: float, seed: int
) -> None:
    circle = a_circle(count, seed, met, wishes, blocks=wishes / 2)
    groups = match(circle.people, circle.history, replace(circle.options, group_size=size))
    value, best = Judge(circle).value(groups), best_by_program(circle, list(map(len, groups)))
    assert best is not None
    assert (value[0], value[3]) == (0, best[0])
    assert float(value[4]) <= best[1] * 1.02


@pytest.mark.parametrize(("size", "count"), [(3, 24), (4, 16), (4, 19), (5, 15)])
def test_if_somebody_fits_nowhere_the_groups_of_the_others_are_the_best(size: int, count: int) -> None:
    circle = a_circle(count, seed=3, met=0.3)
    assert best_by_program(circle, sizes(count, size)) is None
    groups = match(circle.people, circle.history, replace(circle.options, group_size=size))
    placed = set(chain.from_iterable(groups))
    assert len(placed) == count - 1
    others = replace(circle, people=[person for person in circle.people if person.id in placed])
    value, best = Judge(others).value(groups), best_by_program(others, sizes(count - 1, size))
    assert best is not None
    assert value[3] == best[0]
    assert float(value[4]) <= best[1] * 1.02
