"""Copying every row from one database into another, and comparing each with its copy."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, MetaData, Row, Select, String, Table, collate, func, select, text

from storage.errors import CannotCopy
from storage.tables.models import Base

Told = Callable[[int, int], None]
"""Hears how many steps are done, of how many: one for each row copied, and one for each compared."""
Counts = dict[str, int]
"""The rows of each table."""
BATCH = 1000


def our_tables() -> list[Table]:
    """The tables whose rows are worth keeping, owners first."""
    return [table for table in Base.metadata.sorted_tables if not table.info.get("passing")]


def tables_in(connection: Connection) -> list[Table]:
    """The tables as an older version has them, owners first; what the models know has the models' types."""
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        known = Base.metadata.tables.get(table.name)
        for column in table.columns:
            if known is not None and column.name in known.columns:
                column.type = known.columns[column.name].type
    passing = {table.name for table in Base.metadata.sorted_tables if table.info.get("passing")}
    return [table for table in found.sorted_tables if table.name not in {*passing, "alembic_version"}]


def is_occupied(connection: Connection) -> bool:
    """Whether any of our tables has a row."""
    return any(connection.execute(select(table).limit(1)).first() for table in our_tables())


def clear(connection: Connection) -> None:
    """Delete every row of every table of ours."""
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(table.delete())


def copy_all(source: Connection, target: Connection, tables: Sequence[Table], told: Told) -> Counts:
    """How many rows of each table were copied and compared. Raises CannotCopy when a copy differs."""
    counts = {table.name: count(source, table) for table in tables}
    steps, done = 2 * sum(counts.values()), 0
    for work in (_copy, _compare):
        for table in tables:
            for some in work(source, target, table):
                done += some
                told(done, steps)
    for table in tables:
        _go_on_numbering(target, table)
    return counts


def _copy(source: Connection, target: Connection, table: Table) -> Iterator[int]:
    for rows in _batches(_rows(source, table)):
        target.execute(table.insert(), [dict(row._mapping) for row in rows])
        yield len(rows)


def _compare(source: Connection, target: Connection, table: Table) -> Iterator[int]:
    """Row by row, both in the order of their keys."""
    pairs = zip(_rows(source, table), _rows(target, table), strict=True)
    try:
        for some in _batches(pairs):
            if any(tuple(one) != tuple(other) for one, other in some):
                raise _differs(table)
            yield len(some)
    except ValueError as uneven:
        raise _differs(table) from uneven


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _rows(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    return iter(connection.execute(_in_order(connection, table).execution_options(yield_per=BATCH)))


def _in_order(connection: Connection, table: Table) -> Select[Any]:
    """By key, words by their bytes: a server's own order of words is another on every server."""
    is_sqlite = connection.dialect.name == "sqlite"
    keys: list[ColumnElement[Any]] = [
        key if is_sqlite or not isinstance(key.type, String) else collate(key, "C") for key in table.primary_key
    ]
    return select(table).order_by(*keys)


def count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _go_on_numbering(connection: Connection, table: Table) -> None:
    """PostgreSQL counts rows apart from the table, and would give numbers that are taken."""
    if connection.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    name = table.autoincrement_column.name
    last = connection.scalar(select(func.max(table.columns[name])))
    if last is not None:
        statement = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
        connection.execute(statement, {"table": table.name, "column": name, "last": last})


def _differs(table: Table) -> CannotCopy:
    return CannotCopy(f"What arrived in the table {table.name} is not what was sent, so nothing was kept.")
