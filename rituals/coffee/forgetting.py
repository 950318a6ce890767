"""What becomes of this round's coffee when one of the people is forgotten."""

from collections.abc import Iterator

from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.introductions import card_of, still_here
from rituals.effects import Effect, Update
from rituals.errors import NotYours
from rituals.events import PersonForgotten


@coffee.forgotten
def forgotten(event: PersonForgotten, circle: CoffeeCircle) -> Iterator[Effect]:
    """Name them no more in the invitation; whoever is left alone has first place next time, unless they have met."""
    try:
        group = circle.group_of(event.person)
    except NotYours:
        return
    if not group.round.is_latest:
        return
    remain = still_here(group, event.person)
    if len(remain) == 1 and circle.answer_of(group, remain[0], "met") != "yes":
        circle.favour(remain[0])
    yield Update(f"group:{group.id}", card_of(circle, group, event.person))
