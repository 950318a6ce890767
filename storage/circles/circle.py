"""Circles: one open, and how to find them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from rituals.circle import Circle
from storage.circles.gatherings import Gatherings
from storage.circles.open_circle import SettingsOf
from storage.circles.taking_part import TakingPart
from storage.circles.tallies import TallyBook
from storage.errors import AlreadyStarted
from storage.left import left_in
from storage.outbox.second_tries import SecondTries
from storage.tables.clock import shared_now
from storage.tables.codec import dump
from storage.tables.inserts import ensure_workspace, insert_once
from storage.tables.models import (
    AlarmRow,
    ChampionRow,
    CircleRow,
    EntryRow,
    GroupRow,
    MemberRow,
    OutboxRow,
    ParticipantRow,
    PersonRow,
    new_id,
)
from storage.tables.naming import may_name
from storage.workspaces.people import as_profile
from storage.workspaces.switches import Switches
from storage.workspaces.workspaces import closed_ids

# Made once: putting a statement together takes longer than running it.
_HERE = select(CircleRow).where(
    CircleRow.is_running.is_(True),
    *(getattr(CircleRow, name) == bindparam(name) for name in ("workspace", "ritual", "channel")),
)

_SIZE = select(func.count()).where(ParticipantRow.circle_id == CircleRow.id).correlate(CircleRow).scalar_subquery()


class SqlCircle(TakingPart, Gatherings, Circle[Any]):
    """A circle, open for the length of one transaction."""

    @property
    def channel(self) -> str:
        return self._row.channel

    @property
    def started(self) -> datetime:
        return self._row.started

    @property
    def is_running(self) -> bool:
        return self._row.is_running

    @property
    def champions(self) -> tuple[str, ...]:
        """Those who look after it, and are still colleagues as far as the directory knows."""
        known = and_(PersonRow.id == ChampionRow.person, PersonRow.workspace == self.workspace)
        found = select(ChampionRow.person, PersonRow).outerjoin(PersonRow, known)
        rows = self._session.execute(found.where(ChampionRow.circle_id == self.id).order_by(ChampionRow.person))
        return tuple(person for person, row in rows if row is None or as_profile(row).is_colleague)

    def concerns(self, person: str) -> bool:
        """Whether there is anything of theirs here, whatever they are to it now: an entry that they added or that names
        them, or a group that they were in."""
        groups = select(MemberRow.person).join(GroupRow, GroupRow.id == MemberRow.group_id)
        groups = groups.where(GroupRow.circle_id == self.id, MemberRow.person == person)
        things = _things_of(person).where(EntryRow.circle_id == self.id)
        return any(self._session.scalar(found.limit(1)) is not None for found in (things, groups))

    @property
    def admins(self) -> tuple[str, ...]:
        """The workspace's admins, as far as the directory knows them."""
        found = select(PersonRow).where(PersonRow.workspace == self.workspace, PersonRow.is_admin.is_(True))
        rows = self._session.scalars(found.order_by(PersonRow.id))
        return tuple(row.id for row in rows if as_profile(row).is_colleague)

    def is_switched_on(self, switch: str) -> bool:
        return Switches(self._session).is_on(self.workspace, f"{self.ritual} {switch}", default=False)

    def once_more(self, what: str, *who: str, on: date) -> int:
        return TallyBook(self._session).once_more(self.workspace, f"{self.ritual} {what}", " ".join(who), on)

    def unsay(self, key: str) -> bool | None:
        return SecondTries(self._session).unsay(self.workspace, self.id, key)

    def add_champion(self, person: str) -> bool:
        """They look after the circle too; False if they already do."""
        return insert_once(self._session, ChampionRow, {"circle_id": self.id, "person": person})

    def release_champions(self) -> None:
        """Nobody looks after it any more."""
        self._session.execute(delete(ChampionRow).where(ChampionRow.circle_id == self.id))

    def change(self, settings: object, zone: ZoneInfo, next_due: datetime | None) -> None:
        self._row.settings = dump(settings)
        self._row.zone = str(zone)
        self._row.next_due = next_due
        left_in(self._session).due = True

    def rest(self) -> None:
        """No more rounds until `change` says when; nothing else is different."""
        self._row.next_due = None

    def stop(self) -> None:
        """No more rounds and nothing later; who takes part and what was is kept, should it start again."""
        self._row.is_running, self._row.next_due = False, None
        self._session.execute(delete(AlarmRow).where(AlarmRow.circle_id == self.id))


class CircleBook:
    """Every workspace's circles. Looked up from another workspace, a circle is not there."""

    def __init__(self, session: Session, settings_of: SettingsOf) -> None:
        self._session = session
        self._settings_of = settings_of

    def start(
        self,
        workspace: str,
        ritual: str,
        channel: str,
        champion: str,
        settings: object,
        zone: ZoneInfo,
        next_due: datetime | None,
        now: datetime,
    ) -> SqlCircle:
        """Set a ritual up in a channel; one that was stopped there goes on. Raises AlreadyStarted."""
        ensure_workspace(self._session, workspace)
        values = {"workspace": workspace, "ritual": ritual, "channel": channel}
        fresh = {"id": new_id(), "settings": {}, "zone": str(zone), "is_running": False, "started": now}
        insert_once(self._session, CircleRow, values | fresh)
        row = self._session.scalars(select(CircleRow).filter_by(**values).with_for_update()).one()
        if row.is_running:
            raise AlreadyStarted
        row.is_running, row.started, row.stopped_at = True, now, None
        circle = self.opened(row)
        circle.change(settings, zone, next_due)
        circle.add_champion(champion)
        return circle

    def find(self, workspace: str, ritual: str, channel: str) -> SqlCircle | None:
        """The ritual's running circle in a channel."""
        row = self._session.scalar(_HERE, {"workspace": workspace, "ritual": ritual, "channel": channel})
        return self.opened(row) if row else None

    def by_id(self, workspace: str, id: str) -> SqlCircle | None:
        """A circle of this workspace, running or stopped."""
        return self._one(_of(workspace).where(CircleRow.id == id))

    def lock(self, workspace: str, id: str) -> SqlCircle | None:
        """The circle as it is now, for this transaction alone until its end."""
        if self._session.get_bind().dialect.name == "sqlite":  # which lets one transaction in at a time
            row = self._session.get(CircleRow, id)
            return self.opened(row) if row and row.workspace == workspace else None
        # what hangs on it can still be inserted by others: they look only whether it is there
        found = _of(workspace).where(CircleRow.id == id).with_for_update(key_share=True)
        return self._one(found.execution_options(populate_existing=True))

    def of_person(self, workspace: str, person: str) -> list[SqlCircle]:
        """The running circles somebody takes part in."""
        mine = select(ParticipantRow.circle_id).where(ParticipantRow.person == person)
        return self._all(self._running(workspace).where(CircleRow.id.in_(mine)))

    def kept_by(self, workspace: str, person: str) -> list[SqlCircle]:
        """The running circles somebody is a champion of."""
        kept = select(ChampionRow.circle_id).where(ChampionRow.person == person)
        return self._all(self._running(workspace).where(CircleRow.id.in_(kept)))

    def concerning(self, workspace: str, ritual: str, person: str) -> list[SqlCircle]:
        """The ritual's running circles in which there is something that somebody added, or that names them."""
        return self._all(
            self._running(workspace).where(CircleRow.ritual == ritual, CircleRow.id.in_(_things_of(person)))
        )

    def in_channel(self, workspace: str, channel: str) -> list[SqlCircle]:
        return self._all(self._running(workspace).where(CircleRow.channel == channel))

    def seen(self, workspace: str, channel: str, person: str, here: bool, now: datetime) -> None:
        """Somebody is in the channel, or is not: that is so for all its circles in which they take part, and what a
        reading that goes on found of them before is no longer so."""
        there = select(CircleRow.id).where(CircleRow.workspace == workspace, CircleRow.channel == channel)
        mine = update(ParticipantRow).where(ParticipantRow.person == person, ParticipantRow.circle_id.in_(there))
        self._session.execute(
            mine.values(is_present=here, seen_at=now if here else None),
            execution_options={"synchronize_session": "fetch"},
        )

    def running(self, workspace: str, ritual: str | None = None) -> list[SqlCircle]:
        """The workspace's running circles, of one ritual or of all."""
        found = self._running(workspace)
        return self._all(found if ritual is None else found.where(CircleRow.ritual == ritual))

    def all(self, workspace: str) -> list[SqlCircle]:
        """The workspace's circles, running or stopped."""
        return self._all(_of(workspace))

    def any_of(self, workspace: str, ritual: str) -> SqlCircle | None:
        """Some circle of the ritual: one that runs, if there is one."""
        found = _of(workspace).where(CircleRow.ritual == ritual)
        return self._one(found.order_by(CircleRow.is_running.desc(), CircleRow.id).limit(1))

    def last_to_tell(self, workspace: str, ritual: str, person: str, key: str) -> SqlCircle | None:
        """Of the ritual's running circles the one that last told somebody something unasked (a key that begins so)."""
        told = OutboxRow.workspace == workspace, OutboxRow.lane == f"person:{person}", OutboxRow.open.is_(True)
        arrived = OutboxRow.begun.is_not(None), OutboxRow.state != "dropped", OutboxRow.key.startswith(key)
        found = self._running(workspace).join(OutboxRow, OutboxRow.circle_id == CircleRow.id)
        found = found.where(CircleRow.ritual == ritual, *told, *arrived)
        return self._one(found.order_by(OutboxRow.number.desc()).limit(1))

    def claim_due(
        self,
        now: datetime,
        lease_seconds: float,
        limit: int,
        workspaces: Collection[str] | None = None,
        besides: Collection[str] = (),
    ) -> list[tuple[str, str]]:
        """Workspace and id of circles (of these workspaces, `besides` those) whose round is due, the longest waiting
        first, and of those due together the smallest: it waits for no large one. Nobody else looks at them until the
        lease ends. The round itself is safe without it: it is unique."""
        clock = shared_now(self._session)
        found = select(CircleRow).where(
            CircleRow.is_running.is_(True),
            CircleRow.next_due <= now,
            or_(CircleRow.lease_until.is_(None), CircleRow.lease_until <= clock),
            CircleRow.workspace.not_in(closed_ids()),
            CircleRow.id.not_in(besides),
            *([] if workspaces is None else [CircleRow.workspace.in_(workspaces)]),
        )
        found = found.order_by(CircleRow.next_due, _SIZE, CircleRow.id).limit(limit)
        rows = list(self._session.scalars(found.with_for_update(skip_locked=True, of=CircleRow)))
        for row in rows:
            row.lease_until = clock + timedelta(seconds=lease_seconds)
        return [(row.workspace, row.id) for row in rows]

    def put_off(self, id: str, seconds: float) -> None:
        """Its round is not looked at for so long; 0 gives it back at once."""
        until = shared_now(self._session) + timedelta(seconds=seconds)
        self._session.execute(update(CircleRow).where(CircleRow.id == id).values(lease_until=until))

    def next_due(self) -> datetime | None:
        """When the next round of any circle is."""
        return self._session.scalar(select(func.min(CircleRow.next_due)).where(CircleRow.is_running.is_(True)))

    def _running(self, workspace: str) -> Select[CircleRow]:
        return _of(workspace).where(CircleRow.is_running.is_(True))

    def _one(self, found: Select[CircleRow]) -> SqlCircle | None:
        row = self._session.scalar(found)
        return self.opened(row) if row else None

    def _all(self, found: Select[CircleRow]) -> list[SqlCircle]:
        rows: Iterable[CircleRow] = self._session.scalars(found.order_by(CircleRow.ritual, CircleRow.channel))
        return [self.opened(row) for row in rows]

    def opened(self, row: CircleRow) -> SqlCircle:
        """Its circle."""
        return SqlCircle(self._session, row, self._settings_of)


def _of(workspace: str) -> Select[CircleRow]:
    return select(CircleRow).where(CircleRow.workspace == workspace)


def _things_of(person: str) -> Select[str]:
    """In which circles there is an entry that they added, or that names them."""
    theirs = or_(EntryRow.person == person, EntryRow.about == person, may_name(EntryRow.data, person))
    return select(EntryRow.circle_id).where(theirs)
