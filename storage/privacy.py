"""Everything held about one person, to be shown to them."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage.codec import dump
from storage.models import (
    AnswerRow,
    ChampionRow,
    CircleRow,
    EntryRow,
    GroupRow,
    MemberRow,
    OutboxRow,
    ParticipantRow,
    RefusalRow,
    ResponseRow,
    RoundRow,
)
from storage.naming import messages_naming
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
        return messages_naming(self._session, self._workspace, self._person)


def _place(row: ParticipantRow) -> Data:
    return {
        "joined": row.joined.isoformat(),
        "skips_next": row.skips_next,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
        "goes_first": row.goes_first,
        "is_present": row.is_present,
        "knows_why": row.knows_why,
        "about": dict(row.about),
    }


def _entry(row: EntryRow) -> Data:
    return {"kind": row.kind, "created": row.created.isoformat(), "data": row.data}


def _message(row: OutboxRow) -> Data:
    return {"kind": row.kind, "state": row.state, "created": row.created.isoformat(), "card": row.card}
