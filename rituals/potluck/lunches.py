"""A lunch and what people bring to it, read from the circle's entries. Nothing here says or changes anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from rituals.cards import Command
from rituals.errors import KindlingError, NotYours
from rituals.potluck.declared import PotluckCircle
from rituals.potluck.wanted import ELSE, still_open
from rituals.records import Entry

OPEN, CANCELLED, OVER = "open", "cancelled", "over"


class NoLunch(KindlingError):
    """There's no lunch planned just now."""

    def __init__(self) -> None:
        super().__init__(("There's no lunch planned just now. To propose one, type ", Command("potluck propose"), "."))


class Cancelled(KindlingError):
    """That lunch was cancelled, so nothing was changed."""


class Begun(KindlingError):
    """That lunch has begun or is over, so nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dish:
    """What somebody brings; `serves` 0 is not said, and an allergen without an answer is not sure."""

    name: str
    category: str
    serves: int = 0
    labels: tuple[str, ...] = ()
    allergens: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One person's part in a lunch: a dish, a role, both, or just themselves."""

    entry: Entry
    dish: Dish | None
    role: str
    guest: bool
    waiting: bool

    @property
    def person(self) -> str:
        return self.entry.person

    @property
    def seats(self) -> int:
        return 2 if self.guest else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunch:
    """One lunch as it stands, with everybody's part in it, the longest there first."""

    entry: Entry
    proposer: str
    """Who proposed it; nobody if it came round by itself, or if they asked to be forgotten."""
    starts: datetime
    place: str
    places: int
    plus_one: bool
    wanted: Mapping[str, int]
    roles: Mapping[str, int]
    state: str
    moves: int
    offers: tuple[Offer, ...]

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def key(self) -> str:
        """What its card in the channel is known by."""
        return f"lunch:{self.id}"

    @property
    def coming(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in self.offers if not offer.waiting)

    @property
    def waiting(self) -> tuple[Offer, ...]:
        """Who waits for a place, first in first."""
        return tuple(offer for offer in self.offers if offer.waiting)

    @property
    def dishes(self) -> tuple[tuple[Offer, Dish], ...]:
        """The dishes of those who come, by category in the order in which they are wanted."""
        order = [*self.wanted, ELSE]
        found = [(offer, offer.dish) for offer in self.coming if offer.dish]
        return tuple(sorted(found, key=lambda pair: order.index(pair[1].category)))

    def of(self, person: str) -> Offer | None:
        """This person's part, if they have one."""
        return next((offer for offer in self.offers if offer.person == person), None)

    def free(self, besides: str = "") -> int:
        """How many places are left, not counting what this person has."""
        return self.places - sum(offer.seats for offer in self.coming if not _is(offer, besides))

    def gaps(self, besides: str = "") -> dict[str, int]:
        """What is still needed, if this person brought nothing."""
        return still_open(
            self.wanted, (offer.dish.category for offer in self.coming if offer.dish and not _is(offer, besides))
        )

    def open_roles(self, besides: str = "") -> dict[str, int]:
        """The roles still to be taken, if this person had none."""
        return still_open(self.roles, (offer.role for offer in self.coming if offer.role and not _is(offer, besides)))

    def day(self, zone: ZoneInfo) -> date:
        return self.starts.astimezone(zone).date()

    def check_open(self, now: datetime) -> None:
        """Raise Cancelled or Begun unless something can still be changed."""
        if self.state == CANCELLED:
            raise Cancelled
        if self.state == OVER or self.starts <= now:
            raise Begun


def lunch(circle: PotluckCircle, id: str) -> Lunch:
    """The lunch of this id. Raises NotYours for anything else."""
    entry = circle.entry(id)
    if entry.kind != "lunch":
        raise NotYours
    return _read_lunch(circle, entry)


def lunches(circle: PotluckCircle) -> tuple[Lunch, ...]:
    """Every lunch of the circle, by when it starts."""
    found = (_read_lunch(circle, entry) for entry in circle.entries("lunch"))
    return tuple(sorted(found, key=lambda one: one.starts))


def coming_up(circle: PotluckCircle, now: datetime) -> tuple[Lunch, ...]:
    """The lunches that can still be joined, the next one first."""
    return tuple(one for one in lunches(circle) if one.state == OPEN and one.starts > now)


def next_lunch(circle: PotluckCircle, now: datetime) -> Lunch:
    """The next lunch that can still be joined; if there is none, the one that began today. Raises NoLunch."""
    today = now.astimezone(circle.zone).date()
    here = [one for one in lunches(circle) if one.state != CANCELLED]
    upcoming = (one for one in here if one.state == OPEN and one.starts > now)
    begun = (one for one in reversed(here) if one.starts <= now and one.day(circle.zone) == today)
    found = next(upcoming, None) or next(begun, None)
    if found is None:
        raise NoLunch
    return found


def _is(offer: Offer, person: str) -> bool:
    return bool(person) and offer.person == person


def _read_lunch(circle: PotluckCircle, entry: Entry) -> Lunch:
    data = cast(Mapping[str, Any], entry.data)
    return Lunch(
        entry=entry,
        proposer=next((proposal.person for proposal in circle.entries("proposal", entry.id)), ""),
        starts=datetime.fromisoformat(data["starts"]),
        place=data["place"],
        places=data["places"],
        plus_one=data["plus_one"],
        wanted=dict(data["wanted"]),
        roles=dict(data["roles"]),
        state=data["state"],
        moves=data["moves"],
        offers=tuple(_read_offer(offer) for offer in circle.entries("offer", entry.id)),
    )


def _read_offer(entry: Entry) -> Offer:
    data = cast(Mapping[str, Any], entry.data)
    dish = data.get("dish")
    return Offer(
        entry=entry,
        dish=Dish(**(dish | {"labels": tuple(dish["labels"])})) if dish else None,
        role=data["role"],
        guest=data["guest"],
        waiting=data["waiting"],
    )
