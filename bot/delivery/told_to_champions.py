"""What those who look after a circle are told; where nobody does any more, those who take part hear it, once."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from bot.delivery import words
from rituals.cards import Card
from rituals.effects import Tell
from rituals.records import Participation
from rituals.zones import at_local
from storage import NOBODY, TO_CHAMPIONS, Alarm, Job, SqlCircle, Transaction

MORNING = time(9)
ENDED = "ended:"
"""How the name of an alarm begins that is about the end of a circle; the rest is the day."""


def tell_champions(
    tx: Transaction, circle: SqlCircle, card: Card, key: str, now: datetime, besides: Collection[str] = ()
) -> None:
    """Each of them, once under this key; `besides` those who know."""
    champions = circle.champions
    for champion in set(champions) - set(besides):
        note = Tell(champion, card, key=f"{TO_CHAMPIONS}{key}:{champion}", asked_for=True)
        tx.outbox.put(circle.workspace, circle.id, note, now)
    if not champions:
        tell_everybody(tx, circle, card, now)


def hand_on(tx: Transaction, circle: SqlCircle, job: Job, now: datetime) -> None:
    """A champion who was to hear this is gone; if they were the last, those who take part hear it."""
    if job.key.startswith(TO_CHAMPIONS) and not circle.champions:
        tell_everybody(tx, circle, job.card, now)


def tell_everybody(tx: Transaction, circle: SqlCircle, card: Card, now: datetime) -> None:
    """All who take part, with how to take the circle on; once, until somebody does."""
    handed = words.handed_on(card, circle.ritual, circle.channel)
    notes = [Tell(person, handed, key=f"{NOBODY}{person}") for person in circle.participant_ids()]
    tx.outbox.put_all(circle.workspace, circle.id, notes, now)


def tell_of_the_end(
    tx: Transaction, circle: SqlCircle, places: Mapping[str, Participation], now: datetime, besides: str
) -> None:
    """Each who had a place in the stopped circle, once; `besides` whoever stopped it. To whoever is away it is said
    on the morning on which they are back."""
    today = now.astimezone(circle.zone).date()
    for person, place in places.items():
        if place.paused_until and place.paused_until > today:
            back = at_local(place.paused_until, MORNING, circle.zone)
            tx.alarms.put(circle.id, f"{ENDED}{today}", person, back)
        elif person != besides:
            _tell_of_the_end(tx, circle, person, today, now)


def tell_of_it_later(tx: Transaction, circle: SqlCircle, alarm: Alarm, now: datetime) -> None:
    """Somebody is back who was away when the circle ended; nothing, if it goes on and they are in it again."""
    if not circle.participation(alarm.about):
        _tell_of_the_end(tx, circle, alarm.about, date.fromisoformat(alarm.name.removeprefix(ENDED)), now)


def taken_on(tx: Transaction, circle: SqlCircle) -> None:
    """Somebody looks after it again: should they go too, everybody is to hear of it anew."""
    tx.outbox.forget_keys(circle.id, NOBODY)


def _tell_of_the_end(tx: Transaction, circle: SqlCircle, person: str, on: date, now: datetime) -> None:
    if not circle.profile(person).is_gone:
        card = words.ended(circle.ritual, circle.channel, on)
        note = Tell(person, card, key=f"{ENDED}{now.isoformat()}:{person}", asked_for=True)
        tx.outbox.put(circle.workspace, circle.id, note, now)
