"""What no backup may undo that is put back: what people refuse, and that they were forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.orm import Session

from storage.circles.refusals import RefusalRow
from storage.errors import CannotCopy
from storage.privacy.forgetting import Forgetting
from storage.privacy.forgotten import ForgottenRow, digest_of
from storage.privacy.traces import words_in
from storage.tables.digests import SECRET
from storage.tables.inserts import ensure_workspace
from storage.tables.naming import may_be_ids

Row = Mapping[str, Any]
Remembered = Mapping[Table, Sequence[Row]]
LASTING: tuple[Table, ...] = (RefusalRow.__table__, ForgottenRow.__table__)  # type: ignore[assignment]


def remember(connection: Connection) -> Remembered:
    """What the database knows of it before another takes its place."""
    return {table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in LASTING}


def recall(connection: Connection, remembered: Remembered, secret: str) -> None:
    """What is there now knows it too; and whoever was forgotten since is forgotten again. Raises CannotCopy."""
    with (
        Session(connection, join_transaction_mode="create_savepoint", info={SECRET: secret}) as session,
        session.begin(),
    ):
        fresh = {table: _missing(connection, table, rows) for table, rows in remembered.items()}
        for workspace in {row["workspace"] for rows in fresh.values() for row in rows}:
            ensure_workspace(session, workspace)
        for table, rows in fresh.items():
            if rows:
                connection.execute(insert(table), rows)
        _forget_again(session, fresh[ForgottenRow.__table__])  # type: ignore[index]


def _missing(connection: Connection, table: Table, rows: Iterable[Row]) -> list[Row]:
    keys = [key.name for key in table.primary_key]
    there = {tuple(row) for row in connection.execute(select(*table.primary_key))}
    return [row for row in rows if tuple(row[key] for key in keys) not in there]


def _forget_again(session: Session, since: Sequence[Row]) -> None:
    """Raises CannotCopy where nobody could be known again."""
    if since and not session.info[SECRET]:
        raise CannotCopy(
            "Somebody was forgotten since that backup was made, and without KINDLING_SECRET nobody knows who, so "
            "nothing was changed. Put it back into .env."
        )
    digests = {(row["workspace"], row["digest"]) for row in since}
    for workspace in {workspace for workspace, _ in digests}:
        found = words_in(session.connection(), workspace)
        words = {*found, *chain.from_iterable(map(may_be_ids, found))}
        for person in (word for word in words if (workspace, digest_of(session, workspace, word)) in digests):
            Forgetting(session, workspace, person).forget()
