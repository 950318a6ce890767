"""Everything held about one person: shown to them, or forgotten."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from rituals.cards import FORGOTTEN
from storage.codec import dump
from storage.models import (
    AlarmRow,
    AnswerRow,
    ChampionRow,
    CircleRow,
    EntryRow,
    GroupRow,
    MemberRow,
    OutboxRow,
    ParticipantRow,
    PersonRow,
    RefusalRow,
    ResponseRow,
    RoundRow,
)
from storage.people import PeopleBook

Data = dict[str, Any]


class Privacy:
    """One person of one workspace."""

    def __init__(self, session: Session, workspace: str, person: str) -> None:
        self._session = session
        self._workspace = workspace
        self._person = person

    def about(self) -> Data:
        """Everything held about them, as JSON values; a ritual's notes on a group are about them all."""
        profile = PeopleBook(self._session).get(self._workspace, self._person)
        return {
            "profile": dump(profile) if profile else None,
            "circles": [circle for row in self._circles() if (circle := self._circle(row))],
            "introductions": [self._introduction(group) for group in self._session.scalars(self._groups())],
            "entries": [_entry(row) for row in self._session.scalars(self._entries())],
            "responses": self._responses(),
            "refuses": list(self._session.scalars(self._refused())),
            "messages": [_message(row) for row in self._messages()],
        }

    def forget(self) -> None:
        """Delete what is theirs; in what is others' too they become somebody gone, another in each circle."""
        for circle in self._circles():
            self._forget_in(circle.id)
        self._session.execute(delete(OutboxRow).where(*self._told()))
        self._session.execute(delete(RefusalRow).where(*self._refusing()))
        for row in self._messages():
            _blur(row, self._person, _nobody())
        self._session.execute(
            delete(PersonRow).where(PersonRow.workspace == self._workspace, PersonRow.id == self._person)
        )
        self._session.flush()
        self._session.expire_all()

    # what is held

    def _circle(self, row: CircleRow) -> Data | None:
        part = self._session.get(ParticipantRow, (row.id, self._person))
        keeps = self._session.get(ChampionRow, (row.id, self._person)) is not None
        if part is None and not keeps:
            return None
        place = _place(part) if part else None
        return {"ritual": row.ritual, "channel": row.channel, "is_champion": keeps, "takes_part": place}

    def _introduction(self, group: GroupRow) -> Data:
        circle = self._session.get_one(CircleRow, group.circle_id)
        answers = select(AnswerRow).where(AnswerRow.group_id == group.id, AnswerRow.person == self._person)
        return {
            "ritual": circle.ritual,
            "channel": circle.channel,
            "on": group.round.on_date.isoformat(),
            "with": [member.person for member in group.members if member.person != self._person],
            "answers": {row.question: row.value for row in self._session.scalars(answers)},
        }

    def _circles(self) -> list[CircleRow]:
        found = select(CircleRow).where(CircleRow.workspace == self._workspace)
        return list(self._session.scalars(found.order_by(CircleRow.ritual, CircleRow.channel)))

    def _groups(self) -> Select[GroupRow]:
        mine = select(MemberRow.group_id).where(MemberRow.person == self._person)
        here = select(CircleRow.id).where(CircleRow.workspace == self._workspace)
        groups = select(GroupRow).join(RoundRow, RoundRow.id == GroupRow.round_id)
        groups = groups.where(GroupRow.id.in_(mine), GroupRow.circle_id.in_(here))
        return groups.order_by(RoundRow.due, GroupRow.id)

    def _entries(self) -> Select[EntryRow]:
        here = select(CircleRow.id).where(CircleRow.workspace == self._workspace)
        mine = select(EntryRow).where(EntryRow.person == self._person, EntryRow.circle_id.in_(here))
        return mine.order_by(EntryRow.number)

    def _responses(self) -> list[Data]:
        """What they answered, without the words of others that they answered to."""
        mine = select(EntryRow.kind, ResponseRow).join(ResponseRow, ResponseRow.entry_id == EntryRow.id)
        mine = mine.join(CircleRow, CircleRow.id == EntryRow.circle_id)
        mine = mine.where(CircleRow.workspace == self._workspace, ResponseRow.person == self._person)
        rows = self._session.execute(mine.order_by(ResponseRow.number))
        return [{"kind": kind, "question": row.question, "value": row.value} for kind, row in rows]

    def _refused(self) -> Select[str]:
        """The rituals of which they want to be told nothing."""
        return select(RefusalRow.ritual).where(*self._refusing()).order_by(RefusalRow.ritual)

    def _refusing(self) -> tuple[Any, Any]:
        return RefusalRow.workspace == self._workspace, RefusalRow.person == self._person

    def _messages(self) -> list[OutboxRow]:
        found = select(OutboxRow).where(OutboxRow.workspace == self._workspace).order_by(OutboxRow.number)
        return [
            row for row in self._session.scalars(found) if _names([row.people, row.card, row.asked_by], self._person)
        ]

    def _told(self) -> tuple[Any, Any]:
        return OutboxRow.workspace == self._workspace, OutboxRow.lane == f"person:{self._person}"

    # forgetting

    def _forget_in(self, circle: str) -> None:
        nobody = _nobody()
        for model in (ParticipantRow, ChampionRow):
            self._session.execute(delete(model).where(model.circle_id == circle, model.person == self._person))
        self._session.execute(delete(AlarmRow).where(AlarmRow.circle_id == circle, AlarmRow.about == self._person))
        self._forget_groups(circle, nobody)
        self._forget_entries(circle, nobody)
        for row in self._messages():
            if row.circle_id == circle:
                _blur(row, self._person, nobody)

    def _forget_entries(self, circle: str, nobody: str) -> None:
        """Theirs go, with what was to be done about them later; in others' entries they become nobody."""
        entries = select(EntryRow.id).where(EntryRow.circle_id == circle)
        mine = entries.where(EntryRow.person == self._person)
        self._session.execute(delete(AlarmRow).where(AlarmRow.circle_id == circle, AlarmRow.about.in_(mine)))
        for answer in (ResponseRow.person == self._person, ResponseRow.value == self._person):
            self._session.execute(delete(ResponseRow).where(ResponseRow.entry_id.in_(entries), answer))
        self._session.execute(delete(EntryRow).where(EntryRow.circle_id == circle, EntryRow.person == self._person))
        for row in self._session.scalars(select(EntryRow).where(EntryRow.circle_id == circle)):
            row.about = nobody if row.about == self._person else row.about
            if _names(row.data, self._person):
                row.data = _renamed(row.data, self._person, nobody)

    def _forget_groups(self, circle: str, nobody: str) -> None:
        groups = select(GroupRow.id).where(GroupRow.circle_id == circle)
        for answer in (AnswerRow.person == self._person, AnswerRow.value == self._person):
            self._session.execute(delete(AnswerRow).where(AnswerRow.group_id.in_(groups), answer))
        mine = MemberRow.group_id.in_(groups), MemberRow.person == self._person
        self._session.execute(update(MemberRow).where(*mine).values(person=nobody))
        for group in self._session.scalars(select(GroupRow).where(GroupRow.circle_id == circle)):
            if _names(group.notes, self._person):
                group.notes = _renamed(group.notes, self._person, nobody)


def _place(row: ParticipantRow) -> Data:
    return {
        "joined": row.joined.isoformat(),
        "skips_next": row.skips_next,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
        "goes_first": row.goes_first,
        "is_present": row.is_present,
        "about": dict(row.about),
    }


def _entry(row: EntryRow) -> Data:
    return {"kind": row.kind, "created": row.created.isoformat(), "data": row.data}


def _message(row: OutboxRow) -> Data:
    return {"kind": row.kind, "state": row.state, "created": row.created.isoformat(), "card": row.card}


def _nobody() -> str:
    return f"{FORGOTTEN}{uuid4().hex}"


def _blur(row: OutboxRow, person: str, nobody: str) -> None:
    row.people = _renamed(row.people, person, nobody)
    row.card = _renamed(row.card, person, nobody)
    row.asked_by = "" if row.asked_by == person else row.asked_by


def _names(value: Any, person: str) -> bool:
    return bool(_renamed(value, person, "") != value)


def _renamed(value: Any, person: str, nobody: str) -> Any:
    """JSON values with every mention of the person, as a value or as a key, made one of nobody."""
    match value:
        case dict():
            return {_renamed(k, person, nobody): _renamed(v, person, nobody) for k, v in value.items()}
        case list():
            return [_renamed(each, person, nobody) for each in value]
        case _:
            return nobody if value == person else value
