"""Repair among thousands: those who cost something, among others, a block at a time; of pairs exactly."""

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import cheapest
from rituals.coffee.matching.input.arrays import Ints
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.search.seating import EMPTY, Nearby, Seating
from rituals.coffee.matching.search.tables import improved

_BLOCK = 900
_SMALL = 240
_NEAR = 12
_TABU_BLOCK = 120
_BLOCKS = 12
_PATIENCE = 4
_SAMPLE = 200


def repair(seating: Seating, random: np.random.Generator) -> None:
    """Blocks of bad tables among good ones, seated anew, while that saves anything; a counted number of blocks."""
    anew, most = (_pair_anew, _BLOCK) if seating.members.shape[1] == 2 else (_seat_anew, _TABU_BLOCK)
    near = Nearby(seating.costs, seating.seated)
    left, vain, parts = _BLOCKS, 0, [np.empty(0, dtype=np.int64)]
    while left and parts and vain < _PATIENCE:
        parts = _parts(random.permutation(np.unique(seating.table[seating.bad()])), most // seating.members.shape[1])
        for some in parts[:left]:
            before = seating.total()
            anew(seating, company(seating, some, most, near, random), random)
            vain = vain + 1 if seating.total() == before else 0
            left -= 1


def reseat(seating: Seating, tables: Ints, random: np.random.Generator) -> None:
    """These larger tables, and others that may do them good, by a search; it costs no more than before."""
    near = Nearby(seating.costs, seating.seated)
    _seat_anew(seating, company(seating, tables, _TABU_BLOCK, near, random), random)


def _parts(tables: Ints, block: int) -> list[Ints]:
    """A third of a block is bad tables; or most of it, if there are many, for then they may do each other good."""
    each = max(1, block * 4 // 5 if len(tables) > block else block // 3)
    return np.array_split(tables, -(-len(tables) // each)) if len(tables) else []


def company(seating: Seating, tables: Ints, most: int, near: Nearby, random: np.random.Generator) -> Ints:
    """These tables, and others: a third each with the best of some for those at them, with somebody from the same
    locations, and any."""
    wanted = int(np.clip(12 * len(tables), min(_SMALL, most), most)) // seating.members.shape[1] - len(tables)
    people = seating.members[tables].ravel()
    people = np.resize(people[people != EMPTY], max(1, wanted // 3))
    some = random.choice(seating.seated, size=(len(people), _SAMPLE))
    best = some[np.arange(len(people)), seating.costs.of(people[:, None], some).argmin(axis=1)]
    anybody = random.integers(len(seating.members), size=max(0, wanted - 2 * len(people)))
    return np.unique(np.concatenate([tables, seating.table[best], seating.table[near.of(people, random)], anybody]))


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
