"""What is kept of somebody here, in words, for whoever asks for their own data."""

from collections.abc import Iterator

from rituals.cards import Span
from rituals.events import EntryAsked
from rituals.small_talk.declared import TalkCircle, talk
from rituals.small_talk.openers import OWN


@talk.tells(OWN)
def tell_own(event: EntryAsked, circle: TalkCircle) -> Iterator[Span]:
    """An opener of theirs."""
    yield f"you added an opener: “{event.entry.data['words']}”"
