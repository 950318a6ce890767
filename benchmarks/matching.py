"""Rounds of many companies: this matcher beside models of other bots' rules.

    .venv/bin/python -m benchmarks.matching [--quick]

The companies are made up and seeded (benchmarks/peers/company.py): 10 to 40 departments of Zipf sizes, six sites in
four time zones, 90 % attendance, 1 % churn a round. Every matcher lives with the history that it made itself. A line
is the sum over the rounds of a run, but for the milliseconds, which are a round's mean; in brackets is what nothing
could be better than, where that is computed. "x reading" is the time of the whole call to that of reading its input
into arrays. The peers' rules are models written anew from their published descriptions (benchmarks/peers/models.py),
and not their code.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.peers import judging, models
from benchmarks.peers.company import KINDS, LARGE_DEPARTMENT, PLAIN, RICH, SCARCE, Company, Kind, Person
from benchmarks.peers.judging import Tally
from rituals.coffee.matching import match
from rituals.coffee.matching.input.arrays import meetings, staff
from rituals.coffee.matching.input.records import options_of

Matcher = Callable[[Sequence[Person], Any, dict[str, Any]], Sequence[Sequence[str]]]

OURS = "Kindling"
BEANS = "model: maximum matching, hard block (Yelp Beans)"
PEERS: dict[str, Matcher] = {
    "model: shuffle (Icebreaker)": models.shuffle,
    "model: greedy, oldest first (Chat Roulette)": models.greedy,
    BEANS: models.maximum_matching,
}
COLUMNS = (
    "people, workload",
    "matcher",
    "rounds",
    "repeats",
    "soft cost",
    "other team %",
    "alone",
    "broken",
    "ms",
    "x reading",
)
HEAD = f"| {' | '.join(COLUMNS)} |"
LARGE = "| people, workload | seconds | search alone | x reading | MB above interpreter | MB in the call | alone |"


def run(matcher: Matcher, company: Company, rounds: int, size: int = 2) -> Tally:
    """The rounds, one after the other."""
    tally, history = Tally(), []
    for people, options in company.rounds(rounds):
        options["group_size"] = size
        if matcher is match:
            tally.reading += reading(people, history, options)
            _bound(tally, people, options, size)
        begun = time.perf_counter()
        groups = matcher(people, history, options)
        tally.seconds += time.perf_counter() - begun
        pairs = judging.count(tally, people, options, groups)
        tally.most_mixed += len(pairs) - judging.least_same(people, [len(group) for group in groups])
        tally.met.update(pairs)
        history += [(a, b, options["round"]) for a, b in pairs]
    return tally


def reading(people: Sequence[Person], history: Any, options: dict[str, Any]) -> float:
    """Seconds for everything into arrays."""
    begun = time.perf_counter()
    chosen = options_of(options)
    read, order = staff(people, chosen)
    meetings(history, read.ids, order, chosen.blocks)
    return time.perf_counter() - begun


def _bound(tally: Tally, people: Sequence[Person], options: dict[str, Any], size: int) -> None:
    if size == 2:
        judging.bounds(tally, people, options)
    else:
        tally.least_repeats = tally.least_soft = None


def show(company: str, name: str, tally: Tally) -> None:
    ours = name == OURS
    repeats = f" ({tally.least_repeats})" if ours and tally.least_repeats is not None else ""
    soft = f" ({tally.least_soft:.2f})" if ours and tally.least_soft is not None else ""
    best = f" ({100 * tally.most_mixed / tally.pairs:.2f})" if ours else ""
    times = f"{tally.seconds / tally.reading:.1f}" if ours else ""
    print(
        f"| {company} | {name} | {tally.rounds} | {tally.repeats}{repeats} | {tally.soft:.2f}{soft} "
        f"| {100 * tally.mixed / tally.pairs:.2f}{best} | {tally.alone} | {tally.broken} "
        f"| {1000 * tally.seconds / tally.rounds:.1f} | {times} |",
        flush=True,
    )


def compare(people: int, kind: Kind, rounds: int, peers: Sequence[str], slow_rounds: int = 3) -> None:
    """Ours and the peers', in companies that are the same."""
    name = f"{people:,} {kind.name}"
    ours = run(match, Company(people, kind, 1), rounds)
    show(name, OURS, ours)
    for peer in peers:
        slow = peer == BEANS and people >= 1000
        theirs = run(PEERS[peer], Company(people, kind, 1), slow_rounds if slow else rounds)
        show(name, peer, theirs)
        if slow:
            ratio = theirs.seconds / theirs.rounds / (ours.seconds / ours.rounds)
            print(
                f"\n{people:,} people: {ratio:.0f} x faster than the model of Yelp Beans' rule\n\n{HEAD}\n{rule(HEAD)}"
            )


def rule(head: str) -> str:
    return "|" + " --- |" * (head.count("|") - 1)


def groups(people: int, kind: Kind, rounds: int, size: int) -> None:
    show(f"{people:,} {kind.name}, groups of {size}", OURS, run(match, Company(people, kind, 1), rounds, size))


def large(people: int, rounds: int) -> None:
    """In processes of their own, for their memory."""
    print(f"\n{LARGE}\n{rule(LARGE)}", flush=True)
    for kind in (PLAIN, RICH):
        for form in ("arrays", "tuples"):
            command = ["-m", "benchmarks.peers.large", kind.name, str(people), str(rounds), form]
            subprocess.run([sys.executable, *command], check=True)


def quick() -> None:
    for kind in KINDS:
        compare(50, kind, 12, list(PEERS))
        compare(200, kind, 4, list(PEERS)[:2])
    groups(50, PLAIN, 4, 4)
    large(20_000, 51)


def full() -> None:
    for people in (50, 200, 1000):
        for kind in KINDS:
            compare(people, kind, 52, list(PEERS) if people < 1000 or kind is PLAIN else list(PEERS)[:2])
    compare(2000, PLAIN, 52, list(PEERS)[:1])
    compare(2000, RICH, 52, list(PEERS)[:1])
    for kind in (PLAIN, RICH, LARGE_DEPARTMENT, SCARCE):
        compare(10_000, kind, 12, list(PEERS)[:1])
    for size, people, rounds in ((3, 50, 12), (4, 200, 12), (4, 1000, 12), (6, 200, 12), (4, 10_000, 12)):
        groups(people, PLAIN, rounds, size)
        groups(people, RICH, rounds, size)
    large(100_000, 51)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print(f"{HEAD}\n{rule(HEAD)}")
    quick() if parser.parse_args().quick else full()
