"""What everything that changes a lunch has in common: it is kept, who waits is seated, and its cards stay true."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rituals.cards import Card
from rituals.effects import Effect, Tell, Update
from rituals.errors import KindlingError
from rituals.potluck import cards, replies
from rituals.potluck.answers import as_data
from rituals.potluck.declared import PotluckCircle
from rituals.potluck.lunches import OPEN, Lunch, Offer, lunch
from rituals.potluck.wanted import ELSE


class NoPlaceForAGuest(KindlingError):
    """There's just one place left, so there is none for a guest. It's yours, if you come by yourself."""


class NoPlaceForYourGuest(KindlingError):
    """There's no place left for a guest just now. Your own place is safe."""


class OnlyTheProposer(KindlingError):
    """Only whoever proposed this lunch, or a champion of this circle, can do that. Ask them, and they can."""


def keep_offer(circle: PotluckCircle, of: Lunch, person: str, now: datetime, **part: Any) -> Offer:
    """Somebody's part in the lunch, with these things new in it. Raises if there is no place for their guest."""
    mine = of.of(person)
    known: Mapping[str, object] = mine.entry.data if mine else {"dish": None, "role": "", "guest": False}
    data = {**known, **part}
    data["waiting"] = _waits(of, mine, person, 2 if data["guest"] else 1)
    if mine:
        circle.revise(mine.entry, **data)
    else:
        circle.add("offer", person, data, now, about=of.id)
    kept = lunch(circle, of.id).of(person)
    assert kept, "what was kept is there"
    return kept


def show(circle: PotluckCircle, id: str, now: datetime) -> Iterator[Effect]:
    """Seat those who wait, then make the lunch's cards say what is true."""
    yield from _seat_waiting(circle, id, now)
    changed = lunch(circle, id)
    yield Update(changed.key, cards.lunch_card(changed, circle.zone))
    if changed.state == OPEN and changed.day(circle.zone) == now.astimezone(circle.zone).date():
        yield Update(table_key(changed, circle), cards.table_today(changed, circle.zone))


def tell(person: str, card: Card, key: str) -> Tell:
    """To somebody who said that they come: they may never have joined anything, and may refuse to be told."""
    return Tell(person, card, key=key, open=True)


def table_key(lunch: Lunch, circle: PotluckCircle) -> str:
    return f"table:{lunch.id}:{lunch.day(circle.zone)}"


def may_arrange(lunch: Lunch, circle: PotluckCircle, person: str) -> bool:
    """The proposer, and the champions."""
    return person == lunch.proposer or person in circle.champions


def check_may_arrange(lunch: Lunch, circle: PotluckCircle, person: str) -> None:
    if not may_arrange(lunch, circle, person):
        raise OnlyTheProposer


def _waits(of: Lunch, mine: Offer | None, person: str, seats: int) -> bool:
    """Whether this part waits for its places; nobody loses a place that they have."""
    left = of.free(besides=person)
    if seats <= left:
        return False
    if mine and not mine.waiting:
        raise NoPlaceForYourGuest
    if left > 0:
        raise NoPlaceForAGuest
    return True


def _seat_waiting(circle: PotluckCircle, id: str, now: datetime) -> Iterator[Effect]:
    """First in, first served: whoever waited longest among those for whom there is room."""
    while first := _first_to_seat(of := lunch(circle, id)):
        circle.revise(first.entry, waiting=False, **_still_wanted(of, first))
        seated = lunch(circle, id)
        mine = seated.of(first.person)
        if mine:
            card = replies.place_freed(seated, mine, circle.zone)
            yield tell(first.person, card, f"place:{first.entry.id}")


def _first_to_seat(of: Lunch) -> Offer | None:
    return next((offer for offer in of.waiting if offer.seats <= of.free()), None)


def _still_wanted(of: Lunch, offer: Offer) -> dict[str, Any]:
    """Their dish and role as the table needs them by now: somebody may have filled the gap meanwhile."""
    dish, part = offer.dish, dict[str, Any]()
    if dish and dish.category not in of.gaps():
        part["dish"] = as_data(dish) | {"category": ELSE}
    if offer.role and offer.role not in of.open_roles():
        part["role"] = ""
    return part
