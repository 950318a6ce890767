"""Groups for more people than can be looked at all at once."""

from collections.abc import Callable

import numpy as np

from rituals.coffee.matching.exact.bounds import least_same
from rituals.coffee.matching.exact.pairs import pairs
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem
from rituals.coffee.matching.input.arrays import Ints
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.many import blocks, dealing
from rituals.coffee.matching.search.seating import EMPTY, Nearby, Seating, padded, settle
from rituals.coffee.matching.search.tables import sizes

Solve = Callable[[Problem], Groups]

_COMPANY = 30
_TRIES = 6


def many_pairs(costs: Costs, random: np.random.Generator) -> Groups:
    """Pairs: dealt, swapped, repaired; the odd one and those nobody was found for are seated among some others."""
    everybody = np.arange(len(costs.staff))
    spare = _spare(costs, random) if len(everybody) % 2 else everybody[:0]
    seating = Seating(costs, dealing.pairs(costs, np.setdiff1d(everybody, spare), random))
    _improve(seating, random)
    return _rescued(costs, seating.groups(), spare.tolist(), pairs, random)


def many_tables(costs: Costs, random: np.random.Generator, solve: Solve) -> Groups:
    """Larger groups: dealt and swapped; `solve` seats those nobody was found for among some others."""
    split = sizes(len(costs.staff), costs.options.group_size)
    seating = Seating(costs, dealing.tables(costs, np.arange(len(costs.staff)), split, random))
    _improve(seating, random)
    return _rescued(costs, seating.groups(), [], solve, random)


def _improve(seating: Seating, random: np.random.Generator) -> None:
    """As far as the departments leave room to."""
    costs = seating.costs
    floor = costs.same * least_same(costs.staff.department[seating.seated], len(seating.members))
    settle(seating, floor, random)
    if seating.total() > floor:
        blocks.repair(seating, random)


def square(costs: Costs, seats: Ints) -> Problem:
    """Everything about a few people at once. One with themselves costs as two alone."""
    a, b = seats[:, None], seats[None, :]
    allowed = costs.allowed(a, b) & (a != b)
    cost = np.where(a != b, costs.of(a, b), costs.alone[a] + costs.alone[b])
    return Problem(cost, allowed, costs.alone[seats], costs.staff.department[seats], costs.same)


def _spare(costs: Costs, random: np.random.Generator) -> Ints:
    """Somebody who is easy to add to a pair, if there is anybody without wishes."""
    easy = np.nonzero(~costs.staff.wishes & ~costs.staff.favoured)[0]
    return random.choice(easy if len(easy) else np.arange(len(costs.staff)), size=1)


def _rescued(costs: Costs, groups: Groups, loose: list[int], solve: Solve, random: np.random.Generator) -> Groups:
    """Whoever is in a group that may not be, and whoever is loose, seated anew with different company, as often as
    somebody is still alone."""
    near = Nearby(costs, np.arange(len(costs.staff)))
    for _ in range(_TRIES):
        wrong = _wrong(costs, groups)
        if not wrong and not loose:
            break
        chosen = _with_company(costs, groups, wrong, loose, near, random)
        people = random.permutation([*loose, *(seat for at in chosen for seat in groups[at])])
        anew = [tuple(int(people[seat]) for seat in group) for group in solve(square(costs, people))]
        groups = [group for at, group in enumerate(groups) if at not in chosen]
        groups += [group for group in anew if len(group) > 1]
        loose = [group[0] for group in anew if len(group) == 1]
    return groups + [(seat,) for seat in loose]


def _wrong(costs: Costs, groups: Groups) -> list[int]:
    """Groups in which two may not meet."""
    rows = padded(groups)
    wrong = np.zeros(len(groups), dtype=np.bool_)
    for a in range(rows.shape[1]):
        for b in range(a + 1, rows.shape[1]):
            both = np.nonzero(rows[:, b] != EMPTY)[0]
            wrong[both] |= ~costs.allowed(rows[both, a], rows[both, b])
    return np.nonzero(wrong)[0].tolist()


def _with_company(
    costs: Costs, groups: Groups, wrong: list[int], loose: list[int], near: Nearby, random: np.random.Generator
) -> set[int]:
    """The wrong groups, some of people at the same locations, and some others."""
    at = np.full(len(costs.staff), EMPTY, dtype=np.int64)
    for number, group in enumerate(groups):
        at[list(group)] = number
    sought = np.array([*loose, *(seat for number in wrong[:_COMPANY] for seat in groups[number])], dtype=np.int64)
    close = at[near.of(np.resize(sought, _COMPANY // 2), random)]
    anybody = random.integers(len(groups), size=_COMPANY // 2)
    return {int(number) for number in (*wrong[: 2 * _COMPANY], *close, *anybody) if number != EMPTY}
