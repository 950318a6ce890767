"""The port through which the bot speaks and looks things up; each adapter fills it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from starlette.types import ASGIApp

from bot.metrics import NO_METRICS, Metrics
from bot.platforms.desk import Desk
from bot.platforms.messages import File, Message, Page, Reference
from rituals.records import Profile
from storage import Rates


@dataclass(frozen=True, slots=True)
class Reads:
    """By which of the platform's methods each thing is read."""

    presence: str = "presence"
    members: str = "members"
    everybody: str = "everybody"
    person: str = "person"


class Presence(Enum):
    """Whether the bot can speak in a channel."""

    HERE = "here"
    NOT_HERE = "not here"
    ARCHIVED = "archived"


class Platform(Protocol):
    """A chat platform, seen from the bot. Every method may raise NotSent, Refused or Uncertain."""

    @property
    def name(self) -> str: ...

    @property
    def workspaces(self) -> Mapping[str, str]:
        """The names of the workspaces that are served, by id; known after `start`."""
        ...

    @property
    def rates(self) -> Rates:
        """How often its methods may be called, and which of them a message of each kind calls."""
        ...

    @property
    def reads(self) -> Reads: ...

    @property
    def reading_rates(self) -> Rates:
        """How often the methods that read may be called."""
        ...

    async def tell(self, workspace: str, person: str, message: Message) -> Reference:
        """Say it to one person, privately."""
        ...

    async def conversation(self, workspace: str, people: Sequence[str]) -> str:
        """The conversation of these people and the bot. Asking again changes nothing, so it is never Uncertain."""
        ...

    async def say(self, workspace: str, conversation: str, message: Message) -> Reference:
        """Say it in a channel, or in a conversation."""
        ...

    async def attach(self, workspace: str, reference: Reference, message: Message) -> None:
        """Put the card's files beside the message; without them it still stands, so a failure is only logged."""
        ...

    async def hand_over(self, workspace: str, person: str, message: Message, files: Sequence[File]) -> Reference:
        """Give one person these files, privately, with the message's summary: all of them or none."""
        ...

    async def update(self, workspace: str, reference: Reference, message: Message) -> None:
        """Put it in the place of an earlier message."""
        ...

    async def show_home(self, workspace: str, person: str, home: Sequence[Message]) -> None:
        """Make this the person's Home page."""
        ...

    async def profile(self, workspace: str, person: str) -> Profile | None:
        """The directory's view of somebody, fresh; None for one it does not know."""
        ...

    async def named(self, workspace: str, names: Collection[str]) -> Mapping[str, str]:
        """Whose names these surely are, as one types them after an at sign: their ids, by name. It reads everybody."""
        ...

    async def everybody(self, workspace: str, cursor: str, read: int) -> Page[Profile]:
        """Part of the directory, from the cursor on, for whoever has read so many. Raises BrokenOff."""
        ...

    async def members(self, workspace: str, channel: str, cursor: str, read: int) -> Page[str]:
        """Part of those in the channel, likewise."""
        ...

    def page_size(self, read: int) -> int:
        """How many a page of a list holds at most, for whoever has read so many."""
        ...

    async def channels(self, workspace: str, person: str) -> frozenset[str]:
        """The channels of the bot in which this person is, too; perhaps others besides."""
        ...

    async def is_public(self, workspace: str, channel: str) -> bool:
        """Whether anybody of the workspace may come into this channel."""
        ...

    async def called(self, workspace: str, person: str, others: Sequence[str]) -> Mapping[str, str]:
        """What this person's channels and these others are called, by id, as far as the platform tells: it never
        fails, and may name only the first of many."""
        ...

    async def presence(self, workspace: str, channel: str) -> Presence:
        """Whether the bot can speak there."""
        ...

    async def welcomes(self, workspace: str) -> bool:
        """Whether a workspace that shut the bot out lets it in again."""
        ...

    def serve(self, desk: Desk, metrics: Metrics = NO_METRICS) -> None:
        """Bring what people do to this desk; asked once, before `start`."""
        ...

    def addresses(self) -> Mapping[str, ASGIApp]:
        """By path: what takes in what people do, where the platform brings it over HTTP."""
        ...

    async def start(self, *, receiving: bool = True) -> None:
        """Check the tokens, and connect if anything is to be received. Raises CannotStart."""
        ...

    async def is_connected(self) -> bool:
        """Whether it has been started, and what people do still comes in where it should."""
        ...

    async def stop(self) -> None:
        """Disconnect."""
        ...
