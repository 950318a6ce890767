"""What the bot needs of a chat platform. An adapter keeps these promises; rituals never know which one it is.

| operation | Slack | Teams |
| --- | --- | --- |
| `tell` | a direct message | a one-to-one card, where the app is installed |
| `conversation`, `say` | one conversation for several people | a card to each, with chat and meeting links |
| `say`, `update` | a message, edited later | an activity, replaced whole |
| replies | ephemeral | the invoke's answer, or a one-to-one card |
| forms | a modal, from a command or a button | a dialog, from a card's button only |
| `show_home` | the App Home tab | a menu card |
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from rituals.cards import Card
from rituals.records import Profile
from storage import Rates

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do; where it cannot, its adapter says how it does without."""

    group_conversation: bool
    ephemeral: bool
    form_from_text: bool
    home: bool
    files: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A card, and whose it is: its buttons come back with this ritual and circle. A reply may be `aloud`."""

    card: Card
    ritual: str = ""
    circle: str = ""
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a message is, so that it can be edited or followed."""

    conversation: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> "Reference":
        return cls(stored["conversation"], stored["message"])


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, and where to go on; an empty `cursor` is its end."""

    items: tuple[T, ...]
    cursor: str = ""


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


class Cause(Enum):
    """Why a platform refuses something for good, as far as people have to know."""

    NOT_ALLOWED = "only some people may post there"
    ONLY_REPLIES = "there are only replies there"
    SUSPENDED = "nobody may post there just now"
    NOT_HERE = "the bot is not there"
    ARCHIVED = "the place is archived"
    TOO_MUCH = "the message does not fit"
    NO_PERMISSION = "the bot was not given a permission"
    CLOSED = "these people cannot be written to"
    GONE = "the message that was to be edited is gone, or cannot be edited any more"
    TOO_LATE = "the platform was away for too long"
    UNKNOWN = "it did not say anything we know"


LIMITED = "rate limited"
"""Why something is not sent or read before a pause is over."""


class NotSent(Exception):
    """Certainly not sent; may be tried again, after `wait` seconds if the platform asked for a pause of `method`."""

    def __init__(self, why: str, wait: float | None = None, method: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait
        self.method = method


class BrokenOff(NotSent):
    """A list cannot be read on from there; from its beginning it can."""


class Refused(Exception):
    """Not sent, and trying again by ourselves will not help."""

    def __init__(self, why: str, cause: Cause = Cause.UNKNOWN) -> None:
        super().__init__(why)
        self.why = why
        self.cause = cause


class SomebodyGone(Refused):
    """Not sent, for somebody it was meant for is not there any more."""


class ShutOut(Refused):
    """The workspace refuses the bot altogether: it was uninstalled there, or its token taken back."""


class Uncertain(Exception):
    """It may have been sent or not: the answer was lost."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CannotStart(Exception):
    """The platform refuses to be used; the sentence says why, for whoever started the bot."""


class Platform(Protocol):
    """A chat platform, seen from the bot. Every method may raise NotSent, Refused or Uncertain."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

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

    async def presence(self, workspace: str, channel: str) -> Presence:
        """Whether the bot can speak there."""
        ...

    async def welcomes(self, workspace: str) -> bool:
        """Whether a workspace that shut the bot out lets it in again."""
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
