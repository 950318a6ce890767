"""Thousands of people at their tables, and swaps between them, many at a time."""

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import Groups
from rituals.coffee.matching.input.arrays import UNKNOWN, Ints
from rituals.coffee.matching.input.costs import Costs

EMPTY = -1


def padded(groups: Groups) -> Ints:
    """A row for each group, all as wide as the widest."""
    width = max(map(len, groups), default=0)
    rows = [(*group, *(EMPTY,) * (width - len(group))) for group in groups]
    return np.array(rows, dtype=np.int64).reshape(len(groups), width)


class Seating:
    """Who sits where, and what each person costs among their mates. Rows of `members` may end in EMPTY."""

    def __init__(self, costs: Costs, members: Ints) -> None:
        self.costs, self.members = costs, members
        self.table = np.full(len(costs.staff), EMPTY, dtype=np.int64)
        row, _ = np.nonzero(members != EMPTY)
        self.table[members[members != EMPTY]] = row
        self.seated = np.sort(members[members != EMPTY])
        self.own = np.zeros(len(costs.staff), dtype=np.int64)
        self.refresh(self.seated)

    def refresh(self, people: Ints) -> None:
        """Count anew what these people cost."""
        self.own[people] = self.beside(people, self.mates(people))

    def mates(self, people: Ints) -> Ints:
        """Who sits with each, in a last axis of their own."""
        rows = self.members[self.table[people]]
        if self.members.shape[1] == 2:
            other: Ints = np.where(rows[..., :1] == people[..., None], rows[..., 1:], rows[..., :1])
            return other
        mates: Ints = np.where(rows == people[..., None], EMPTY, rows)
        return mates

    def beside(self, people: Ints, mates: Ints) -> Ints:
        """What each would cost with those mates."""
        if mates.shape[-1] == 1:
            return self.costs.of(people, mates[..., 0])
        a = np.broadcast_to(people[..., None], mates.shape)
        there = mates != EMPTY
        cost = np.zeros(mates.shape, dtype=np.int64)
        cost[there] = self.costs.of(a[there], mates[there])
        total: Ints = cost.sum(axis=-1)
        return total

    def bad(self) -> Ints:
        """Those who cost anything where they are."""
        bad: Ints = self.seated[self.own[self.seated] > 0]
        return bad

    def total(self) -> int:
        """The cost of all pairs."""
        return int(self.own[self.seated].sum()) // 2

    def by_table(self) -> Ints:
        """What those at each table cost."""
        cost = np.zeros(len(self.members), dtype=np.int64)
        np.add.at(cost, self.table[self.seated], self.own[self.seated])
        halves: Ints = cost // 2
        return halves

    def groups(self) -> Groups:
        """Who sits together."""
        if self.members.shape[1] == 2:
            return list(zip(*self.members.T.tolist(), strict=True))
        return [tuple(seat for seat in row if seat != EMPTY) for row in self.members.tolist()]

    def swap(self, a: Ints, b: Ints) -> None:
        """Each of `a` with each of `b`; no table may be named twice."""
        first, second = self.table[a], self.table[b]
        seat_a = (self.members[first] == a[:, None]).argmax(axis=1)
        seat_b = (self.members[second] == b[:, None]).argmax(axis=1)
        self.members[first, seat_a], self.members[second, seat_b] = b, a
        self.table[a], self.table[b] = second, first
        moved = self.members[np.concatenate([first, second])].ravel()
        self.refresh(moved[moved != EMPTY])


class Nearby:
    """People by location, to find somebody at the same one."""

    def __init__(self, costs: Costs, seated: Ints) -> None:
        location = costs.staff.location
        self._seated, self._location = seated, location
        self._order = seated[np.argsort(location[seated], kind="stable")]
        known = location[self._order]
        places = np.arange(int(location.max(initial=UNKNOWN)) + 1)
        self._start = np.searchsorted(known, places)
        self._count = np.searchsorted(known, places, side="right") - self._start

    def of(self, people: Ints, random: np.random.Generator) -> Ints:
        """Somebody at the location of each; anybody if that is unknown."""
        found = random.choice(self._seated, size=people.shape)
        if not len(self._start):
            return found
        location = np.maximum(self._location[people], 0)
        count = self._count[location]
        offset = (random.random(people.shape) * count).astype(np.int64)
        near = self._order[np.minimum(self._start[location] + offset, len(self._order) - 1)]
        return np.where((self._location[people] != UNKNOWN) & (count > 0), near, found)


_AT_ONCE = 30_000
_TRIES = 64
_ROUNDS = 120
_PATIENCE = 8


def settle(seating: Seating, floor: int, random: np.random.Generator) -> None:
    """Swaps of people who cost something with others, down to the floor or while that saves anything; stops after a
    number of looks without any."""
    near = Nearby(seating.costs, seating.seated) if _by_location(seating.costs) else None
    vain = 0
    for _ in range(_ROUNDS):
        people = _one_a_table(seating, seating.bad(), random)
        if vain == _PATIENCE or seating.total() <= floor:
            return
        a, b = _better(seating, people, _candidates(seating, people, near, random))
        vain = vain + 1 if not len(a) else 0
        if len(a):
            seating.swap(a, b)


def _by_location(costs: Costs) -> bool:
    return costs.has_wishes or bool(costs.options.weights.hours_overlap)


def _one_a_table(seating: Seating, people: Ints, random: np.random.Generator) -> Ints:
    people = random.permutation(people)
    claim = np.empty(len(seating.members), dtype=np.int64)
    claim[seating.table[people]] = np.arange(len(people))
    first: Ints = people[claim[seating.table[people]] == np.arange(len(people))]
    return first


def _candidates(seating: Seating, people: Ints, near: Nearby | None, random: np.random.Generator) -> Ints:
    """For each person some others to swap with: anybody, and mates of those at their location."""
    tries = int(np.clip(_AT_ONCE // len(people), 1 if near is None else 2, _TRIES))
    others = random.choice(seating.seated, size=(len(people), tries))
    if near is None:
        return others
    half = tries // 2
    close = near.of(np.repeat(people[:, None], half, axis=1), random)
    mates = seating.mates(close)
    mate = mates[..., 0] if mates.shape[-1] == 1 else mates.max(axis=-1)
    others[:, :half] = mate
    return others


def _better(seating: Seating, people: Ints, others: Ints) -> tuple[Ints, Ints]:
    """The best swap of each, where it saves something; no table twice."""
    a = np.broadcast_to(people[:, None], others.shape)
    change = seating.beside(
        others, np.broadcast_to(seating.mates(people)[:, None, :], (*others.shape, _width(seating)))
    )
    change = change + seating.beside(a, seating.mates(others)) - seating.own[a] - seating.own[others]
    change[seating.table[a] == seating.table[others]] = 0
    best = change.argmin(axis=1)
    rows = np.arange(len(people))
    saves = change[rows, best] < 0
    return _apart(seating, people[saves], others[rows, best][saves])


def _width(seating: Seating) -> int:
    width = seating.members.shape[1]
    return 1 if width == 2 else width


def _apart(seating: Seating, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Of swaps that share a table, the first."""
    number = np.arange(len(a))
    claim = np.empty(len(seating.members), dtype=np.int64)
    first, second = seating.table[a], seating.table[b]
    both = np.stack([first, second], axis=1).ravel()
    claim[both[::-1]] = np.repeat(number, 2)[::-1]
    free = (claim[first] == number) & (claim[second] == number)
    return a[free], b[free]
