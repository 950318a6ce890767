"""After a backup was put back: what may have happened since is not done again, and nobody takes part unasked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, exists, func, select, update
from sqlalchemy.orm import Session

from rituals.cards import Card
from rituals.effects import Post, Tell
from storage.circles.circle import SqlCircle
from storage.circles.open_circle import SettingsOf
from storage.outbox.jobs import TO_CHAMPIONS
from storage.outbox.outbox import OutboxBook
from storage.tables.models import AlarmRow, ChampionRow, CircleRow, OutboxRow, ParticipantRow, RoundRow, new_id
from storage.upkeep.retention import Keeps, Retention

DateOf = Callable[[SqlCircle, datetime], date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Putting:
    """What has to be known to put a backup back. `note` tells the champions of running circles of it; `date_of` knows
    to which local date a due moment belongs. `asks` are, by ritual, the words for its channels that ask whether people
    take part still. Of rituals that reach people `unasked` a place is only a pause, and stays."""

    now: datetime
    note: Card
    settings_of: SettingsOf
    date_of: DateOf
    keeps: Keeps
    asks: Mapping[str, Card]
    unasked: frozenset[str]


def after_restore(connection: Connection, this: Putting) -> None:
    """First goes what is old. Every message that waited may have arrived, every round and moment that was due may have
    been; and whoever took part then may have left since: they are asked, once, in their channel."""
    with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
        _catch_up(session, this)
        unfinished = OutboxRow.state.in_(("ready", "sending"))
        perhaps = {"state": "sending", "begun": OutboxRow.created, "lease_until": OutboxRow.created}
        session.execute(update(OutboxRow).where(unfinished).values(**perhaps))
        session.execute(delete(AlarmRow).where(AlarmRow.at <= this.now))
        for circle in list(session.scalars(select(CircleRow).where(CircleRow.is_running.is_(True)))):
            if circle.next_due and circle.next_due <= this.now:
                on = this.date_of(SqlCircle(session, circle, this.settings_of), circle.next_due)
                _take_the_date(session, circle, on, circle.next_due, this.now)
            _tell(session, circle, this)
            _ask(session, circle, this)
        joined = select(CircleRow.id).where(CircleRow.ritual.not_in(this.unasked))
        session.execute(delete(ParticipantRow).where(ParticipantRow.circle_id.in_(joined)))


def _catch_up(session: Session, this: Putting) -> None:
    retention = Retention(session)
    for step in retention.steps(this.now, this.keeps):
        while retention.take(step):
            session.flush()


def _take_the_date(session: Session, circle: CircleRow, on: date, due: datetime, now: datetime) -> None:
    """The date has its round already, with nobody in it: the bell finds it taken, and goes on to the next."""
    theirs = select(func.max(RoundRow.number)).where(RoundRow.circle_id == circle.id)
    if session.scalar(theirs.where(RoundRow.on_date == on)) is None:
        number = (session.scalar(theirs) or 0) + 1
        session.add(RoundRow(id=new_id(), circle_id=circle.id, number=number, on_date=on, due=due, created=now))
        session.flush()


def _tell(session: Session, circle: CircleRow, this: Putting) -> None:
    champions = select(ChampionRow.person).where(ChampionRow.circle_id == circle.id).order_by(ChampionRow.person)
    for champion in session.scalars(champions):
        key = f"{TO_CHAMPIONS}restored:{this.now.isoformat()}:{champion}"
        OutboxBook(session).put(circle.workspace, circle.id, Tell(champion, this.note, key, asked_for=True), this.now)


def _ask(session: Session, circle: CircleRow, this: Putting) -> None:
    card = this.asks.get(circle.ritual)
    if card and session.scalar(select(exists().where(ParticipantRow.circle_id == circle.id))):
        OutboxBook(session).put(circle.workspace, circle.id, Post(card, f"restored:{this.now.isoformat()}"), this.now)
