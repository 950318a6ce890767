"""Who takes part in a circle, and how."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select, update

from rituals.cards import FORGOTTEN
from rituals.errors import NotTakingPart
from rituals.headcount import headcount
from rituals.records import Hindrance, Participation, Profile
from storage.circles.entries import Entries
from storage.circles.hindrances import TOLD, hindrance
from storage.circles.refusals import Refusals
from storage.tables.inserts import insert_once
from storage.tables.models import MemberRow, ParticipantRow, PersonRow
from storage.workspaces.people import as_profile, lent


class TakingPart(Entries, Refusals):
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
        """Whoever can be introduced is now told of a coffee, and so is owed a word if none comes."""
        row, place = self._participant(person), self.place_of(person)
        if row and row.knows_why and place and place.hindrance is None:
            row.knows_why = False
        return place

    def places(self) -> Mapping[str, Participation]:
        return {place.person: place for _, place, _ in self._everybody()}

    def headcount(self, besides: str = "") -> int:
        """Only those who are no more are not counted: who is outside or a guest could be tried out one by one."""
        gone = (Hindrance.GONE, Hindrance.BOT)
        return headcount(sum(place.hindrance not in gone and id != besides for id, place in self.places().items()))

    def participants(self, on: date) -> tuple[Profile, ...]:
        return tuple(who for _, place, who in self._everybody() if place.comes(on))

    def passed_over(self, on: date, among: Collection[str] | None = None) -> Mapping[str, Hindrance]:
        return {
            place.person: place.hindrance
            for _, place, _ in self._everybody()
            if place.hindrance in TOLD and not place.is_away(on) and (among is None or place.person in among)
        }

    def newly_told(self, people: Iterable[str]) -> tuple[str, ...]:
        rows = [row for person in people if (row := self._participant(person)) and not row.knows_why]
        for row in rows:
            row.knows_why = True
        return tuple(row.person for row in rows)

    def profile(self, person: str) -> Profile:
        row = self._person_row(person)
        return as_profile(row) if row else lent(self._session, self.workspace, person) or Profile(id=person)

    # for the engine

    def participant_ids(self) -> tuple[str, ...]:
        """Everybody who takes part, whether or not they can be introduced just now."""
        found = self._rows(ParticipantRow).with_only_columns(ParticipantRow.person)
        return tuple(self._session.scalars(found.order_by(ParticipantRow.person)))

    def set_present(self, people: Set[str]) -> None:
        """These are in the channel; of the participants all others are not."""
        for row in self._session.scalars(self._rows(ParticipantRow)):
            row.is_present = row.person in people

    def is_here(self, person: str) -> bool:
        """Whether they take part and are in the channel, as far as we were told."""
        row = self._participant(person)
        return row is not None and row.is_present

    def seen_here(self, person: str) -> None:
        """They have just done something that only those in the channel can do."""
        if row := self._participant(person):
            row.is_present = True

    def may_receive(self, person: str, on: date, *, open: bool = False) -> bool:
        """Whether anything may still be sent to them on this local date: they have left neither circle nor workspace.

        What is `open` may reach those who never joined, unless they refuse it.
        """
        profile = self.profile(person)
        if open:
            if person.startswith(FORGOTTEN):
                return False
            return not (self.refuses(person, on) or profile.is_gone or profile.is_bot or profile.is_stranger)
        return self._participant(person) is not None and not profile.is_gone

    def may_be_introduced(self, person: str, on: date) -> bool:
        """As `participants`, but a skip asked for by now is about the next round and not this one."""
        place = self.place_of(person)
        return place is not None and place.hindrance is None and not place.is_paused(on)

    def is_paused(self, person: str, on: date) -> bool:
        """Whether they chose to hear nothing on this local date."""
        row = self._participant(person)
        return row is not None and row.paused_until is not None and row.paused_until > on

    def settle_round(self) -> None:
        """After a round: skips and pauses that are over end; first place is kept until it is used."""
        latest = self._latest()
        if latest is None:
            return
        placed = select(MemberRow.person).where(MemberRow.round_id == latest.id)
        self._set(ParticipantRow.person.in_(placed), goes_first=False, knows_why=False)
        self.end_absences(latest.on_date)

    def end_absences(self, on: date) -> None:
        """The round of this local date has passed, held or not: who sat out until then is back."""
        self._set(ParticipantRow.skips_next.is_(True), skips_next=False)
        self._set(ParticipantRow.paused_until <= on, paused_until=None)

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

    def place_of(self, person: str) -> Participation | None:
        """How they take part; it is not said to them, or not as a word about a coffee."""
        row = self._participant(person)
        return _place(row, self._person_row(person), self._welcomes_guests()) if row else None

    def _person_row(self, person: str) -> PersonRow | None:
        row = self._session.get(PersonRow, (self.workspace, person))
        self._at_hand.append(row)
        return row

    def _everybody(self) -> Iterator[tuple[ParticipantRow, Participation, Profile]]:
        """All who take part, by id, and who they are."""
        same = and_(PersonRow.id == ParticipantRow.person, PersonRow.workspace == self.workspace)
        rows = self._session.execute(
            select(ParticipantRow, PersonRow)
            .outerjoin(PersonRow, same)
            .where(ParticipantRow.circle_id == self.id)
            .order_by(ParticipantRow.person)
        ).all()
        self._at_hand.append(rows)
        guests = self._welcomes_guests()
        for row, person in rows:
            yield row, _place(row, person, guests), as_profile(person) if person else Profile(id=row.person)

    def _welcomes_guests(self) -> bool:
        """What the circle's settings say, if they say anything and anybody knows them."""
        return self._settings_of(self.ritual) is not None and bool(getattr(self.settings, "guests", False))


def _place(row: ParticipantRow, person: PersonRow | None, guests: bool) -> Participation:
    return Participation(
        person=row.person,
        joined=row.joined,
        skips_next=row.skips_next,
        paused_until=row.paused_until,
        goes_first=row.goes_first,
        about=dict(row.about),
        hindrance=hindrance(row, person, guests),
    )
