"""What people ask of the bot, and what comes of it, in no platform's own terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms.mentions import read_mentions
from bot.platforms.messages import Message
from rituals.cards import TYPE, Text
from rituals.forms import Form, Values
from storage import Left

FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The channels that somebody is in; None if the platform did not say in time. What was asked `a_while_ago` says
    where they are, and not where they aren't."""

    channels: frozenset[str] | None
    a_while_ago: bool = False

    def settles(self, channel: str) -> bool:
        """Whether it can be told from this if they are in the channel."""
        return not self.a_while_ago or (self.channels is not None and channel in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody did something. `id` is the same when the platform delivers it again; `channel` may be empty."""

    workspace: str
    person: str
    channel: str = ""
    id: str = ""
    whereabouts: Whereabouts | None = None
    """Which channels they are in, if the platform was asked."""
    places: Mapping[str, Whereabouts] = field(default_factory=dict)
    """Which channels others are in whom it names, if the platform was asked."""
    public: bool = True
    """Whether anybody may come into the channel that one of them is outside of, as far as the platform says."""
    aliases: tuple[str, ...] = ()
    """Further names of the same act: a double click comes as two requests that share one."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return tuple(name for name in (self.id, *self.aliases) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTyped(Request):
    """A line that was typed, like `coffee join`; or what followed a ritual's alias, which is then the `command`."""

    text: str
    command: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    """The colleagues named in the text: “@bjorn” to their id."""
    circle: str = ""
    """The circle that is meant, if a button says so: a hint, to be checked."""
    pressed: bool = False
    """Whether a button typed it, which may be seen from outside the channel."""


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


def as_typed(request: Request) -> Request:
    """A press of a button that types a line is that line, typed; anything else is what it is."""
    if not (isinstance(request, ButtonPressed) and request.action == TYPE):
        return request
    circle, _, line = request.about.partition(" ")
    text, named = read_mentions(line)
    return CommandTyped(
        workspace=request.workspace,
        person=request.person,
        channel=request.channel,
        id=request.id,
        aliases=request.aliases,
        pressed=True,
        text=text,
        named=named,
        circle=request.circle if circle == "-" else circle,
    )


def typed(request: Request) -> str:
    """The line that somebody typed, where it is long enough to be missed."""
    text = request.text if isinstance(request, CommandTyped) else ""
    return text if len(text.split()) > FEW_WORDS else ""


@dataclass(frozen=True, slots=True)
class FormToOpen:
    """A form, and whose it is."""

    form: Form
    ritual: str
    circle: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person gets at once: replies, a form, or problems in the form they sent.

    A `general` one holds nobody's words and is given again and again: how it looks may be kept. `left` is what the
    worker is woken for: a question leaves it nothing.
    """

    replies: tuple[Message, ...] = ()
    form: FormToOpen | None = None
    problems: Mapping[str, Text] = field(default_factory=dict)
    general: bool = False
    left: Left = field(default_factory=Left)
