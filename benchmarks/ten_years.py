"""What is kept of ten years in a small workplace, by table: if nothing ever went, and with the limits.

    .venv/bin/python -m benchmarks.ten_years [--years 10] [--people 8]

The bot lives through four weeks, by a moved clock: each week a coffee for everybody and “Did you meet?”, a kind word
with thanks, and two openers; and one lunch. What these weeks left is then copied, four weeks earlier each time, and
swept once (docs/retention.md).
"""

import argparse
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import Catalog, load_catalog
from storage import Store
from storage.tables.models import Base

MONTH = timedelta(weeks=4)
COFFEE, KINDNESS, BOT = "#coffee", "#kindness", "@kindling"
GROWS = ("seen", "rounds", "groups", "group_members", "answers", "entries", "responses", "outbox")
"""The tables that a week adds to, those that others hang on first."""
LUNCH = {"repeats__often": "monthly-1", "repeats__days": ["3"], "place": "The attic"}
ONE_OF_EACH = ("said", "mood")
Row = dict[str, Any]


def begin(stage: Stage, people: list[Actor]) -> None:
    """All four rituals, and everybody in them who can be."""
    champion = people[0]
    for line, where, answers in (
        ("coffee", COFFEE, {}),
        ("words", KINDNESS, {"anonymous": "yes"}),
        ("talk", KINDNESS, {}),
        ("potluck", KINDNESS, LUNCH),
    ):
        champion.types(f"/kind start {line}", where)
        assert champion.submits(**answers) == {}, line
    for person in people:
        person.types("/kind coffee join", COFFEE)


def a_week(stage: Stage, people: list[Actor], week: int) -> None:
    """What people do in it, and then the days go by."""
    writer, receiver = people[week % len(people)], people[(week + 1) % len(people)]
    writer.types("/kind words write", KINDNESS)
    writer.submits(to=[receiver.id], words=f"Thank you for week {week}.", how="anonymous")
    receiver.types("/kind words thank", BOT)
    receiver.types("/kind talk nice", KINDNESS)
    for person in people[:4]:
        person.types("/kind potluck come", KINDNESS)
    stage.clock_to("+7 days")
    for person in people:
        person.types("/kind coffee met yes", COFFEE)


def rows(connection: Connection) -> dict[str, int]:
    """How many there are, by table."""
    tables = Base.metadata.sorted_tables
    return {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables}


def copied(connection: Connection, months: int) -> None:
    """What there is, once more for each of so many months before; of small talk nothing, which keeps one of each."""
    tables = [Base.metadata.tables[name] for name in GROWS]
    there = {table: [dict(row._mapping) for row in connection.execute(select(table))] for table in tables}
    there = {table: [row for row in found if row.get("kind") not in ONE_OF_EACH] for table, found in there.items()}
    ids = {row["id"] for found in there.values() for row in found if "id" in row}
    for month in range(1, months + 1):
        for table, found in there.items():
            if found:
                connection.execute(insert(table), [_earlier(table, row, month, ids) for row in found])


def _earlier(table: Table, row: Row, month: int, ids: set[str]) -> Row:
    """The same, so many months before, with names of its own."""
    fresh = {name: _moved(value, month, ids) for name, value in row.items()}
    if table.name == "rounds":
        fresh["number"] -= 100 * month
    elif table.name == "seen":
        fresh["event_id"] += f"~{month}"
    elif "number" in fresh:
        del fresh["number"]
    if fresh.get("once"):
        fresh["once"] = f"{row['once']}~{month}"
    return fresh


def _moved(value: Any, month: int, ids: set[str]) -> Any:
    match value:
        case datetime() | date():
            return value - month * MONTH
        case str():
            parts = value.replace("/", ":").split(":")
            for id in ids.intersection(parts):
                value = value.replace(id, f"{id}~{month}")
    return value


def lived(stage: Stage, catalog: Catalog, count: int, years: int) -> Iterator[dict[str, int]]:
    """The rows of so many years, and then what is left of them."""
    people = [stage.person(person.name) for person in _colleagues(stage)[:count]]
    begin(stage, people)
    for week in range(4):
        a_week(stage, people, week)
    store: Store = stage.bot.store
    with store._engine.begin() as connection:
        copied(connection, years * 13 - 1)
        yield rows(connection)
    store.sweep(stage.workspace.clock.now(), catalog.keeps)
    with store._engine.begin() as connection:
        yield rows(connection)


def _colleagues(stage: Stage) -> list[Any]:
    """Those who are in both channels."""
    places = [stage.workspace.conversation(where).members for where in (COFFEE, KINDNESS)]
    return [one for one in stage.workspace.people if one.is_human and all(one.id in members for members in places)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--people", type=int, default=8)
    chosen = parser.parse_args()
    catalog, begun = load_catalog(), time.monotonic()
    with on_stage(catalog) as stage:
        before, after = lived(stage, catalog, chosen.people, chosen.years)
    print(f"{chosen.years} years of {chosen.people} people: rows if nothing went, and with the limits")
    for table in sorted(before, key=lambda name: -before[name]):
        print(f"  {table:18} {before[table]:8,} {after[table]:8,}")
    print(f"  {'all':18} {sum(before.values()):8,} {sum(after.values()):8,}   ({time.monotonic() - begun:.0f} s)")


if __name__ == "__main__":
    main()
