"""What a coffee roulette's champions can do beside the settings: look ahead, and introduce people now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from rituals.circle import today
from rituals.coffee import cards, invitation
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.invitation import Invitation
from rituals.coffee.matchmaking import matched, occasion
from rituals.coffee.openers import pick_opener
from rituals.coffee.settings import CoffeeSettings
from rituals.coffee.times import suggest_times
from rituals.coffee.year import first_repeat, fresh_rounds
from rituals.dates import show_moment
from rituals.effects import Effect, Reply
from rituals.events import CommandUsed
from rituals.records import Profile
from rituals.schedule import Weekly

FEW_IN_PAIRS, FEW, MANY = 24, 12, 200
"""Up to so many people the rounds to come are worked out while the champion waits; above MANY nobody asks."""
COLLEAGUE = Profile(id="", name="A colleague", title="somebody you seldom meet")


@coffee.command("preview", champions=True)
def preview(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """See what would be sent next, without sending it."""
    when = circle.next_due or event.now
    on = when.astimezone(circle.zone).date()
    people = circle.participants(on)
    number = 1 + max((pair.round for pair in circle.meetings()), default=0)
    sizes = [len(group) for group in matched(occasion(circle, people, on, number), seed=0).groups]
    example = _example(event, circle, sizes[0] if sizes else circle.settings.group_size)
    label = f"On {show_moment(when, circle.zone)},"
    ahead = _ahead(sizes, circle.settings)
    yield Reply(invitation.preview(example, sum(sizes) or len(people), sizes, label, ahead))


def _ahead(sizes: Sequence[int], settings: CoffeeSettings) -> str:
    """When repeats begin, from the number of people alone, so that it gives away nothing about any of them."""
    count = sum(sizes)
    rhythm = settings.when
    unit = "week" if isinstance(rhythm, Weekly) and rhythm.every == len(rhythm.days) == 1 else "round"
    if count > MANY or count < 2:
        return ""
    if count > (FEW_IN_PAIRS if settings.group_size == 2 else FEW):
        return invitation.repeats_at_the_latest(count, 1 + fresh_rounds(sizes), unit)
    return invitation.repeats(count, first_repeat(count, settings.group_size), unit)


@coffee.command("introduce", champions=True, usage="now")
def introduce_now(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce everybody now instead of waiting for the next round."""
    if event.text.strip().lower() != "now":
        yield Reply(cards.say_now())
        return
    count = len(circle.participants(today(event, circle)))
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
