"""Exact repair of pairs among thousands: those who cost something, among others, a block at a time."""

import numpy as np

from rituals.coffee.matching.costs import Costs
from rituals.coffee.matching.exact import cheapest
from rituals.coffee.matching.reading import Ints
from rituals.coffee.matching.seating import EMPTY, Nearby, Seating
from rituals.coffee.matching.tables import improved

_BLOCK = 900
_SMALL = 240
_NEAR = 12
_TABU_BLOCK = 120
_PASSES = 3
_PATIENCE = 4


def repair(seating: Seating, random: np.random.Generator) -> None:
    """Blocks of bad tables among good ones, seated anew, while that saves anything."""
    anew, most = (_pair_anew, _BLOCK) if seating.members.shape[1] == 2 else (_seat_anew, _TABU_BLOCK)
    near = Nearby(seating.costs, seating.seated)
    for _ in range(_PASSES):
        tables = np.unique(seating.table[seating.bad()])
        parts = _parts(random.permutation(tables), most // seating.members.shape[1])
        vain = 0
        for some in parts:
            before = seating.total()
            anew(seating, company(seating, some, most, near, random), random)
            vain = vain + 1 if seating.total() == before else 0
            if vain == _PATIENCE:
                return
        if vain == len(parts):
            return


def _parts(tables: Ints, block: int) -> list[Ints]:
    """A third of a block is bad tables."""
    each = max(1, block // 3)
    return np.array_split(tables, -(-len(tables) // each)) if len(tables) else []


def company(seating: Seating, tables: Ints, most: int, near: Nearby, random: np.random.Generator) -> Ints:
    """These tables, and others: half of them with somebody from the same locations."""
    wanted = int(np.clip(12 * len(tables), min(_SMALL, most), most)) // seating.members.shape[1] - len(tables)
    people = seating.members[tables].ravel()
    people = people[people != EMPTY]
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


def _seat_anew(seating: Seating, tables: Ints, random: np.random.Generator) -> None:
    """Larger tables, by a search."""
    members = seating.members[tables]
    people = members[members != EMPTY]
    ends = np.cumsum((members != EMPTY).sum(axis=1))
    groups = [tuple(range(begin, end)) for begin, end in zip([0, *ends[:-1]], ends, strict=True)]
    found = improved(square(seating.costs, people), groups, random)
    for table, group in zip(tables.tolist(), found, strict=True):
        seated = people[list(group)]
        seating.members[table] = EMPTY
        seating.members[table, : len(seated)] = seated
        seating.table[seated] = table
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
