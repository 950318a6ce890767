"""A backup in one file whatever the database, and the way back from it; and moving from one database to another."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.exc import DataError, DBAPIError

from storage.engine import has_file, open_engine
from storage.errors import CannotCopy, NewerDatabase
from storage.reasons import why
from storage.tables.migrate import bring_to, changing, revision_of, upgrade
from storage.upkeep.copying import Counts, Told, clear, copy_all, count, is_occupied, our_tables, tables_in
from storage.upkeep.open_elsewhere import refuse_others
from storage.upkeep.remembered import recall, remember

After = Callable[[Connection], None]
"""What is still to be done in the transaction in which rows came back."""


def backup(address: str, file: Path, told: Told) -> Counts:
    """Write everything as of this moment into a new SQLite file that only its owner may read; the bot may go on
    running. Gives the rows of each table. Raises CannotCopy, CannotOpen and NewerDatabase."""
    with _existing(address) as engine, _new_file(file) as part:
        counts = _snapshot(engine, part, told)
        _as_one_file(part)
    return counts


def restore(
    file: Path, address: str, *, replace: bool, told: Told, after: After | None = None, secret: str = ""
) -> Counts:
    """Put a backup into a database, which is empty unless it is to be replaced; one of an older version is brought
    up to date. What is refused stays so, and whoever was forgotten since is forgotten again, who are known by the
    `secret`. All of it or nothing. Raises CannotCopy, CannotOpen and InUse."""
    with TemporaryDirectory(prefix="kindling-") as folder:
        copy = Path(folder) / "copy.db"
        _copy_of(file, copy)
        with _opened(_at(copy)) as source:
            _up_to_date(source)
            with _opened(address) as target:
                return _fill(source, target, replace, told, after, secret)


def move(origin: str, address: str, told: Told) -> Counts:
    """Copy everything into another database, which is empty, and leave the first as it is. All of it or nothing.
    Raises CannotCopy, CannotOpen, NewerDatabase and InUse."""
    with TemporaryDirectory(prefix="kindling-") as folder:
        copy = Path(folder) / "copy.db"
        with _existing(origin) as engine:
            refuse_others(engine)
            _snapshot(engine, copy, _silent)
        with _opened(_at(copy)) as source, _opened(address) as target:
            upgrade(source)
            return _fill(source, target, False, told, None)


def _fill(source: Engine, target: Engine, replace: bool, told: Told, after: After | None, secret: str = "") -> Counts:
    refuse_others(target)
    with source.connect() as reading, changing(target) as writing:
        bring_to(writing, "head")
        before = remember(writing)
        if replace:
            clear(writing)
        elif is_occupied(writing):
            raise CannotCopy("There is something in that database already, so nothing was changed.")
        counts = _copied(reading, writing, told)
        recall(writing, before, secret)
        if after:
            after(writing)
    return counts


def _copied(reading: Connection, writing: Connection, told: Told) -> Counts:
    try:
        return copy_all(reading, writing, our_tables(), told)
    except DataError as problem:
        # PostgreSQL keeps no zero characters; not chained, for the original may repeat somebody's words.
        name = type(problem.orig).__name__
        raise CannotCopy(f"That database cannot hold one of the rows ({name}), so nothing was changed.") from None


def _snapshot(engine: Engine, path: Path, told: Told) -> Counts:
    """Everything as of one moment, in a file that is new or empty."""
    with engine.connect() as connection:
        revision = revision_of(connection)
    if revision is None:
        raise CannotCopy("There is nothing of Kindling in that database.")
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", [str(path)])
        return _counted(path)
    with _at_one_moment(engine) as reading, _opened(_at(path)) as copy, changing(copy) as writing:
        bring_to(writing, revision)
        return copy_all(reading, writing, tables_in(writing), told)


@contextmanager
def _at_one_moment(engine: Engine) -> Iterator[Connection]:
    isolated = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**isolated) as connection:
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = 0"))
        yield connection


def _counted(path: Path) -> Counts:
    with _opened(_at(path)) as engine, engine.connect() as connection:
        return {table.name: count(connection, table) for table in tables_in(connection)}


@contextmanager
def _opened(address: str, *, to_read: bool = False) -> Iterator[Engine]:
    engine = open_engine(address, to_read=to_read)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _existing(address: str) -> Iterator[Engine]:
    """To open a SQLite file that is not there would make it."""
    if not has_file(address):
        raise CannotCopy("There is no such database yet.")
    with _opened(address, to_read=True) as engine:
        yield engine


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """A file beside it that takes its name when all is well, and else is gone."""
    part = file.with_name(f".{file.name}.part")
    if file.exists():
        raise CannotCopy(f"There is a file {file} already. Choose another name, or move that one away.")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        os.replace(part, file)
    except (OSError, sqlite3.Error, DBAPIError) as problem:
        raise CannotCopy(f"{file} could not be written: {why(problem)}.") from problem
    finally:
        part.unlink(missing_ok=True)


def _as_one_file(path: Path) -> None:
    """No second file beside it, and safely on the disk."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _copy_of(file: Path, copy: Path) -> None:
    """Raises CannotCopy for what is no database, or a damaged one."""
    if not file.is_file():
        raise CannotCopy(f"There is no file {file}.")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise CannotCopy(f"{file} is damaged, so nothing was changed.")
            connection.execute("VACUUM INTO ?", [str(copy)])
    except sqlite3.Error as problem:
        raise CannotCopy(f"{file} is no backup of Kindling's: {why(problem)}.") from problem


def _up_to_date(copy: Engine) -> None:
    """Raises CannotCopy for what is not of Kindling, or of a newer one."""
    with copy.connect() as connection:
        try:
            revision = revision_of(connection)
        except NewerDatabase:
            raise CannotCopy("That backup is of a newer version of Kindling. Please update Kindling first.") from None
    if revision is None:
        raise CannotCopy("That file is no backup of Kindling's.")
    upgrade(copy)


def _at(path: Path) -> str:
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def _silent(_done: int, _steps: int) -> None:
    """The first half of a move is not counted."""
