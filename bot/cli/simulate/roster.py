"""Who takes part in a simulated year: made up, or from a CSV file that somebody wrote by hand."""

import codecs
import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from random import Random

from bot.config import BadConfig
from rituals.coffee.about import alike
from rituals.coffee.matching import Colleague
from rituals.coffee.matchmaking import NEWCOMER_ROUNDS, NO_SITE, minutes, offset
from rituals.dates import join_words
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
    """Every one of a CSV file's people. Raises BadConfig, with a sentence for each line that can't be read."""
    rows = _rows(path, _text(path))
    first, names = next(rows, (1, []))
    header = _columns(names)
    _check_header(f"{path}, line {first}", header)
    people, problems, last = _people(header, rows)
    if len(people) > MOST:
        problems.append(f"line {last}: up to {MOST} people can be simulated, and here are {len(people)}.")
    if problems:
        more = [f"And {len(problems) - SHOWN} more like these."] if len(problems) > SHOWN else []
        raise BadConfig("\n".join([*(f"{path}, {problem}" for problem in problems[:SHOWN]), *more]))
    if len(people) < 2:
        raise BadConfig(f"{path} names {'one person' if people else 'nobody'}, and a coffee takes two.")
    return Roster(people, [name for name in header if name and name not in COLUMNS])


def _text(path: Path) -> str:
    try:
        read = path.read_bytes()
        text = read.decode("utf-16" if read.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    except OSError:
        raise BadConfig(f"{path} can't be opened: --from-csv takes a file with a line for each person.") from None
    if "\0" in text:
        raise BadConfig(f"{path} can't be read as text: save it as CSV in UTF-8.")
    return text


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that says something, with its number. Raises BadConfig for quotes in which other lines may be lost."""
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    first = 1
    try:
        for row in rows:
            if any(map(str.strip, row)):
                header = header or _columns(row)
                _refuse_swallowed(header, row, delimiter)
                yield rows.line_num, row
            first = rows.line_num + 1
    except csv.Error:
        why = "the quotes don't match, so people could be lost. Close each with a straight quote, on the same line."
        raise BadConfig(f"{path}, line {first}: {why} {_found(header)}") from None


def _delimiter(text: str) -> str:
    """Whichever of these the header has most of: spreadsheets write one or another, by country."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _columns(names: Sequence[str]) -> list[str]:
    return ["_".join(name.casefold().split()) for name in names]


def _found(header: Sequence[str]) -> str:
    names = [shortened(name) for name in header if name]
    return f"The columns here are {join_words(names)}." if names else "No columns were found."


def _refuse_swallowed(header: Sequence[str], row: Sequence[str], delimiter: str) -> None:
    """A quote that is closed too late has other people's lines in its value. Raises csv.Error."""
    for name, value in zip_longest(header, row, fillvalue=""):
        if len(value.splitlines()) > 1 and (name == "id" or delimiter in value):
            raise csv.Error


def _check_header(where: str, header: Sequence[str]) -> None:
    """Raises BadConfig unless each column that is used is there at most once, and id is."""
    if "id" not in header:
        raise BadConfig(f"{where}: one column has to be called id, which tells people apart. {_found(header)}")
    for name, times in Counter(header).items():
        if times > 1 and name in COLUMNS:
            raise BadConfig(f"{where}: {times} columns are called {name}, and it can't be both. {_found(header)}")


def _people(header: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> tuple[list[Colleague], list[str], int]:
    """The people, what is wrong with the lines, and the last line's number."""
    people: dict[str, Colleague] = {}
    problems: list[str] = []
    line = 1
    for line, row in rows:
        try:
            one = _colleague(_cells(header, row))
            _refuse_twice(one.id, people)
            people[one.id] = one
        except KindlingError as problem:
            problems.append(f"line {line}: {problem}")
    return list(people.values()), problems, line


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
