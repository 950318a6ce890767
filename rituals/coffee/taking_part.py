"""Joining, and how one stands."""

from collections.abc import Iterator

from rituals.cards import Button, Card, Element
from rituals.circle import clock_of, today
from rituals.coffee import cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.effects import Effect, Post, Reply, Update
from rituals.events import (
    Act,
    ButtonClicked,
    CircleChanged,
    CircleStarted,
    CircleStopped,
    CommandUsed,
    HomeOpened,
)


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
def join(event: CommandUsed | ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Join the coffee roulette in this channel."""
    if circle.profile(event.person).is_guest and not circle.settings.guests:
        yield Reply(cards.guests_not_here())
    elif circle.join(event.person, event.now):
        yield Reply(cards.joined(circle.next_due, clock_of(event, circle)))
    else:
        place = circle.participation(event.person)
        yield Reply(cards.already_in(place, circle.next_due, clock_of(event, circle), today(event, circle)))


@coffee.command("status")
def status(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """See your own next coffee."""
    mine = status_of(event, circle)
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


def status_of(event: Act, circle: CoffeeCircle) -> Card:
    """Their own next coffee."""
    place = circle.participation(event.person)
    return cards.status(place, circle.next_due, clock_of(event, circle), today(event, circle))
