"""Pairs for up to a few hundred people; where they do not come out even, trios."""

from collections.abc import Iterator

from rituals.coffee.matching.exact.several_trios import with_trios
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem, components, matched


def pairs(problem: Problem) -> Groups:
    """Everybody in pairs if that can be. Else each part of the people who can meet is looked at by itself: most
    people placed, with as few trios as that takes, and then the cheapest. Who is alone is a group of one."""
    perfect = _perfect(problem)
    if perfect is not None:
        return perfect
    return [group for part in components(problem.allowed) for group in _part(problem, part)]


def _part(problem: Problem, seats: list[int]) -> Iterator[tuple[int, ...]]:
    inner = problem.part(seats)
    for group in _perfect(inner) or with_trios(inner):
        yield tuple(seats[seat] for seat in group)


def _perfect(problem: Problem) -> Groups | None:
    if len(problem.cost) % 2:
        return None
    found = matched(problem.cost, problem.allowed)
    return list(found) if 2 * len(found) == len(problem.cost) else None
