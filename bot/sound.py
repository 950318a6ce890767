"""Whether a value is really what its type says: what a ritual yields is checked before it is kept."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def is_sound(value: object, hint: Any) -> bool:
    """Whether `value` is a `hint`, and its parts are what they should be; a moment has to know its zone."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(is_sound(value, one) for one in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is tuple:
        return _is_sound_tuple(value, get_args(hint))
    if origin is not None:
        return isinstance(value, origin)
    if hint is datetime:
        return isinstance(value, datetime) and value.utcoffset() is not None
    if hint is Any or hint is None:
        return hint is Any or value is None
    return isinstance(value, hint) and (not is_dataclass(hint) or _has_sound_parts(value))


def _is_sound_tuple(value: object, parts: tuple[Any, ...]) -> bool:
    if not isinstance(value, tuple):
        return False
    if parts[-1:] == (Ellipsis,):
        return all(is_sound(one, parts[0]) for one in value)
    return len(value) == len(parts) and all(map(is_sound, value, parts))


def _has_sound_parts(value: object) -> bool:
    kind: Any = type(value)
    return all(is_sound(getattr(value, name), hint) for name, hint in _hints(kind).items())


@lru_cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {part.name: hints[part.name] for part in fields(kind)}
