"""Who else has a database open: nothing is put into one under the eyes of a running bot."""

import sqlite3
from contextlib import closing

from sqlalchemy import Engine, text

from storage.engine import BUSY, CALLED
from storage.errors import InUse

_OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = :called AND pid <> pg_backend_pid()"""


def refuse_others(engine: Engine) -> None:
    """Raises InUse while another process has this database open; the engine has no more than one connection."""
    if engine.dialect.name == "sqlite":
        _refuse_readers(engine)
        return
    with engine.connect() as connection:
        if connection.scalar(text(_OTHERS), {"called": CALLED}):
            raise InUse


def _refuse_readers(engine: Engine) -> None:
    """A file leaves its write-ahead log only when nobody else has it open."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA busy_timeout=0")
            cursor.execute("PRAGMA journal_mode=DELETE")
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as problem:
            raise InUse from problem
        finally:
            cursor.execute(f"PRAGMA {BUSY}")
