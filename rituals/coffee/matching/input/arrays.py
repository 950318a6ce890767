"""People and who met whom, as arrays of numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from rituals.coffee.matching.input.records import History, Options, column

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DAY = 24 * 60
UNKNOWN = -1
NEVER = 255
"""In the place of an age: the two never meet."""
AGES = 254
_ROWS = 1 << 16


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, in the order of their ids. Departments, locations and hours are numbered, unknown ones UNKNOWN;
    `hours` are rows of (begin in UTC, length) in minutes, and `shift` is each person's row."""

    ids: list[str]
    department: Ints
    location: Ints
    wishes: Bools
    newcomer: Bools
    favoured: Bools
    shift: Ints
    hours: Ints

    def __len__(self) -> int:
        return len(self.ids)


def staff(people: Sequence[Any], options: Options) -> tuple[Staff, Ints]:
    """Everybody, and each one's place in `people`."""
    names = column(people, "id")
    order = sorted(range(len(names)), key=names.__getitem__)
    sorted_people = [people[place] for place in order]
    ids = [names[place] for place in order]
    favoured = set(options.favoured)
    shift, hours = _hours(sorted_people)
    read = Staff(
        ids=ids,
        department=_numbered(column(sorted_people, "department")),
        location=_numbered(column(sorted_people, "location")),
        wishes=np.array([bool(wish) for wish in column(sorted_people, "same_location_only")], dtype=np.bool_),
        newcomer=_newcomers(column(sorted_people, "joined"), options),
        favoured=np.array([id in favoured for id in ids], dtype=np.bool_),
        shift=shift,
        hours=hours,
    )
    return read, np.array(order, dtype=np.int64)


def meetings(history: History, ids: Sequence[str], order: Ints, blocks: Any) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """Sorted keys (lower place x people + higher place) of those who met or never meet, and how they did: 1 is the
    oldest round, up to AGES the newest, or NEVER. Beyond AGES different rounds the oldest count as one."""
    index = {id: place for place, id in enumerate(ids)}
    low, high, rounds = _arrays(history, order) if _is_arrays(history) else _tuples(history, index)
    known = (low >= 0) & (high >= 0) & (low != high)
    low, high, rounds = low[known], high[known], rounds[known]
    never = [(index[a], index[b]) for a, b in blocks if a in index and b in index and a != b]
    kept = np.array(never, dtype=np.int64).reshape(-1, 2)
    low, high = np.concatenate([low, kept[:, 0]]), np.concatenate([high, kept[:, 1]])
    ages = np.concatenate([_ages(rounds), np.full(len(never), NEVER, dtype=np.int64)])
    return _last(np.minimum(low, high) * len(ids) + np.maximum(low, high), ages)


def _last(keys: Ints, ages: Ints) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """Of equal keys, the highest age."""
    both = keys * (NEVER + 1) + ages
    both.sort()
    keys = both >> 8
    last = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=last[:-1])
    return keys[last], (both[last] & NEVER).astype(np.uint8)


def _ages(rounds: Ints) -> Ints:
    """The rank of each round among those there are, the newest at most AGES."""
    if not len(rounds):
        return rounds
    first = rounds.min()
    if rounds.max() - first < 1 << 20:
        there = np.bincount(rounds - first) > 0
        ranks = np.cumsum(there)[rounds - first]
    else:
        ranks = np.unique(rounds, return_inverse=True)[1] + 1
    surplus: Ints = ranks - max(0, int(ranks.max()) - AGES)
    return np.maximum(surplus, 1)


def _is_arrays(history: Any) -> bool:
    return isinstance(history, Sequence) and len(history) == 3 and not isinstance(history[0], tuple | list)


def _arrays(history: Any, order: Ints) -> tuple[Ints, Ints, Ints]:
    """Places in `people` become places in the order of ids."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    low, high, rounds = (np.asarray(each).astype(np.int64, copy=False) for each in history)
    if not len(low) == len(high) == len(rounds):
        raise ValueError("The three arrays of a history are equally long.")
    if len(low) and not (min(low.min(), high.min()) >= 0 and max(low.max(), high.max()) < len(order)):
        raise ValueError("A history given as numbers names only people who are here.")
    return place[low], place[high], rounds


def _tuples(history: Any, index: Mapping[str, int]) -> tuple[Ints, Ints, Ints]:
    """Those who are not here are UNKNOWN."""
    parts = [_part(rows, index) for rows in _chunks(history)]
    low, high, rounds = (np.concatenate(each) for each in zip(*parts, strict=True)) if parts else (_none(),) * 3
    return low, high, rounds


def _chunks(history: Any) -> Iterator[list[Any]]:
    rows = iter(history)
    while chunk := list(islice(rows, _ROWS)):
        yield chunk


def _part(rows: list[Any], index: Mapping[str, int]) -> tuple[Ints, Ints, Ints]:
    low, high, rounds = zip(*rows, strict=True)
    return _places(low, index), _places(high, index), np.array(rounds, dtype=np.int64)


def _places(ids: Sequence[str], index: Mapping[str, int]) -> Ints:
    return np.fromiter(map(index.get, ids, repeat(UNKNOWN)), dtype=np.int64, count=len(ids))


def _none() -> Ints:
    return np.empty(0, dtype=np.int64)


def _numbered(values: Sequence[str | None]) -> Ints:
    """A number for each different value, UNKNOWN for none."""
    numbers: dict[str | None, int] = {None: UNKNOWN, "": UNKNOWN}
    for value in dict.fromkeys(values):
        numbers.setdefault(value, len(numbers))
    return np.array([numbers[value] for value in values], dtype=np.int64)


def _newcomers(joined: Sequence[int | None], options: Options) -> Bools:
    since = options.round - options.newcomer_rounds
    return np.array([first is not None and first > since for first in joined], dtype=np.bool_)


def _hours(people: Sequence[Any]) -> tuple[Ints, Ints]:
    """Each person's number among the different working hours, and those: begin in UTC and length, in minutes."""
    given = zip(*(column(people, name) for name in ("utc_offset", "work_start", "work_end")), strict=True)
    rows = list(given)
    shifts: dict[tuple[Any, ...], int] = {}
    for row in dict.fromkeys(rows):
        if None not in row:
            shifts[row] = len(shifts)
    hours = [((start - offset) % DAY, (end - start) % DAY) for offset, start, end in shifts]
    known = np.array([shifts.get(row, UNKNOWN) for row in rows], dtype=np.int64)
    return known, np.array(hours, dtype=np.int64).reshape(-1, 2)
