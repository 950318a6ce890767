"""What groups are worth, counted anew from the plain input; and what no groups could be better than."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import rustworkx
from scipy.optimize import linear_sum_assignment

from benchmarks.peers.company import Person

Groups = Sequence[Sequence[str]]
EXACT_REPEATS, EXACT_SOFT = 400, 1000
NEVER, FORBIDDEN = 1e6, 1e9
TARGET, NEWCOMER = 120, 4


@dataclass
class Tally:
    """Sums over the rounds of a run. Bounds are None where they are not computed."""

    rounds: int = 0
    pairs: int = 0
    repeats: int = 0
    soft: float = 0.0
    mixed: int = 0
    alone: int = 0
    broken: int = 0
    seconds: float = 0.0
    reading: float = 0.0
    least_repeats: int | None = 0
    least_soft: float | None = 0.0
    most_mixed: int = 0
    met: set[tuple[str, str]] = field(default_factory=set)


def count(tally: Tally, people: Sequence[Person], options: dict[str, Any], groups: Groups) -> list[tuple[str, str]]:
    """Adds a round; gives its pairs."""
    by_id = {person["id"]: person for person in people}
    blocks = {tuple(sorted(pair)) for pair in options["blocks"]}
    pairs = [pair for group in groups for pair in combinations(sorted(group), 2)]
    both = [(by_id[a], by_id[b]) for a, b in pairs]
    tally.rounds += 1
    tally.pairs += len(pairs)
    tally.repeats += sum(pair in tally.met for pair in pairs)
    tally.soft += sum(soft(a, b, options) for a, b in both)
    tally.mixed += sum(a["department"] != b["department"] for a, b in both)
    tally.alone += len(people) - sum(map(len, groups))
    tally.broken += sum(pair in blocks or apart(*two) for pair, two in zip(pairs, both, strict=True))
    return pairs


def soft(a: Person, b: Person, options: dict[str, Any]) -> float:
    """The soft cost of a pair, as docs/matching.md has it."""
    weights = options["weights"]
    cost: float = weights["cross_department"] * (a["department"] == b["department"])
    new = options["round"] - min(a["joined"], b["joined"]) < NEWCOMER
    cost += weights.get("newcomer_old_hand", 0) * new
    begin = max(each["work_start"] - each["utc_offset"] for each in (a, b))
    end = min(each["work_end"] - each["utc_offset"] for each in (a, b))
    return cost + weights.get("hours_overlap", 0) * max(0, TARGET - max(0, end - begin)) / TARGET


def apart(a: Person, b: Person) -> bool:
    return (a["same_location_only"] or b["same_location_only"]) and a["location"] != b["location"]


def bounds(tally: Tally, people: Sequence[Person], options: dict[str, Any]) -> None:
    """Adds what no pairs of this round could be better than. Repeats: those of a maximum matching of all who may meet
    with the fewest repeats (in an odd number, with the best third for a trio). Soft cost: half of the cheapest
    assignment among those who may meet and never did."""
    if len(people) > EXACT_SOFT:
        tally.least_repeats = tally.least_soft = None
        return
    cost = _table(tally, people, options)
    if tally.least_repeats is not None and len(people) <= EXACT_REPEATS:
        tally.least_repeats += _least_repeats(cost)
    else:
        tally.least_repeats = None
    _add_soft(tally, cost)


def least_same(people: Sequence[Person], sizes: Sequence[int]) -> int:
    """Pairs of one department that no groups of these sizes avoid: each department dealt out evenly."""
    tables = len(sizes)
    counts = Counter(person["department"] for person in people).values()
    return sum(_even(count, tables) for count in counts)


def _even(count: int, tables: int) -> int:
    each, more = divmod(count, tables)
    return more * (each + 1) * each // 2 + (tables - more) * each * (each - 1) // 2


def _least_repeats(cost: Any) -> int:
    """Of a maximum matching. In an odd number one more seat takes anybody out, who joins a pair: at their two best."""
    people = len(cost)
    low, high = np.nonzero(np.triu(cost < FORBIDDEN, 1))
    again = (cost[low, high] >= NEVER).astype(int).tolist()
    edges = list(zip(low.tolist(), high.tolist(), (2 - met for met in again), strict=True))
    if people % 2:
        joins = np.sort(np.where(cost >= FORBIDDEN, 9, cost >= NEVER), axis=1)[:, :2].sum(axis=1)
        edges += [(seat, people, 2 - int(again)) for seat, again in enumerate(joins)]
    graph: Any = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people + people % 2))
    graph.extend_from_weighted_edge_list(edges)
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sum(2 - graph.get_edge_data(a, b) for a, b in found)


def _add_soft(tally: Tally, cost: Any) -> None:
    least = cost[linear_sum_assignment(cost)].sum() / 2
    if tally.least_soft is not None:
        tally.least_soft = tally.least_soft + least if least < NEVER / 2 else None


def _table(tally: Tally, people: Sequence[Person], options: dict[str, Any]) -> Any:
    """The soft cost of each two; NEVER for those who met, FORBIDDEN for those who may not."""
    place = {person["id"]: at for at, person in enumerate(people)}
    column = {name: np.array([person[name] for person in people]) for name in people[0] if name != "id"}
    weights = options["weights"]
    same = column["department"][:, None] == column["department"]
    new = options["round"] - column["joined"] < NEWCOMER
    begin, end = (column[name] - column["utc_offset"] for name in ("work_start", "work_end"))
    shared = np.maximum(np.minimum(end[:, None], end) - np.maximum(begin[:, None], begin), 0)
    cost = weights["cross_department"] * same + weights.get("newcomer_old_hand", 0) * (new[:, None] & new)
    cost = cost + weights.get("hours_overlap", 0) * np.maximum(TARGET - shared, 0) / TARGET
    wish, location = column["same_location_only"], column["location"]
    for pairs, level in ((tally.met, NEVER), (options["blocks"], FORBIDDEN)):
        for pair in [(place[a], place[b]) for a, b in pairs if a in place and b in place]:
            cost[pair] = cost[pair[::-1]] = level
    cost[(wish[:, None] | wish) & (location[:, None] != location)] = FORBIDDEN
    np.fill_diagonal(cost, FORBIDDEN)
    return cost
