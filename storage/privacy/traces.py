"""Every trace of a person in a workspace's tables, whichever column it is in and however it is packed there."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, String, Table, false, null, or_, select, update

from storage.tables.models import Base, CircleRow, PersonRow, WorkspaceRow
from storage.tables.naming import may_name, names, renamed

NobodyOf = Callable[[str], str]
"""Who somebody becomes in this circle; in none, where it is empty."""


def blur(connection: Connection, workspace: str, person: str, nobody_of: NobodyOf) -> None:
    """In every row of the workspace that names them, they become nobody."""
    for table in Base.metadata.sorted_tables:
        if columns := _with_words(table):
            named = or_(*(may_name(column, person) for column in columns))
            found = select(table, _circle_of(table).label("in_circle")).where(_belongs(table, workspace), named)
            for row in connection.execute(found).mappings().all():
                nobody = nobody_of(row["in_circle"] or "")
                _rewrite(connection, table, row, {c.name: renamed(row[c.name], person, nobody) for c in columns})


def _rewrite(connection: Connection, table: Table, row: Any, blurred: dict[str, Any]) -> None:
    changed = {name: value for name, value in blurred.items() if value != row[name]}
    if changed:
        same = (key == row[key.name] for key in table.primary_key)
        connection.execute(update(table).where(*same).values(changed))


def _with_words(table: Table) -> list[Any]:
    """The columns that could hold anything; what only joins rows holds their ids."""
    return [c for c in table.columns if isinstance(c.type, (String, JSON)) and not c.foreign_keys]


def _belongs(table: Table, workspace: str) -> ColumnElement[bool]:
    """The rows of the workspace."""
    if table is WorkspaceRow.__table__:
        return table.c.id == workspace
    if "workspace" in table.columns:
        return table.c.workspace == workspace
    owners = [key.in_(select(owner).where(_belongs(owner.table, workspace))) for key, owner in _owners(table)]
    return or_(false(), *owners)


def _circle_of(table: Table) -> ColumnElement[Any]:
    """Whose circle's a row is; null where it is none's."""
    if table is CircleRow.__table__:
        return table.c.id
    if "circle_id" in table.columns:
        return table.c.circle_id
    for key, owner in _owners(table):
        if owner.table is not WorkspaceRow.__table__:
            return select(_circle_of(owner.table)).where(owner == key).scalar_subquery()
    return null()


def _owners(table: Table) -> Iterator[tuple[Any, Any]]:
    """Each column that refers to an owner, and what it refers to."""
    return ((key.parent, key.column) for key in table.foreign_keys)


def named_in(connection: Connection, workspace: str, person: str) -> dict[str, int]:
    """How many rows of each table of the workspace name them."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if columns := _with_words(table):
            here = select(*columns).where(_belongs(table, workspace), or_(*(may_name(c, person) for c in columns)))
            found[table.name] = sum(names(list(row), person) for row in connection.execute(here))
    return {name: count for name, count in found.items() if count}


def is_somebody(connection: Connection, workspace: str, id: str) -> bool:
    """Whether this very id is somebody's of the workspace, and not only a word that occurs there."""
    people = PersonRow.__table__
    ids = [people.c.id, *(table.c.person for table in Base.metadata.sorted_tables if "person" in table.columns)]
    found = (select(column).where(_belongs(column.table, workspace), column == id).limit(1) for column in ids)
    return any(connection.scalar(one) for one in found)


def words_in(connection: Connection, workspace: str) -> set[str]:
    """Whatever stands in any row of the workspace that could name somebody."""
    found = set()
    for table in Base.metadata.sorted_tables:
        if columns := _with_words(table):
            for row in connection.execute(select(*columns).where(_belongs(table, workspace))):
                found |= {value if isinstance(value, str) else json.dumps(value) for value in row if value}
    return found
