"""What a coffee roulette's champions can do beside the settings: look ahead, and introduce people now.

All that they are told of other people is the headcount: what would come of a round that was worked out for them
would tell who is away, and what people wish.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from rituals.circle import today
from rituals.coffee import invitation, now_cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.invitation import Invitation
from rituals.coffee.openers import pick_opener
from rituals.coffee.settings import CoffeeSettings
from rituals.coffee.times import suggest_times
from rituals.coffee.year import first_repeat, fresh_rounds, sizes
from rituals.dates import show_moment
from rituals.effects import Effect, Reply
from rituals.events import Act, CommandUsed
from rituals.records import Profile
from rituals.schedule import Weekly

FEW_IN_PAIRS, FEW, MANY = 24, 12, 200
"""Up to so many people the rounds to come are worked out while the champion waits; above MANY nobody asks."""
COLLEAGUE = Profile(id="", name="A colleague", title="somebody you seldom meet")


@coffee.command("preview", champions=True)
def preview(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """See what would be sent next, without sending it."""
    when = f"On {show_moment(circle.next_due or event.now, circle.zone)},"
    number, settings = circle.headcount(event.person), circle.settings
    groups = sizes(number, settings.group_size) if number else []
    example = _example(event, circle, groups[0] if groups else settings.group_size)
    ahead = _ahead(number, settings) if number else ""
    yield Reply(invitation.preview(example, invitation.forecast(when, number, groups, ahead)))


def _ahead(number: int, settings: CoffeeSettings) -> str:
    """When repeats begin."""
    rhythm = settings.when
    unit = "week" if isinstance(rhythm, Weekly) and rhythm.every == len(rhythm.days) == 1 else "round"
    if number > MANY:
        return ""
    if number > (FEW_IN_PAIRS if settings.group_size == 2 else FEW):
        latest = 1 + fresh_rounds(sizes(number, settings.group_size))
        return invitation.repeats_at_the_latest(number, latest, unit)
    return invitation.repeats(number, first_repeat(number, settings.group_size), unit)


@coffee.command("introduce", champions=True, usage="now")
def introduce(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce everybody now instead of waiting for the next round."""
    if event.text.strip().lower() == "now":
        yield from introduce_now(event, circle)
    else:
        number = circle.headcount(event.person)
        asked = now_cards.really_introduce(number, _days_ago(event, circle), circle.channel)
        yield Reply(now_cards.after_words(asked, event.text))


@coffee.clicked("introduce", champions=True)
def introduce_now(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce everybody now."""
    days = _days_ago(event, circle)
    circle.bring_forward(event.now)
    yield Reply(now_cards.introducing(circle.headcount(event.person), days))


def _days_ago(event: Act, circle: CoffeeCircle) -> int | None:
    """When the last round was, if that was one to six days ago."""
    days = (today(event, circle) - circle.last_date).days if circle.last_date else 0
    return days if 0 < days < 7 else None


def _example(event: CommandUsed, circle: CoffeeCircle, size: int) -> Invitation:
    """An invitation to the champion themself and nobody in particular, `size` people in all."""
    me = circle.profile(event.person)
    after = circle.next_due or event.now
    times = suggest_times([me], after, after + timedelta(days=7), circle.settings.minutes, seed=0)
    people = (me, *[replace(COLLEAGUE, zone=me.zone)] * (size - 1))
    return Invitation(people, circle.channel, pick_opener((), seed=0), times, circle.settings)
