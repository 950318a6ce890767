"""A ritual's settings: a frozen dataclass whose fields make the champion's form. There is no second description."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rituals.cards import Words
from rituals.errors import FormProblems, KindlingError
from rituals.forms import AnyInput, Choice, Option, TextInput, Values
from rituals.schedule import Monthly, Schedule, Weekly
from rituals.schedule_form import read_when, read_when_or_never, when_inputs
from rituals.zones import read_zone


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field is asked for: its title, help, and limits (both ends included)."""

    title: str
    help: Words = ""
    least: int | None = None
    most: int | None = None
    unit: str = ""
    choices: tuple[int, ...] = ()
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    long: bool = False
    is_zone: bool = False
    is_schedule: bool = False


def setting(default: Any, title: str, **how: Any) -> Any:
    """A settings field with a default; `how` are the other fields of `Asked`."""
    return field(default=default, metadata={"asked": Asked(title, **how)})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What every circle has: its own time zone (an IANA name)."""

    zone: str = setting("UTC", "Time zone", help="A place, like Europe/London.", is_zone=True)


S = TypeVar("S", bound=Settings)


def questions(settings: Settings) -> tuple[AnyInput, ...]:
    """The inputs of the champion's form, filled with these settings; the zone comes last."""
    fields = sorted(_asked(type(settings)), key=lambda pair: pair[1].is_zone)
    return tuple(one for name, asked in fields for one in _inputs(name, asked, getattr(settings, name)))


def read_settings(kind: type[S], values: Values) -> S:
    """Settings from the answers of the form. Raises FormProblems naming each input that needs another look."""
    read: dict[str, Any] = {}
    problems: dict[str, Words] = {}
    for name, asked in _asked(kind):
        try:
            read[name] = _read(name, asked, _default(kind, name), values)
        except FormProblems as error:
            problems |= error.problems
        except KindlingError as error:
            problems[name] = error.sentence
    if problems:
        raise FormProblems(problems)
    return kind(**read)


def schedule_of(settings: Settings, name: str) -> Schedule | None:
    """The schedule in the settings field of this name, if it holds one."""
    value = getattr(settings, name, None) if name else None
    return value if isinstance(value, Weekly | Monthly) else None


def _asked(kind: type[Settings]) -> Iterator[tuple[str, Asked]]:
    for one in dataclasses.fields(kind):
        yield one.name, one.metadata["asked"]


def _default(kind: type[Settings], name: str) -> Any:
    return next(one.default for one in dataclasses.fields(kind) if one.name == name)


def _inputs(name: str, asked: Asked, value: Any) -> tuple[AnyInput, ...]:
    match value:
        case _ if asked.is_schedule:
            return when_inputs(name, value, optional=True)
        case Weekly() | Monthly():
            return when_inputs(name, value)
        case str() if asked.options:
            return (_choice(name, asked, tuple(Option(*one) for one in asked.options), value),)
        case bool():
            return (_choice(name, asked, (Option("yes", "Yes"), Option("no", "No")), "yes" if value else "no"),)
        case int():
            options = tuple(Option(str(n), f"{n} {asked.unit}".strip()) for n in _numbers(asked))
            return (_choice(name, asked, options, str(value)),)
        case _:
            return (_text(name, asked, str(value)),)


def _choice(name: str, asked: Asked, options: tuple[Option, ...], value: str) -> Choice:
    return Choice(name=name, label=asked.title, help=asked.help, options=options, value=value)


def _text(name: str, asked: Asked, value: str) -> TextInput:
    return TextInput(
        name=name,
        label=asked.title,
        help=asked.help,
        value=value,
        placeholder=asked.placeholder,
        long=asked.long,
        required=asked.is_zone,
        most=asked.most or 300,
    )


def _numbers(asked: Asked) -> tuple[int, ...]:
    return asked.choices or tuple(range(asked.least or 0, (asked.most or 0) + 1))


def _read(name: str, asked: Asked, default: Any, values: Values) -> Any:
    match default:
        case _ if asked.is_schedule:
            return read_when_or_never(name, values)
        case Weekly() | Monthly():
            return read_when(name, values)
        case str() if asked.options:
            return _read_option(asked, str(values.get(name, "")))
        case bool():
            return values.get(name) == "yes"
        case int():
            return _read_number(asked, str(values.get(name, "")))
        case _:
            return _read_words(asked, str(values.get(name, "")))


def _read_number(asked: Asked, text: str) -> int:
    numbers = _numbers(asked)
    if not text.isdecimal() or len(text) > 9 or int(text) not in numbers:
        raise KindlingError(f"Choose a number from {numbers[0]} to {numbers[-1]}.")
    return int(text)


def _read_option(asked: Asked, text: str) -> str:
    if text not in dict(asked.options):
        raise KindlingError("Choose one of these.")
    return text


def _read_words(asked: Asked, text: str) -> str:
    words = text.strip() if asked.long else " ".join(text.split())
    if len(words) > (most := asked.most or 300):
        raise KindlingError(f"That is a little long. Keep it under {most} characters.")
    return read_zone(words).key if asked.is_zone else words
