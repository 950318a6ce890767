"""Some tables as they were planned: others are broken up for them, and whoever sat there takes a place that is free."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np

from rituals.coffee.matching.exact.weighted_matching import Groups
from rituals.coffee.matching.input.arrays import Ints
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.many.blocks import reseat
from rituals.coffee.matching.search.seating import Seating, padded

_LOOKS = 2


def seated_so(seating: Seating, tables: Groups, instead: Groups, random: np.random.Generator) -> Seating | None:
    """Everybody anew: these `tables`, and all others in groups of the same sizes as before; None if there are no groups
    to break up for them. Whoever sits in a group `instead` and not at a table has no wish."""
    costs, placed = seating.costs, set(chain.from_iterable(tables))
    needed = Counter(map(len, tables))
    needed.subtract(map(len, instead))
    rest = _without(seating.groups(), instead)
    broken = _to_break_up(costs, rest, needed, placed)
    if Counter(map(len, broken)) != +needed:
        return None
    kept, empty = _without(rest, broken), list((-needed).elements())
    stay = [tuple(seat for seat in group if seat not in placed) for group in kept]
    loose = set(chain(*instead, *broken)) - placed
    filled = _filled(costs, [*stay, *((),) * len(empty)], [*map(len, kept), *empty], sorted(loose))
    moved = [at for at, group in enumerate(filled) if not loose.isdisjoint(group)]
    return _looked_at(costs, filled + tables, np.array(moved, dtype=np.int64), random)


def _without(groups: Groups, some: Groups) -> Groups:
    others = set(some)
    return [group for group in groups if group not in others]


def _to_break_up(costs: Costs, groups: Groups, needed: Counter[int], placed: Collection[int]) -> Groups:
    """So many groups of each size as are needed, those that lose most people anyhow; none with a wish."""
    free = [group for group in groups if not costs.staff.wishes[list(group)].any()]
    free.sort(key=lambda group: -sum(seat in placed for seat in group))
    return [group for size, count in (+needed).items() for group in [one for one in free if len(one) == size][:count]]


def _filled(costs: Costs, groups: Groups, sizes: Sequence[int], loose: Sequence[int]) -> Groups:
    """Each of the loose where they cost least just now."""
    groups = list(groups)
    for seat in loose:
        room = [at for at, group in enumerate(groups) if len(group) < sizes[at]]
        at = min(room, key=lambda at: int(costs.of(np.array([seat]), np.array(groups[at], dtype=np.int64)).sum()))
        groups[at] = (*groups[at], seat)
    return groups


def _looked_at(costs: Costs, groups: Groups, moved: Ints, random: np.random.Generator) -> Seating:
    """All of them, those that somebody came to improved."""
    seating = Seating(costs, padded(groups))
    for _ in range(_LOOKS if len(moved) else 0):
        reseat(seating, moved, random)
    return seating
