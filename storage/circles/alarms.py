"""Moments that rituals asked to be woken at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.tables.inserts import insert_or_replace
from storage.tables.models import AlarmRow, CircleRow
from storage.workspaces.workspaces import closed_ids


@dataclass(frozen=True, slots=True)
class Alarm:
    """A moment that has come."""

    workspace: str
    circle_id: str
    name: str
    about: str
    due: datetime


class AlarmBook:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, circle_id: str, name: str, about: str, at: datetime) -> None:
        """Wake the circle's `name` handler at `at`; asked twice under one name and about, it is moved."""
        row = {"circle_id": circle_id, "name": name, "about": about, "at": at}
        insert_or_replace(self._session, AlarmRow, [row])

    def due(self, now: datetime, limit: int, workspaces: Collection[str] | None = None) -> list[Alarm]:
        """The alarms (of these workspaces) whose moment has come, oldest first, less those of closed workspaces."""
        ours = [] if workspaces is None else [CircleRow.workspace.in_(workspaces)]
        rows = self._session.execute(
            select(CircleRow.workspace, AlarmRow.circle_id, AlarmRow.name, AlarmRow.about, AlarmRow.at)
            .join(CircleRow, CircleRow.id == AlarmRow.circle_id)
            .where(AlarmRow.at <= now, CircleRow.workspace.not_in(closed_ids()), *ours)
            .order_by(AlarmRow.at, AlarmRow.circle_id, AlarmRow.name, AlarmRow.about)
            .limit(limit)
        )
        return [Alarm(*row) for row in rows]

    def take(self, alarm: Alarm) -> bool:
        """Take it away; False if somebody else has, or it was moved meanwhile."""
        mine = AlarmRow.circle_id == alarm.circle_id, AlarmRow.name == alarm.name, AlarmRow.about == alarm.about
        taken = delete(AlarmRow).where(*mine, AlarmRow.at == alarm.due).returning(AlarmRow.name)
        return self._session.execute(taken).first() is not None

    def next_at(self) -> datetime | None:
        return self._session.scalar(select(func.min(AlarmRow.at)))
