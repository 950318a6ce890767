"""Joining, and everything that makes leaving easy."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps
from typing import Any

from rituals.cards import Button, Card, Element
from rituals.circle import clock_of, today
from rituals.coffee import cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.dates import read_date
from rituals.effects import Effect, OpenForm, Post, Reply, Update
from rituals.errors import FormProblems, KindlingError
from rituals.events import (
    Act,
    ButtonClicked,
    CircleChanged,
    CircleStarted,
    CircleStopped,
    CommandUsed,
    FormSubmitted,
    HomeOpened,
)
from rituals.forms import DateInput, Form

COURTESIES = {"me", "please", "now", "too"}
Handler = Callable[[Any, CoffeeCircle], Iterator[Effect]]


def by_oneself(handler: Handler) -> Handler:
    """Whoever names a colleague after the verb is told kindly that it is that colleague's to decide."""

    @wraps(handler)
    def only_by_oneself(event: CommandUsed | ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
        named = [word for word in event.text.split() if word.startswith("@")]
        if named:
            yield Reply(cards.theirs_to_decide(named[0]))
        else:
            yield from handler(event, circle)

    return only_by_oneself


PAUSE = Form("pause", "Pause for a while", (DateInput(name="until", label="I'm back on"),), submit="Pause")


@coffee.started
def started(event: CircleStarted, circle: CoffeeCircle) -> Iterator[Effect]:
    """Tell the channel, once."""
    yield Post(cards.welcome(circle.settings), key=_welcome(circle))
    yield Reply(cards.who_joins())


@coffee.changed
def changed(event: CircleChanged, circle: CoffeeCircle) -> Iterator[Effect]:
    """Keep the channel's message true."""
    yield Update(_welcome(circle), cards.welcome(circle.settings))


@coffee.stopped
def stopped(event: CircleStopped, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say goodbye in the channel."""
    yield Update(_welcome(circle), cards.closed())


@coffee.command("join")
@coffee.clicked("join")
@by_oneself
def join(event: CommandUsed | ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Join the coffee roulette in this channel."""
    if set(event.text.lower().split()) - COURTESIES:
        yield Reply(cards.theirs_to_decide("each person"))
    elif circle.profile(event.person).is_guest and not circle.settings.guests:
        yield Reply(cards.guests_not_here())
    elif circle.join(event.person, event.now):
        yield Reply(cards.joined(circle.next_due, clock_of(event, circle)))
    else:
        place = circle.participation(event.person)
        yield Reply(cards.already_in(place, circle.next_due, clock_of(event, circle), today(event, circle)))


@coffee.command("skip")
@coffee.clicked("skip")
@by_oneself
def skip(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out the next coffee; after that you're back."""
    if _is_away_next(event, circle):
        yield Reply(_status(event, circle))
        return
    fresh = circle.skip(event.person)
    yield Reply(cards.skipped(circle.next_due, clock_of(event, circle)) if fresh else cards.skipped_already())


@coffee.command("pause", usage="until 1 Dec")
@by_oneself
def pause(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out until a day you choose: a date, “2 weeks”, “next month”."""
    if event.text.lower() in ("", "until"):
        yield Reply(cards.until_when() if circle.participation(event.person) else cards.not_in())
        return
    yield Reply(_pause(event.person, circle, read_date(event.text, today(event, circle)), today(event, circle)))


@coffee.clicked("pause")
def ask_until_when(event: ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Ask for the day in a form."""
    yield OpenForm(PAUSE)


@coffee.submitted("pause")
def pause_from_form(event: FormSubmitted, circle: CoffeeCircle) -> Iterator[Effect]:
    """Sit out until the day in the form."""
    try:
        until = read_date(str(event.values.get("until", "")), today(event, circle))
    except KindlingError as error:
        raise FormProblems({"until": error.sentence}) from error
    yield Reply(_pause(event.person, circle, until, today(event, circle)))


@coffee.command("resume")
@coffee.clicked("resume")
@by_oneself
def resume(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Come back from a skip or a pause."""
    words = cards.resumed if circle.resume(event.person) else cards.not_away
    yield Reply(words(circle.next_due, clock_of(event, circle)))


@coffee.command("leave")
@coffee.clicked("leave")
@by_oneself
def leave(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Leave; nothing more is sent to you."""
    yield Reply(cards.left(circle.channel) if circle.leave(event.person) else cards.not_in())


@coffee.command("status")
def status(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """See your own next coffee."""
    mine = _status(event, circle)
    is_champion = event.person in circle.champions
    yield Reply(cards.status_for_champion(mine, circle.count()) if is_champion else mine)


@coffee.command("how")
@coffee.clicked("how")
def how(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Read how it works."""
    yield Reply(cards.how(circle.settings, circle.next_due, clock_of(event, circle)))


@coffee.at_home
def home(event: HomeOpened, circle: CoffeeCircle) -> Iterator[Element]:
    """Your next coffee, and the ways out; a champion sees the settings too."""
    place = circle.participation(event.person)
    if not place and event.person not in circle.champions:
        return
    buttons = cards.ways_out(place, today(event, circle)) if place else (Button("Join", "join"),)
    if event.person in circle.champions:
        buttons += cards.look_after()
    words = cards.status_words(place, circle.next_due, clock_of(event, circle), today(event, circle))
    yield from cards.home(circle.channel, words, buttons)


def _welcome(circle: CoffeeCircle) -> str:
    return f"welcome:{circle.started.isoformat()}"


def _status(event: Act, circle: CoffeeCircle) -> Card:
    place = circle.participation(event.person)
    return cards.status(place, circle.next_due, clock_of(event, circle), today(event, circle))


def _is_away_next(event: Act, circle: CoffeeCircle) -> bool:
    """Whether a pause covers the next coffee, so that there is nothing left to skip."""
    place, due = circle.participation(event.person), circle.next_due
    paused_until = place.paused_until if place else None
    return bool(paused_until and due and paused_until > due.astimezone(circle.zone).date())


def _pause(person: str, circle: CoffeeCircle, until: date, today: date) -> Card:
    circle.pause(person, until)
    return cards.paused(until, today)
