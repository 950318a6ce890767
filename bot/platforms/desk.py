"""The port through which a platform brings what people do; adapters know this, and nobody who stands behind it."""

from collections.abc import Sequence
from typing import Protocol

from bot.platforms.messages import Message
from bot.platforms.requests import Outcome, Request
from rituals.records import Profile


class Desk(Protocol):
    """The bot, as a platform's adapter sees it. What could not be kept is raised, and is to be brought again."""

    async def receive(self, request: Request) -> Outcome:
        """What the person gets for what they did; everything else is saved and on its way."""
        ...

    async def home(self, workspace: str, person: str, news: Sequence[Message] = ()) -> None:
        """Show the person their Home page, with news of what they just did on top."""
        ...

    async def reacted(self, workspace: str, person: str, conversation: str, message: str, id: str) -> None:
        """Somebody reacted to a message in a conversation that the bot is in; the same `id` is the same reaction."""
        ...

    async def person_changed(self, workspace: str, profile: Profile) -> None:
        """Somebody changed: a name, a time zone, deactivated."""
        ...

    async def moved(self, workspace: str, channel: str, person: str, *, here: bool) -> None:
        """Somebody came into a channel that the bot is in, or is not in it any more."""
        ...

    async def uninstalled(self, workspace: str) -> None:
        """The bot is not in that workspace any more."""
        ...
