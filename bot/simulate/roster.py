"""Who takes part in a simulated year: made up, or from a CSV file that somebody wrote by hand."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from bot.config import BadConfig
from rituals.coffee.about import alike
from rituals.coffee.matching import Colleague
from rituals.coffee.matchmaking import NEWCOMER_ROUNDS, NO_SITE, minutes, offset
from rituals.errors import KindlingError
from rituals.hours import read_time
from rituals.zones import read_zone, shortened

A_DAY = date(2026, 1, 5)
"""Time zones are as on this day, so that the same file makes the same year in summer and in winter."""
COLUMNS = ("id", "team", "site", "zone", "start", "end", "new", "only_my_site")
SHOWN = 5
MOST = 5000
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0", "")


@dataclass(frozen=True, slots=True)
class Roster:
    """The people, and the columns of the file that mean nothing here."""

    people: Sequence[Colleague]
    unused: Sequence[str] = ()

    def teams(self) -> dict[str, str]:
        """Each one's team, where it is known."""
        return {one.id: one.department for one in self.people if one.department}


def made_up(count: int, departments: int, seed: int) -> Roster:
    """So many people in departments of uneven size: the second is half as large as the first, the third a third."""
    whole = sum(1 / rank for rank in range(1, departments + 1))
    sizes = [max(1, round(count / rank / whole)) for rank in range(1, departments + 1)]
    teams = [f"team {rank}" for rank, size in enumerate(sizes, 1) for _ in range(size)]
    first = teams[:1] * (count - len(teams))
    chosen = Random(seed).sample([*first, *reversed(teams)][:count] or [""] * count, count)
    return Roster([Colleague(id=f"person {number}", department=team) for number, team in enumerate(chosen, 1)])


def read_roster(path: Path) -> Roster:
    """The people of a CSV file. Raises BadConfig with a sentence for each line that cannot be read."""
    text = _text(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = ["_".join(name.casefold().split()) for name in next(rows, [])]
    if "id" not in header:
        raise BadConfig(f"{path}, line 1: one column has to be called id, which tells people apart.")
    people, problems = _people(header, ((rows.line_num, row) for row in rows))
    if len(people) > MOST:
        problems.append(f"line {rows.line_num}: up to {MOST} people can be simulated, and here are {len(people)}.")
    if problems:
        more = [f"And {len(problems) - SHOWN} more like these."] if len(problems) > SHOWN else []
        raise BadConfig("\n".join([*(f"{path}, {problem}" for problem in problems[:SHOWN]), *more]))
    if len(people) < 2:
        raise BadConfig(f"{path} names {'one person' if people else 'nobody'}, and a coffee takes two.")
    return Roster(people, [name for name in header if name and name not in COLUMNS])


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadConfig(f"{path} can't be read as text: save it as CSV in UTF-8.") from None
    except OSError:
        raise BadConfig(f"{path} can't be opened: --from-csv takes a file with a line for each person.") from None


def _delimiter(text: str) -> str:
    """Whichever of these the header has most of: spreadsheets write one or another, by country."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _people(header: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> tuple[list[Colleague], list[str]]:
    people: dict[str, Colleague] = {}
    problems: list[str] = []
    for line, row in rows:
        try:
            if any(cell.strip() for cell in row):
                one = _colleague(_cells(header, row))
                _refuse_twice(one.id, people)
                people[one.id] = one
        except KindlingError as problem:
            problems.append(f"line {line}: {problem.sentence}")
    return list(people.values()), problems


def _refuse_twice(id: str, people: Mapping[str, Colleague]) -> None:
    if id in people:
        raise KindlingError(f"“{shortened(id)}” was there before, and each person has one line.")


def _cells(header: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    """The line's values by column; "" for those it does not have."""
    if len(row) > len(header):
        raise KindlingError(f"there are {len(row)} values for {len(header)} columns.")
    return defaultdict(str, zip(header, (" ".join(cell.split()) for cell in row), strict=False))


def _colleague(cells: Mapping[str, str]) -> Colleague:
    """One line. Raises KindlingError for what cannot be read."""
    if not cells["id"]:
        raise KindlingError("the id is missing.")
    only_my_site = _is_yes("only_my_site", cells["only_my_site"])
    if only_my_site and not cells["site"]:
        raise KindlingError("whoever meets only people of their own site needs a site.")
    start, end = _hours(cells["start"], cells["end"])
    return Colleague(
        id=cells["id"],
        department=alike(cells["team"]),
        location=alike(cells["site"]) or NO_SITE,
        utc_offset=offset(read_zone(cells["zone"]).key, A_DAY) if cells["zone"] else 0,
        work_start=start,
        work_end=end,
        joined=1 if _is_yes("new", cells["new"]) else 1 - NEWCOMER_ROUNDS,
        same_location_only=only_my_site,
    )


def _hours(start: str, end: str) -> tuple[int | None, int | None]:
    if bool(start) != bool(end):
        raise KindlingError("give both start and end, or neither.")
    return (minutes(read_time(start)), minutes(read_time(end))) if start else (None, None)


def _is_yes(column: str, word: str) -> bool:
    if word.casefold() not in (*YES, *NO):
        raise KindlingError(f"{column} is yes or no, and not “{shortened(word)}”.")
    return word.casefold() in YES
