"""What is to be said. An effect is saved with what caused it, or not at all; `key` names it in its circle.

For 30 days, or in the channel and of an introduction for two years: docs/retention.md.
"""

from dataclasses import dataclass
from datetime import datetime

from rituals.cards import Card
from rituals.forms import Form


@dataclass(frozen=True, slots=True)
class Reply:
    """To the one who acted, seen by nobody else; or `aloud`, by everybody in the conversation where they typed."""

    card: Card
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """To one person, in a direct message."""

    person: str
    card: Card
    key: str
    asked_for: bool = False
    """True for an answer to the person's own act, which reaches them even after they have left."""
    open: bool = False
    """True for what may reach somebody who never joined, unless they refuse it (`circle.refuse`)."""


@dataclass(frozen=True, slots=True)
class Introduce:
    """To several people, in a conversation of their own; `key` is `group:<id>`."""

    people: tuple[str, ...]
    card: Card
    key: str


IN_CASE = "incase:"
"""How the key of a `Nudge` begins that stands in for an introduction of which nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A further word in the conversation of an introduction made earlier under `to`."""

    to: str
    people: tuple[str, ...]
    card: Card
    key: str


@dataclass(frozen=True, slots=True)
class Post:
    """To everybody in the circle's channel."""

    card: Card
    key: str


@dataclass(frozen=True, slots=True)
class Update:
    """Instead of the message said earlier under `key`."""

    key: str
    card: Card


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A dialog for the one who acted."""

    form: Form


@dataclass(frozen=True, slots=True)
class Later:
    """Wake the ritual's `name` handler at `at` (aware); asked twice under one name and about, it is moved."""

    at: datetime
    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Withhold:
    """What was about to be told (`TellDue`) is not, and nobody hears of it."""


Effect = Reply | Tell | Introduce | Nudge | Post | Update | OpenForm | Later | Withhold
