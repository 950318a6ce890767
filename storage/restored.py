"""After a backup was put back: what was said and held since it was made is not known, so nothing of it is repeated."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.orm import Session

from rituals.cards import Card
from rituals.effects import Tell
from storage.circles import SqlCircle
from storage.corner import SettingsOf
from storage.jobs import TO_CHAMPIONS
from storage.models import AlarmRow, ChampionRow, CircleRow, OutboxRow, RoundRow, new_id
from storage.outbox import OutboxBook

DateOf = Callable[[SqlCircle, datetime], date]


def after_restore(connection: Connection, now: datetime, note: Card, settings_of: SettingsOf, date_of: DateOf) -> None:
    """Every message that waited may have arrived, every round and moment that was due may have been; `note` tells the
    champions of running circles so. `date_of` knows to which local date a due moment belongs."""
    with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
        unfinished = OutboxRow.state.in_(("ready", "sending"))
        perhaps = {"state": "sending", "begun": OutboxRow.created, "lease_until": OutboxRow.created}
        session.execute(update(OutboxRow).where(unfinished).values(**perhaps))
        session.execute(delete(AlarmRow).where(AlarmRow.at <= now))
        for circle in list(session.scalars(select(CircleRow).where(CircleRow.is_running.is_(True)))):
            if circle.next_due and circle.next_due <= now:
                on = date_of(SqlCircle(session, circle, settings_of), circle.next_due)
                _take_the_date(session, circle, on, circle.next_due, now)
            _tell(session, circle, note, now)


def _take_the_date(session: Session, circle: CircleRow, on: date, due: datetime, now: datetime) -> None:
    """The date has its round already, with nobody in it: the bell finds it taken, and goes on to the next."""
    theirs = select(func.max(RoundRow.number)).where(RoundRow.circle_id == circle.id)
    if session.scalar(theirs.where(RoundRow.on_date == on)) is None:
        number = (session.scalar(theirs) or 0) + 1
        session.add(RoundRow(id=new_id(), circle_id=circle.id, number=number, on_date=on, due=due, created=now))
        session.flush()


def _tell(session: Session, circle: CircleRow, note: Card, now: datetime) -> None:
    champions = select(ChampionRow.person).where(ChampionRow.circle_id == circle.id).order_by(ChampionRow.person)
    for champion in session.scalars(champions):
        tell = Tell(champion, note, key=f"{TO_CHAMPIONS}restored:{now.isoformat()}:{champion}", asked_for=True)
        OutboxBook(session).put(circle.workspace, circle.id, tell, now)
