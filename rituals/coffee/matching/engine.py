"""From people and history to groups: the method for how many there are."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from rituals.coffee.matching.exact.pairs import pairs
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem
from rituals.coffee.matching.input.arrays import Ints, meetings, staff
from rituals.coffee.matching.input.costs import Costs
from rituals.coffee.matching.input.records import History, Options
from rituals.coffee.matching.many.many import many_pairs, many_tables, square
from rituals.coffee.matching.search.gathering import gather
from rituals.coffee.matching.sites.sites import with_fewer_repeats

EXACT = 400
TABLES = 100
_SEEDS = (1 << 128) - 1


def grouped(people: Sequence[Any], history: History, options: Options) -> list[list[str]]:
    """Groups of ids; who can't be in one is left out."""
    read, order = staff(people, options)
    keys, ages = meetings(history, read.ids, order, options.blocks)
    costs = Costs(read, keys, ages, options)
    random = np.random.Generator(np.random.PCG64(options.seed & _SEEDS))
    return _named(searched(costs, random), read.ids)


def searched(costs: Costs, random: np.random.Generator) -> Groups:
    """Groups of places in the order of ids; who is in none may be a group of one."""
    people, wanted = len(costs.staff), costs.options.group_size
    everybody = random.permutation(people)
    if wanted == 2:
        return _placed(pairs(square(costs, everybody)), everybody) if people <= EXACT else many_pairs(costs, random)
    groups = _tables(costs, everybody, random)
    return with_fewer_repeats(costs, groups, random) if costs.has_wishes else groups


def _tables(costs: Costs, everybody: Ints, random: np.random.Generator) -> Groups:
    def solve(problem: Problem) -> Groups:
        return gather(problem, costs.options.group_size, random)

    few = len(everybody) <= TABLES
    return _placed(solve(square(costs, everybody)), everybody) if few else many_tables(costs, random, solve)


def _placed(groups: Groups, seats: Ints) -> Groups:
    return [tuple(int(seats[seat]) for seat in group) for group in groups]


def _named(groups: Iterable[Sequence[int]], ids: Sequence[str]) -> list[list[str]]:
    """Sorted ids; a group of one is no group."""
    return sorted(sorted(ids[seat] for seat in group) for group in groups if len(group) > 1)
