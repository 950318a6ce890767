"""What is only for those in a circle's channel: a command typed there, or a button pressed by somebody who is in it."""

from bot.requests import CommandTyped, Inside, Request
from rituals.ritual import Handling
from storage import SqlCircle


class Unseen(Exception):
    """Whether whoever acts is in this channel has to be asked first, outside of any transaction."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self.channel = channel


def is_let_in(circle: SqlCircle, handling: Handling, request: Request) -> bool:
    """Whether they may do this from where they are; whoever may be inside is let in, for a round looks again.
    Raises Unseen."""
    if _is_typed_in(circle, request) or request.inside is Inside.YES:
        circle.seen_here(request.person)
        return True
    if not handling.inside or circle.is_here(request.person) or request.inside is Inside.UNKNOWN:
        return True
    if request.inside is None:
        raise Unseen(circle.channel)
    return False


def _is_typed_in(circle: SqlCircle, request: Request) -> bool:
    """Nobody can type in a channel that they only look at."""
    return isinstance(request, CommandTyped) and not request.pressed and request.channel == circle.channel
