"""What people ask of the bot, and what comes of it, in no platform's own terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms import Message
from rituals.forms import Form, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody did something. `id` is the same when the platform delivers it again; `channel` may be empty."""

    workspace: str
    person: str
    channel: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    """Further names of the same act: a double click comes as two requests that share one."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return tuple(name for name in (self.id, *self.aliases) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTyped(Request):
    """A slash command: `/kind coffee join` is command `/kind`, text `coffee join`."""

    command: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed(Request):
    """A button. Ritual, circle and about come from the button: hints, to be checked."""

    ritual: str
    action: str
    circle: str
    about: str
    seen: tuple[str, str] | None = None
    """The conversation and the message in which the button stands: the platform says so, so it is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSent(Request):
    """A form's answers. Ritual, circle and about come from the form: hints, to be checked."""

    ritual: str
    form: str
    circle: str
    about: str
    values: Values
    people: frozenset[str] = frozenset()
    """Everybody whom the answers name."""


@dataclass(frozen=True, slots=True)
class FormToOpen:
    """A form, and whose it is."""

    form: Form
    ritual: str
    circle: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person gets at once: replies, a form, or problems in the form they sent.

    A `general` one holds nobody's words and is given again and again: how it looks may be kept.
    """

    replies: tuple[Message, ...] = ()
    form: FormToOpen | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    general: bool = False
