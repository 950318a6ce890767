"""Joining, and how one stands."""

from collections.abc import Iterator

from rituals.cards import Button, Element
from rituals.coffee import cards
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.next_coffee import NOT_FOR, own, status_words
from rituals.coffee.no_coffee import say_if_moved
from rituals.effects import Effect, Post, Reply, Update
from rituals.errors import KindlingError
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
    """Keep the channel's message true, and what people were told of their next coffee."""
    yield Update(_welcome(circle), cards.welcome(circle.settings))
    yield from say_if_moved(event, circle)


@coffee.stopped
def stopped(event: CircleStopped, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say goodbye in the channel."""
    yield Update(_welcome(circle), cards.closed())


@coffee.command("join", inside=True)
@coffee.clicked("join", inside=True)
def join(event: CommandUsed | ButtonClicked, circle: CoffeeCircle) -> Iterator[Effect]:
    """Join the coffee roulette in this channel."""
    fresh, mine = circle.join(event.person, event.now), own(event, circle)
    if fresh and mine.hindrance in NOT_FOR:
        raise KindlingError(NOT_FOR[mine.hindrance])
    yield Reply(cards.joined(mine) if fresh else cards.already_in(mine))


@coffee.command("status", own=True)
def status(event: CommandUsed, circle: CoffeeCircle) -> Iterator[Effect]:
    """See your own next coffee."""
    mine = cards.status(own(event, circle))
    is_champion = event.person in circle.champions
    yield Reply(cards.status_for_champion(mine, circle.headcount(event.person)) if is_champion else mine)


@coffee.command("how")
@coffee.clicked("how")
def how(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Read how it works."""
    yield Reply(cards.how(circle.settings, own(event, circle)))


@coffee.at_home
def home(event: HomeOpened, circle: CoffeeCircle) -> Iterator[Element]:
    """Your next coffee, and the ways out; a champion sees the settings too."""
    mine = own(event, circle)
    if not mine.place and event.person not in circle.champions:
        return
    buttons = cards.ways_out(mine.place, mine.today) if mine.place else (Button("Join", "join"),)
    if event.person in circle.champions:
        buttons += cards.look_after()
    yield from cards.home(circle.channel, status_words(mine), buttons)


def _welcome(circle: CoffeeCircle) -> str:
    return f"welcome:{circle.started.isoformat()}"
