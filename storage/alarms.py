"""Moments that rituals asked to be woken at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.orm import Session

from storage.inserts import insert_or_replace
from storage.models import AlarmRow, CircleRow


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

    def take_due(self, now: datetime, limit: int) -> list[Alarm]:
        """The alarms whose moment has come, oldest first; they are gone if this transaction commits."""
        rows = self._session.execute(
            select(CircleRow.workspace, AlarmRow.circle_id, AlarmRow.name, AlarmRow.about, AlarmRow.at)
            .join(CircleRow, CircleRow.id == AlarmRow.circle_id)
            .where(AlarmRow.at <= now)
            .order_by(AlarmRow.at, AlarmRow.circle_id, AlarmRow.name, AlarmRow.about)
            .limit(limit)
            .with_for_update(skip_locked=True, of=AlarmRow)
        )
        alarms = [Alarm(*row) for row in rows]
        self._delete(alarms)
        return alarms

    def next_at(self) -> datetime | None:
        return self._session.scalar(select(func.min(AlarmRow.at)))

    def _delete(self, alarms: list[Alarm]) -> None:
        keys = [(alarm.circle_id, alarm.name, alarm.about) for alarm in alarms]
        key = tuple_(AlarmRow.circle_id, AlarmRow.name, AlarmRow.about)
        if keys:
            self._session.execute(delete(AlarmRow).where(key.in_(keys)))
