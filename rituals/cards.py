"""Messages as data. A text is spans, never markup: each platform's renderer escapes the words in one place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

FORGOTTEN = "gone:"
"""How the id begins that stands for somebody who asked to be forgotten."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by their id; shown as a mention, or as “somebody” if they were forgotten."""

    id: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, by its id; shown as a link to it."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Command:
    """What to type to have something done, like “coffee join”; nothing, for all there is. Each platform spells it."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class HowToInvite:
    """What to type in a channel to bring the bot into it. Each platform spells it."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words said with weight."""

    text: str | Command


Span = str | Strong | Person | Channel | Link | Command | HowToInvite
Text = tuple[Span, ...]
Words = str | Text
"""A text; plain words alone are one, too."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A short title, at most 150 characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Ordinary words."""

    text: Text


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Text


@dataclass(frozen=True, slots=True)
class Quote:
    """Words set apart: an opener, or somebody's own."""

    text: Text


@dataclass(frozen=True, slots=True)
class Divider:
    """A quiet line."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image; `alt` says what is on it."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question asked before a button acts."""

    title: str
    text: str
    yes: str
    no: str = "Not now"


@dataclass(frozen=True, slots=True)
class Button:
    """Does `action` of the ritual on whatever `about` names; `about` is a hint and never a permission.

    A screen reader reads the `accessible_label`, if there is one: the label and of what, at most 75 characters.
    """

    label: str | Command
    action: str
    about: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: Confirm | None = None
    accessible_label: str = ""

    @property
    def is_read_as(self) -> str:
        """What tells it from the other buttons of its card."""
        return self.accessible_label or plain((self.label,))


TYPE = "type"
"""The action of a button that does what typing its line as a `Command` would do."""


def to_type(label: str | Command, line: str, circle: str = "", accessible_label: str = "") -> Button:
    """A button that does what typing this line would do, in this circle if one is named."""
    return Button(label, TYPE, f"{circle or '-'} {line}", accessible_label=accessible_label)


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Invite:
    """A suggested meeting: shown as words with calendar links, and sent along as an .ics file."""

    words: Text
    title: str
    start: datetime
    minutes: int
    details: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of a printed page: a heading, and lines beneath it."""

    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages to print on A4, `columns` by `rows` tiles each, sent along as the file `name`.html."""

    name: str
    title: str
    tiles: tuple[Tile, ...]
    columns: int = 2
    rows: int = 4


Element = Heading | Paragraph | Note | Quote | Divider | Picture | Buttons | Invite | Printed


@dataclass(frozen=True, slots=True)
class Card:
    """A message: `summary` is its one line for notifications, and for screen readers, which read it instead."""

    summary: Words
    body: tuple[Element, ...] = ()

    def buttons(self) -> tuple[Button, ...]:
        """Every button on the card, in reading order."""
        return tuple(button for row in self.body if isinstance(row, Buttons) for button in row.buttons)

    def alike(self) -> tuple[str, ...]:
        """What more than one of its buttons read as."""
        count = Counter(button.is_read_as for button in self.buttons())
        return tuple(label for label, times in count.items() if times > 1)


def say(*text: Span) -> Card:
    """A card of one paragraph, which is its own summary."""
    return Card(summary=text, body=(Paragraph(text),))


def mentions(people: Sequence[str]) -> Text:
    """People by their ids: “a”, “a and b”, “a, b and c”."""
    spans: list[Span] = [span for id in people for span in (", ", Person(id))]
    if len(people) > 1:
        spans[-2] = " and "
    return tuple(spans[1:])


def count_words(count: int, one: str, many: str = "") -> str:
    """“1 place”, “2 places”."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def as_text(words: Words) -> Text:
    """The same as spans."""
    return (words,) if isinstance(words, str) else words


def plain(words: Words) -> str:
    """The text as plain words, for where there is no platform; people and channels stay as their ids."""
    return "".join(_plain(span) for span in as_text(words))


def _plain(span: Span) -> str:
    match span:
        case str():
            return span
        case Strong(text):
            return _plain(text)
        case Link(text, _):
            return text
        case Person(id):
            return f"@{id}"
        case Channel(id):
            return f"#{id}"
        case Command(line):
            return f"“{line}”" if line else "“help”"
        case HowToInvite():
            return "“invite”"
        case _:
            assert_never(span)
