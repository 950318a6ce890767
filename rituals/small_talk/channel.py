"""What happens in the channel: an opener at its rhythm, what people make of it, and rest when nobody does."""

from collections.abc import Iterator
from datetime import datetime

from rituals.cards import Card, Element
from rituals.circle import clock_of
from rituals.effects import Effect, Post, Reply, Update
from rituals.errors import FormProblems
from rituals.events import Act, CircleChanged, CircleStarted, CircleStopped, HomeOpened, Reacted, RoundDue
from rituals.small_talk import cards
from rituals.small_talk.declared import TalkCircle, talk
from rituals.small_talk.ending import take_along
from rituals.small_talk.mood import RESTING, answered, mood_of, said_one, tell_champions, tell_if_empty
from rituals.small_talk.openers import SAID, Opener, forget, next_opener, openers_here, said_openers
from rituals.small_talk.settings import is_quiet, never_said, next_said


@talk.started
def started(event: CircleStarted, circle: TalkCircle) -> Iterator[Effect]:
    """Tell the channel, once."""
    _refuse_silence(circle)
    answered(circle, event.now)
    yield Post(cards.welcome(circle.settings), key=_welcome(circle))


@talk.changed
def changed(event: CircleChanged, circle: TalkCircle) -> Iterator[Effect]:
    """Keep the channel's message true, and start again if it was resting."""
    _refuse_silence(circle)
    answered(circle, event.now)
    yield Update(_welcome(circle), cards.welcome(circle.settings))


@talk.stopped
def stopped(event: CircleStopped, circle: TalkCircle) -> Iterator[Effect]:
    """Give champions the openers they added, and say goodbye in the channel."""
    yield from take_along(circle)
    yield Update(_welcome(circle), cards.closed())


@talk.every("when")
def say_one(event: RoundDue, circle: TalkCircle) -> Iterator[Effect]:
    """Say one opener, unless it is a quiet time, or the last ones met with silence."""
    if is_quiet(event.now.astimezone(circle.zone), circle.settings):
        return
    if mood_of(circle).rests:
        yield from tell_champions(circle, RESTING, cards.resting(circle.channel), event.now)
    elif opener := next_opener(circle, event.seed):
        yield _said(circle, opener, event.now)
    else:
        yield from tell_if_empty(circle, event.now)


@talk.reacted
def reacted(event: Reacted, circle: TalkCircle) -> Iterator[Effect]:
    """Somebody is listening; who it was is not kept."""
    answered(circle, event.now)
    yield from ()


@talk.command("nice")
@talk.clicked("nice")
def nice(event: Act, circle: TalkCircle) -> Iterator[Effect]:
    """Say that you like the openers here."""
    answered(circle, event.now)
    yield Reply(cards.glad())


@talk.command("status")
def status(event: Act, circle: TalkCircle) -> Iterator[Effect]:
    """See when the next opener comes."""
    yield Reply(_status(event, circle))


@talk.command("how")
@talk.clicked("how")
def how(event: Act, circle: TalkCircle) -> Iterator[Effect]:
    """Read how it works."""
    yield Reply(cards.how(circle.settings, coming(circle), clock_of(event, circle)))


@talk.command("again", champions=True)
@talk.clicked("again", champions=True)
def again(event: Act, circle: TalkCircle) -> Iterator[Effect]:
    """Start again after a rest."""
    words = cards.again if mood_of(circle).rests else cards.not_resting
    answered(circle, event.now)
    yield Reply(words(coming(circle), clock_of(event, circle)))


@talk.at_home
def home(event: HomeOpened, circle: TalkCircle) -> Iterator[Element]:
    """A champion sees how it stands; nobody else has anything to look after."""
    if event.person in circle.champions:
        yield from cards.home(circle.channel, _status(event, circle))


def key_of(circle: TalkCircle, opener: Opener) -> str:
    """The key of the message that said it last; empty if none did."""
    return next((f"opener:{entry.id}" for entry in circle.entries(SAID, about=opener.id)), "")


def coming(circle: TalkCircle) -> datetime | None:
    """When the next opener is really said."""
    return next_said(circle.next_due, circle.settings, circle.zone)


def _said(circle: TalkCircle, opener: Opener, now: datetime) -> Effect:
    forget(circle, SAID, opener.id)
    circle.add(SAID, "", {"words": opener.words}, now, about=opener.id)
    said_one(circle, now)
    return Post(cards.opener(opener.words, opener.id), key=key_of(circle, opener))


def _status(event: Act, circle: TalkCircle) -> Card:
    rests = mood_of(circle).rests
    card = cards.status(circle.settings, coming(circle), clock_of(event, circle), rests=rests)
    if event.person not in circle.champions:
        return card
    here, said = openers_here(circle), {one.id for one in said_openers(circle)}
    return cards.status_for_champion(card, sum(1 for one in here if one.id not in said), len(here))


def _refuse_silence(circle: TalkCircle) -> None:
    """Settings under which no opener would ever be said go back to the form."""
    if problems := never_said(circle.settings):
        raise FormProblems(problems)


def _welcome(circle: TalkCircle) -> str:
    return f"welcome:{circle.started.isoformat()}"
