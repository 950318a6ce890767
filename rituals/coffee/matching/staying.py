"""The tables of one site for those who stay there: as few as possible of whom meet again."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from math import ceil, comb
from typing import NamedTuple

import numpy as np

from rituals.coffee.matching.exact import Groups, Problem
from rituals.coffee.matching.reading import Bools, Ints

_TABLES, _BITS = 30_000, 62
_LOOKS = 100_000
_MANY = 1 << 40
_ROUNDING = 1e-6


class Table(NamedTuple):
    """Who sits there, also as bits, and how many pairs of them meet again."""

    again: int
    bits: int
    seats: tuple[int, ...]


class Found(NamedTuple):
    """Tables for everybody who stays, and how many pairs meet again at them."""

    again: int
    tables: Groups


def most_people(size: int) -> int:
    """Among how many people all tables of a size can be looked at."""
    return next(people for people in range(size, _BITS + 1) if people == _BITS or comb(people + 1, size) > _TABLES)


def tables(problem: Problem, stays: Bools, sizes: Sequence[int], repeat: int) -> list[Table]:
    """Every table with somebody who stays, the cheapest first; a pair that meets again costs `repeat`, and all else
    together less."""
    found = [one for size in sizes for one in _of_size(problem, stays, size)]
    return [Table(cost // repeat, bits, seats) for cost, bits, seats in sorted(found, key=lambda one: one[0])]


def _of_size(problem: Problem, stays: Bools, size: int) -> list[tuple[int, int, tuple[int, ...]]]:
    rows = _all(len(stays), size)
    a, b = np.triu_indices(size, 1)
    fine = stays[rows].any(axis=1) & problem.allowed[rows[:, a], rows[:, b]].all(axis=1)
    rows = rows[fine]
    cost, bits = problem.cost[rows[:, a], rows[:, b]].sum(axis=1), (1 << rows).sum(axis=1)
    return list(zip(cost.tolist(), bits.tolist(), map(tuple, rows.tolist()), strict=True))


@lru_cache(maxsize=16)
def _all(people: int, size: int) -> Ints:
    return np.array(list(combinations(range(people), size)), dtype=np.int64).reshape(-1, size)


def fewest(tables: Sequence[Table], stays: Bools, rows: Mapping[int, int]) -> Found | None:
    """Of these tables some at which everybody who stays has one seat, with so many `rows` of each size; None if no
    such were found. The best there are, unless that takes too many looks."""
    return _Search(tables, np.nonzero(stays)[0].tolist(), rows).best


class _Search:
    """Depth first, the hardest person first, cheap tables first; with a bound: nobody has less than their share of
    their best table."""

    def __init__(self, tables: Sequence[Table], stays: Sequence[int], rows: Mapping[int, int]) -> None:
        self.best: Found | None = None
        self._looks, self._rows = _LOOKS, dict(rows)
        self._at = {seat: [table for table in tables if table.bits >> seat & 1] for seat in stays}
        together = sum(1 << seat for seat in stays)
        self._share = {
            seat: min((table.again / (table.bits & together).bit_count() for table in own), default=_MANY)
            for seat, own in self._at.items()
        }
        self._order = sorted(stays, key=lambda seat: (-self._share[seat], len(self._at[seat])))
        self._seat([], 0, 0)

    def _seat(self, chosen: list[Table], taken: int, again: int) -> None:
        left = [seat for seat in self._order if not taken >> seat & 1]
        if not left:
            self.best = Found(again, [table.seats for table in chosen])
            return
        for table in self._at[left[0]]:
            self._looks -= 1
            if self._looks < 0 or not self._is_better(again + table.again):
                return
            size = len(table.seats)
            if not table.bits & taken and self._rows[size] and self._is_better(again + self._least(table, left)):
                self._rows[size] -= 1
                self._seat([*chosen, table], taken | table.bits, again + table.again)
                self._rows[size] += 1

    def _is_better(self, again: int) -> bool:
        return self.best is None or again < self.best.again

    def _least(self, table: Table, left: Sequence[int]) -> int:
        """Of the table, and of the tables of those who are not at it."""
        rest = sum(self._share[seat] for seat in left if not table.bits >> seat & 1)
        return table.again + ceil(rest - _ROUNDING)
