"""Groups of three to seven for up to a few hundred people, with nobody against a wish."""

from itertools import combinations

import numpy as np

from rituals.coffee.matching.exact.pairs import pairs
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem, components
from rituals.coffee.matching.search.tables import tables


def gather(problem: Problem, wanted: int, random: np.random.Generator) -> Groups:
    """Each part of the people who can meet by itself; who is alone is a group of one."""
    groups: Groups = []
    for part in components(problem.allowed):
        found = _part(problem.part(part), wanted, random)
        groups += [tuple(part[seat] for seat in group) for group in found]
    return groups


def _part(problem: Problem, wanted: int, random: np.random.Generator) -> Groups:
    """If somebody can't be placed, the others are seated anew, as if that person were not there."""
    everybody = np.arange(len(problem.cost))
    if len(everybody) == 1:
        return [(0,)]
    groups = mended(problem, tables(problem, wanted, random), wanted)
    alone = [group[0] for group in groups if len(group) == 1]
    rest = np.delete(everybody, alone)
    if not alone or len(rest) < 2:
        return groups
    found = tables(problem.part(rest), wanted, random)
    anew: Groups = [tuple(int(rest[seat]) for seat in group) for group in found]
    return anew + [(seat,) for seat in alone] if all(_may_meet(problem, group) for group in anew) else groups


def mended(problem: Problem, groups: Groups, wanted: int) -> Groups:
    """Whoever may not be where they are goes to another group with room, or to others who have none."""
    kept = [_kept(problem, group) for group in groups]
    loose = [seat for group, some in zip(groups, kept, strict=True) for seat in group if seat not in some]
    loose += [group[0] for group in kept if len(group) == 1]
    kept = [group for group in kept if len(group) > 1]
    left = [
        seat
        for seat in sorted(loose, key=lambda seat: -int(problem.alone[seat]))
        if not _joins(problem, kept, seat, wanted)
    ]
    rest = pairs(problem.part(left)) if left else []
    return _fair(problem, kept + [tuple(left[seat] for seat in group) for group in rest])


def _fair(problem: Problem, groups: Groups) -> Groups:
    """Nobody who was left over last time is alone if somebody who was not could give them their place."""
    for at, group in enumerate(groups):
        if len(group) == 1 and problem.alone[group[0]] > problem.alone.min():
            _gets_a_place(problem, groups, at)
    return groups


def _gets_a_place(problem: Problem, groups: Groups, at: int) -> None:
    seat = groups[at][0]
    for other, group in enumerate(groups):
        for each in group if len(group) > 1 else ():
            anew = (*(one for one in group if one != each), seat)
            if problem.alone[each] < problem.alone[seat] and _may_meet(problem, anew):
                groups[other], groups[at] = anew, (each,)
                return


def _kept(problem: Problem, group: tuple[int, ...]) -> tuple[int, ...]:
    """Most of a group who may all meet, whoever was left over last time first, then the cheapest."""
    for size in range(len(group), 1, -1):
        some = [each for each in combinations(group, size) if _may_meet(problem, each)]
        if some:
            return min(some, key=lambda each: (-int(problem.alone[list(each)].sum()), problem.of(each)))
    return max((seat,) for seat in group)


def _may_meet(problem: Problem, group: tuple[int, ...]) -> bool:
    return all(problem.allowed[a, b] for a, b in combinations(group, 2))


def _joins(problem: Problem, groups: Groups, seat: int, wanted: int) -> bool:
    """Adds the seat to the cheapest group with room for it."""
    room = [at for at, group in enumerate(groups) if len(group) <= wanted and problem.allowed[seat, list(group)].all()]
    if not room:
        return False
    at = min(room, key=lambda at: (len(groups[at]) >= wanted, int(problem.cost[seat, list(groups[at])].sum())))
    groups[at] = (*groups[at], seat)
    return True
