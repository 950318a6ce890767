"""Bringing a database up to date: the whole way or not at all, and one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from storage.errors import InUse, NewerDatabase
from storage.reasons import as_told, must_wait

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x6B696E64
OTHERS_SECONDS = 300
"""How long another process may take that is bringing the same database up to date."""
TABLE_SECONDS = 10
"""How long a migration waits for a table; while it waits, so does everybody who comes after it."""


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations the database lacks, in one transaction. Raises NewerDatabase and InUse."""
    with changing(engine) as connection:
        bring_to(connection, "head", migrations)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables can be altered, by one process at a time. Raises InUse, Full and ReadOnly."""
    try:
        with engine.connect() as connection, _loose_keys(connection), connection.begin():
            if connection.dialect.name == "postgresql":
                _lock(connection)
            yield connection
            _check_keys(connection)
    except DBAPIError as problem:
        if must_wait(problem):
            raise InUse from problem
        raise as_told(problem) from problem.orig


def bring_to(connection: Connection, revision: str, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations up to this one. Raises NewerDatabase."""
    _refuse_newer(connection, migrations)
    if revision != "head" or is_behind(connection, migrations):
        command.upgrade(_config(connection, migrations), revision)


def revision_of(connection: Connection) -> str | None:
    """How far the database has been brought; None where there is nothing of ours. Raises NewerDatabase."""
    _refuse_newer(connection, MIGRATIONS)
    return MigrationContext.configure(connection).get_current_revision()


def _lock(connection: Connection) -> None:
    for limit in ("statement_timeout = 0", "idle_in_transaction_session_timeout = 0"):
        connection.execute(text(f"SET LOCAL {limit}"))
    connection.execute(text(f"SET LOCAL lock_timeout = '{OTHERS_SECONDS}s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    connection.execute(text(f"SET LOCAL lock_timeout = '{TABLE_SECONDS}s'"))


def is_behind(connection: Connection, migrations: Path = MIGRATIONS) -> bool:
    """Whether the database lacks a migration. A newer one does not: two versions may run side by side for a while."""
    heads, known = _revisions(migrations)
    found = set(MigrationContext.configure(connection).get_current_heads())
    return not found or bool((found & known) - heads)


@lru_cache
def _revisions(migrations: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The newest revisions, and all of them."""
    scripts = ScriptDirectory(str(migrations))
    return frozenset(scripts.get_heads()), frozenset(one.revision for one in scripts.walk_revisions())


def _config(connection: Connection, migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_newer(connection: Connection, migrations: Path) -> None:
    _, known = _revisions(migrations)
    if set(MigrationContext.configure(connection).get_current_heads()) - known:
        raise NewerDatabase


@contextmanager
def _loose_keys(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by copying and dropping it; with keys enforced that empties the tables below."""
    if connection.dialect.name != "sqlite":
        yield
        return
    _pragma(connection, "foreign_keys=OFF")
    try:
        yield
    finally:
        _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, pragma: str) -> None:
    """On the driver's own connection: in a transaction, which SQLAlchemy's would begin, it does nothing."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"a migration left rows of {broken[0]} without their {broken[2]}")
