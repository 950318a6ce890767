"""What a circle remembers, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Somebody as the workspace's directory knows them; `zone` is an IANA name, or empty where it was
    not told; working hours are local."""

    id: str
    name: str = ""
    title: str = ""
    zone: str = "UTC"
    is_bot: bool = False
    is_guest: bool = False
    is_gone: bool = False
    is_stranger: bool = False
    is_admin: bool = False
    work_start: time = time(9)
    work_end: time = time(17)

    @property
    def is_colleague(self) -> bool:
        """Whether they have a full account of this workspace: no guest, nobody of another company, no bot."""
        return self.is_ours and not self.is_guest

    @property
    def is_ours(self) -> bool:
        """Whether they are somebody of this workspace, with a full account or as a guest."""
        return not (self.is_stranger or self.is_bot or self.is_gone)


class Hindrance(StrEnum):
    """What keeps somebody out of every round who takes part, though it is not what they chose."""

    OUTSIDE = "outside the channel"
    GUEST = "a guest, where guests are not introduced"
    STRANGER = "of another workspace"
    GONE = "deactivated"
    BOT = "a bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One person's place in a circle; nobody but themselves can make one. Paused: back on `paused_until`.

    `about` is what they say about themselves here (JSON values). `hindrance` is what keeps them out all the same.
    """

    person: str
    joined: datetime
    skips_next: bool = False
    paused_until: date | None = None
    goes_first: bool = False
    about: Mapping[str, object] = field(default_factory=dict)
    hindrance: Hindrance | None = None

    def is_away(self, on: date) -> bool:
        """Whether they chose to sit out the round of this local date, if it is the next one."""
        return self.skips_next or self.is_paused(on)

    def is_paused(self, on: date) -> bool:
        """Whether they chose to hear nothing on this local date."""
        return self.paused_until is not None and self.paused_until > on

    def comes(self, on: date) -> bool:
        """Whether they are to be introduced in the round of this local date: the one question for all who ask it."""
        return self.hindrance is None and not self.is_away(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What of a ritual somebody wants nothing of: `what`, in the ritual's own word, or all of it; from `whom`, or from
    anybody; until a local date, or for good."""

    what: str = ""
    whom: str = ""
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it still does on this local date."""
        return self.until is None or self.until > on


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One occurrence of a circle's schedule: `number` counts from 1, `on` is the local date, times are UTC."""

    id: str
    number: int
    on: date
    due: datetime
    next_due: datetime | None
    is_latest: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People introduced to each other in a round; `notes` are the ritual's own (JSON values)."""

    id: str
    round: Round
    people: tuple[str, ...]
    notes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people (a < b) who were introduced in the round of this number."""

    a: str
    b: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Two people (a < b) who were introduced to each other at this moment."""

    a: str
    b: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something a person added to a circle: a dish, a kind word, an idea; `data` are JSON values."""

    id: str
    kind: str
    person: str
    about: str
    data: Mapping[str, object]
    created: datetime
