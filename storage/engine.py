"""Opening the database, so that it keeps its promises under threads, processes and power cuts."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from storage.errors import CannotOpen

PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL")


def open_engine(address: str) -> Engine:
    """An engine that has proved it can write. Raises CannotOpen."""
    url = _parsed(address)
    try:
        engine = create_engine(url, hide_parameters=True, **_options(url))
        if url.get_backend_name() == "sqlite":
            _teach_sqlite(engine)
        with engine.begin() as connection:
            connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, ImportError, TypeError, ValueError) as problem:
        raise CannotOpen(_sentence(url, problem)) from problem
    return engine


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Not chained: the original repeats the whole address, with its password.
        raise CannotOpen("DATABASE_URL is not a database address; try sqlite:///kindling.db") from None
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}
    arguments = {"isolation_level": None, "check_same_thread": False}
    # A database in memory lives in its one connection; threads take turns.
    size = (1, 0) if url.database in (None, "", ":memory:") else (10, 20)
    return {
        "connect_args": arguments,
        "poolclass": QueuePool,
        "pool_size": size[0],
        "max_overflow": size[1],
    }


def _teach_sqlite(engine: Engine) -> None:
    """Transactions queue from their first moment: a reader that turns writer would fail or lose updates."""
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_immediate)


def _set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sentence(url: URL, problem: Exception) -> str:
    reason = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
    if url.password:
        reason = reason.replace(str(url.password), "***")
    return f"The database {url.render_as_string(hide_password=True)} could not be opened: {reason}"
