"""The cheapest way to make pairs and a given number of trios: branch and bound over the trios.

For a trio abc and the cheapest rest R without it, adding the pair ab to that rest makes pairs of everybody but c.
So R(without abc) + ab >= R(without c), and the trio with its rest costs at least R(without c) + ac + bc, at each of
its corners: a few matchings rule out most trios. Those that remain are settled by one of their sides: with a and b
taken as one seat, one matching finds the best third for them."""

from itertools import combinations

import numpy as np

from rituals.coffee.matching.exact.bounds import least
from rituals.coffee.matching.exact.gallai_edmonds import UNSPARED, spare_circles
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem, as_groups, beside, matched, rest
from rituals.coffee.matching.input.arrays import Bools, Ints

_ALL = 72
_NEAR = 8
_BUDGET = 6000
_SMALL_BUDGET = 24
_SETTLED = np.iinfo(np.int64).max


def cheapest_with(problem: Problem, trios: int, below: int, budget: int = _BUDGET) -> Groups | None:
    """The cheapest groups with so many trios that cost less than `below`; None if there are none. Exact up to 72
    people, while a budget of matchings lasts; above, only trios of near people are looked at."""
    few = len(problem.cost) <= _ALL
    looks = budget if few else _SMALL_BUDGET
    circles = spare_circles(problem.allowed) if few and trios > 1 else None
    found = _Search(problem, trios, [looks], below, circles).run()
    return found[1] if found else None


class _Search:
    """One trio after the other, the most promising first; what remains has one trio less to find."""

    def __init__(self, problem: Problem, trios: int, budget: list[int], below: int, circles: Ints | None) -> None:
        self.problem, self.trios, self.budget, self.below, self.circles = problem, trios, budget, below, circles
        seats = len(problem.cost)
        self.corners = triangles(problem)
        if circles is not None:
            self.corners = self.corners[(circles[self.corners] != UNSPARED).all(axis=1)]
        a, b, c = self.corners.T
        ab, ac, bc = problem.cost[a, b], problem.cost[a, c], problem.cost[b, c]
        self.arms = np.stack([ab + ac, ab + bc, ac + bc], axis=1)
        self.without = np.zeros(seats, dtype=np.int64)
        self.known = np.zeros(seats, dtype=np.bool_)
        self.open = np.ones(len(self.corners), dtype=np.bool_)
        self.best: tuple[int, Groups] | None = None

    def run(self) -> tuple[int, Groups] | None:
        """The cheapest cost and groups."""
        if not len(self.corners) or self._is_crowded():
            return None
        if self.trios == 1:
            self._first_look()
        enough = least(self.problem, [2] * (len(self.problem.cost) // 2))
        while self.budget[0] > 0 and self._most() > enough:
            bound = self._bounds()
            at = int(bound.argmin())
            if bound[at] >= self._most():
                break
            unknown = [int(seat) for seat in self.corners[at] if not self.known[seat]]
            if unknown:
                self._look_without(unknown[0])
            else:
                self._settle(at, bound)
        return self.best

    def _is_crowded(self) -> bool:
        """Whether there are fewer circles with a trio in them than trios to find."""
        return self.circles is not None and len(np.unique(self.circles[self.corners])) < self.trios

    def _most(self) -> int:
        return self.best[0] if self.best else self.below

    def _bounds(self) -> Ints:
        bound: Ints = (self.without[self.corners] + self.arms).max(axis=1)
        return np.where(self.open, bound, _SETTLED)

    def _first_look(self) -> None:
        """Whom it is cheapest to do without; to do without anybody else can't be cheaper."""
        problem, seats = self.problem, len(self.problem.cost)
        cost = beside(problem.cost, np.zeros(seats, dtype=np.int64))
        if seats % 2 == 0:
            cost = beside(cost, np.append(problem.alone, 2 * problem.alone.sum()))
        self.budget[0] -= 1
        found = matched(cost)
        spare = next(a for a, b in found if b == seats)
        groups = as_groups(problem, [pair for pair in found if pair[1] != seats])
        self.without[:] = problem.total(groups)
        self._learn(spare, groups)

    def _look_without(self, seat: int) -> None:
        """The cheapest groups of everybody else, with one trio less."""
        others = np.delete(np.arange(len(self.problem.cost)), seat)
        found = self._rest(others, self._most(), seat)
        if found is None:
            self.open &= ~(self.corners == seat).any(axis=1)
            return
        self.without[seat] = found[0]
        self._learn(seat, found[1])

    def _rest(self, seats: Ints, below: int, corner: int) -> tuple[int, Groups] | None:
        """The cheapest groups of these with one trio less, none in the circle of this corner, for less than `below`."""
        inner = self.problem.part(seats)
        self.budget[0] -= 1
        if self.trios == 1:
            found: tuple[int, Groups] | None = rest(inner)
        else:
            circles = self.circles
            if circles is not None:
                circles = np.where(circles == circles[corner], UNSPARED, circles)[seats]
            found = _Search(inner, self.trios - 1, self.budget, below, circles).run()
        if found is None:
            return None
        return found[0], [tuple(int(seats[seat]) for seat in group) for group in found[1]]

    def _learn(self, seat: int, groups: Groups) -> None:
        """These are the best groups without this seat; with it in the best of their pairs they may be the best."""
        self.known[seat] = True
        pairs = np.array([group for group in groups if len(group) == 2], dtype=np.int64).reshape(-1, 2)
        allowed = self.problem.allowed[seat, pairs].all(axis=1)
        if not allowed.any():
            return
        more = np.where(allowed, self.problem.cost[seat, pairs].sum(axis=1), _SETTLED)
        pair = tuple(map(int, pairs[more.argmin()]))
        self._offer([*(group for group in groups if group != pair), (*pair, seat)])

    def _offer(self, groups: Groups) -> None:
        total = self.problem.total(groups)
        if total < self._most():
            self.best = total, groups

    def _settle(self, at: int, bound: Ints) -> None:
        """The best groups with this trio, or with any trio that shares one of its sides."""
        if self.trios == 1:
            self._settle_side(*self._busiest_side(at, bound))
            return
        trio = self.corners[at]
        left = self._most() - self.problem.of(trio)
        found = self._rest(np.setdiff1d(np.arange(len(self.problem.cost)), trio), left, int(trio[0]))
        self.open[at] = False
        if found:
            self._offer([tuple(map(int, trio)), *found[1]])

    def _busiest_side(self, at: int, bound: Ints) -> tuple[int, int]:
        """The side that most open trios share."""
        promising = self.corners[bound < self._most()]
        sides = [(int(self.corners[at, a]), int(self.corners[at, b])) for a, b in ((0, 1), (0, 2), (1, 2))]
        return max(sides, key=lambda side: int(_with_side(promising, side).sum()))

    def _settle_side(self, a: int, b: int) -> None:
        """Takes a and b as one seat, whose partner is the third."""
        self.open &= ~_with_side(self.corners, (a, b))
        others = np.delete(np.arange(len(self.problem.cost)), [a, b])
        inner = self.problem.part(others)
        third = self.problem.allowed[a, others] & self.problem.allowed[b, others]
        joint = self.problem.cost[a, others] + self.problem.cost[b, others] + self.problem.cost[a, b]
        found = self._with_joint(inner, np.where(third, joint, 4 * self.problem.alone.sum()))
        groups = as_groups(inner, [pair for pair in found if len(others) not in pair])
        seat = next(low + high - len(others) for low, high in found if len(others) in (low, high))
        self._offer([tuple(int(others[each]) for each in group) for group in groups] + [(a, b, int(others[seat]))])

    def _with_joint(self, inner: Problem, joint: Ints) -> list[tuple[int, int]]:
        cost = beside(inner.cost, joint)
        if len(cost) % 2:
            cost = beside(cost, np.append(inner.alone, 4 * self.problem.alone.sum()))
        self.budget[0] -= 1
        return matched(cost)


def _with_side(corners: Ints, side: tuple[int, int]) -> Bools:
    shared: Bools = (corners == side[0]).any(axis=1) & (corners == side[1]).any(axis=1)
    return shared


def triangles(problem: Problem) -> Ints:
    """All trios of people who may meet; among many people, only of each one's cheapest."""
    seats = len(problem.cost)
    trios = _all_trios(seats) if seats <= _ALL else _near_trios(problem)
    a, b, c = trios.T
    meet: Ints = trios[problem.allowed[a, b] & problem.allowed[a, c] & problem.allowed[b, c]]
    return meet


def _all_trios(seats: int) -> Ints:
    low, high = np.triu_indices(seats, 1)
    third = np.arange(seats)
    first, last = np.nonzero(high[:, None] < third[None, :])
    return np.stack([low[first], high[first], last], axis=1)


def _near_trios(problem: Problem) -> Ints:
    near = np.argsort(problem.cost, axis=1, kind="stable")[:, : _NEAR + 1]
    two = np.array(list(combinations(range(_NEAR + 1), 2)))
    seats = np.repeat(np.arange(len(near)), len(two))
    trios = np.stack([seats, near[:, two[:, 0]].ravel(), near[:, two[:, 1]].ravel()], axis=1)
    trios.sort(axis=1)
    trios = np.unique(trios, axis=0)
    different: Ints = trios[(trios[:, 0] != trios[:, 1]) & (trios[:, 1] != trios[:, 2])]
    return different
