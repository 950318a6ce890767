"""What is old goes, by its age alone: nobody is asked, and no ritual's code. docs/retention.md says it in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from rituals.kept import A_YEAR, ANSWERS, CARDS, UNDECLARED, Kept
from storage.circles.refusals import RefusalRow
from storage.circles.tallies import TallyRow
from storage.outbox.jobs import NOBODY
from storage.privacy.forgotten import ForgottenRow
from storage.tables.models import (
    IS_UNSURE,
    WAITS,
    AnswerRow,
    Base,
    ChampionRow,
    CircleRow,
    EntryRow,
    GroupRow,
    OutboxRow,
    ParticipantRow,
    PersonRow,
    RoundRow,
    SeenRow,
    WorkspaceRow,
    are,
)
from storage.tables.passing import ReadingRow

A_DAY = timedelta(days=1)
"""Of a local date: so long after it began it has passed everywhere."""
SEEN = timedelta(days=3)
"""Slack tells of an event again for some hours at the most."""
TOO_LATE = timedelta(days=2)
"""After a day nothing is sent any more, so its words are of no use."""
REFUSED = timedelta(days=7)
"""So long somebody can ask again for what was refused."""
PRIVATE = timedelta(days=30)
"""Of what was said to some people alone, and how long a workspace that was left can be come back to."""
A_QUARTER = timedelta(days=91)
"""Of what the directory says about whoever takes part in nothing."""
MET = 3 * A_YEAR
"""The matcher's memory: in a circle of 36 that meets monthly, so long it takes until everybody has met everybody."""
FORGOTTEN = 2 * A_YEAR
"""Of whom is known that they were forgotten: a backup from before should not be kept for so long."""
MOST = 500
"""Rows at once, so that nobody waits for it."""

Keeps = Mapping[str, Mapping[str, Kept]]
"""By ritual, and by kind of entry. What a ritual left that is not named here, for it is not installed, stays."""


@dataclass(frozen=True, slots=True)
class Step:
    """Rows of one table that are old. They go, or are changed so that they are old no more."""

    model: type[Base]
    old: ColumnElement[bool]
    change: Mapping[str, Any] = field(default_factory=dict)
    empty: str = ""
    """The value of an entry's data that is emptied."""


class Retention:
    """Knows what is old, and takes some of it away."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def steps(self, now: datetime, keeps: Keeps) -> Sequence[Step]:
        """What is to be done about everything that is old by now, in this order."""
        ended = self._ended(now)
        passed = (*_messages(now), *_meetings(now), *_people(now), *_entries(now, keeps))
        return (*passed, *_of_circles(ended), Step(WorkspaceRow, WorkspaceRow.left_at < now - PRIVATE))

    def take(self, step: Step, most: int = MOST) -> int:
        """Do it for so many rows, of which nobody else is doing it; for how many it was done."""
        keys = list(step.model.__table__.primary_key)
        found = select(*keys).where(step.old).limit(most).with_for_update(skip_locked=True, of=step.model)
        rows = [tuple(row) for row in self._session.execute(found)]
        if not rows:
            return 0
        these = tuple_(*keys).in_(rows)
        if step.empty:
            for entry in self._session.scalars(select(EntryRow).where(these)):
                entry.data = {**entry.data, step.empty: ""}
        else:
            self._run(update(step.model).values(**step.change) if step.change else delete(step.model), these)
        return len(rows)

    def _run(self, statement: Any, these: ColumnElement[bool]) -> None:
        self._session.execute(statement.where(these), execution_options={"synchronize_session": False})

    def _ended(self, now: datetime) -> list[str]:
        """The circles that ended so long ago that nothing of them is kept. When one was seen to have ended is noted."""
        over = CircleRow.is_running.is_(False), CircleRow.stopped_at.is_(None)
        self._run(update(CircleRow).values(stopped_at=now), and_(*over))
        left = select(WorkspaceRow.id).where(WorkspaceRow.left_at < now - PRIVATE)
        ended = and_(CircleRow.is_running.is_(False), CircleRow.stopped_at < now - A_YEAR)
        return list(self._session.scalars(select(CircleRow.id).where(or_(ended, CircleRow.workspace.in_(left)))))


def _messages(now: datetime) -> Iterator[Step]:
    over = OutboxRow.state.in_(("done", "dropped", "failed"))
    private = OutboxRow.kind.in_(("tell", "nudge", "update")), ~OutboxRow.key.startswith(NOBODY, autoescape=True)
    public = OutboxRow.kind.in_(("introduce", "post")), ~_said_at_the_start()
    yield Step(OutboxRow, and_(*private, OutboxRow.created < now - PRIVATE, over))
    yield Step(OutboxRow, and_(*public, OutboxRow.created < now - CARDS, over))
    yield Step(OutboxRow, and_(are(WAITS), OutboxRow.created < now - PRIVATE))
    words = OutboxRow.kind == "tell", ~cast(OutboxRow.card, String).contains('"body": []')
    blank = {"card": {"summary": "", "body": []}}
    yield Step(OutboxRow, and_(are(WAITS), OutboxRow.created < now - TOO_LATE, *words), blank)
    refused = are(IS_UNSURE), OutboxRow.state == "failed", OutboxRow.created < now - REFUSED
    yield Step(OutboxRow, and_(*refused, OutboxRow.card.is_not(None)), {"card": None, "asked_by": ""})
    yield Step(SeenRow, SeenRow.at < now - SEEN)
    yield Step(TallyRow, TallyRow.on_date < (now - SEEN).date())
    yield Step(ForgottenRow, ForgottenRow.at < now - FORGOTTEN)


def _said_at_the_start() -> ColumnElement[bool]:
    """What a running circle said when it was started is brought up to date whenever its settings change."""
    same = CircleRow.id == OutboxRow.circle_id, CircleRow.started == OutboxRow.created
    return exists().where(*same, CircleRow.is_running.is_(True))


def _meetings(now: datetime) -> Iterator[Step]:
    """Of each circle the latest round stays, by which the next one is numbered."""
    newer = aliased(RoundRow)
    has_newer = exists().where(newer.circle_id == RoundRow.circle_id, newer.number > RoundRow.number)
    answered = exists().where(GroupRow.id == AnswerRow.group_id, RoundRow.id == GroupRow.round_id)
    yield Step(AnswerRow, answered.where(RoundRow.created < now - ANSWERS))
    old = select(RoundRow.id).where(RoundRow.created < now - MET)
    yield Step(GroupRow, GroupRow.round_id.in_(old))
    yield Step(RoundRow, and_(RoundRow.created < now - MET, has_newer))


def _people(now: datetime) -> Iterator[Step]:
    """First the places of those whose account is gone; then the profiles of all who have no place."""
    unheard = PersonRow.refreshed_at < now - A_QUARTER
    places = {model: _is_place(model) for model in (ParticipantRow, ChampionRow)}
    for model, same in places.items():
        yield Step(model, exists().where(*same, PersonRow.is_gone.is_(True), unheard))
    yield Step(PersonRow, and_(unheard, *(~exists().where(*same) for same in places.values())))
    yield Step(RefusalRow, RefusalRow.until < (now - A_DAY).date())
    yield Step(ReadingRow, ReadingRow.begun < now - A_QUARTER)


def _is_place(model: type[ParticipantRow] | type[ChampionRow]) -> tuple[ColumnElement[bool], ...]:
    """Of a person: it is theirs, and not that of somebody in another workspace."""
    return CircleRow.id == model.circle_id, CircleRow.workspace == PersonRow.workspace, model.person == PersonRow.id


def _entries(now: datetime, keeps: Keeps) -> Iterator[Step]:
    for ritual, kinds in keeps.items():
        theirs = EntryRow.circle_id.in_(select(CircleRow.id).where(CircleRow.ritual == ritual))
        undeclared = UNDECLARED.age, EntryRow.kind.not_in(list(kinds))
        for age, of_kind in (*((kept.age, EntryRow.kind == kind) for kind, kept in kinds.items()), undeclared):
            if age:
                yield Step(EntryRow, and_(of_kind, EntryRow.created < now - age, theirs))
        for kind, kept in kinds.items():
            for part, age in kept.parts.items():
                full = and_(_holds(part), EntryRow.kind == kind, EntryRow.created < now - age, theirs)
                yield Step(EntryRow, full, empty=part)


def _holds(part: str) -> ColumnElement[bool]:
    """Entries of which this part is words, and not empty."""
    data = cast(EntryRow.data, String)
    return and_(data.contains(f'"{part}": "', autoescape=True), ~data.contains(f'"{part}": ""', autoescape=True))


def _of_circles(ended: Iterable[str]) -> Iterator[Step]:
    """Circles and what is in them, the most numerous first: what is left goes with them."""
    if ids := list(ended):
        for model in (OutboxRow, EntryRow, GroupRow):
            yield Step(model, model.circle_id.in_(ids))
        yield Step(CircleRow, CircleRow.id.in_(ids))
