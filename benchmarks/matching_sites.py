"""Larger groups where some people meet only their own site: repeats at their tables, beside the fewest there could be.

    .venv/bin/python -m benchmarks.matching_sites [--people 200 --size 4 --rounds 12 --most 30 --seed 1]

In each round an integer program (HiGHS) seats those who wish it, at all sites of at most so many people together, with
the fewest repeats and no more tables of a size than the round has, as if nobody else mattered. What it finds need not
fit together with the rest of the round.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.peers.company import RICH, Company, Person
from rituals.coffee.matching import match

Pairs = set[frozenset[str]]
SECONDS = 60.0


def again(group: Sequence[str], met: Pairs) -> int:
    """Pairs of it who met before."""
    return sum(frozenset(pair) in met for pair in combinations(group, 2))


def possible(there: Sequence[Person], sizes: Iterable[int], never: Pairs) -> Iterator[tuple[str, ...]]:
    """Every table of these people with somebody who wishes to stay among them."""
    wishes = {one["id"] for one in there if one["same_location_only"]}
    for size in sizes:
        for table in combinations([one["id"] for one in there], size):
            if wishes & set(table) and not any(frozenset(pair) in never for pair in combinations(table, 2)):
                yield table


def fewest(places: Sequence[Sequence[Person]], sizes: Counter[int], met: Pairs, never: Pairs) -> float | None:
    """Repeats at the tables of those who wish to stay, of which there are so many of each size; None if that is not
    found out in time."""
    people = [one for there in places for one in there]
    tables = [table for there in places for table in possible(there, sizes, never)]
    place = {one["id"]: at for at, one in enumerate(people)}
    seats = [(place[id], column) for column, table in enumerate(tables) for id in table]
    kinds = [(len(place) + sorted(sizes).index(len(table)), column) for column, table in enumerate(tables)]
    rows, columns = zip(*seats, *kinds, strict=True)
    taken = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(place) + len(sizes), len(tables)))
    least = np.array([float(one["same_location_only"]) for one in people] + [0.0] * len(sizes))
    most = np.array([1.0] * len(place) + [float(sizes[size]) for size in sorted(sizes)])
    found = milp(
        np.array([again(table, met) for table in tables], dtype=float),
        constraints=LinearConstraint(taken, least, most),
        integrality=np.ones(len(tables)),
        bounds=(0, 1),
        options={"time_limit": SECONDS},
    )
    return float(round(found.fun)) if found.status == 0 else None


def sites(people: Sequence[Person], most: int) -> Iterator[list[Person]]:
    """Those where somebody wishes to stay."""
    for site in sorted({one["location"] for one in people}):
        there = [one for one in people if one["location"] == site]
        if len(there) <= most and any(one["same_location_only"] for one in there):
            yield there


def main(how: argparse.Namespace) -> None:
    history: list[tuple[str, str, int]] = []
    met: Pairs = set()
    ours, least, taken, unknown = 0, 0.0, 0.0, 0
    for people, options in Company(how.people, RICH, how.seed).rounds(how.rounds):
        options["group_size"] = how.size
        begun = time.perf_counter()
        groups = match(people, history, options)
        taken += time.perf_counter() - begun
        seated = {id for group in groups for id in group}
        places = list(sites([one for one in people if one["id"] in seated], how.most))
        wishes = {one["id"] for there in places for one in there if one["same_location_only"]}
        if repeats := sum(again(group, met) for group in groups if wishes & set(group)):
            never = {frozenset(pair) for pair in options["blocks"]}
            if (best := fewest(places, Counter(map(len, groups)), met, never)) is None:
                unknown += 1
            else:
                ours, least = ours + repeats, least + best
        pairs = [pair for group in groups for pair in combinations(sorted(group), 2)]
        history = history + [(a, b, options["round"]) for a, b in pairs]
        met |= set(map(frozenset, pairs))
    print(
        f"{how.people} rich, groups of {how.size}, {how.rounds} rounds, sites up to {how.most} people: "
        f"{ours} repeats at tables of wishes, {least:.0f} have to be; {taken / how.rounds * 1000:.0f} ms a round"
        + (f"; left out, for the program was too slow: {unknown}" if unknown else "")
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--size", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--most", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
