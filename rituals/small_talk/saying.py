"""An opener for one person to say, wherever they are; and a champion's look ahead."""

from collections.abc import Iterator
from random import Random

from rituals.circle import clock_of
from rituals.effects import Effect, Reply
from rituals.events import Act, ButtonClicked, CommandUsed
from rituals.small_talk import cards
from rituals.small_talk.declared import TalkCircle, talk
from rituals.small_talk.mood import mood_of
from rituals.small_talk.openers import Opener, next_opener, openers_here
from rituals.small_talk.pools import POOLS
from rituals.small_talk.settings import next_said
from rituals.typed import bare


@talk.command("opener", usage="light, curious or kindness", anywhere=True)
def opener(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """Get an opener to say to somebody, shown to you alone."""
    tone = bare(event.text, "talk")
    if tone and tone not in POOLS:
        yield Reply(cards.which_tone(tone))
    else:
        yield _give(event, circle, tone, int(event.now.timestamp()) // 60)


@talk.command("ask", usage="light, curious or kindness", anywhere=True)
def ask(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """Ask an opener in this conversation, of everybody who is in it."""
    tone = bare(event.text, "talk")
    openers = _shuffled(event, circle, tone if tone in POOLS else "")
    if tone and tone not in POOLS:
        yield Reply(cards.which_tone(tone))
    elif openers:
        one = openers[int(event.now.timestamp()) // 60 % len(openers)]
        yield Reply(cards.asked(event.person, one.words), aloud=True)
    else:
        yield Reply(cards.nothing_to_say())


@talk.clicked("opener")
def another(event: ButtonClicked, circle: TalkCircle) -> Iterator[Effect]:
    """Get another one; none comes twice until all have come."""
    tone, _, before = event.about.partition(" ")
    ids = [one.id for one in _shuffled(event, circle, tone if tone in POOLS else "")]
    place = ids.index(before) + 1 if before in ids else int(event.now.timestamp()) // 60
    yield _give(event, circle, tone if tone in POOLS else "", place)


@talk.command("preview", champions=True)
def preview(event: CommandUsed, circle: TalkCircle) -> Iterator[Effect]:
    """See what could be posted next, without posting it."""
    coming, rests = next_opener(circle, seed=0), mood_of(circle).rests
    words = coming.words if coming else None
    when = next_said(circle.next_due, circle.settings, circle.zone)
    yield Reply(cards.preview(words, when, clock_of(event, circle), rests=rests))


def _give(event: Act, circle: TalkCircle, tone: str, place: int) -> Effect:
    openers = _shuffled(event, circle, tone)
    if not openers:
        return Reply(cards.nothing_to_say())
    one = openers[place % len(openers)]
    return Reply(cards.to_say(one.words, f"{tone} {one.id}"))


def _shuffled(event: Act, circle: TalkCircle, tone: str) -> list[Opener]:
    """Each person has an order of their own."""
    openers = list(openers_here(circle, tone))
    Random(f"{circle.id}:{event.person}").shuffle(openers)
    return openers
