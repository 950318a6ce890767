"""What a database's refusal means: for who starts the bot, and for who talks to it."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from rituals.errors import KindlingError
from storage.errors import Busy, Full, ReadOnly

_FULL, _READ_ONLY, _WAIT, _BROKEN, _OTHER = "full", "read-only", "wait", "broken", "other"
_WHY = {
    _FULL: "the disk is full; please make room",
    _READ_ONLY: "it is read-only; please let Kindling write to it, and to its folder",
    _WAIT: "something else holds it; please wait a minute, or stop that",
    _BROKEN: "the file is damaged, or is no database",
}
_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_BUSY": _WAIT,
    "SQLITE_LOCKED": _WAIT,
    "SQLITE_NOTADB": _BROKEN,
    "SQLITE_CORRUPT": _BROKEN,
}
_STATES = {
    "53100": _FULL,
    "25006": _READ_ONLY,
    "40001": _WAIT,  # serialization failure
    "40P01": _WAIT,  # deadlock
    "53300": _WAIT,  # too many connections
    "55P03": _WAIT,  # lock timeout
    "57014": _WAIT,  # statement timeout
    "57P01": _WAIT,  # shutting down
    "57P02": _WAIT,  # crashed
    "57P03": _WAIT,  # starting up
}
"""SQLSTATE codes: PostgreSQL's documentation, appendix A."""


def reason(url: URL, problem: Exception) -> str:
    """Why a database cannot be opened, on one line and without its password."""
    if isinstance(problem, ImportError) and problem.name == "psycopg":
        return "PostgreSQL needs one more package: in Kindling's environment, type pip install 'psycopg[binary]'"
    folder = folder_of(url)
    if folder and not folder.is_dir():
        return f"there is no folder {folder}; please make it, or change DATABASE_URL"
    return why(problem).replace(str(url.password), "***") if url.password else why(problem)


def why(problem: Exception) -> str:
    """A database's or a disk's refusal, on one line."""
    origin = getattr(problem, "orig", None) or problem
    said = getattr(origin, "strerror", None) or str(origin)
    return _WHY.get(_kind(origin)) or (said.strip().splitlines() or [type(origin).__name__])[0]


def as_told(problem: DBAPIError, otherwise: Exception | None = None) -> Exception:
    """What is raised instead: a sentence where the transaction was certainly undone, else the problem itself."""
    kinds: dict[str, type[KindlingError]] = {_FULL: Full, _READ_ONLY: ReadOnly, _WAIT: Busy}
    # A line that is cut while it commits leaves open whether it did; every statement before that is undone.
    lost = problem.connection_invalidated and problem.statement is not None
    told = Busy if lost else kinds.get(_kind(problem.orig))
    return told() if told else otherwise or problem


def must_wait(problem: DBAPIError) -> bool:
    """Whether somebody else is in the way."""
    return _kind(problem.orig) == _WAIT


def _kind(origin: BaseException | None) -> str:
    if isinstance(origin, sqlite3.Error):
        name = getattr(origin, "sqlite_errorname", "")
        return next((kind for start, kind in _SQLITE.items() if name.startswith(start)), _OTHER)
    return _STATES.get(getattr(origin, "sqlstate", None) or "", _OTHER)


def folder_of(url: URL) -> Path | None:
    """The folder that a SQLite file is in; None where there is no such file."""
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name in ("", ":memory:") or name.startswith("file:"):
        return None
    return Path(name).absolute().parent
