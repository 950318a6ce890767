"""What becomes of openers when whoever added them is forgotten."""

from collections.abc import Iterator

from rituals.effects import Effect, Update
from rituals.events import PersonForgotten
from rituals.small_talk import cards
from rituals.small_talk.channel import key_of
from rituals.small_talk.declared import TalkCircle, talk
from rituals.small_talk.mood import tell_if_empty
from rituals.small_talk.openers import OWN, RETIRED, SAID, Opener, forget


@talk.forgotten
def forgotten(event: PersonForgotten, circle: TalkCircle) -> Iterator[Effect]:
    """Their openers are said no more, and the one that stands in the channel is taken out."""
    theirs = [entry for entry in circle.entries(OWN) if entry.person == event.person]
    for entry in theirs:
        if key := key_of(circle, Opener(entry.about, str(entry.data["words"]))):
            yield Update(key, cards.taken_out())
        for kind in (OWN, RETIRED, SAID):
            forget(circle, kind, entry.about)
    if theirs:
        yield from tell_if_empty(circle, event.now)
