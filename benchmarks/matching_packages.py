"""Rounds of one small company: this matcher beside two packages of PyPI, which are run themselves.

    python3 -m venv peers && peers/bin/pip install colette coffee-roulette
    .venv/bin/python -m benchmarks.matching_packages --python peers/bin/python

Everybody comes to every round, in pairs. A line is the sum over the rounds that were made within the time; `seconds` is
the mean of a round, with all that the package does in one (colette solves an integer program, and both write files).
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, count
from pathlib import Path

from benchmarks.peers import judging
from benchmarks.peers.company import Person
from benchmarks.peers.judging import Groups, Tally
from rituals.coffee.matching import match

OPTIONS = {"weights": {"cross_department": 1.0}, "blocks": []}
SAME = {
    "location": "L0",
    "utc_offset": 0,
    "work_start": 540,
    "work_end": 1020,
    "joined": -40,
    "same_location_only": False,
}
"""What nobody differs in."""
MAKE = "import coffee_roulette as cr; cr.create_coffee_roulette('bench', {folder!r}, {names!r})"
PAIR = "import coffee_roulette as cr; cr.get_pairs({config!r}, conv_starters=False, random_time=False)"
PAIRED = re.compile(r"^- @(\w+) will .* with @(\w+)", re.MULTILINE)


def company(number: int) -> list[Person]:
    """People in seven departments of uneven size."""
    sizes = [department for department in range(7) for _ in range(7 - department)]
    return [SAME | {"id": f"P{at:03}", "department": f"D{sizes[at * 11 % len(sizes)]}"} for at in range(number)]


def ours(people: Sequence[Person], _folder: Path, _python: str) -> Iterator[Groups]:
    """Round after round."""
    history: list[tuple[str, str, int]] = []
    for number in count(1):
        groups = match(people, history, OPTIONS | {"round": number, "seed": number})
        history += [(a, b, number) for group in groups for a, b in combinations(group, 2)]
        yield groups


def colette(people: Sequence[Person], folder: Path, python: str) -> Iterator[Groups]:
    """By its command line."""
    with (folder / "people.csv").open("w") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "organisation", "email", "active"])
        rows.writerows([one["id"], one["department"], f"{one['id']}@example.org", "true"] for one in people)
    for number in count(1):
        day = date(2026, 1, 5) + timedelta(weeks=number)
        _run([python, "-m", "colette", "--path", str(folder), "new", day.isoformat()])
        _run([python, "-m", "colette", "--path", str(folder), "pair"])
        yield _solution(folder / f"solution_{number:06}.toml")


def _solution(path: Path) -> Groups:
    solution = tomllib.loads(path.read_text())
    return [sorted({pair["primary"], pair["secondary"]}) for pair in solution["pair"]]


def coffee_roulette(people: Sequence[Person], folder: Path, python: str) -> Iterator[Groups]:
    """By its two functions. Of the names it is given it leaves out the last, so there is one too many here."""
    names = [*(one["id"] for one in people), "nobody"]
    _run([python, "-c", MAKE.format(folder=str(folder), names=names)])
    config = next(folder.glob("*/config.yaml"))
    while True:
        said = _run([python, "-c", PAIR.format(config=str(config))])
        yield PAIRED.findall(said.rpartition("Running the iteration")[2])


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


MATCHERS: dict[str, Callable[[Sequence[Person], Path, str], Iterator[Groups]]] = {
    "Kindling": ours,
    "colette (run itself)": colette,
    "coffee-roulette (run itself)": coffee_roulette,
}


def run(name: str, people: Sequence[Person], rounds: int, python: str, seconds: float) -> tuple[Tally, str]:
    """Until all rounds are made, the time is over, or the package fails; and why it ended early."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        made = MATCHERS[name](people, Path(folder), python)
        for _ in range(rounds):
            begun = time.perf_counter()
            try:
                groups = next(made)
            except subprocess.TimeoutExpired:
                return tally, "no answer in two minutes"
            except subprocess.CalledProcessError as error:
                return tally, error.stderr.strip().splitlines()[-1]
            tally.seconds += time.perf_counter() - begun
            together = [group for group in groups if len(group) > 1]
            tally.met.update(judging.count(tally, people, OPTIONS | {"round": tally.rounds}, together))
            if tally.seconds > seconds:
                return tally, "time over"
    return tally, ""


def main(how: argparse.Namespace) -> None:
    print("| people | matcher | rounds | repeats | same department | alone | seconds a round | ended |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for people in how.people:
        for name in MATCHERS:
            tally, why = run(name, company(people), how.rounds, how.python, how.seconds)
            each = tally.seconds / max(1, tally.rounds)
            sums = f"{tally.rounds} | {tally.repeats} | {tally.pairs - tally.mixed} | {tally.alone} | {each:.3f}"
            print(f"| {people} | {name} | {sums} | {why} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="that of an environment with both packages")
    parser.add_argument("--people", type=int, nargs="+", default=[12, 21, 50])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120.0, help="for one line")
    main(parser.parse_args())
