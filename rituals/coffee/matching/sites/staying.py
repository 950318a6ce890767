"""The tables of one site for those who stay there: as few as possible of whom meet again."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import Groups, Problem
from rituals.coffee.matching.input.arrays import Bools, Ints

_TABLES, _BITS = 30_000, 62
_LOOKS = 100_000


class Table(NamedTuple):
    """What its pairs cost, and who sits there, also as bits."""

    cost: int
    bits: int
    seats: tuple[int, ...]


class Found(NamedTuple):
    """Tables for everybody who stays, and what they cost."""

    cost: int
    tables: Groups


def most_people(size: int) -> int:
    """Among how many people all tables of a size can be looked at."""
    return next(people for people in range(size, _BITS + 1) if people == _BITS or comb(people + 1, size) > _TABLES)


def every_table(problem: Problem, stays: Bools, sizes: Sequence[int]) -> list[Table]:
    """All that have somebody who stays, the cheapest first."""
    return sorted(one for size in sizes for one in _of_size(problem, stays, size))


def _of_size(problem: Problem, stays: Bools, size: int) -> Iterator[Table]:
    rows = _all(len(stays), size)
    a, b = np.triu_indices(size, 1)
    fine = stays[rows].any(axis=1) & problem.allowed[rows[:, a], rows[:, b]].all(axis=1)
    rows = rows[fine]
    cost, bits = problem.cost[rows[:, a], rows[:, b]].sum(axis=1), (1 << rows).sum(axis=1)
    return map(Table, cost.tolist(), bits.tolist(), map(tuple, rows.tolist()))


@lru_cache(maxsize=16)
def _all(people: int, size: int) -> Ints:
    return np.array(list(combinations(range(people), size)), dtype=np.int64).reshape(-1, size)


def cheapest(tables: Sequence[Table], stays: Bools, rows: Mapping[int, int], repeat: int) -> Found | None:
    """Of these tables some at which everybody who stays has one seat, with so many `rows` of each size; None if no
    such were found. First as few pairs as can be that meet again, which cost a `repeat` each and more than all else
    together; then the cheapest. The best there are, unless that takes too many looks."""
    search = _Search(tables, np.nonzero(stays)[0].tolist(), rows)
    search.look(repeat)
    if search.best:
        search.look(1)
    return search.best


class _Search:
    """Depth first, the hardest person first, cheap tables first; with a bound: nobody has less than their share of
    their best table."""

    def __init__(self, tables: Sequence[Table], stays: Sequence[int], rows: Mapping[int, int]) -> None:
        self.best: Found | None = None
        self._rows = dict(rows)
        self._at = {seat: [table for table in tables if table.bits >> seat & 1] for seat in stays}
        together = sum(1 << seat for seat in stays)
        self._share = {
            seat: min((table.cost // (table.bits & together).bit_count() for table in own), default=0)
            for seat, own in self._at.items()
        }
        self._order = sorted(stays, key=lambda seat: (-self._share[seat], len(self._at[seat])))

    def look(self, unit: int) -> None:
        """For tables that cost less than the best so far, counted in whole units."""
        self._unit, self._looks = unit, _LOOKS
        self._seat([], 0, 0)

    def _seat(self, chosen: list[Table], taken: int, cost: int) -> None:
        left = [seat for seat in self._order if not taken >> seat & 1]
        if not left:
            self.best = Found(cost, [table.seats for table in chosen])
            return
        for table in self._at[left[0]]:
            self._looks -= 1
            if self._looks < 0 or not self._is_better(cost + table.cost):
                return
            size = len(table.seats)
            if not table.bits & taken and self._rows[size] and self._is_better(cost + self._least(table, left)):
                self._rows[size] -= 1
                self._seat([*chosen, table], taken | table.bits, cost + table.cost)
                self._rows[size] += 1

    def _is_better(self, cost: int) -> bool:
        return self.best is None or cost // self._unit < self.best.cost // self._unit

    def _least(self, table: Table, left: Sequence[int]) -> int:
        """Of the table, and of the tables of those who are not at it."""
        return table.cost + sum(self._share[seat] for seat in left if not table.bits >> seat & 1)
