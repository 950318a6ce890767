"""To forget somebody: what is theirs is deleted, and in what is others' too they become somebody who is gone."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from rituals.cards import FORGOTTEN
from storage.circles.refusals import forget_refusals
from storage.privacy.forgotten import note_forgotten
from storage.privacy.traces import blur
from storage.tables.models import (
    SAYS_SOMETHING,
    AnswerRow,
    ChampionRow,
    CircleRow,
    EntryRow,
    GroupRow,
    OutboxRow,
    ParticipantRow,
    PersonRow,
    ResponseRow,
    are,
)
from storage.tables.naming import alarms_about, answered, is_person, names


class Forgetting:
    """Of one person of one workspace. In each circle they become another, so that nobody can tell it was one."""

    def __init__(self, session: Session, workspace: str, person: str) -> None:
        self._session = session
        self._workspace = workspace
        self._person = person
        self._nobodies: dict[str, str] = {}

    def silence(self) -> None:
        """What waits for them is not delivered any more, nor what is told to others of them or of what they added."""
        here = OutboxRow.workspace == self._workspace
        self._run(delete(OutboxRow).where(here, OutboxRow.lane == f"person:{self._person}"))
        added = set(self._session.scalars(self._theirs(EntryRow.id)))
        told = select(OutboxRow).where(here, are(SAYS_SOMETHING), OutboxRow.kind.in_(("tell", "nudge")))
        for row in self._session.scalars(told):
            if names([row.people, row.card], self._person) or not added.isdisjoint(row.key.split(":")):
                row.state, row.people, row.card, row.asked_by = "dropped", [], None, ""
                row.why, row.lease_until = "forgotten", None
        self._session.flush()

    def forget(self) -> None:
        """What is theirs goes, with what was to be done about it later; wherever else they are named, it is nobody."""
        self.silence()
        self._forget_places()
        self._forget_entries()
        self._forget_answers()
        forget_refusals(self._session, self._workspace, self._person)
        self._run(delete(PersonRow).where(PersonRow.workspace == self._workspace, PersonRow.id == self._person))
        self._session.flush()
        blur(self._session.connection(), self._workspace, self._person, self._nobody)
        note_forgotten(self._session, self._workspace, self._person)
        self._session.flush()
        self._session.expire_all()

    def _forget_places(self) -> None:
        for model in (ParticipantRow, ChampionRow):
            self._run(delete(model).where(model.circle_id.in_(self._circles()), model.person == self._person))
        asked = update(OutboxRow).where(OutboxRow.workspace == self._workspace, OutboxRow.asked_by == self._person)
        self._run(asked.values(asked_by=""))

    def _forget_entries(self) -> None:
        for alarm in alarms_about(self._session, self._workspace, self._person):
            self._session.delete(alarm)
        here = EntryRow.circle_id.in_(self._circles())
        self._run(delete(EntryRow).where(here, EntryRow.person == self._person))

    def _forget_answers(self) -> None:
        groups = select(AnswerRow.group_id).join(GroupRow, GroupRow.id == AnswerRow.group_id)
        entries = select(ResponseRow.entry_id).join(EntryRow, EntryRow.id == ResponseRow.entry_id)
        for answer in (AnswerRow.person, AnswerRow.value):
            self._delete_answers(AnswerRow.group_id, answer, groups.where(GroupRow.circle_id.in_(self._circles())))
        for answer in (ResponseRow.person, ResponseRow.value):
            self._delete_answers(ResponseRow.entry_id, answer, entries.where(EntryRow.circle_id.in_(self._circles())))

    def _delete_answers(self, owner: Any, answer: Any, theirs: Select[str]) -> None:
        """Those of them or about them, to what belongs here: looked up first, so that only their own are read."""
        found = answered(self._session, owner, answer, self._person)
        owners = list(self._session.scalars(theirs.where(owner.in_(found)))) if found else []
        if owners:
            self._run(delete(owner.class_).where(is_person(answer, self._person), owner.in_(owners)))

    def _circles(self) -> Select[str]:
        return select(CircleRow.id).where(CircleRow.workspace == self._workspace)

    def _theirs(self, column: Any) -> Select[Any]:
        """Of what they added."""
        return select(column).where(EntryRow.person == self._person, EntryRow.circle_id.in_(self._circles()))

    def _nobody(self, circle: str) -> str:
        """Who they are in this circle from now on; what belongs to no circle has somebody for itself."""
        return self._nobodies.setdefault(circle or uuid4().hex, f"{FORGOTTEN}{uuid4().hex}")

    def _run(self, statement: Any) -> None:
        self._session.execute(statement, execution_options={"synchronize_session": False})
