"""Whoever was told of a coffee that does not come hears why not, privately and once."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from rituals.circle import today, zone_of
from rituals.coffee import next_coffee
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.effects import Effect, Later, Tell
from rituals.events import CircleChanged, LaterDue, Missed, RoundMissed
from rituals.records import Hindrance

A_DAY = timedelta(days=1)
SETTLED = timedelta(minutes=15)
"""A champion who changes the settings may well change them again."""
NAMED = "named"
"""An entry for each coffee that people may have been told of before the settings changed."""


def tell_passed_over(circle: CoffeeCircle, about: str, why: Mapping[str, Hindrance]) -> Iterator[Effect]:
    """`about` is the round, or the group, in which these people are not introduced."""
    for person in circle.newly_told(why):
        yield Tell(person, next_coffee.passed_over(why[person], circle.channel), key=f"passed:{about}:{person}")


@coffee.missed
def missed(event: RoundMissed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Tell everybody who would have been introduced why they were not; those whom a hindrance kept out, of that."""
    yield from tell_passed_over(circle, event.due.isoformat(), circle.passed_over(event.on))
    people = circle.participants(event.on)
    if event.why is Missed.LOST:  # and will be, week after week
        news = circle.newly_told(one.id for one in people)
        people = tuple(one for one in people if one.id in news)
    for one in people:
        card = next_coffee.missed(event.why, event.due, circle.next_due, zone_of(one, circle), circle.channel)
        yield Tell(one.id, card, key=f"missed-coffee:{event.due.isoformat()}:{one.id}")


def say_if_moved(event: CircleChanged, circle: CoffeeCircle) -> Iterator[Effect]:
    """Once the champion is done, tell those who may count on a coffee of another day."""
    before, waiting = event.before, _named(circle)
    if before and (waiting or before != circle.next_due):
        if before not in waiting:
            circle.add(NAMED, "", {"at": before.isoformat()}, event.now)
        yield Later(min(event.now + SETTLED, before, *waiting), "moved")


@coffee.later("moved")
def moved(event: LaterDue, circle: CoffeeCircle) -> Iterator[Effect]:
    """Tell everybody who takes part of the new time, if it is not within a day of every one they may know; and those
    who can't be introduced, why."""
    named = _named(circle)
    for entry in circle.entries(NAMED):
        circle.remove(entry)
    if all(circle.next_due and abs(circle.next_due - one) <= A_DAY for one in named):
        return
    on = today(event, circle)
    yield from tell_passed_over(circle, event.now.isoformat(), circle.passed_over(on))
    for one in circle.participants(on):
        card = next_coffee.moved(circle.next_due, zone_of(one, circle), circle.channel)
        yield Tell(one.id, card, key=f"moved:{event.now.isoformat()}:{one.id}")


def _named(circle: CoffeeCircle) -> Collection[datetime]:
    return [datetime.fromisoformat(str(entry.data["at"])) for entry in circle.entries(NAMED)]
