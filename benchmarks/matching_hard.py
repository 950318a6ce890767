"""Small and hard: how long rounds of 20 to 60 people take whose never-pairs, wishes and history leave little room.

    .venv/bin/python -m benchmarks.matching_hard [--seconds 60 --seed 1]

Each circle is drawn anew. The time is beside that of a plain round of as many people in the same run.
"""

import argparse
import statistics
import time
from itertools import combinations
from random import Random

from rituals.coffee.matching import Colleague, Options, Weights, match

History = list[tuple[str, str, int]]
GOAL = 0.3


def circle(random: Random) -> tuple[list[Colleague], History, Options]:
    """People, history and options, as unkind as can be."""
    ids = [f"U{at:02}" for at in range(random.randrange(20, 61))]
    blocked, met = random.choice([0, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99]), random.choice([0, 0.3, 0.6, 0.9, 0.97, 1])
    sites, wishes, teams = random.choice([1, 3, 6, 12]), random.choice([0, 0.1, 0.5, 0.9]), random.choice([2, 4, 8])
    people = [
        Colleague(
            id=id,
            department=f"D{random.randrange(teams)}",
            location=f"L{random.randrange(sites)}",
            utc_offset=random.choice([0, 60, 330, -300]),
            work_start=random.choice([480, 540, 600]),
            work_end=random.choice([960, 1020]),
            joined=random.randrange(-20, 20),
            same_location_only=random.random() < wishes,
        )
        for id in ids
    ]
    pairs = list(combinations(ids, 2))
    history = [(a, b, random.randrange(1, 20)) for a, b in pairs if random.random() < met]
    options = Options(
        round=20,
        seed=random.randrange(1000),
        blocks=[pair for pair in pairs if random.random() < blocked],
        weights=Weights(hours_overlap=random.choice([0, 1]), newcomer_old_hand=random.choice([0, 0.5])),
        favoured=ids[:3],
    )
    return people, history, options


def seconds(people: list[Colleague], history: History, options: Options) -> float:
    begun = time.perf_counter()
    match(people, history, options)
    return time.perf_counter() - begun


def main(how: argparse.Namespace) -> None:
    random, ends = Random(how.seed), time.perf_counter() + how.seconds
    hard: list[float] = []
    plain: list[float] = []
    while time.perf_counter() < ends:
        people, history, options = circle(random)
        plain.append(seconds(people, [], Options()))
        hard.append(seconds(people, history, options))
    over = sum(taken > GOAL for taken in hard)
    ratio = statistics.median(hard) / statistics.median(plain)
    print(f"{len(hard)} circles: {statistics.median(hard) * 1000:.1f} ms in the middle, {ratio:.1f} x a plain round")
    print(f"at most {max(hard):.2f} s; {over} of them ({over / len(hard):.2%}) took more than {GOAL} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
