"""What people add to a circle, and what others answer to it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, select

from rituals.errors import NotYours
from rituals.records import Entry
from storage.circles.open_circle import OpenCircle
from storage.tables.inserts import insert_once
from storage.tables.models import EntryRow, PersonRow, ResponseRow, new_id
from storage.workspaces.people import lent


class Entries(OpenCircle):
    """The circle's entries. One of another circle is not there."""

    def add(self, kind: str, person: str, data: Mapping[str, object], now: datetime, about: str = "") -> Entry:
        row = EntryRow(
            id=new_id(), circle_id=self.id, kind=kind, person=person, about=about, data=dict(data), created=now
        )
        self._session.add(row)
        self._session.flush()
        return as_entry(row)

    def entry(self, id: str) -> Entry:
        return as_entry(self._entry_row(id))

    def entries(self, kind: str, about: str | None = None) -> tuple[Entry, ...]:
        found = self._mine().where(EntryRow.kind == kind)
        found = found if about is None else found.where(EntryRow.about == about)
        return tuple(as_entry(row) for row in self._session.scalars(found.order_by(EntryRow.number)))

    def revise(self, entry: Entry, **data: object) -> Entry:
        row = self._entry_row(entry.id)
        row.data = {**row.data, **data}
        self._session.flush()
        return as_entry(row)

    def remove(self, entry: Entry) -> None:
        self._session.delete(self._entry_row(entry.id))
        self._session.flush()

    def respond(self, entry: Entry, person: str, question: str, value: str) -> None:
        values = {"entry_id": self._entry_row(entry.id).id, "person": person, "question": question, "value": value}
        if not insert_once(self._session, ResponseRow, values):
            self._answered(entry, person, question).value = value
            self._session.flush()

    def response(self, entry: Entry, person: str, question: str) -> str | None:
        return self.responses(entry, question).get(person)

    def responses(self, entry: Entry, question: str) -> Mapping[str, str]:
        found = select(ResponseRow).where(ResponseRow.question == question)
        found = found.where(ResponseRow.entry_id == self._entry_row(entry.id).id).order_by(ResponseRow.number)
        return {row.person: row.value for row in self._session.scalars(found)}

    def withdraw(self, entry: Entry, person: str, question: str) -> bool:
        if person not in self.responses(entry, question):
            return False
        self._session.delete(self._answered(entry, person, question))
        self._session.flush()
        return True

    def known(self, person: str) -> bool:
        stored = self._session.get(PersonRow, (self.workspace, person))
        return stored is not None or lent(self._session, self.workspace, person) is not None

    def _mine(self) -> Select[EntryRow]:
        return select(EntryRow).where(EntryRow.circle_id == self.id)

    def _entry_row(self, id: str) -> EntryRow:
        row = self._session.scalar(self._mine().where(EntryRow.id == id))
        if row is None:
            raise NotYours
        return row

    def _answered(self, entry: Entry, person: str, question: str) -> ResponseRow:
        found = select(ResponseRow).filter_by(entry_id=entry.id, person=person, question=question)
        return self._session.scalars(found).one()


def as_entry(row: EntryRow) -> Entry:
    return Entry(id=row.id, kind=row.kind, person=row.person, about=row.about, data=dict(row.data), created=row.created)
