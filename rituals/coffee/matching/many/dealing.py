"""A first seating in which people of one department sit apart as far as they can, and near in place where it counts."""

import numpy as np

from rituals.coffee.matching.input.arrays import Ints
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.search.seating import EMPTY


def in_order(costs: Costs, people: Ints, random: np.random.Generator) -> Ints:
    """Chance, within departments, one department after the other."""
    shuffled = random.permutation(people)
    if not costs.options.weights.cross_department:
        return shuffled
    return shuffled[np.argsort(costs.staff.department[shuffled], kind="stable")]


def pairs(costs: Costs, people: Ints, random: np.random.Generator) -> Ints:
    """An even number of people in pairs: those of a location among themselves, if hours or many wishes count."""
    order = in_order(costs, people, random)
    if not _by_location(costs):
        return _halves(order)
    location = costs.staff.location[order]
    order = order[np.argsort(location, kind="stable")]
    _, counts = np.unique(costs.staff.location[order], return_counts=True)
    parts = np.split(order, np.cumsum(counts)[:-1])
    odd = [part[-1] for part in parts if len(part) % 2]
    even = [_halves(part[: len(part) // 2 * 2]) for part in parts]
    return np.concatenate([*even, _halves(in_order(costs, np.array(odd, dtype=np.int64), random))])


def tables(costs: Costs, people: Ints, split: list[int], random: np.random.Generator) -> Ints:
    """One to each table in turn, in order; the wider tables first. Where location counts, each fills tables of its
    own as far as it can, and those without wishes are left for the tables that it shares."""
    if not _by_location(costs):
        return _table_rows(in_order(costs, people, random), split)
    parts = _locations(costs, people, random)
    done, rows, over = 0, [], []
    for part in parts:
        count = _full_tables(len(part), split[done:])
        seats = sum(split[done : done + count])
        rows.append(_table_rows(in_order(costs, part[:seats], random), split[done : done + count], max(split)))
        over.append(part[seats:])
        done += count
    rows.append(_table_rows(in_order(costs, np.concatenate(over), random), split[done:], max(split)))
    return np.concatenate(rows)


def _locations(costs: Costs, people: Ints, random: np.random.Generator) -> list[Ints]:
    """The people of each location, those with wishes first."""
    order = random.permutation(people)
    order = order[np.lexsort((~costs.staff.wishes[order], costs.staff.location[order]))]
    _, counts = np.unique(costs.staff.location[order], return_counts=True)
    return np.split(order, np.cumsum(counts)[:-1])


def _full_tables(people: int, split: list[int]) -> int:
    count = 0
    while count < len(split) and people >= split[count]:
        people -= split[count]
        count += 1
    return count


def _table_rows(order: Ints, split: list[int], width: int = 0) -> Ints:
    width = width or max(split)
    members = np.full((width, len(split)), EMPTY, dtype=np.int64)
    members.ravel()[: len(order)] = order
    return np.ascontiguousarray(members.T)


def _halves(order: Ints) -> Ints:
    """Each with the one half the row further: one department meets itself only as far as it is more than half."""
    half = len(order) // 2
    return np.stack([order[:half], order[half:]], axis=1)


def _by_location(costs: Costs) -> bool:
    return bool(costs.options.weights.hours_overlap or costs.staff.wishes.mean() > 0.1)
