"""Circles to match, and what the best groups of a few people are: by trying everything, and by an integer program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from random import Random

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from rituals.coffee.matching import Colleague, Options, Weights

History = list[tuple[str, str, int]]
Group = Sequence[str]
Value = tuple[int, int, int, int, Fraction, int]
"""People alone, favoured ones among them, odd-sized groups, repeats, soft cost, ages of the repeats."""

DAY = 24 * 60
MANY = 1000
NOTHING: Value = (0, 0, 0, 0, Fraction(0), 0)


def names(count: int) -> list[str]:
    return [f"U{number:03}" for number in range(count)]


def colleagues(count: int) -> list[Colleague]:
    return [Colleague(id=id) for id in names(count)]


def pairs_of(groups: Iterable[Group]) -> list[tuple[str, str]]:
    return [(a, b) for group in groups for a, b in combinations(sorted(group), 2)]


@dataclass(frozen=True)
class Circle:
    """Everything that a round is made from."""

    people: list[Colleague]
    history: History
    options: Options

    @property
    def ids(self) -> list[str]:
        return [person.id for person in self.people]


class Judge:
    """What groups are worth, said anew and slowly."""

    def __init__(self, circle: Circle) -> None:
        self.circle = circle
        self.people = {person.id: person for person in circle.people}
        self.blocks = {frozenset(pair) for pair in circle.options.blocks}
        here = [row for row in circle.history if row[0] in self.people and row[1] in self.people and row[0] != row[1]]
        rounds = sorted({number for _, _, number in here})
        self.last: dict[frozenset[str], int] = {}
        for a, b, number in here:
            pair = frozenset((a, b))
            self.last[pair] = max(self.last.get(pair, 0), rounds.index(number) + 1)
        self.pair = cache(self._pair)

    def allowed(self, a: str, b: str) -> bool:
        one, other = self.people[a], self.people[b]
        if frozenset((a, b)) in self.blocks:
            return False
        wish = one.same_location_only or other.same_location_only
        return not wish or (bool(one.location) and one.location == other.location)

    def soft(self, a: str, b: str) -> Fraction:
        one, other, options = self.people[a], self.people[b], self.circle.options
        weights = options.weights
        cost = Fraction(0)
        if one.department and one.department == other.department:
            cost += Fraction(str(weights.cross_department))
        if self._new(one) and self._new(other):
            cost += Fraction(str(weights.newcomer_old_hand))
        lack = max(0, options.overlap_target - _shared(one, other))
        return cost + Fraction(lack, options.overlap_target) * Fraction(str(weights.hours_overlap))

    def value(self, groups: Iterable[Group], usual: int = 2) -> Value:
        """Of groups that may be made; those in none are alone."""
        groups = list(groups)
        placed = {id for group in groups for id in group}
        alone = [id for id in self.people if id not in placed]
        value = (len(alone), len(set(alone) & set(self.circle.options.favoured)), 0, 0, Fraction(0), 0)
        for group in groups:
            value = _plus(value, self.of(tuple(sorted(group)), usual))
        return value

    def of(self, group: tuple[str, ...], usual: int = 2) -> Value:
        value: Value = (0, 0, int(len(group) != usual), 0, Fraction(0), 0)
        for a, b in combinations(group, 2):
            value = _plus(value, self.pair(a, b))
        return value

    def _pair(self, a: str, b: str) -> Value:
        age = self.last.get(frozenset((a, b)), 0)
        return (0, 0, 0, int(age > 0), self.soft(a, b), age)

    def _new(self, person: Colleague) -> bool:
        options = self.circle.options
        return person.joined is not None and options.round - person.joined < options.newcomer_rounds

    def may_meet(self, group: Group) -> bool:
        return all(self.allowed(a, b) for a, b in combinations(group, 2))


def best_by_trying(circle: Circle) -> Value:
    """Of all pairs and trios that everybody, or nearly, can be in."""
    judge, ids, favoured = Judge(circle), sorted(circle.ids), set(circle.options.favoured)

    @cache
    def best(left: tuple[str, ...]) -> Value:
        if not left:
            return NOTHING
        one, rest = left[0], left[1:]
        alone: Value = (1, int(one in favoured), 0, 0, Fraction(0), 0)
        ways = [_plus(alone, best(rest))]
        for group in _with(one, rest):
            if judge.may_meet(group):
                remain = tuple(id for id in rest if id not in group)
                ways.append(_plus(judge.of(group), best(remain)))
        return min(ways)

    return best(tuple(ids))


def _with(one: str, rest: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in (1, 2):
        for others in combinations(rest, size):
            yield (one, *others)


def _plus(one: Value, other: Value) -> Value:
    a, b, c, d, e, f = (x + y for x, y in zip(one, other, strict=True))
    return int(a), int(b), int(c), int(d), Fraction(e), int(f)


def _shared(one: Colleague, other: Colleague) -> int:
    """Minutes of a day in which both work; a whole day if that isn't known."""
    minutes = [_working(person) for person in (one, other)]
    return DAY if None in minutes else len((minutes[0] or set()) & (minutes[1] or set()))


@cache
def _working(person: Colleague) -> frozenset[int] | None:
    if person.utc_offset is None or person.work_start is None or person.work_end is None:
        return None
    length = (person.work_end - person.work_start) % DAY
    return frozenset((person.work_start - person.utc_offset + minute) % DAY for minute in range(length))


OFFSETS = st.sampled_from([None, 0, 60, 345, -480, 720])
HOURS = st.sampled_from([None, 0, 360, 480, 540, 1000, 1320])


@st.composite
def circles(draw: st.DrawFn, most: int, group_size: int = 2) -> Circle:
    """Any people, blocks, wishes, history and weights."""
    ids = names(draw(st.integers(0, most)))
    people = [draw(_people(id)) for id in ids]
    two = st.tuples(st.sampled_from(ids), st.sampled_from(ids)) if len(ids) > 1 else st.nothing()
    met = st.tuples(two, st.integers(1, 9))
    rows = draw(st.lists(met, max_size=len(ids) ** 2)) if len(ids) > 1 else []
    blocks = draw(st.lists(two, max_size=draw(st.sampled_from([0, 3, len(ids) ** 2])))) if len(ids) > 1 else []
    weight = st.sampled_from([0.0, 1.0, 0.25, 2.5])
    options = Options(
        group_size=group_size,
        round=draw(st.integers(0, 12)),
        seed=draw(st.integers(0, 2**64)),
        blocks=blocks,
        weights=Weights(cross_department=draw(weight), hours_overlap=draw(weight), newcomer_old_hand=draw(weight)),
        overlap_target=draw(st.sampled_from([30, 120, 420])),
        favoured=draw(st.lists(st.sampled_from(ids), max_size=3)) if ids else [],
    )
    return Circle(people, [(a, b, number) for (a, b), number in rows], options)


@st.composite
def _people(draw: st.DrawFn, id: str) -> Colleague:
    return Colleague(
        id=id,
        department=draw(st.sampled_from(["", "A", "B", "C"])),
        location=draw(st.sampled_from(["", "X", "Y"])),
        utc_offset=draw(OFFSETS),
        work_start=draw(HOURS),
        work_end=draw(HOURS),
        joined=draw(st.one_of(st.none(), st.integers(0, 12))),
        same_location_only=draw(st.sampled_from([False, False, False, True])),
    )


def best_by_program(circle: Circle, sizes: Sequence[int]) -> tuple[int, float] | None:
    """Repeats and soft cost of the best groups of these sizes that place everybody, by HiGHS; None if there are none.
    A set partition: each allowed group is taken or not."""
    judge, place = Judge(circle), {id: at for at, id in enumerate(circle.ids)}
    every = [group for size in set(sizes) for group in combinations(sorted(circle.ids), size) if judge.may_meet(group)]
    values = [judge.of(group) for group in every]
    seats = [(place[id], column) for column, group in enumerate(every) for id in group]
    kinds = [(len(place) + sorted(set(sizes)).index(len(group)), column) for column, group in enumerate(every)]
    rows, columns = zip(*seats, *kinds, strict=True)
    taken = csr_array((np.ones(len(rows)), (rows, columns)))
    exactly = np.array([1] * len(place) + [list(sizes).count(size) for size in sorted(set(sizes))])
    cost = np.array([value[3] * MANY + float(value[4]) for value in values])
    found = milp(
        cost, constraints=LinearConstraint(taken, exactly, exactly), integrality=np.ones(len(every)), bounds=(0, 1)
    )
    if found.x is None:
        return None
    chosen = [value for value, part in zip(values, found.x, strict=True) if part > 0.5]
    return sum(value[3] for value in chosen), float(sum(value[4] for value in chosen))


def best_pairs_by_program(circle: Circle) -> tuple[int, int, int, int, float]:
    """People alone, favoured ones among them, trios, repeats and soft cost of the best pairs and trios, by HiGHS: each
    of them in its turn, with those before it held as they are."""
    judge, favoured = Judge(circle), set(circle.options.favoured)
    place = {id: at for at, id in enumerate(circle.ids)}
    every = [group for size in (1, 2, 3) for group in combinations(circle.ids, size) if judge.may_meet(group)]
    seats = [(place[id], column) for column, group in enumerate(every) for id in group]
    taken = csr_array((np.ones(len(seats)), tuple(zip(*seats, strict=True))), shape=(len(place), len(every)))
    held = [LinearConstraint(taken, 1, 1)]
    found: list[float] = []
    for cost in (
        [len(group) == 1 for group in every],
        [len(group) == 1 and group[0] in favoured for group in every],
        [len(group) == 3 for group in every],
        [judge.of(group)[3] for group in every],
        [float(judge.of(group)[4]) for group in every],
    ):
        row = np.array(cost, dtype=float)
        least = milp(row, constraints=held, integrality=np.ones(len(every)), bounds=(0, 1))
        found.append(round(least.fun, 6))
        held.append(LinearConstraint(csr_array(row[None, :]), -np.inf, least.fun + 1e-6))
    alone, kept, trios, repeats, soft = found
    return int(alone), int(kept), int(trios), int(repeats), soft


def a_circle(count: int, seed: int, met: float, wishes: float = 0.1, blocks: float = 0.05) -> Circle:
    """People of six departments, three sites and any hours; of all pairs, a share has met and a share never may."""
    random, ids = Random(seed), names(count)
    people = [
        Colleague(
            id=id,
            department=random.choice("ABCDEF"),
            location=random.choice("XYZ"),
            utc_offset=random.choice([0, 60, 120, -300]),
            work_start=random.randrange(400, 720),
            work_end=random.randrange(900, 1200),
            joined=random.randrange(10),
            same_location_only=random.random() < wishes,
        )
        for id in ids
    ]
    pairs = list(combinations(ids, 2))
    history = [(a, b, random.randrange(1, 9)) for a, b in pairs if random.random() < met]
    weights = Weights(cross_department=1, hours_overlap=0.7, newcomer_old_hand=0.3)
    never = [pair for pair in pairs if random.random() < blocks]
    options = Options(round=10, seed=seed, weights=weights, overlap_target=480, blocks=never)
    return Circle(people, history, options)
