"""Larger groups where some people meet only their own site: repeats at their tables, beside the fewest there could be.

    .venv/bin/python -m benchmarks.matching_sites [--people 200 --size 4 --rounds 12 --most 30]

For each site of at most so many people an integer program (HiGHS) seats those who wish it with the fewest repeats, as
if nothing else mattered. What it finds need not fit together with the rest of the round.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.peers.company import RICH, Company, Person
from rituals.coffee.matching import match

Pairs = set[frozenset[str]]
SECONDS = 30.0


def again(group: Sequence[str], met: Pairs) -> int:
    """Pairs of it who met before."""
    return sum(frozenset(pair) in met for pair in combinations(group, 2))


def fewest(people: Sequence[Person], sizes: Counter[int], met: Pairs, never: Pairs) -> float:
    """Repeats at the tables of those who wish to stay among these people, of which there are so many of each size."""
    place = {one["id"]: at for at, one in enumerate(people)}
    wishes = {one["id"] for one in people if one["same_location_only"]}
    tables = [
        table
        for size in sizes
        for table in combinations(place, size)
        if wishes & set(table) and not any(frozenset(pair) in never for pair in combinations(table, 2))
    ]
    seats = [(place[id], column) for column, table in enumerate(tables) for id in table]
    kinds = [(len(place) + sorted(sizes).index(len(table)), column) for column, table in enumerate(tables)]
    rows, columns = zip(*seats, *kinds, strict=True)
    taken = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(place) + len(sizes), len(tables)))
    least = np.array([float(id in wishes) for id in place] + [0.0] * len(sizes))
    most = np.array([1.0] * len(place) + [float(sizes[size]) for size in sorted(sizes)])
    found = milp(
        np.array([again(table, met) for table in tables], dtype=float),
        constraints=LinearConstraint(taken, least, most),
        integrality=np.ones(len(tables)),
        bounds=(0, 1),
        options={"time_limit": SECONDS},
    )
    return float(round(found.mip_dual_bound)) if found.mip_dual_bound is not None else 0.0


def sites(people: Sequence[Person], most: int) -> Iterator[list[Person]]:
    """Those where somebody wishes to stay."""
    for site in sorted({one["location"] for one in people}):
        there = [one for one in people if one["location"] == site]
        if len(there) <= most and any(one["same_location_only"] for one in there):
            yield there


def main(how: argparse.Namespace) -> None:
    history: list[tuple[str, str, int]] = []
    met: Pairs = set()
    ours, least = 0, 0.0
    for people, options in Company(how.people, RICH, 1).rounds(how.rounds):
        options["group_size"] = how.size
        groups = match(people, history, options)
        never = {frozenset(pair) for pair in options["blocks"]}
        for there in sites(people, how.most):
            wishes = {one["id"] for one in there if one["same_location_only"]}
            if repeats := sum(again(group, met) for group in groups if wishes & set(group)):
                ours, least = ours + repeats, least + fewest(there, Counter(map(len, groups)), met, never)
        pairs = [pair for group in groups for pair in combinations(sorted(group), 2)]
        history = history + [(a, b, options["round"]) for a, b in pairs]
        met |= set(map(frozenset, pairs))
    print(
        f"{how.people} rich, groups of {how.size}: {ours} repeats at tables of wishes at sites up to {how.most} people"
    )
    print(f"each site by itself could do with {least:.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--size", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--most", type=int, default=30)
    main(parser.parse_args())
