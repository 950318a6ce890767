"""What is over: messages of a circle that were said long ago, and how much of the database an act reads."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, event, insert, text

from storage.tables.models import AnswerRow, Base, GroupRow, MemberRow, OutboxRow, RoundRow, new_id
from storage.transaction import Transaction

KINDS = ("introduce", "tell", "nudge", "update", "post")
_READ = """SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)
FROM pg_stat_xact_user_tables"""


def said_long_ago(tx: Transaction, workspace: str, circle: str, count: int, before: datetime) -> None:
    """So many messages of every kind, delivered or dropped, in the state in which the courier leaves them."""
    _insert(tx, OutboxRow, [_row(workspace, circle, number, before) for number in range(count)])


def met_long_ago(tx: Transaction, circle: str, count: int, before: datetime) -> None:
    """So many pairs of others, ten a round, and what they answered."""
    rounds = [_round(circle, number, before) for number in range(-(-count // 10))]
    groups = [
        {"id": new_id(), "circle_id": circle, "round_id": rounds[number // 10]["id"], "happened": True, "notes": {}}
        for number in range(count)
    ]
    members = [
        {"round_id": group["round_id"], "group_id": group["id"], "person": f"UPAST{number % 10}{side}"}
        for number, group in enumerate(groups)
        for side in "ab"
    ]
    said_yes = {"question": "met", "value": "yes"}
    answers = [{"group_id": one["group_id"], "person": one["person"], **said_yes} for one in members]
    for model, rows in ((RoundRow, rounds), (GroupRow, groups), (MemberRow, members), (AnswerRow, answers)):
        _insert(tx, model, rows)


def _round(circle: str, number: int, before: datetime) -> dict[str, Any]:
    due = before - timedelta(weeks=number + 1)
    return {"id": new_id(), "circle_id": circle, "number": -number, "on_date": due.date(), "due": due, "created": due}


def _insert(tx: Transaction, model: type[Base], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 1000):
        tx._session.execute(insert(model), rows[start : start + 1000])


def _row(workspace: str, circle: str, number: int, before: datetime) -> dict[str, Any]:
    kind, dropped = KINDS[number % len(KINDS)], number % 50 == 49
    at, person = before - timedelta(minutes=number), f"UPAST{number % 97}"
    key = f"{kind}:{number:032x}"
    lane = {"tell": f"person:{person}", "post": f"channel:{circle}"}.get(kind, f"group:{circle}:{key}")
    where = None if dropped else {"conversation": f"G{number % 89}", "message": f"{number}.0"}
    said_at = where and f"{where['conversation']}/{where['message']}"
    return {
        "id": new_id(),
        "workspace": workspace,
        "circle_id": circle,
        "kind": kind,
        "key": key,
        "once": None if kind == "update" else f"{circle}/{key}",
        "lane": lane,
        "people": [],
        "said_at": said_at,
        "card": None,
        "state": "dropped" if dropped else "done",
        "attempt": 1,
        "not_before": at,
        "begun": None if dropped else at,
        "reference": where,
        "created": at,
    }


@dataclass(slots=True)
class Work:
    """What an act cost: how many statements, and how much was read for them."""

    statements: int = 0
    read: int = 0
    """SQLite: steps of its machine, in hundreds. PostgreSQL: rows."""


@contextmanager
def watched(connection: Connection) -> Iterator[Work]:
    """What is done on this connection until the end of the block, in one transaction."""
    work = Work()

    def count(*_: object) -> None:
        work.statements += 1

    event.listen(connection, "before_cursor_execute", count)
    try:
        with _reading(connection, work):
            yield work
    finally:
        event.remove(connection, "before_cursor_execute", count)


@contextmanager
def _reading(connection: Connection, work: Work) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        raw = cast(sqlite3.Connection, connection.connection.driver_connection)
        raw.set_progress_handler(_stepping(work), 100)
        yield
        raw.set_progress_handler(None, 0)
        return
    before = connection.exec_driver_sql(_READ).scalar_one()
    work.statements -= 2  # our own questions
    yield
    work.read = int(connection.exec_driver_sql(_READ).scalar_one()) - int(before)


def _stepping(work: Work) -> Callable[[], int]:
    def step() -> int:
        work.read += 1
        return 0

    return step


def analyzed(connection: Connection) -> None:
    """The database knows how large its tables are, as it does after a while."""
    connection.execute(text("ANALYZE"))
