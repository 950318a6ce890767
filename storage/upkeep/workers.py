"""The processes that work on this database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.tables.clock import shared_now
from storage.tables.inserts import insert_or_replace
from storage.tables.passing import WorkerRow

FORGOTTEN_AFTER = timedelta(days=1)
A_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WorkerState:
    """A process, and how many seconds ago its bell rang."""

    id: str
    role: str
    version: str
    quiet_for: float


class WorkerBook:
    def __init__(self, session: Session) -> None:
        self._session = session

    def rang(self, id: str, role: str, version: str, started: datetime) -> None:
        """This process is at work; those that have been silent for a day are forgotten, and so is whoever rang in what
        is to come: the clock was set back, and those who live ring again."""
        now = shared_now(self._session)
        row = {"id": id, "role": role, "version": version, "started": started, "rang": now}
        insert_or_replace(self._session, WorkerRow, [row])
        is_of_now = WorkerRow.rang.between(now - FORGOTTEN_AFTER, now + A_MOMENT)
        self._session.execute(delete(WorkerRow).where(~is_of_now))

    def left(self, id: str) -> None:
        """This process has stopped, and has left nothing undone."""
        self._session.execute(delete(WorkerRow).where(WorkerRow.id == id))

    def all(self) -> Sequence[WorkerState]:
        """Every process that was heard of within a day, the last to ring first."""
        now = shared_now(self._session)
        rows = self._session.scalars(select(WorkerRow).order_by(WorkerRow.rang.desc()))
        return [WorkerState(row.id, row.role, row.version, (now - row.rang).total_seconds()) for row in rows]
