"""100,000 people after 51 rounds: seconds and memory, in a process of its own."""

import sys
import time
from pathlib import Path
from typing import Any

MEGA = 1024


def peak() -> float:
    """The most memory that this process ever held, in MB. (ru_maxrss would count its parent's.)"""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / MEGA


def past(people: int, rounds: int) -> Any:
    """Everybody in chance pairs, 90 % there in each round: two arrays of places, and the rounds."""
    import numpy as np

    random = np.random.default_rng(5)
    there = [random.permutation(people)[: people * 9 // 20 * 2].astype(np.int32) for _ in range(rounds)]
    low, high = (np.concatenate([each[half::2] for each in there]) for half in (0, 1))
    return low, high, np.repeat(np.arange(1, rounds + 1, dtype=np.int32), len(there[0]) // 2)


def measure(kind: str, people: int, rounds: int, tuples: bool) -> None:
    bare = peak()
    from benchmarks.peers.company import KINDS, Company

    company = Company(people, next(each for each in KINDS if each.name == kind), 3)
    options = next(options for _, options in company.rounds(1)) | {"round": rounds + 1}
    history = past(people, rounds)
    if tuples:
        ids = [person["id"] for person in company.people]
        history = [(ids[a], ids[b], number) for a, b, number in zip(*(each.tolist() for each in history), strict=True)]
    show(kind, company.people, history, options, bare)


def show(kind: str, people: list[Any], history: Any, options: dict[str, Any], bare: float) -> None:
    from rituals.coffee.matching import match

    taken: dict[str, float] = {}
    watch(taken)
    before, begun = peak(), time.perf_counter()
    groups = match(people, history, options)
    whole = time.perf_counter() - begun
    rows, form = (len(history), "tuples") if isinstance(history, list) else (len(history[0]), "arrays")
    print(
        f"| {len(people):,} {kind}, {rows:,} meetings as {form} | {whole:.2f} | {taken['searched']:.2f} "
        f"| {whole / max(1e-9, whole - taken['searched']):.2f} | {peak() - bare:.0f} | {peak() - before:.0f} "
        f"| {len(people) - sum(map(len, groups))} |",
        flush=True,
    )


def watch(taken: dict[str, float]) -> None:
    """Times the search inside of the call."""
    from rituals.coffee.matching import engine

    inner: Any = engine.searched

    def timed(*args: Any) -> Any:
        begun = time.perf_counter()
        found = inner(*args)
        taken["searched"] = time.perf_counter() - begun
        return found

    engine.searched = timed


if __name__ == "__main__":
    measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "tuples")
