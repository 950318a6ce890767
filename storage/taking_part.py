"""Who takes part in a circle, and how."""

from collections.abc import Mapping, Set
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from rituals.cards import FORGOTTEN
from rituals.errors import NotTakingPart
from rituals.records import Participation, Profile
from storage.entries import Entries
from storage.inserts import insert_once
from storage.models import MemberRow, ParticipantRow, PersonRow
from storage.people import as_profile


class TakingPart(Entries):
    """The circle's participants. Only their own act makes them one."""

    def join(self, person: str, now: datetime) -> bool:
        return insert_once(self._session, ParticipantRow, {"circle_id": self.id, "person": person, "joined": now})

    def leave(self, person: str) -> bool:
        row = self._participant(person)
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def skip(self, person: str) -> bool:
        row = self._taking_part(person)
        already, row.skips_next = row.skips_next, True
        return not already

    def pause(self, person: str, until: date) -> None:
        self._taking_part(person).paused_until = until

    def resume(self, person: str) -> bool:
        row = self._taking_part(person)
        changed = row.skips_next or row.paused_until is not None
        row.skips_next, row.paused_until = False, None
        return changed

    def favour(self, person: str) -> None:
        if row := self._participant(person):
            row.goes_first = True

    def describe(self, person: str, about: Mapping[str, object]) -> None:
        self._taking_part(person).about = dict(about)

    def participation(self, person: str) -> Participation | None:
        row = self._participant(person)
        return _as_participation(row) if row else None

    def places(self) -> Mapping[str, Participation]:
        rows = self._session.scalars(self._rows(ParticipantRow).order_by(ParticipantRow.person))
        return {row.person: _as_participation(row) for row in rows}

    def count(self) -> int:
        return self._session.scalar(self._rows(ParticipantRow).with_only_columns(func.count())) or 0

    def participants(self, on: date, *, guests: bool = False) -> tuple[Profile, ...]:
        """Those to be introduced on this local date; an unknown person counts as a colleague."""
        return self._introducible(ParticipantRow.skips_next.is_(False), self._may_be(on, guests))

    def profile(self, person: str) -> Profile:
        row = self._session.get(PersonRow, (self.workspace, person))
        return as_profile(row) if row else Profile(id=person)

    # for the engine

    def participant_ids(self) -> tuple[str, ...]:
        """Everybody who takes part, whether or not they can be introduced just now."""
        found = self._rows(ParticipantRow).with_only_columns(ParticipantRow.person)
        return tuple(self._session.scalars(found.order_by(ParticipantRow.person)))

    def set_present(self, people: Set[str]) -> None:
        """These are in the channel; of the participants all others are not."""
        for row in self._session.scalars(self._rows(ParticipantRow)):
            row.is_present = row.person in people

    def may_receive(self, person: str, *, open: bool = False) -> bool:
        """Whether anything may still be sent to them: they have not left the circle or the workspace.

        What is `open` may reach those who never joined, unless they refuse it.
        """
        profile = self.profile(person)
        if open:
            if person.startswith(FORGOTTEN):
                return False
            return not (self.refuses(person) or profile.is_gone or profile.is_bot or profile.is_stranger)
        return self._participant(person) is not None and not profile.is_gone

    def may_be_introduced(self, person: str, on: date, guests: bool = False) -> bool:
        """As `participants`, but a skip asked for by now is about the next round and not this one."""
        return bool(self._introducible(ParticipantRow.person == person, self._may_be(on, guests)))

    def unplaced(self, round: str, on: date, *, guests: bool = False) -> tuple[str, ...]:
        """Those to be introduced who are in no group of this round; ask before the round is settled."""
        found = select(MemberRow.person).where(MemberRow.round_id == round)
        placed = set(self._session.scalars(found))
        return tuple(who.id for who in self.participants(on, guests=guests) if who.id not in placed)

    def settle_round(self) -> None:
        """After a round: skips and pauses that are over end; first place is kept until it is used."""
        latest = self._latest()
        if latest is None:
            return
        placed = select(MemberRow.person).where(MemberRow.round_id == latest.id)
        self._set(ParticipantRow.skips_next.is_(True), skips_next=False)
        self._set(ParticipantRow.paused_until <= latest.on_date, paused_until=None)
        self._set(ParticipantRow.person.in_(placed), goes_first=False)

    def _set(self, condition: Any, **values: object) -> None:
        mine = update(ParticipantRow).where(ParticipantRow.circle_id == self.id, condition)
        self._session.execute(mine.values(**values), execution_options={"synchronize_session": "fetch"})

    def _participant(self, person: str) -> ParticipantRow | None:
        return self._session.get(ParticipantRow, (self.id, person))

    def _taking_part(self, person: str) -> ParticipantRow:
        row = self._participant(person)
        if row is None:
            raise NotTakingPart
        return row

    def _introducible(self, *conditions: Any) -> tuple[Profile, ...]:
        same = and_(PersonRow.id == ParticipantRow.person, PersonRow.workspace == self.workspace)
        rows = self._session.execute(
            select(ParticipantRow, PersonRow)
            .outerjoin(PersonRow, same)
            .where(ParticipantRow.circle_id == self.id, *conditions)
            .order_by(ParticipantRow.person)
        ).all()
        self._at_hand.append(rows)
        return tuple(as_profile(person) if person else Profile(id=place.person) for place, person in rows)

    def _may_be(self, on: date, guests: bool) -> Any:
        unwanted = [PersonRow.is_bot, PersonRow.is_stranger, PersonRow.is_gone]
        back = ParticipantRow.paused_until.is_(None) | (ParticipantRow.paused_until <= on)
        unfit = unwanted if guests else [*unwanted, PersonRow.is_guest]
        return and_(ParticipantRow.is_present.is_(True), back, *map(_not, unfit))


def _as_participation(row: ParticipantRow) -> Participation:
    return Participation(
        person=row.person,
        joined=row.joined,
        skips_next=row.skips_next,
        paused_until=row.paused_until,
        goes_first=row.goes_first,
        about=dict(row.about),
    )


def _not(flag: InstrumentedAttribute[bool]) -> Any:
    return or_(flag.is_(None), flag.is_(False))
