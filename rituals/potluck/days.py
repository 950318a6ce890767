"""The days of a lunch: a reminder the day before, the table list on the day, thanks afterwards."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from rituals.cards import Card
from rituals.effects import Effect, Later, Post, Update
from rituals.events import LaterDue, NotTold
from rituals.potluck import cards, replies
from rituals.potluck.changing import show, table_key, tell
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import OPEN, OVER, Lunch, coming_up, lunch
from rituals.zones import at_local

REMINDED_AT, TABLE_AT, THANKED_AT, THANKED_NEXT_DAY_AT = time(10), time(9), time(16), time(10)
LAST_FOR_THE_SAME_DAY = time(14)
"""A lunch that starts later is thanked for on the next day."""


def moments(one: Lunch, circle: PotluckCircle, now: datetime) -> Iterator[Later]:
    """When the lunch is next thought of; those that have passed are left out."""
    day, zone = one.day(circle.zone), circle.zone
    yield Later(_thanks_at(one, circle), "thanks", one.id)
    for at, name in (
        (at_local(day - timedelta(1), REMINDED_AT, zone), "remind"),
        (at_local(day, TABLE_AT, zone), "table"),
    ):
        if at > now:
            yield Later(at, name, one.id)


@potluck.later("remind")
def remind(event: LaterDue, circle: PotluckCircle) -> Iterator[Effect]:
    """Remind those who come, each of their own dish; a bell that comes late or early says nothing."""
    one = lunch(circle, event.about)
    today = event.now.astimezone(circle.zone).date()
    days = (one.day(circle.zone) - today).days
    if one.state != OPEN or one.starts <= event.now or days not in (0, 1):
        return
    for offer in one.coming:
        card = replies.reminder(one, offer, today, circle.zone)
        yield tell(offer.person, card, f"remind:{one.id}:{one.day(circle.zone)}:{offer.person}")


@potluck.later("table")
def table(event: LaterDue, circle: PotluckCircle) -> Iterator[Effect]:
    """Put today's table list into the channel."""
    one = lunch(circle, event.about)
    is_today = one.day(circle.zone) == event.now.astimezone(circle.zone).date()
    if one.state == OPEN and is_today and event.now < one.starts:
        yield Post(cards.table_today(one, circle.zone), key=table_key(one, circle))


@potluck.later("thanks")
def thanks(event: LaterDue, circle: PotluckCircle) -> Iterator[Effect]:
    """Thank everybody, together, if anybody came."""
    one = lunch(circle, event.about)
    if one.state != OPEN or event.now < one.starts:
        return
    circle.revise(one.entry, state=OVER)
    over = lunch(circle, one.id)
    yield Update(one.key, cards.lunch_card(over, circle.zone))
    if over.coming:
        yield Post(thanks_card(circle, over), key=thanks_key(over))


@potluck.untold
def untold(event: NotTold, circle: PotluckCircle) -> Iterator[Effect]:
    """The places of somebody who has left the workspace go to the next ones."""
    if not circle.profile(event.person).is_gone:
        return
    for one in coming_up(circle, event.now):
        if mine := one.of(event.person):
            circle.remove(mine.entry)
            yield from show(circle, one.id, event.now)


def thanks_card(circle: PotluckCircle, over: Lunch) -> Card:
    """The thanks, with what people have added since."""
    recipes, leftovers = circle.entries("recipe", over.id), circle.entries("leftovers", over.id)
    return cards.thanks(over, recipes, leftovers)


def thanks_key(over: Lunch) -> str:
    return f"thanks:{over.id}"


def _thanks_at(one: Lunch, circle: PotluckCircle) -> datetime:
    local = one.starts.astimezone(circle.zone)
    if local.time() <= LAST_FOR_THE_SAME_DAY:
        return at_local(local.date(), THANKED_AT, circle.zone)
    return at_local(local.date() + timedelta(1), THANKED_NEXT_DAY_AT, circle.zone)
