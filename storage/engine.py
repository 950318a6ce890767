"""Opening the database, so that it keeps its promises under threads, processes and power cuts."""

import contextlib
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from rituals.zones import shortened
from storage.errors import CannotOpen
from storage.reasons import folder_of, reason

BUSY = "busy_timeout=5000"
PRAGMAS = (BUSY, "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
"""What is deleted is overwritten: nobody finds it in the file later."""
CALLED = "kindling"
"""What our connections are called in PostgreSQL's list of them."""
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""How an address may begin, and what it is opened with."""
LIKE_THIS = "In DATABASE_URL, write one like sqlite:///kindling.db or postgresql://name:password@host/kindling."
OLDEST = {"postgresql": (14,), "sqlite": (3, 35)}
POOL_SECONDS = 2.0
SESSION = {
    "timezone": "UTC",
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}
"""What a server holds our sessions to; the address's own `options` go before these."""
LINE = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}
"""When a line counts as dead: in seconds, and the last in milliseconds; the address's own go before these."""


def open_engine(address: str, *, to_read: bool = False) -> Engine:
    """An engine that has proved it can write, or one that waits for no writer. Raises CannotOpen."""
    url = _parsed(address)
    try:
        if not to_read:
            _keep_private(url)
        engine = create_engine(url, hide_parameters=True, **_options(url))
        if url.get_backend_name() == "sqlite":
            _teach_sqlite(engine, to_read)
        _try_out(engine, to_read)
    except (SQLAlchemyError, ImportError, TypeError, ValueError) as problem:
        raise CannotOpen(_sentence(url, reason(url, problem))) from problem
    return engine


def _keep_private(url: URL) -> None:
    """Only its owner may read a SQLite file, new or old; the files that SQLite puts beside it are as it is."""
    if folder := folder_of(url):
        file = folder / Path(url.database or "").name
        with contextlib.suppress(OSError):  # somebody else's file, or no such folder: opening it will say so
            file.touch(0o600)
            file.chmod(file.stat().st_mode & 0o700)


def _try_out(engine: Engine, to_read: bool) -> None:
    try:
        with engine.connect() as connection:
            _check_version(connection)
            if not to_read:
                _prove(connection)
    except BaseException:
        engine.dispose()
        raise


def has_file(address: str) -> bool:
    """False for a SQLite file that is not there: opening it would make it. Raises CannotOpen."""
    folder = folder_of(url := _parsed(address))
    if folder and not folder.is_dir():
        raise CannotOpen(_sentence(url, reason(url, FileNotFoundError())))
    return folder is None or (folder / Path(url.database or "").name).is_file()


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Not chained: the original repeats the whole address, with its password.
        raise CannotOpen(f"That is not a database address. {LIKE_THIS}") from None
    if url.drivername not in DRIVERS:
        raise CannotOpen(f"Kindling can't use a database by “{shortened(url.drivername)}”. {LIKE_THIS}")
    return url.set(drivername=DRIVERS[url.drivername])


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        # A database in memory lives in its one connection; threads take turns.
        size = (1, 0) if url.database in (None, "", ":memory:") else (10, 20)
        arguments = {"isolation_level": None, "check_same_thread": False}
        return {"connect_args": arguments, "poolclass": QueuePool, "pool_size": size[0], "max_overflow": size[1]}
    pool = {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True, "pool_timeout": POOL_SECONDS}
    return {"connect_args": _line(url) if url.get_backend_name() == "postgresql" else {}, **pool}


def _line(url: URL) -> dict[str, Any]:
    own = url.query.get("options", "")
    ours = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    options = f"{ours} {own if isinstance(own, str) else ' '.join(own)}".strip()
    line = {name: value for name, value in LINE.items() if name not in url.query}
    return line | {"application_name": CALLED, "options": options}


def _teach_sqlite(engine: Engine, to_read: bool) -> None:
    """Transactions queue from their first moment: a reader that turns writer would fail or lose updates."""
    event.listen(engine, "connect", _set_patience if to_read else _set_pragmas)
    event.listen(engine, "begin", _begin if to_read else _begin_immediate)


def _set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _set_patience(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA {BUSY}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_version(connection: Connection) -> None:
    connection.exec_driver_sql("SELECT 1")
    name, version = connection.dialect.name, connection.dialect.server_version_info or ()
    if version < OLDEST.get(name, ()):
        called = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[name]
        raise CannotOpen(f"Kindling needs {called} {_dotted(OLDEST[name])} or newer, and this is {_dotted(version)}.")


def _prove(connection: Connection) -> None:
    """It can write, and nothing is left written. Raises CannotOpen and DBAPIError."""
    if connection.dialect.name == "sqlite":
        # SQLite begins to write to a read-only file, and refuses the writing itself.
        now = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version={now}")
        connection.rollback()
    elif connection.exec_driver_sql("SHOW transaction_read_only").scalar_one() == "on":
        raise CannotOpen(_sentence(connection.engine.url, "it can only be read from; is it a standby?"))


def _dotted(version: tuple[Any, ...]) -> str:
    return ".".join(map(str, version))


def _sentence(url: URL, why: str) -> str:
    return f"The database {url.render_as_string(hide_password=True)} could not be opened: {why}"
