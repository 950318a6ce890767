"""To forget somebody: what is theirs is deleted, and in what is others' too they become somebody who is gone."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from rituals.cards import FORGOTTEN
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
)
from storage.naming import answered, is_person, may_name, messages_naming, names, renamed


class Forgetting:
    """Of one person of one workspace. In each circle they become another, so that nobody can tell it was one."""

    def __init__(self, session: Session, workspace: str, person: str) -> None:
        self._session = session
        self._workspace = workspace
        self._person = person
        self._nobodies: dict[str, str] = {}

    def forget(self) -> None:
        self._forget_messages()
        self._forget_places()
        self._forget_entries()
        self._forget_groups()
        self._run(delete(PersonRow).where(PersonRow.workspace == self._workspace, PersonRow.id == self._person))
        self._session.flush()
        self._session.expire_all()

    def _forget_messages(self) -> None:
        lane = f"person:{self._person}"
        self._run(delete(OutboxRow).where(OutboxRow.workspace == self._workspace, OutboxRow.lane == lane))
        for row in messages_naming(self._session, self._workspace, self._person):
            nobody = self._nobody(row.circle_id or "")
            row.people, row.card = (renamed(value, self._person, nobody) for value in (row.people, row.card))
            row.asked_by = "" if row.asked_by == self._person else row.asked_by

    def _forget_places(self) -> None:
        for model in (ParticipantRow, ChampionRow):
            self._run(delete(model).where(model.circle_id.in_(self._circles()), model.person == self._person))
        self._run(delete(RefusalRow).where(RefusalRow.workspace == self._workspace, RefusalRow.person == self._person))

    def _forget_entries(self) -> None:
        """Theirs go, with what was to be done about them later; in others' entries they become nobody."""
        here = EntryRow.circle_id.in_(self._circles())
        mine = select(EntryRow.id).where(here, EntryRow.person == self._person)
        of_mine = or_(AlarmRow.about == self._person, AlarmRow.about.in_(mine))
        self._run(delete(AlarmRow).where(AlarmRow.circle_id.in_(self._circles()), of_mine))
        for answer in (ResponseRow.person, ResponseRow.value):
            theirs = select(ResponseRow.entry_id).join(EntryRow, EntryRow.id == ResponseRow.entry_id)
            self._forget_answers(ResponseRow.entry_id, answer, theirs.where(here))
        self._run(delete(EntryRow).where(here, EntryRow.person == self._person))
        is_named = or_(EntryRow.about == self._person, may_name(EntryRow.data, self._person))
        for row in self._session.scalars(select(EntryRow).where(here, is_named)):
            row.about = self._nobody(row.circle_id) if row.about == self._person else row.about
            row.data = self._blurred(row.circle_id, row.data)

    def _forget_groups(self) -> None:
        here = GroupRow.circle_id.in_(self._circles())
        for answer in (AnswerRow.person, AnswerRow.value):
            theirs = select(AnswerRow.group_id).join(GroupRow, GroupRow.id == AnswerRow.group_id)
            self._forget_answers(AnswerRow.group_id, answer, theirs.where(here))
        for member, circle in self._session.execute(self._memberships()).all():
            member.person = self._nobody(circle)
        self._session.flush()
        for group in self._session.scalars(select(GroupRow).where(here, may_name(GroupRow.notes, self._person))):
            group.notes = self._blurred(group.circle_id, group.notes)

    def _forget_answers(self, owner: Any, answer: Any, theirs: Select[str]) -> None:
        """Those of them or about them, to what belongs here: looked up first, so that only their own are read."""
        found = answered(self._session, owner, answer, self._person)
        owners = list(self._session.scalars(theirs.where(owner.in_(found)))) if found else []
        if owners:
            self._run(delete(owner.class_).where(is_person(answer, self._person), owner.in_(owners)))

    def _memberships(self) -> Select[MemberRow, str]:
        """Their places in groups, and whose circle's each is."""
        mine = select(MemberRow, GroupRow.circle_id).join(GroupRow, GroupRow.id == MemberRow.group_id)
        return mine.where(MemberRow.person == self._person, GroupRow.circle_id.in_(self._circles()))

    def _circles(self) -> Select[str]:
        return select(CircleRow.id).where(CircleRow.workspace == self._workspace)

    def _blurred(self, circle: str, value: dict[str, Any]) -> dict[str, Any]:
        """The value itself where it names them not."""
        if not names(value, self._person):
            return value
        blurred: dict[str, Any] = renamed(value, self._person, self._nobody(circle))
        return blurred

    def _nobody(self, circle: str) -> str:
        """Who they are in this circle from now on; what belongs to no circle has somebody for itself."""
        return self._nobodies.setdefault(circle or uuid4().hex, f"{FORGOTTEN}{uuid4().hex}")

    def _run(self, statement: Any) -> None:
        self._session.execute(statement, execution_options={"synchronize_session": False})
