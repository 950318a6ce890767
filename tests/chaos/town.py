"""A platform that only remembers what was said to it, and fails as it is told; and a clock that goes both ways."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.types import ASGIApp

from bot.metrics import NO_METRICS, Metrics
from bot.platforms import Message, NotSent, Page, Presence, Reads, Reference, Refused, Uncertain
from bot.platforms.desk import Desk
from rituals.records import Profile
from storage import UNLIMITED, Rates


class Killed(BaseException):
    """The process is gone in this moment."""


class Hands:
    """A clock that is moved by hand, also back."""

    is_moved = True

    def __init__(self, start: datetime) -> None:
        self._now = self.latest = start

    def now(self) -> datetime:
        return self._now

    def turn(self, by: timedelta) -> None:
        """Later, or earlier."""
        self._now += by
        self.latest = max(self.latest, self._now)


@dataclass(frozen=True, slots=True)
class Said:
    """A message that arrived, who could read it, and who took part just then."""

    conversation: str
    readers: frozenset[str]
    message: Message

    @property
    def group(self) -> str | None:
        """The group that it introduces."""
        return next((button.about for button in self.message.card.buttons() if button.action == "cant"), None)


@dataclass(slots=True)
class Town:
    """Everybody is a colleague; who is in a channel is set from outside. `fates` are those of the next messages."""

    channels: dict[str, set[str]]
    workspaces: Mapping[str, str] = field(default_factory=lambda: {"T1": "Town"})
    fates: deque[str] = field(default_factory=deque)
    said: list[Said] = field(default_factory=list)
    groups: dict[frozenset[str], str] = field(default_factory=dict)
    name: str = "town"
    rates: Rates = UNLIMITED
    reading_rates: Rates = UNLIMITED
    reads: Reads = field(default_factory=Reads)

    async def tell(self, workspace: str, person: str, message: Message) -> Reference:
        return self._arrives(await self.conversation(workspace, (person,)), message)

    async def conversation(self, workspace: str, people: Sequence[str]) -> str:
        return self.groups.setdefault(frozenset(people), f"G{len(self.groups)}")

    async def say(self, workspace: str, conversation: str, message: Message) -> Reference:
        return self._arrives(conversation, message)

    async def attach(self, workspace: str, reference: Reference, message: Message) -> None:
        return None

    async def update(self, workspace: str, reference: Reference, message: Message) -> None:
        return None

    async def show_home(self, workspace: str, person: str, home: Sequence[Message]) -> None:
        return None

    async def profile(self, workspace: str, person: str) -> Profile | None:
        return Profile(id=person, name=person, zone="Europe/London")

    async def named(self, workspace: str, names: Collection[str]) -> Mapping[str, str]:
        return {}

    async def everybody(self, workspace: str, cursor: str, read: int) -> Page[Profile]:
        people = sorted(set().union(*self.channels.values()))
        return Page(tuple(Profile(id=person, name=person, zone="Europe/London") for person in people))

    async def members(self, workspace: str, channel: str, cursor: str, read: int) -> Page[str]:
        return Page(tuple(sorted(self.channels[channel])))

    def page_size(self, read: int) -> int:
        return 100

    async def presence(self, workspace: str, channel: str) -> Presence:
        return Presence.HERE

    async def welcomes(self, workspace: str) -> bool:
        return True

    def serve(self, desk: Desk, metrics: Metrics = NO_METRICS) -> None:
        return None

    def addresses(self) -> Mapping[str, ASGIApp]:
        return {}

    async def is_connected(self) -> bool:
        return True

    async def start(self, *, receiving: bool = True) -> None:
        return None

    async def stop(self) -> None:
        return None

    def _arrives(self, conversation: str, message: Message) -> Reference:
        fate = self.fates.popleft() if self.fates else "arrives"
        if fate == "refused":
            raise Refused("restricted_action")
        if fate == "limited":
            raise NotSent("rate limited", wait=30, method="say")
        if fate == "nothing":
            raise NotSent("no connection")
        if fate == "killed before":
            raise Killed
        if fate != "lost before":
            self._keep(conversation, message)
        if fate == "killed after":
            raise Killed
        if fate.startswith("lost"):
            raise Uncertain("reset")
        return Reference(conversation, str(len(self.said)))

    def _keep(self, conversation: str, message: Message) -> None:
        people = next((people for people, place in self.groups.items() if place == conversation), frozenset())
        self.said.append(Said(conversation, people, message))


FATES = ("arrives", "refused", "limited", "nothing", "killed before", "killed after", "lost before", "lost after")
