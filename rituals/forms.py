"""Dialogs as data: a form asks, the platform shows it, the answers come back as `Values`."""

from collections.abc import Mapping
from dataclasses import dataclass

from rituals.cards import Text, Words

Values = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `value` is kept, `label` is read (at most 75 characters)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A question; `name` is unique in its form."""

    name: str
    label: str
    help: Words = ""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInput(Input):
    """Words, `most` characters of them."""

    value: str = ""
    placeholder: str = ""
    long: bool = False
    most: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Input):
    """One of several."""

    options: tuple[Option, ...]
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Input):
    """Any of several."""

    options: tuple[Option, ...]
    value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInput(Input):
    """A time of day, HH:MM."""

    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInput(Input):
    """A day, YYYY-MM-DD."""

    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleInput(Input):
    """Colleagues, at most `most` of them, by id."""

    value: tuple[str, ...] = ()
    most: int = 10


AnyInput = TextInput | Choice | Choices | TimeInput | DateInput | PeopleInput


@dataclass(frozen=True, slots=True)
class Form:
    """A dialog. Its `name` finds the handler of its answers; `about` is a hint that comes back with them."""

    name: str
    title: str
    inputs: tuple[AnyInput, ...]
    submit: str = "Save"
    intro: Text = ()
    about: str = ""
