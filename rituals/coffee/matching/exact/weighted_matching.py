"""The cheapest pairs among a few hundred people, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rustworkx import PyGraph, connected_components, max_weight_matching

from rituals.coffee.matching.input.arrays import Bools, Ints

Groups = list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Seats and what each two cost; two who are not allowed cost what both cost alone. Two of one department cost at
    least `same`."""

    cost: Ints
    allowed: Bools
    alone: Ints
    departments: Ints
    same: int

    def part(self, seats: Sequence[int] | Ints) -> "Problem":
        few = np.asarray(seats)
        some = np.ix_(few, few)
        return Problem(self.cost[some], self.allowed[some], self.alone[few], self.departments[few], self.same)

    def of(self, group: Sequence[int]) -> int:
        """The cost of a group of any size."""
        if len(group) == 1:
            return int(self.alone[group[0]])
        return sum(int(self.cost[a, b]) for k, a in enumerate(group) for b in group[k + 1 :])

    def total(self, groups: Groups) -> int:
        return sum(map(self.of, groups))


def matched(cost: Ints, allowed: Bools | None = None) -> list[tuple[int, int]]:
    """Most pairs, then the cheapest, of an even number of seats; only allowed ones, if that is given."""
    low, high = np.triu_indices(len(cost), 1)
    if allowed is not None:
        some = allowed[low, high]
        low, high = low[some], high[some]
    return cheapest(len(cost), low, high, cost[low, high])


def cheapest(seats: int, low: Ints, high: Ints, cost: Ints) -> list[tuple[int, int]]:
    """Most pairs, then the cheapest, of those listed."""
    if not len(low):
        return []
    graph: PyGraph[int | None, int] = PyGraph(multigraph=False, node_count_hint=seats, edge_count_hint=len(low))
    graph.add_nodes_from(range(seats))
    weight = (int(cost.max()) + 1 - cost).tolist()
    graph.extend_from_weighted_edge_list(list(zip(low.tolist(), high.tolist(), weight, strict=True)))
    pairs = max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((min(pair), max(pair)) for pair in pairs)


def components(allowed: Bools) -> list[list[int]]:
    """Seats that may meet, directly or through others."""
    graph: PyGraph[int | None, None] = PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(allowed)))
    low, high = np.nonzero(np.triu(allowed, 1))
    graph.extend_from_edge_list(list(zip(low.tolist(), high.tolist(), strict=True)))
    return sorted(sorted(each) for each in connected_components(graph))


def rest(problem: Problem) -> tuple[int, Groups]:
    """The cheapest pairs, and of an odd number one alone; those who may not meet are alone too."""
    cost = beside(problem.cost, problem.alone) if len(problem.cost) % 2 else problem.cost
    groups = as_groups(problem, matched(cost))
    return problem.total(groups), groups


def as_groups(problem: Problem, found: list[tuple[int, int]]) -> Groups:
    """Pairs, and those alone whose partner may not meet them or is no person."""
    seats = len(problem.cost)
    groups: Groups = []
    for a, b in found:
        together = b < seats and problem.allowed[a, b]
        groups += [(a, b)] if together else [(seat,) for seat in (a, b) if seat < seats]
    return groups


def beside(cost: Ints, one: Ints) -> Ints:
    """One more seat at the end, with these costs."""
    return np.block([[cost, one[:, None]], [one[None, :], np.zeros((1, 1), dtype=np.int64)]])
