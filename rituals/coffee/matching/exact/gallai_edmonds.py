"""Whom pairs alone could leave out: the set D of Gallai and Edmonds (L. Lovász, M. D. Plummer, Matching Theory, 1986,
chapter 3).

Each trio places one person whom pairs alone would leave out, and that can be any of its three, so they are all of D.
Within D people may meet only inside of circles, and pairs leave out at most one of each: a trio is in one circle, and
no two are in the same."""

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import cheapest, components
from rituals.coffee.matching.input.arrays import Bools, Ints

UNSPARED = -1


def spare_circles(allowed: Bools) -> Ints:
    """The number of each seat's circle, or UNSPARED for a seat that every largest set of pairs needs."""
    most = _most_pairs(allowed)
    seats = np.arange(len(allowed))
    spare = np.array([_most_pairs(_part(allowed, seats != each)) == most for each in seats], dtype=np.bool_)
    circles = np.full(len(allowed), UNSPARED, dtype=np.int64)
    places = np.nonzero(spare)[0]
    for number, circle in enumerate(components(_part(allowed, spare))):
        circles[places[circle]] = number
    return circles


def _part(allowed: Bools, some: Bools) -> Bools:
    part: Bools = allowed[np.ix_(some, some)]
    return part


def _most_pairs(allowed: Bools) -> int:
    low, high = np.nonzero(np.triu(allowed, 1))
    return len(cheapest(len(allowed), low, high, np.zeros(len(low), dtype=np.int64)))
