"""How long anything waits: a pause that seems longer was begun before the clock was set back."""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from storage.tables.clock import shared_now
from storage.tables.models import CircleRow, OutboxRow
from storage.tables.passing import PaceRow

Moment = datetime | BindParameter[datetime]
LONGEST_PAUSE = timedelta(minutes=10)
"""Of every pause between two tries, and more than any lease."""


def may_go(now: Moment, latest: Moment) -> ColumnElement[bool]:
    """Of messages that are ready: nothing holds them up by now. What was never put off has nothing to wait for, and
    what is put off until after `latest`, a LONGEST_PAUSE from now, was so before the clock was set back."""
    never_put_off = and_(OutboxRow.attempt == 0, OutboxRow.not_before <= OutboxRow.created)
    return or_(OutboxRow.not_before <= now, never_put_off, OutboxRow.not_before > latest)


def cut_short(session: Session, now: datetime) -> None:
    """Leases, rests and rounds that were put off end within LONGEST_PAUSE, by the clock by which they were given."""
    clock = shared_now(session)
    latest = clock + LONGEST_PAUSE
    held = and_(OutboxRow.state == "sending", OutboxRow.lease_until > latest)
    session.execute(update(OutboxRow).where(held).values(lease_until=latest))
    due = and_(CircleRow.is_running.is_(True), CircleRow.next_due <= now, CircleRow.lease_until > latest)
    session.execute(update(CircleRow).where(due).values(lease_until=latest))
    session.execute(update(PaceRow).where(PaceRow.free_at > latest).values(free_at=clock))
