"""Who meets whom: everybody once, and people who seldom met before those who did."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from random import Random
from typing import TypeVar

Seats = tuple[int, ...]
G = TypeVar("G", bound=Sequence[Sequence[int]])

_NOISE = 1 << 16
_FEW = 9
_TRIES = 12
_LOOKS = 20_000


@dataclass(frozen=True, slots=True)
class _Costs:
    """What it costs to seat two people together; one repeat outweighs everything that is no repeat."""

    pair: list[list[int]]
    repeat: int

    def of(self, group: Iterable[int]) -> int:
        return sum(self.pair[a][b] for a, b in combinations(group, 2))

    def total(self, groups: Iterable[Iterable[int]]) -> int:
        return sum(self.of(group) for group in groups)

    def beside(self, seat: int, group: Iterable[int]) -> int:
        row = self.pair[seat]
        return sum(row[other] for other in group)


def match(
    people: Sequence[str],
    history: Sequence[tuple[str, str, int]],
    *,
    group_size: int = 2,
    seed: int = 0,
    first: Collection[str] = (),
) -> list[list[str]]:
    """Groups of about `group_size` with everybody in exactly one; no groups if there is nobody to meet.
    Fewest pairs who met before, then those whose last round is longest ago; `first` are seated first.
    Decided by the values and the seed alone, whatever their order. Raises ValueError below two to a group."""
    if group_size < 2:
        raise ValueError("A group is at least two people.")
    random = Random(seed)
    order = sorted(set(people))
    random.shuffle(order)
    order.sort(key=lambda person: person not in first)
    if len(order) < 2:
        return []
    costs = _costs(order, history, len(order) * group_size, random)
    groups = _pairs(costs) if group_size == 2 else _tables(_sizes(len(order), group_size), costs, random)
    return sorted(sorted(order[seat] for seat in group) for group in groups)


def _costs(order: Sequence[str], history: Iterable[tuple[str, str, int]], most: int, random: Random) -> _Costs:
    """Levels far apart for up to `most` pairs: a repeat, how recent it is, and chance between equals."""
    seats = {person: seat for seat, person in enumerate(order)}
    met = sorted((number, seats[a], seats[b]) for a, b, number in history if a in seats and b in seats)
    ranks = {number: rank for rank, number in enumerate(sorted({number for number, _, _ in met}), start=1)}
    again = most * (len(ranks) + 1)
    level = {pair: again + ranks[number] for number, a, b in met for pair in ((a, b), (b, a))}
    pair = [[0] * len(order) for _ in order]
    for a, b in combinations(range(len(order)), 2):
        pair[a][b] = pair[b][a] = level.get((a, b), 0) * most * _NOISE + random.randrange(_NOISE)
    return _Costs(pair, again * most * _NOISE)


def _pairs(costs: _Costs) -> list[Seats]:
    """The cheapest pairs; of an odd number, the cheapest trio found with the exact rest for it."""
    seats = range(len(costs.pair))
    if len(seats) % 2 == 0:
        return _matched(seats, costs)
    rests = ([trio, *_matched([seat for seat in seats if seat not in trio], costs)] for trio in _trios(costs))
    return min(_until_no_repeat(rests, costs), key=costs.total)


def _until_no_repeat(choices: Iterable[G], costs: _Costs) -> Iterator[G]:
    """The choices up to the first in which nobody meets again."""
    for groups in choices:
        yield groups
        if costs.total(groups) < costs.repeat:
            return


def _trios(costs: _Costs) -> list[Seats]:
    """The trios worth trying, cheapest first: all of them among few people."""
    seats = range(len(costs.pair))
    if len(seats) <= _FEW:
        return sorted(combinations(seats, 3), key=costs.of)
    near = {seat: nsmallest(8, seats, key=costs.pair[seat].__getitem__) for seat in seats}
    trios = {tuple(sorted({seat, *two})) for seat in seats for two in combinations(near[seat], 2)}
    return nsmallest(_TRIES, sorted(trio for trio in trios if len(trio) == 3), key=costs.of)


def _matched(seats: Sequence[int], costs: _Costs) -> list[Seats]:
    """The exact cheapest way to pair an even number of seats."""
    from rustworkx import PyGraph, max_weight_matching  # late: rounds need it, commands do not

    top = 1 + max((costs.pair[a][b] for a, b in combinations(seats, 2)), default=0)
    graph: PyGraph[int, int] = PyGraph(multigraph=False)
    graph.add_nodes_from(seats)
    numbered = combinations(enumerate(seats), 2)
    graph.add_edges_from([(i, j, top - costs.pair[a][b]) for (i, a), (j, b) in numbered])
    matching = max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((seats[min(pair)], seats[max(pair)]) for pair in matching)


def _sizes(people: int, wanted: int) -> list[int]:
    """Even sizes of two or more, as near to the wanted one as they can be."""
    choices = ([people // n + (k < people % n) for k in range(n)] for n in range(1, people // 2 + 1))
    return min(choices, key=lambda sizes: _distance(sizes, wanted))


def _distance(sizes: Sequence[int], wanted: int) -> tuple[int, int]:
    away = [abs(size - wanted) for size in sizes]
    return max(away), sum(away)


def _tables(sizes: Sequence[int], costs: _Costs, random: Random) -> list[list[int]]:
    """The best of several deals, each improved by swaps; the first deal is in seating order."""
    seats = range(len(costs.pair))
    orders = (random.sample(seats, len(seats)) if deal else seats for deal in range(_TRIES))
    deals = (_improved(_dealt(order, sizes, costs), costs) for order in orders)
    return min(_until_no_repeat(deals, costs), key=costs.total)


def _dealt(order: Iterable[int], sizes: Sequence[int], costs: _Costs) -> list[list[int]]:
    """Everybody, one by one, where it is cheapest among the emptiest groups with room."""
    groups: list[list[int]] = [[] for _ in sizes]
    for seat in order:
        free = [group for group, size in zip(groups, sizes, strict=True) if len(group) < size]
        best = min(free, key=lambda group: (len(group), costs.beside(seat, group)))
        best.append(seat)
    return groups


def _improved(groups: list[list[int]], costs: _Costs) -> list[list[int]]:
    """Swaps those who meet somebody again while it saves anything, for a counted number of looks."""
    looks = _LOOKS // len(costs.pair)
    again = _repeaters(groups, costs)
    while again and looks:
        looks -= 1
        if _swapped(*again.pop(), groups, costs):
            again = _repeaters(groups, costs)
    return groups


def _repeaters(groups: Iterable[list[int]], costs: _Costs) -> list[tuple[list[int], int]]:
    return [(group, seat) for group in groups for seat in group if costs.beside(seat, group) >= costs.repeat]


def _swapped(group: list[int], seat: int, groups: Iterable[list[int]], costs: _Costs) -> bool:
    """Make the swap that saves most, if there is one."""
    swaps = [
        (_change(group, seat, other, each, costs), each, other)
        for other in groups
        if other is not group
        for each in other
    ]
    change, each, other = min(swaps, default=(0, seat, group))
    if change < 0:
        group[group.index(seat)], other[other.index(each)] = each, seat
    return change < 0


def _change(group: list[int], seat: int, other: list[int], each: int, costs: _Costs) -> int:
    """What swapping these two would add to the total."""
    before = costs.beside(seat, group) + costs.beside(each, other)
    after = costs.beside(each, group) + costs.beside(seat, other) - 2 * costs.pair[seat][each]
    return after - before
