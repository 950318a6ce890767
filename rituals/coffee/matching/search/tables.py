"""Groups of three to seven among a few hundred people: several tabu searches side by side, over swaps of two people.

Tabu search: F. Glover, ORSA Journal on Computing 1 (1989) 190-206. All searches take their best swap at once, as one
array operation. A group that is one short has an empty chair, which is swapped like a person and costs nothing."""

from dataclasses import dataclass

import numpy as np

from rituals.coffee.matching.exact.bounds import least
from rituals.coffee.matching.exact.weighted_matching import Groups, Problem
from rituals.coffee.matching.input.arrays import Ints

_CELLS = 20_000
_SEARCHES = 32
_WORK = 10_000_000
_SWAPS = 1200
_REPAIR = 400
_FAR = np.iinfo(np.int64).max // 4


@dataclass(slots=True)
class _State:
    """In each search: the table of each seat, the cost of each seat at each table, until when it may not move."""

    table: Ints
    beside: Ints
    tabu: Ints
    total: Ints


def sizes(people: int, wanted: int) -> list[int]:
    """Even sizes of two or more, as near to the wanted one as they can be; if in doubt, smaller."""
    fewest, most = max(1, people // (wanted + 1)), max(1, people // 2)
    counts = range(min(most, people // max(2, wanted - 1) + 1), max(0, fewest - 1), -1)
    count = min(counts, key=lambda count: _distance(people, count, wanted))
    return [people // count + (table < people % count) for table in range(count)]


def _distance(people: int, count: int, wanted: int) -> tuple[int, int]:
    """How far the sizes of so many groups are away at most, and in all."""
    size, wider = divmod(people, count)
    narrow, wide = abs(size - wanted), abs(size + 1 - wanted) if wider else 0
    return max(narrow, wide), narrow * (count - wider) + wide * wider


def tables(problem: Problem, wanted: int, random: np.random.Generator) -> Groups:
    """Everybody in a group; two who may not meet are together only if the search finds no other way."""
    people = len(problem.cost)
    split = sizes(people, wanted)
    chairs = len(split) * max(split)
    cost = _with_chairs(problem.cost, chairs)
    searches = int(np.clip(_CELLS // chairs**2, 1, _SEARCHES))
    state = _dealt(cost, problem.departments, len(split), searches, random)
    best = _searched(cost, state, least(problem, split), random)
    groups = [tuple(np.nonzero(best[:people] == table)[0].tolist()) for table in range(len(split))]
    return [group for group in groups if group]


def _with_chairs(cost: Ints, chairs: int) -> Ints:
    """Empty chairs cost nothing, but two of them are never at one table."""
    people = len(cost)
    full = np.zeros((chairs, chairs), dtype=np.int64)
    full[:people, :people] = cost
    full[people:, people:] = 2 * int(cost.max(initial=1))
    np.fill_diagonal(full, 0)
    return full


def improved(cost: Ints, groups: Groups, random: np.random.Generator) -> Groups:
    """The same people in better groups, by one search from these."""
    table = np.empty((1, len(cost)), dtype=np.int64)
    for number, group in enumerate(groups):
        table[0, list(group)] = number
    width = max(map(len, groups))
    short = [number for number, group in enumerate(groups) if len(group) < width]
    full = _with_chairs(cost, len(cost) + len(short))
    table = np.append(table, np.array([short], dtype=np.int64), axis=1)
    best = _searched(full, _state(full, table, len(groups)), 0, random, _REPAIR)
    return [tuple(np.nonzero(best[: len(cost)] == number)[0].tolist()) for number in range(len(groups))]


def _dealt(cost: Ints, departments: Ints, count: int, searches: int, random: np.random.Generator) -> _State:
    """One department after the other dealt out, one person to each table in turn; chance within departments."""
    chairs, people = len(cost), len(departments)
    table = np.empty((searches, chairs), dtype=np.int64)
    for search in range(searches):
        order = np.lexsort((random.random(people), departments))
        table[search, order] = np.arange(people) % count
        table[search, people:] = count - 1 - np.arange(chairs - people)
    return _state(cost, table, count)


def _state(cost: Ints, table: Ints, count: int) -> _State:
    beside = _beside(cost, table, count)
    total = np.take_along_axis(beside, table[:, :, None], 2).sum(axis=(1, 2)) // 2
    return _State(table, beside, np.zeros_like(table), total)


def _beside(cost: Ints, table: Ints, count: int) -> Ints:
    """What each seat costs at each table, in each search."""
    return np.stack([[cost[:, row == each].sum(axis=1) for each in range(count)] for row in table]).swapaxes(1, 2)


def _searched(cost: Ints, state: _State, enough: int, random: np.random.Generator, most: int = _SWAPS) -> Ints:
    """The best tables seen in any search; stops at `enough`, and otherwise after a number of swaps."""
    lowest = int(state.total.min())
    best: Ints = state.table[int(state.total.argmin())].copy()
    for step in range(1, 1 + min(most, _WORK // state.table.size // len(cost))):
        if lowest <= enough:
            break
        _swap(cost, state, step, lowest, random)
        if int(state.total.min()) < lowest:
            lowest = int(state.total.min())
            best = state.table[int(state.total.argmin())].copy()
    return best


def _swap(cost: Ints, state: _State, step: int, lowest: int, random: np.random.Generator) -> None:
    """In each search, the best swap that is allowed, or that leads to the best groups so far."""
    searches, chairs = state.table.shape
    change = _changes(cost, state)
    still = state.tabu > step
    held = still[:, :, None] | still[:, None, :]
    held &= change >= (lowest - state.total)[:, None, None]
    np.copyto(change, _FAR, where=held)
    flat = change.reshape(searches, -1).argmin(axis=1)
    each = np.arange(searches)
    a, b = flat // chairs, flat % chairs
    moves = change[each, a, b] < _FAR
    each, a, b = each[moves], a[moves], b[moves]
    state.total[each] += change[each, a, b]
    _exchange(cost, state, each, a, b)
    tenure = random.integers(2, 4 + chairs // 4, size=(2, len(each)))
    state.tabu[each, a], state.tabu[each, b] = step + tenure[0], step + tenure[1]


def _changes(cost: Ints, state: _State) -> Ints:
    """What every swap would add to the total."""
    searches, chairs = state.table.shape
    count = state.beside.shape[2]
    rows = np.arange(searches * chairs).reshape(searches, chairs, 1) * count
    there = state.beside.ravel().take(rows + state.table[:, None, :])
    there -= np.diagonal(there, axis1=1, axis2=2)[:, :, None].copy()
    change: Ints = there + there.swapaxes(1, 2)
    change -= 2 * cost
    np.copyto(change, _FAR, where=state.table[:, :, None] == state.table[:, None, :])
    return change


def _exchange(cost: Ints, state: _State, each: Ints, a: Ints, b: Ints) -> None:
    first, second = state.table[each, a], state.table[each, b]
    moved = cost[b] - cost[a]
    state.beside[each, :, first] += moved
    state.beside[each, :, second] -= moved
    state.table[each, a], state.table[each, b] = second, first
