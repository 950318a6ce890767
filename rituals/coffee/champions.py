"""What a coffee roulette's champions can do beside the settings: look ahead, and introduce people now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from rituals.circle import today
from rituals.coffee import cards, invitation
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.introductions import matched
from rituals.coffee.invitation import Invitation
from rituals.coffee.openers import pick_opener
from rituals.coffee.times import suggest_times
from rituals.dates import show_moment
from rituals.effects import Effect, Reply
from rituals.events import CommandUsed
from rituals.records import Profile

COLLEAGUE = Profile(id="", name="A colleague", title="somebody you seldom meet")


@coffee.command("preview", champions=True)
def preview(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """See what would be sent next, without sending it."""
    when = circle.next_due or event.now
    people = circle.participants(when.astimezone(circle.zone).date(), guests=circle.settings.guests)
    sizes = [len(group) for group in matched(circle, [person.id for person in people], seed=0)]
    example = _example(event, circle, sizes[0] if sizes else circle.settings.group_size)
    label = f"On {show_moment(when, circle.zone)},"
    yield Reply(invitation.preview(example, len(people), sizes, label))


@coffee.command("introduce", champions=True, usage="now")
def introduce_now(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce everybody now instead of waiting for the next round."""
    if event.text.strip().lower() != "now":
        yield Reply(cards.say_now())
        return
    count = len(circle.participants(today(event, circle), guests=circle.settings.guests))
    if count > 1:
        circle.bring_forward(event.now)
    yield Reply(cards.introducing(count))


def _example(event: CommandUsed, circle: CoffeeCircle, size: int) -> Invitation:
    """An invitation to the champion themself and nobody in particular, `size` people in all."""
    me = circle.profile(event.person)
    after = circle.next_due or event.now
    times = suggest_times([me], after, after + timedelta(days=7), circle.settings.minutes, seed=0)
    people = (me, *[replace(COLLEAGUE, zone=me.zone)] * (size - 1))
    return Invitation(people, circle.channel, pick_opener((), seed=0), times, circle.settings)
