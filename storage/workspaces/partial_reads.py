"""What has been read of a platform's lists and of people before a round: kept piece by piece, and gone on from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from storage.tables.inserts import ensure_workspace, insert_once
from storage.tables.models import CircleRow, ParticipantRow, PersonRow
from storage.tables.passing import ReadingRow

EVERYBODY = ""
"""The list of all people of a workspace; that of a channel's members has the name of the circle it is read for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a list was read: `count` names so far, and `most` in any reading of it. Where to go on is `cursor`."""

    list: str
    begun: datetime
    cursor: str
    count: int
    most: int
    ended: bool


class ReadingBook:
    """The readings of every workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, workspace: str, list: str, since: datetime | None = None) -> Reading | None:
        """The reading of it, if it was begun since then."""
        row = self._session.get(ReadingRow, (workspace, list))
        return _as_reading(row) if row and (since is None or row.begun >= since) else None

    def begin(self, workspace: str, list: str, now: datetime) -> Reading:
        """Read it from its beginning, whoever was reading it before."""
        ensure_workspace(self._session, workspace)
        fresh = {"begun": now, "cursor": "", "count": 0, "ended": False}
        insert_once(self._session, ReadingRow, {"workspace": workspace, "list": list, "most": 0, **fresh})
        row = self._session.get_one(ReadingRow, (workspace, list), with_for_update=True, populate_existing=True)
        for name, value in fresh.items():
            setattr(row, name, value)
        return _as_reading(row)

    def go_on(self, workspace: str, reading: Reading, named: int, cursor: str) -> bool:
        """A page with so many names was read; without a `cursor` it was the last. False if somebody else was faster."""
        count = reading.count + named
        return self._change(
            workspace, reading, cursor=cursor, count=count, most=max(count, reading.most), ended=not cursor
        )

    def end(self, workspace: str, reading: Reading) -> bool:
        """It is not read on. False if somebody else was faster."""
        return self._change(workspace, reading, ended=True)

    # the people of a circle

    def saw(self, circle_id: str, people: Iterable[str], begun: datetime) -> None:
        """The list of the channel's members whose reading was begun then names these."""
        self._of_them(circle_id, people, seen_at=begun)

    def seen(self, circle_id: str, begun: datetime) -> set[str]:
        """Those whom that reading named; whoever joined while it went on is still where they were."""
        late = and_(ParticipantRow.joined > begun, ParticipantRow.is_present.is_(True))
        found = select(ParticipantRow.person).where(ParticipantRow.circle_id == circle_id)
        return set(self._session.scalars(found.where(or_(ParticipantRow.seen_at >= begun, late))))

    def would_not_tell(self, circle_id: str, people: Iterable[str], now: datetime) -> None:
        """The platform would not say who these are."""
        self._of_them(circle_id, people, unread_at=now)

    def unread(self, workspace: str, circle_id: str, fresh: datetime, since: datetime) -> list[str]:
        """Those who are there, of whom nothing was told since `fresh`, and of whom it was not refused `since` then."""
        known = and_(PersonRow.workspace == workspace, PersonRow.id == ParticipantRow.person)
        found = select(ParticipantRow.person).outerjoin(PersonRow, known)
        found = found.where(ParticipantRow.circle_id == circle_id, ParticipantRow.is_present.is_(True))
        found = found.where(or_(PersonRow.id.is_(None), PersonRow.refreshed_at < fresh))
        found = found.where(or_(ParticipantRow.unread_at.is_(None), ParticipantRow.unread_at < since))
        return list(self._session.scalars(found.order_by(ParticipantRow.person)))

    def ours(self, workspace: str, people: Collection[str]) -> set[str]:
        """Those of these people who take part in something there."""
        found = select(ParticipantRow.person).join(CircleRow, CircleRow.id == ParticipantRow.circle_id)
        found = found.where(CircleRow.workspace == workspace, ParticipantRow.person.in_(people))
        return set(self._session.scalars(found))

    def _of_them(self, circle_id: str, people: Iterable[str], **values: object) -> None:
        these = update(ParticipantRow).where(ParticipantRow.circle_id == circle_id)
        these = these.where(ParticipantRow.person.in_(list(people)))
        self._session.execute(these.values(**values), execution_options={"synchronize_session": "fetch"})

    def _change(self, workspace: str, reading: Reading, **values: object) -> bool:
        same = {"workspace": workspace, "list": reading.list, "begun": reading.begun, "cursor": reading.cursor}
        mine = update(ReadingRow).filter_by(**same, ended=False).values(**values)
        done = cast(CursorResult[Any], self._session.execute(mine, execution_options={"synchronize_session": "fetch"}))
        return done.rowcount == 1


def _as_reading(row: ReadingRow) -> Reading:
    return Reading(row.list, row.begun, row.cursor, row.count, row.most, row.ended)
