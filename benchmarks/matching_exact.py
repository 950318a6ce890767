"""Rounds of a made-up company: repeats and soft cost beside those of an integer program (HiGHS), round by round.

    .venv/bin/python -m benchmarks.matching_exact [--workload rich] [--people 50] [--size 2] [--rounds 52]

The program makes the best groups of the same sizes that place everybody; a round in which somebody can be in no group
is not compared. For larger groups it soon takes minutes a round.
"""

import argparse
from itertools import combinations

from benchmarks.peers.company import KINDS, Company
from rituals.coffee.matching import Colleague, match
from rituals.coffee.matching.input.records import options_of
from tests.units.matching_kit import Circle, Judge, best_by_program

NEARLY = 1e-3
"""Of the sum that the program makes as small as it can."""


def main(how: argparse.Namespace) -> None:
    kind = next(each for each in KINDS if each.name == how.workload)
    history: list[tuple[str, str, int]] = []
    compared = worse = 0
    for people, options in Company(how.people, kind, 1).rounds(how.rounds):
        options["group_size"] = how.size
        groups = match(people, history, options)
        circle = Circle([Colleague(**one) for one in people], history, options_of(options))
        value = Judge(circle).value(groups, how.size)
        best = None if value[0] else best_by_program(circle, sorted(map(len, groups)))
        if best is not None:
            ours = (value[3], float(value[4]))
            compared, worse = compared + 1, worse + (ours[0] > best[0] or ours[1] > best[1] + NEARLY)
            print(f"round {options['round']:2}: {ours[0]} repeats ({best[0]}), soft cost {ours[1]:.2f} ({best[1]:.2f})")
        number = options["round"]
        history = history + [(a, b, number) for group in groups for a, b in combinations(sorted(group), 2)]
    print(
        f"{how.people} {kind.name}, groups of {how.size}: {compared} rounds compared, in {worse} the program was better"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workload", choices=[each.name for each in KINDS], default="rich")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--size", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=52)
    main(parser.parse_args())
