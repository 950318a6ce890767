"""“Worried about someone?”: a page for whoever asks for it. It is never offered because of anything anybody did."""

from collections.abc import Iterator

from rituals.effects import Effect, Reply
from rituals.events import CommandUsed
from rituals.talk import cards
from rituals.talk.declared import TalkCircle, talk


@talk.shortcut("worried")
def worried(event: CommandUsed, circle: TalkCircle | None) -> Iterator[Effect]:
    """Worried about someone? Whom to call, and what one can say."""
    yield Reply(cards.worried(circle.settings if circle else None))
