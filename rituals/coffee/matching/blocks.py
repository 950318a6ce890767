"""Exact repair of pairs among thousands: those who cost something, among others, a block at a time."""

import numpy as np

from rituals.coffee.matching.costs import Costs
from rituals.coffee.matching.exact import cheapest
from rituals.coffee.matching.reading import Ints
from rituals.coffee.matching.seating import Nearby, Seating

_BLOCK = 900
_SMALL = 240
_NEAR = 12
_PASSES = 3


def repair(seating: Seating, random: np.random.Generator) -> None:
    """Blocks of bad pairs among good ones, paired anew, while that saves anything."""
    near = Nearby(seating.costs, seating.seated)
    for _ in range(_PASSES):
        before = seating.total()
        tables = np.unique(seating.table[seating.bad()])
        for some in _parts(random.permutation(tables)):
            _pair_anew(seating, _company(seating, some, near, random), random)
        if not len(tables) or seating.total() == before:
            return


def _parts(tables: Ints) -> list[Ints]:
    each = _BLOCK // 6
    return np.array_split(tables, -(-len(tables) // each)) if len(tables) else []


def _company(seating: Seating, tables: Ints, near: Nearby, random: np.random.Generator) -> Ints:
    """These tables, and others: half of them with somebody from the same locations."""
    wanted = int(np.clip(12 * len(tables), _SMALL, _BLOCK)) // 2 - len(tables)
    people = seating.members[tables].ravel()
    close = seating.table[near.of(np.resize(people, wanted // 2), random)]
    anybody = random.integers(len(seating.members), size=wanted - wanted // 2)
    return np.unique(np.concatenate([tables, close, anybody]))


def _pair_anew(seating: Seating, tables: Ints, random: np.random.Generator) -> None:
    """The cheapest pairs among each one's cheapest partners and the present one."""
    people = random.permutation(seating.members[tables].ravel())
    before = int(seating.own[people].sum()) // 2
    low, high, cost = _edges(seating, people, random)
    pairs = np.array(cheapest(len(people), low, high, cost), dtype=np.int64).reshape(-1, 2)
    if 2 * len(pairs) < len(people):
        return
    members = people[pairs]
    after = int(seating.costs.of(members[:, 0], members[:, 1]).sum())
    if after <= before:
        seating.members[tables] = members
        seating.table[members] = tables[:, None]
        seating.refresh(people)


def _edges(seating: Seating, people: Ints, random: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    cost = square(seating.costs, people)
    near = _NEAR if len(people) > _NEAR else len(people) - 1
    # chance among equals: without it everybody's cheapest are the same few
    loud = cost + random.random(cost.shape)
    close = np.argpartition(loud, near, axis=1)[:, :near]
    place = np.empty(len(seating.table), dtype=np.int64)
    place[people] = np.arange(len(people))
    own = place[seating.mates(people)]
    ends = np.concatenate([close, own], axis=1).ravel()
    begins = np.repeat(np.arange(len(people)), near + 1)
    keys = np.unique(np.minimum(begins, ends) * len(people) + np.maximum(begins, ends))
    low, high = keys // len(people), keys % len(people)
    return low[low != high], high[low != high], cost[low, high][low != high]


def square(costs: Costs, people: Ints) -> Ints:
    """What each two cost; one with themselves more than anybody."""
    cost = costs.of(people[:, None], people[None, :])
    np.fill_diagonal(cost, 4 * costs.levels.alone)
    return cost
