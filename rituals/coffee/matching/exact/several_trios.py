"""More than one trio, where people are in parts that hardly meet each other."""

import numpy as np

from rituals.coffee.matching.exact.trios import cheapest_with, triangles
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem, rest

_FEW = 5000
_LOOKS = 30
_CYCLES = 2


def with_trios(problem: Problem) -> Groups:
    """One trio more while that leaves fewer people alone: such groups cost less than being alone costs now."""
    best = rest(problem)[1]
    while _alone(problem, best):
        more = _one_more(problem, best)
        if more is None or _alone(problem, more) >= _alone(problem, best):
            break
        best = more
    return best


def _alone(problem: Problem, groups: Groups) -> int:
    return sum(problem.of(group) for group in groups if len(group) == 1)


def _one_more(problem: Problem, groups: Groups) -> Groups | None:
    """Exact for one trio, and for several where few can be. Else one is added to those there are, and each is looked
    at again while the others stay: no proof then that nothing is better."""
    trios, alone = _trios(groups), _alone(problem, groups)
    if not trios or len(triangles(problem)) ** len(trios) <= _FEW:
        return cheapest_with(problem, len(trios) + 1, alone)
    found = _beside(problem, trios, alone)
    for _ in range(_CYCLES):
        found = found and _each_again(problem, found)
    return found


def _trios(groups: Groups) -> Groups:
    return [group for group in groups if len(group) == 3]


def _each_again(problem: Problem, groups: Groups) -> Groups:
    for trio in _trios(groups):
        others = [other for other in _trios(groups) if other != trio]
        anew = _beside(problem, others, problem.total(groups)) if trio in groups else None
        if anew and problem.total(anew) < problem.total(groups):
            groups = anew
    return groups


def _beside(problem: Problem, trios: Groups, below: int) -> Groups | None:
    """These trios, and the cheapest groups of the others with one trio more; all of them for less than `below`."""
    others = np.delete(np.arange(len(problem.cost)), [seat for trio in trios for seat in trio])
    left = below - sum(map(problem.of, trios))
    found = cheapest_with(problem.part(others), 1, left, _LOOKS)
    return None if found is None else trios + [tuple(int(others[seat]) for seat in group) for group in found]
