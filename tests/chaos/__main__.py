"""Kills workers for as long as you like, and says what became of everything.

python -m tests.chaos --database sqlite --introductions 200 --seconds 30 --seed 1
python -m tests.chaos --database postgresql --every-line
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

from tests.chaos.databases import Databases, databases
from tests.chaos.every_line import Sweep, first_times, sweep
from tests.chaos.findings import Findings
from tests.chaos.run import Run, run_chaos
from tests.chaos.tracing import Point


def main() -> int:
    """0 if nothing was sent twice, nothing was lost, and everything holds."""
    asked = _arguments().parse_args()
    with databases(asked.database) as found:
        return _every_line(found, asked) if asked.every_line or asked.every_time else _at_random(found, asked)


def _at_random(found: Databases, asked: argparse.Namespace) -> int:
    with _database(found, asked.database) as address:
        report = run_chaos(Run(address, asked.introductions, asked.seconds, asked.seed, asked.naive))
    return _said(report.findings, report.as_dict())


def _every_line(found: Databases, asked: argparse.Namespace) -> int:
    """First what a worker does that nobody killed, then what one does that finds another's unfinished work."""
    total = Sweep()

    def chosen(met: Sequence[Point]) -> Sequence[Point]:
        points = met if asked.every_time else first_times(met)
        return Random(asked.seed).sample(points, min(asked.at_most or len(points), len(points)))

    for recovering in (False, True):
        result = sweep(found, chosen, recovering=recovering)
        print(f"{'looking after' if recovering else 'on the way'}: killed at {result.kills} of {result.points} points")
        total.join(result)
    return _said(total.findings, total.as_dict())


def _said(findings: Findings, counts: dict[str, Any]) -> int:
    for sentence in findings.broken:
        print(sentence)
    print(json.dumps(counts))
    return 0 if findings.well else 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql, or the address of an empty one")
    parser.add_argument("--introductions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long workers are killed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--naive", action="store_true", help="the courier that sends again when a lease ends")
    parser.add_argument("--every-line", action="store_true", help="kill at each line instead, once")
    parser.add_argument("--every-time", action="store_true", help="and every time it is passed: this takes hours")
    parser.add_argument("--at-most", type=int, default=0, help="so many points of each way, drawn by the seed")
    return parser


@contextmanager
def _database(found: Databases, wanted: str) -> Iterator[str]:
    """Somebody's own is used as it is."""
    if wanted not in ("sqlite", "postgresql"):
        yield wanted
        return
    address = found.new()
    yield address
    found.drop(address)


if __name__ == "__main__":
    sys.exit(main())
