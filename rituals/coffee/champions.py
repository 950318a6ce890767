"""What a coffee roulette's champions can do beside the settings: look ahead, and introduce people now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from rituals.circle import today
from rituals.coffee import invitation, now_cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.invitation import Invitation
from rituals.coffee.matchmaking import Matched, Occasion, matched, occasion
from rituals.coffee.openers import pick_opener
from rituals.coffee.settings import CoffeeSettings
from rituals.coffee.times import suggest_times
from rituals.coffee.year import first_repeat, fresh_rounds
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
    when = circle.next_due or event.now
    made, this = _matched(circle, when.astimezone(circle.zone).date())
    sizes = [len(group) for group in made.groups]
    example = _example(event, circle, sizes[0] if sizes else circle.settings.group_size)
    label = f"On {show_moment(when, circle.zone)},"
    ahead = _ahead(sizes, circle.settings)
    yield Reply(invitation.preview(example, sum(sizes) or len(this.people), sizes, label, ahead))


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
def introduce(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce everybody now instead of waiting for the next round."""
    if event.text.strip().lower() == "now":
        yield from introduce_now(event, circle)
    else:
        asked = now_cards.really_introduce(_if_now(event, circle), circle.channel)
        yield Reply(now_cards.after_words(asked, event.text))


@coffee.clicked("introduce", champions=True)
def introduce_now(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Introduce everybody now."""
    now = _if_now(event, circle)
    if now.people:
        circle.bring_forward(event.now)
    yield Reply(now_cards.introducing(now))


def _if_now(event: Act, circle: CoffeeCircle) -> now_cards.IfNow:
    """How many would be introduced now, and whether that comes too soon for anybody."""
    made, this = _matched(circle, today(event, circle))
    together = [frozenset(pair) for group in made.groups for pair in combinations(group, 2)]
    again = any(pair in this.days for pair in together)
    return now_cards.IfNow(sum(map(len, made.groups)), len(this.people), min(this.days.values(), default=None), again)


def _matched(circle: CoffeeCircle, on: date) -> tuple[Matched, Occasion]:
    """A round of that day as it would be, as far as can be known now."""
    people = circle.participants(on)
    number = 1 + max((pair.round for pair in circle.meetings()), default=0)
    this = occasion(circle, people, on, number)
    return matched(this, seed=0), this


def _example(event: CommandUsed, circle: CoffeeCircle, size: int) -> Invitation:
    """An invitation to the champion themself and nobody in particular, `size` people in all."""
    me = circle.profile(event.person)
    after = circle.next_due or event.now
    times = suggest_times([me], after, after + timedelta(days=7), circle.settings.minutes, seed=0)
    people = (me, *[replace(COLLEAGUE, zone=me.zone)] * (size - 1))
    return Invitation(people, circle.channel, pick_opener((), seed=0), times, circle.settings)
