"""Whether a value is really what its type says: what a ritual yields is checked before it is kept."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Check = Callable[[object], bool]


def is_sound(value: object, hint: Any) -> bool:
    """Whether `value` is a `hint`, and its parts are what they should be; a moment has to know its zone."""
    return _check(hint)(value)


@cache
def _check(hint: Any) -> Check:
    """Made once: a round of many people yields the same kinds again and again."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _any_of(parts)
    if origin is Literal:
        return lambda value: value in parts
    if origin is tuple:
        return _tuple_of(parts)
    if origin is not None:
        return lambda value: isinstance(value, origin)
    if hint is datetime:
        return lambda value: isinstance(value, datetime) and value.utcoffset() is not None
    if hint is Any or hint is None:
        return lambda value: hint is Any or value is None
    return _dataclass(hint) if is_dataclass(hint) else lambda value: isinstance(value, hint)


def _any_of(hints: tuple[Any, ...]) -> Check:
    return lambda value: any(_check(one)(value) for one in hints)


def _tuple_of(parts: tuple[Any, ...]) -> Check:
    if parts[-1:] == (Ellipsis,):
        return lambda value: isinstance(value, tuple) and all(map(_check(parts[0]), value))
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(parts)
        and all(_check(part)(one) for part, one in zip(parts, value, strict=True))
    )


def _dataclass(hint: Any) -> Check:
    return lambda value: isinstance(value, hint) and _has_sound_parts(value)


def _has_sound_parts(value: object) -> bool:
    kind: Any = type(value)
    return all(check(getattr(value, name)) for name, check in _parts(kind))


@cache
def _parts(kind: Any) -> tuple[tuple[str, Check], ...]:
    hints = get_type_hints(kind)
    return tuple((part.name, _check(hints[part.name])) for part in fields(kind))
