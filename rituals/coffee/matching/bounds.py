"""What no groups can be cheaper than: where a search may stop."""

from collections.abc import Sequence

import numpy as np

from rituals.coffee.matching.exact import Problem


def least(problem: Problem, sizes: Sequence[int]) -> int:
    """Nobody can have fewer than size - 1 others: half the sum of each one's cheapest, in the smallest groups."""
    others = min(sizes) - 1
    cheapest = np.partition(problem.cost, others - 1, axis=1)[:, :others] if others else problem.cost[:, :0]
    return -(-int(cheapest.sum()) // 2)
