"""Kills workers for as long as you like, and says what became of everything.

python -m tests.chaos --database sqlite --introductions 200 --seconds 30 --seed 1
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.chaos.run import Run, run_chaos


def main() -> int:
    """0 if nothing was sent twice, nothing was lost, and everything holds."""
    asked = _arguments().parse_args()
    with _database(asked.database) as address:
        report = run_chaos(Run(address, asked.introductions, asked.seconds, asked.seed, asked.naive))
    for sentence in report.findings.broken:
        print(sentence)
    print(json.dumps(report.as_dict()))
    return 0 if report.findings.well else 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql, or the address of an empty one")
    parser.add_argument("--introductions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long workers are killed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--naive", action="store_true", help="the courier that sends again when a lease ends")
    return parser


@contextmanager
def _database(wanted: str) -> Iterator[str]:
    if wanted != "sqlite":
        yield wanted
        return
    with tempfile.TemporaryDirectory(prefix="kindling-chaos-") as folder:
        yield f"sqlite:///{folder}/kindling.db"


if __name__ == "__main__":
    sys.exit(main())
