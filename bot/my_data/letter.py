"""Everything held about somebody, as a letter to them in plain English: people and dates, and nothing raw.

Others are mentioned and not named: whether their profile is kept here would tell whether they have done anything.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from bot.handlers.sandbox import run_handler
from bot.my_data import words as say
from bot.my_data.data import as_data, in_utc
from bot.my_data.files import Copy
from bot.typecheck import is_sound
from rituals.cards import Card, Element, Heading, Paragraph, Text, mentions
from rituals.catalog import Catalog
from rituals.dates import short_date
from rituals.events import AboutAsked, Act, EntryAsked, GroupAsked
from rituals.records import Refusal
from rituals.ritual import Ritual, Teller
from rituals.zones import zone_or_utc
from storage import Added, Held, Met, Place, SqlCircle, Transaction, Waiting

NEWEST = 5
"""Of each kind, in the letter that is given first."""
PAGE = 20
"""Lines in one message of the whole letter."""
Line = Callable[[], Text]


@dataclass(frozen=True, slots=True)
class Letter:
    """To one person of one workspace. A line is put into words when it is shown, for the whole may be long."""

    tx: Transaction
    catalog: Catalog
    workspace: str
    person: str
    now: datetime

    def short(self) -> Card:
        """All of it if it is little; else the newest of each kind, and how many more there are."""
        held = self._held(NEWEST)
        if held.is_nothing:
            return say.nothing()
        lines = list(chain.from_iterable(self._sections(held, NEWEST)))
        is_cut = max(held.met.count, held.added.count, len(held.places), len(held.waiting)) > NEWEST
        return Card(say.TITLE, (Heading(say.TITLE), *self._shown(lines), *say.ending(is_cut)))

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is kept."""
        return self._held(0).is_nothing

    def copy(self) -> Copy:
        """All of it, to read and as data, from one look at the tables."""
        held = _arrived(self._held(None))
        lines = tuple(line() for line in chain.from_iterable(self._sections(held, None)))
        groups = [(one, self._met(one)()) for one in held.met.newest]
        entries = [(one, self._added(one)()) for one in held.added.newest]
        about = {"workspace": self.workspace, "person": self.person, "made": in_utc(self.now)}
        return Copy(self.now, lines, about | as_data(held, self.person, groups, entries))

    def page(self, number: int) -> Card:
        """One page of the whole letter; the last one for a number that is too high."""
        held = self._held(None)
        if held.is_nothing:
            return say.nothing()
        lines = list(chain.from_iterable(self._sections(held, None)))
        last = -(-len(lines) // PAGE)
        page = min(max(number, 1), last)
        shown = self._shown(lines[(page - 1) * PAGE : page * PAGE])
        return Card(say.TITLE, (Heading(say.TITLE), *shown, *say.page_ending(page, last)))

    def _held(self, most: int | None) -> Held:
        return self.tx.about(self.workspace, self.person, most, self.catalog.told_alone)

    def _sections(self, held: Held, most: int | None) -> Iterator[list[Line]]:
        """The parts of the letter, each at most so many lines and a word about the rest."""
        zone = zone_or_utc(held.profile.zone) if held.profile else None
        yield [lambda: say.profile(held, self._on(held.read_at, zone))] if held.profile else []
        yield self._some([self._place(one) for one in held.places], len(held.places), most)
        yield [self._refused(*one, zone) for one in held.refuses]
        yield self._some([self._met(one) for one in held.met.newest], held.met.count, most)
        yield self._some([self._added(one) for one in held.added.newest], held.added.count, most)
        yield self._some([self._waiting(one, zone) for one in held.waiting], len(held.waiting), most)
        yield [lambda: (say.told(held.told, self._on(held.told.since, zone)),)] if held.told.since else []
        yield [lambda: (say.reminders([self._on(at, zone) for at in held.reminders]),)] if held.reminders else []
        yield [lambda: (say.named(held.named_in_answers),)] if held.named_in_answers else []

    def _some(self, lines: list[Line], count: int, most: int | None) -> list[Line]:
        shown = lines if most is None else lines[:most]
        return [*shown, lambda: say.and_more(count - len(shown))] if count > len(shown) else shown

    def _shown(self, lines: Iterable[Line]) -> Iterator[Element]:
        for line in lines:
            yield Paragraph(line())

    # one line

    def _place(self, one: Place) -> Line:
        return lambda: self._place_in_words(one)

    def _place_in_words(self, one: Place) -> Text:
        zone, called = one.circle.zone, self._called(one.circle.ritual)
        on = {name: self._on(at, zone) for name, at in (("seen", one.seen), ("unread", one.unread))}
        until = one.part and one.part.paused_until
        back = short_date(until, self._today(zone)) if until else ""
        joined = self._on(one.part.joined, zone) if one.part else ""
        return (*say.place(one, called, joined, back, **on), *(self._about(one) if one.part and one.part.about else ()))

    def _refused(self, ritual: str, refusal: Refusal, zone: ZoneInfo | None) -> Line:
        until = short_date(refusal.until, self._today(zone)) if refusal.until else ""
        return lambda: say.refused(self._called(ritual), refusal, until)

    def _about(self, one: Place) -> Text:
        about = one.part.about if one.part else {}
        event = AboutAsked(now=self.now, person=self.person, about=about)
        teller = self._teller(one.circle, lambda ritual: ritual.about_teller)
        return say.about(self._told_by(teller, event, one.circle) or say.values(about))

    def _met(self, one: Met) -> Line:
        event = GroupAsked(now=self.now, person=self.person, group=one.group, answers=one.answers)
        others = [person for person in one.group.people if person != self.person]
        teller = self._teller(one.circle, lambda ritual: ritual.group_teller)
        on = short_date(one.group.round.on, self._today(one.circle.zone))
        return lambda: say.met(
            on,
            one.circle.channel,
            self._told_by(teller, event, one.circle) or say.introduced(mentions(others), one.answers, one.group.notes),
        )

    def _added(self, one: Added) -> Line:
        event = EntryAsked(now=self.now, person=self.person, entry=one.entry, answers=one.answers)
        teller = self._teller(one.circle, lambda ritual: ritual.entry_tellers.get(one.entry.kind))
        is_mine = one.entry.person == self.person
        data = one.entry.data if is_mine else {}
        return lambda: say.added(
            self._on(one.entry.created, one.circle.zone),
            self._called(one.circle.ritual),
            one.circle.channel,
            self._told_by(teller, event, one.circle) or say.entry(one.entry.kind, data, one.answers, is_mine=is_mine),
        )

    def _waiting(self, one: Waiting, zone: ZoneInfo | None) -> Line:
        return lambda: say.waiting(one, self._on(one.put, zone))

    # helping

    def _told_by(self, teller: Teller | None, event: Act, circle: SqlCircle) -> Text:
        """In the ritual's words; in none, where it has none or fails."""
        told: Any = ()
        if teller:
            with contextlib.suppress(Exception), self.tx.savepoint():  # logged where it happened
                told = run_handler(teller, event, circle, circle.ritual)
        return told if is_sound(told, Text) else ()

    def _teller(self, circle: SqlCircle, which: Callable[[Ritual], Teller | None]) -> Teller | None:
        ritual = self.catalog.rituals.get(circle.ritual)
        return which(ritual) if ritual else None

    def _called(self, ritual: str) -> str:
        known = self.catalog.rituals.get(ritual)
        return known.called if known else ritual

    def _on(self, at: datetime | None, zone: ZoneInfo | None) -> str:
        """The day, as the clock there shows it."""
        return short_date(at.astimezone(zone or UTC).date(), self._today(zone)) if at else ""

    def _today(self, zone: ZoneInfo | None) -> date:
        """The local date there; where nobody knows where they are, the one of UTC."""
        return self.now.astimezone(zone or UTC).date()


def _arrived(held: Held) -> Held:
    """As it is for whoever reads it in the files: what brings them is not on its way any more."""
    return replace(held, waiting=[one for one in held.waiting if one.is_lost or not one.is_copy])
