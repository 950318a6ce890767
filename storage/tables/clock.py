"""The one clock that all workers share: leases and paces are kept by it, and it is the database's own."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from storage.tables.types import UtcDateTime

CLOCK = "clock"
"""Where a session keeps another clock, of a store whose time is moved by hand."""


def shared_now(session: Session) -> datetime:
    """What time it is for all workers, also in the middle of a transaction."""
    moved: Callable[[], datetime] | None = session.info.get(CLOCK)
    return moved() if moved else database_now(session)


def database_now(session: Session) -> datetime:
    """What time it is by the database's own clock."""
    clock: ColumnElement[datetime] = func.clock_timestamp()
    if session.get_bind().dialect.name == "sqlite":  # it tells milliseconds at best
        clock = literal_column("strftime('%Y-%m-%d %H:%M:%f000', 'now')")
    return cast(datetime, session.scalar(select(type_coerce(clock, UtcDateTime))))
