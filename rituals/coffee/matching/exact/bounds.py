"""What no groups can be cheaper than: where a search may stop."""

from collections.abc import Sequence

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import Problem
from rituals.coffee.matching.input.arrays import UNKNOWN, Ints


def least(problem: Problem, sizes: Sequence[int]) -> int:
    """Nobody can have fewer than size - 1 others: half the sum of each one's cheapest, in the smallest groups. And so
    many of one department meet however evenly it is dealt out."""
    others = min(sizes) - 1
    cheapest = np.partition(problem.cost, others - 1, axis=1)[:, :others] if others else problem.cost[:, :0]
    cheapest = np.minimum(cheapest, 2 * problem.alone[:, None])
    return max(-(-int(cheapest.sum()) // 2), problem.same * least_same(problem.departments, len(sizes)))


def least_same(departments: Ints, tables: int) -> int:
    """Pairs of one department that can't be avoided at so many tables, however wide these are."""
    counts = np.bincount(departments[departments != UNKNOWN])
    each, more = counts // tables, counts % tables
    return int((more * (each + 1) * each // 2 + (tables - more) * each * (each - 1) // 2).sum())
