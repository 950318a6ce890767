"""Whether anybody answers, as one number for the whole circle: who did is never kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rituals.cards import Card
from rituals.effects import Effect, Tell
from rituals.small_talk import cards
from rituals.small_talk.declared import TalkCircle
from rituals.small_talk.openers import openers_here

PATIENCE = 2
"""After so many openers without a reaction or a button, it rests."""
RESTING, EMPTY = "resting", "empty"
_KIND = "mood"


@dataclass(frozen=True, slots=True)
class Mood:
    """How many openers in a row went unanswered, and what the champions were told about it."""

    unanswered: int = 0
    told: str = ""

    @property
    def rests(self) -> bool:
        return self.unanswered >= PATIENCE


def mood_of(circle: TalkCircle) -> Mood:
    """How it stands."""
    data = next((entry.data for entry in circle.entries(_KIND)), {})
    unanswered = data.get("unanswered")
    return Mood(unanswered if isinstance(unanswered, int) else 0, str(data.get("told", "")))


def said_one(circle: TalkCircle, now: datetime) -> None:
    """One more was said, and nobody has answered yet."""
    _keep(circle, Mood(mood_of(circle).unanswered + 1), now)


def answered(circle: TalkCircle, now: datetime) -> None:
    """Somebody reacted, pressed a button, or asked for more."""
    mood = mood_of(circle)
    if mood.unanswered:
        _keep(circle, Mood(0, "" if mood.told == RESTING else mood.told), now)


def filled(circle: TalkCircle, now: datetime) -> None:
    """There is something to say again."""
    mood = mood_of(circle)
    if mood.told == EMPTY:
        _keep(circle, Mood(mood.unanswered), now)


def tell_if_empty(circle: TalkCircle, now: datetime) -> Iterator[Effect]:
    """Tell the champions, once, that there is nothing left to say."""
    if not openers_here(circle):
        yield from tell_champions(circle, EMPTY, cards.nothing_left(circle.channel), now)


def tell_champions(circle: TalkCircle, what: str, card: Card, now: datetime) -> Iterator[Effect]:
    """Privately, and not again until it has changed."""
    mood = mood_of(circle)
    if mood.told == what:
        return
    _keep(circle, Mood(mood.unanswered, what), now)
    for champion in circle.champions:
        yield Tell(champion, card, key=f"{what}:{now.isoformat()}:{champion}", open=True)


def _keep(circle: TalkCircle, mood: Mood, now: datetime) -> None:
    data = {"unanswered": mood.unanswered, "told": mood.told}
    entries = circle.entries(_KIND)
    if entries:
        circle.revise(entries[0], **data)
    else:
        circle.add(_KIND, "", data, now)
