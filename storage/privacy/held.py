"""Everything held about one person, to be told to them: what `forgetting` forgets."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from rituals.cards import Words
from rituals.records import Entry, Group, Participation, Profile, Refusal
from storage.circles.circle import SqlCircle
from storage.circles.entries import as_entry
from storage.circles.refusals import refused_by
from storage.outbox.jobs import COPY
from storage.tables.codec import load_words
from storage.tables.models import (
    AnswerRow,
    ChampionRow,
    CircleRow,
    EntryRow,
    GroupRow,
    MemberRow,
    OutboxRow,
    ParticipantRow,
    PersonRow,
    ResponseRow,
    RoundRow,
)
from storage.tables.naming import alarms_about, answered, is_person, may_name, messages_naming, names
from storage.workspaces.people import as_profile

T = TypeVar("T")
OpenCircle = Callable[[CircleRow], SqlCircle]


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """The newest of something, the newest first, and how many there are in all."""

    newest: Sequence[T]
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A circle that somebody looks after or takes part in, and how they do."""

    circle: SqlCircle
    is_champion: bool
    part: Participation | None = None
    is_present: bool = True
    knows_why: bool = False
    seen: datetime | None = None
    unread: datetime | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A group that somebody was in, and what they answered of it, by question."""

    circle: SqlCircle
    group: Group
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Added:
    """An entry that is theirs or names them, and what they answered to it, by question."""

    circle: SqlCircle
    entry: Entry
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is for them, or names them, or that they asked for, and is not delivered or was given up."""

    summary: Words
    is_mine: bool
    i_asked: bool
    is_lost: bool
    put: datetime
    is_copy: bool = False
    """Whether it is to bring them all of this as files."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many messages to them alone were delivered, or were not wanted any more, and since when: what they said is
    not held."""

    count: int
    dropped: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All of it. A ritual's own notes and data are in the ritual's words, for it to tell."""

    profile: Profile | None
    read_at: datetime | None
    places: Sequence[Place]
    refuses: Sequence[tuple[str, Refusal]]
    """Of which rituals, and what of them."""
    met: Some[Met]
    added: Some[Added]
    reminders: Sequence[datetime]
    waiting: Sequence[Waiting]
    told: Told
    named_in_answers: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is held."""
        many = (self.places, self.refuses, self.met.count, self.added.count, self.reminders, self.waiting)
        return not (self.profile or any(many) or self.told.since or self.named_in_answers)


class Holding:
    """Looks up what is held about one person of one workspace."""

    def __init__(
        self, session: Session, workspace: str, person: str, open: OpenCircle, alone: Collection[tuple[str, str]] = ()
    ) -> None:
        self._session = session
        self._workspace = workspace
        self._person = person
        self._open = open
        self._alone = alone

    def held(self, most: int | None) -> Held:
        """Of what becomes more and more the newest `most`, or all of it."""
        known = self._session.get(PersonRow, (self._workspace, self._person))
        return Held(
            profile=as_profile(known) if known else None,
            read_at=known.refreshed_at if known else None,
            places=self._places(),
            refuses=refused_by(self._session, self._workspace, self._person),
            met=self._met(most),
            added=self._added(most),
            reminders=[alarm.at for alarm in alarms_about(self._session, self._workspace, self._person)],
            waiting=[self._as_waiting(row) for row in self._messages()],
            told=self._told(),
            named_in_answers=self._named_in_answers(),
        )

    def _circles(self) -> Select[str]:
        return select(CircleRow.id).where(CircleRow.workspace == self._workspace)

    # taking part

    def _places(self) -> list[Place]:
        part, keeps = ParticipantRow, ChampionRow
        takes_part = and_(part.circle_id == CircleRow.id, part.person == self._person)
        looks_after = and_(keeps.circle_id == CircleRow.id, keeps.person == self._person)
        found = select(CircleRow, part, keeps).outerjoin(part, takes_part).outerjoin(keeps, looks_after)
        mine = or_(part.person.is_not(None), keeps.person.is_not(None))
        found = found.where(CircleRow.workspace == self._workspace, mine)
        rows = self._session.execute(found.order_by(CircleRow.ritual, CircleRow.channel))
        return [self._place(circle, row, champion is not None) for circle, row, champion in rows]

    def _place(self, circle: CircleRow, row: ParticipantRow | None, is_champion: bool) -> Place:
        if row is None:
            return Place(self._open(circle), is_champion)
        here = self._open(circle)
        part, known = here.place_of(self._person), (row.is_present, row.knows_why, row.seen_at, row.unread_at)
        return Place(here, is_champion, part, *known)

    # what happened

    def _met(self, most: int | None) -> Some[Met]:
        mine = select(MemberRow.group_id).where(MemberRow.person == self._person)
        theirs = GroupRow.id.in_(mine), GroupRow.circle_id.in_(self._circles())
        groups = select(GroupRow).join(RoundRow, RoundRow.id == GroupRow.round_id).where(*theirs)
        newest = self._session.scalars(groups.order_by(RoundRow.due.desc(), GroupRow.id).limit(most))
        return Some(list(map(self._meeting, newest)), self._count(select(GroupRow.id).where(*theirs)))

    def _meeting(self, row: GroupRow) -> Met:
        circle = self._open(self._session.get_one(CircleRow, row.circle_id))
        answers = select(AnswerRow).where(AnswerRow.group_id == row.id, AnswerRow.person == self._person)
        given = {each.question: each.value for each in self._session.scalars(answers)}
        return Met(circle, circle.group(row.id), given)

    def _added(self, most: int | None) -> Some[Added]:
        """Theirs, those that they answered to, and those of others that name them."""
        here = EntryRow.circle_id.in_(self._circles())
        answered_to = select(ResponseRow.entry_id).where(ResponseRow.person == self._person)
        mine = or_(EntryRow.person == self._person, EntryRow.id.in_(answered_to), EntryRow.about == self._person)
        theirs = here, or_(mine, and_(may_name(EntryRow.data, self._person), *self._told_to_others()))
        newest = self._session.scalars(select(EntryRow).where(*theirs).order_by(EntryRow.number.desc()).limit(most))
        found = [self._addition(row) for row in newest if self._is_about_them(row)]
        return Some(found, self._count(select(EntryRow.id).where(*theirs)))

    def _told_to_others(self) -> Iterator[ColumnElement[bool]]:
        """Less the kinds of entries that are told to their own person alone."""
        for ritual, kind in self._alone:
            of_ritual = select(CircleRow.id).where(CircleRow.workspace == self._workspace, CircleRow.ritual == ritual)
            yield or_(EntryRow.kind != kind, EntryRow.circle_id.not_in(of_ritual))

    def _addition(self, row: EntryRow) -> Added:
        answers = select(ResponseRow).where(ResponseRow.entry_id == row.id, ResponseRow.person == self._person)
        given = {each.question: each.value for each in self._session.scalars(answers.order_by(ResponseRow.number))}
        return Added(self._open(self._session.get_one(CircleRow, row.circle_id)), as_entry(row), given)

    def _is_about_them(self, row: EntryRow) -> bool:
        """What the database found may only look like them."""
        if self._person in (row.person, row.about) or names(row.data, self._person):
            return True
        mine = select(ResponseRow.number).where(ResponseRow.entry_id == row.id, ResponseRow.person == self._person)
        return self._session.scalar(mine.limit(1)) is not None

    def _named_in_answers(self) -> int:
        """How often somebody's answer is this very person."""
        here = self._circles()
        groups = select(AnswerRow.group_id).join(GroupRow, GroupRow.id == AnswerRow.group_id)
        entries = select(ResponseRow.number).join(EntryRow, EntryRow.id == ResponseRow.entry_id)
        kinds = (
            (AnswerRow.group_id, AnswerRow.value, groups.where(GroupRow.circle_id.in_(here))),
            (ResponseRow.entry_id, ResponseRow.value, entries.where(EntryRow.circle_id.in_(here))),
        )
        return sum(self._answers_naming(*kind) for kind in kinds)

    def _answers_naming(self, owner: Any, value: Any, here: Select[Any]) -> int:
        found = answered(self._session, owner, value, self._person)
        return self._count(here.where(owner.in_(found), is_person(value, self._person))) if found else 0

    # messages

    def _messages(self) -> list[OutboxRow]:
        return messages_naming(self._session, self._workspace, self._person)

    def _as_waiting(self, row: OutboxRow) -> Waiting:
        """Of a message to somebody else not even the first line: it is theirs."""
        is_mine = row.lane == f"person:{self._person}"
        summary = load_words((row.card or {}).get("summary", "")) if is_mine else ""
        is_lost, is_copy = row.state == "failed", row.key.startswith(COPY)
        return Waiting(summary, is_mine, row.asked_by == self._person, is_lost, row.created, is_copy)

    def _told(self) -> Told:
        lane = OutboxRow.workspace == self._workspace, OutboxRow.lane == f"person:{self._person}"
        done, dropped = (func.count().filter(OutboxRow.state == state) for state in ("done", "dropped"))
        over = select(done, dropped, func.min(OutboxRow.created)).where(*lane, OutboxRow.state.in_(("done", "dropped")))
        return Told(*self._session.execute(over).one())

    def _count(self, found: Select[Any]) -> int:
        return self._session.scalar(select(func.count()).select_from(found.subquery())) or 0
