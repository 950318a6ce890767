"""Inserts that two workers can make at once: the database decides, nobody looks first."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables.models import Base, WorkspaceRow

Values = Mapping[str, Any]


def insert_once(session: Session, model: type[Base], values: Values) -> bool:
    """Insert the row; False if one of its unique names is taken."""
    session.flush()
    return session.execute(_once(model, session.get_bind().dialect.name), dict(values)).first() is not None


def insert_all_once(session: Session, model: type[Base], rows: Iterable[Values]) -> None:
    """Insert these rows of the same columns, in their order; those of which a unique name is taken are left out."""
    if every := [dict(row) for row in rows]:
        session.flush()
        session.execute(_quietly(model, session.get_bind().dialect.name), every)


def insert_or_replace(session: Session, model: type[Base], rows: Iterable[Values]) -> None:
    """Insert the rows; one whose primary key is taken takes the older one's place."""
    every = [dict(row) for row in rows]
    if not every:
        return
    session.flush()
    keys = [column.name for column in _table(model).primary_key]
    statement = _insert(model, session.get_bind().dialect.name)
    changed = {name: statement.excluded[name] for name in every[0] if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), every)


def ensure_workspace(session: Session, workspace: str) -> None:
    """The workspace has a row to hang things on."""
    insert_once(session, WorkspaceRow, {"id": workspace})


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


@lru_cache
def _once(model: type[Base], dialect: str) -> ReturningInsert[Any]:
    """Made once: putting a statement together takes longer than running it."""
    return _quietly(model, dialect).returning(*_table(model).primary_key)


def _quietly(model: type[Base], dialect: str) -> sqlite.Insert | postgresql.Insert:
    return _insert(model, dialect).on_conflict_do_nothing()


def _insert(model: type[Base], dialect: str) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(_table(model)) if dialect == "sqlite" else postgresql.insert(_table(model))
