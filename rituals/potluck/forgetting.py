"""What becomes of lunches when somebody is forgotten: their place and their dish are free, and no card names them."""

from collections.abc import Iterator
from datetime import datetime

from rituals.effects import Effect, Update
from rituals.events import PersonForgotten
from rituals.potluck import cards
from rituals.potluck.changing import show, table_key
from rituals.potluck.days import thanks_card, thanks_key
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import OPEN, Lunch, lunch, lunches

KINDS = ("offer", "proposal", "recipe", "leftovers")


@potluck.forgotten
def forgotten(event: PersonForgotten, circle: PotluckCircle) -> Iterator[Effect]:
    """Take away what was theirs, seat those who wait, and make the cards say what is true."""
    for one in lunches(circle):
        if _takes_away(circle, one, event.person):
            yield from _put_right(circle, one.id, event.now)


def _takes_away(circle: PotluckCircle, one: Lunch, person: str) -> bool:
    """Whether there was anything."""
    theirs = [entry for kind in KINDS for entry in circle.entries(kind, one.id) if entry.person == person]
    for entry in theirs:
        circle.remove(entry)
    return bool(theirs)


def _put_right(circle: PotluckCircle, id: str, now: datetime) -> Iterator[Effect]:
    one = lunch(circle, id)
    if one.state == OPEN and one.starts > now:
        yield from show(circle, id, now)
        return
    yield Update(one.key, cards.lunch_card(one, circle.zone))
    yield Update(table_key(one, circle), cards.table_today(one, circle.zone))
    yield Update(thanks_key(one), thanks_card(circle, one))
