"""What happened. Events are all a handler is told; `now` is the time it happened, aware and in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rituals.forms import Values
from rituals.records import Entry, Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something happened at `now`."""

    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Event):
    """Somebody did something themselves."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandUsed(Act):
    """Somebody typed `<ritual> <verb> <text>`; `named` are the colleagues in the text, “@bjorn” to their id; the
    directory may not know them yet."""

    verb: str
    text: str = ""
    about: str = ""
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonClicked(Act):
    """Somebody pressed a button; `about` is whatever the button named, to be checked."""

    action: str
    about: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubmitted(Act):
    """Somebody sent a form."""

    form: str
    values: Values
    about: str = ""
    outside: frozenset[str] = frozenset()
    """Of the people whom the answers name, those who are certainly not in the circle's channel, where it asks for it
    (`submitted(places=True)`)."""
    public: bool = True
    """Whether anybody may come into the channel that one of them is outside of; true where nobody can say just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleStarted(Act):
    """A champion set the ritual up in a channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleChanged(Act):
    """A champion saved the circle's settings; `before` is when the next round would have been, in UTC."""

    before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleStopped(Act):
    """A champion stops the circle; it still stands while this is handled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(Act):
    """Somebody looks at their Home page, or at what may reach them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAsked(Act):
    """Somebody asked what is kept about them: an entry that is theirs or names them, and their answers to it."""

    entry: Entry
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAsked(Act):
    """Somebody asked what is kept about them: a group that they were in, and their answers, by question."""

    group: Group
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAsked(Act):
    """Somebody asked what is kept about them: what they said about themselves (`circle.describe`)."""

    about: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDue(Event):
    """The circle's schedule came round; `seed` is the round's own randomness."""

    round: str
    seed: int


class Missed(StrEnum):
    """Why a round was not held."""

    LATE = "the bot was away, and it is too late now"
    BROKEN = "the ritual failed"
    UNREAD = "nobody could say in time who is in the channel"
    LOST = "the bot cannot speak in the channel"
    OFF = "the ritual is switched off"
    UNSURE = "a backup was put back, and it may have been held since that was made"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMissed(Event):
    """A round was not held, and will not be. It was due at `due`, on the local date `on`."""

    due: datetime
    on: date
    why: Missed


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterDue(Event):
    """A moment that a handler asked for (`Later`) has come."""

    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleGone(Event):
    """Of the people of an introduction, `gone` may not be introduced any more; nothing was sent."""

    about: str
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted(Act):
    """Somebody reacted to what the circle said under the key `about`."""

    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForgotten(Event):
    """Somebody is being forgotten. What waited for them is taken back already; what they added, and what names them,
    stands until this is handled. Whatever is said now must not name them."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellDue(Event):
    """A `Tell(open=True)` of this key is about to be sent; `inside`: whether the person is in the circle's channel; if
    not, `public`: whether they could come in by themselves."""

    key: str
    person: str
    inside: bool
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold(Event):
    """A `Tell` of this key was given up: certainly not told, or (not `certain`) perhaps, its answer lost. Never because
    somebody refuses it: that is told to nobody."""

    key: str
    person: str
    certain: bool
    why: str = ""
    """A sentence that says why, if it is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotIntroduced(Event):
    """An introduction was given up: certainly not made, or (not `certain`) perhaps made, its answer lost.

    Of one that is not certain the ritual may write to the conversation itself, by a `Nudge` whose key begins with
    `IN_CASE`. If that is given up too, the event comes again, `quiet`: then nothing is known to have been said there.
    """

    about: str
    certain: bool
    quiet: bool = False
    why: str = ""
    """A sentence that says why, if it is certain."""
