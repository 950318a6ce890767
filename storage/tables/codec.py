"""Dataclasses to JSON values and back. A dataclass in a union carries its class name under "is"."""

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date, datetime, time
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from cattrs import Converter

from rituals.cards import Card, Words

T = TypeVar("T")
Data = dict[str, Any]

TAG = "is"


def dump(value: object) -> Data:
    """A dataclass as JSON values."""
    data: Data = _converter.unstructure(value)
    return data


def load(cls: type[T], data: Data) -> T:
    """The dataclass again: keys it does not know are ignored, those it misses take their defaults."""
    return _converter.structure(data, cls)


def dump_card(card: Card) -> Data:
    return dump(card)


def load_card(data: Data) -> Card:
    return load(Card, data)


def load_words(data: object) -> Words:
    """Plain words, or spans."""
    words: Words = _converter.structure(data, Words)  # type: ignore[arg-type]
    return words


def _is_tagged(cls: Any) -> bool:
    """A union that only a name can tell apart: two or more dataclasses, or a dataclass or spans and words."""
    if get_origin(cls) not in (Union, UnionType):
        return False
    members = [member for member in get_args(cls) if member is not type(None)]
    return len(members) > 1 and any(is_dataclass(member) or get_origin(member) is tuple for member in members)


def _tagging(union: Any) -> Callable[[Any], Any]:
    spans = _spans_of(union)

    def unstructure(value: Any) -> Any:
        if spans and isinstance(value, tuple):
            return _converter.unstructure(value, unstructure_as=spans)
        data = _converter.unstructure(value)
        cls: type = type(value)
        return {TAG: cls.__name__, **data} if is_dataclass(cls) else data

    return unstructure


def _choosing(union: Any) -> Callable[[Any, Any], Any]:
    members: tuple[type, ...] = get_args(union)
    classes = {member.__name__: member for member in members if is_dataclass(member)}
    spans = _spans_of(union)

    def structure(data: Any, _: Any) -> Any:
        if spans and isinstance(data, list | tuple):
            return _converter.structure(data, spans)
        if not isinstance(data, dict):
            return data
        if data.get(TAG) not in classes:
            raise ValueError(f"{data.get(TAG)!r} is none of {', '.join(classes)}")
        return _converter.structure(data, classes[data[TAG]])

    return structure


def _spans_of(union: Any) -> Any:
    """The member that is a tuple."""
    return next((member for member in get_args(union) if get_origin(member) is tuple), None)


def _make_converter() -> Converter:
    converter = Converter()
    for kind in (datetime, date, time):
        converter.register_unstructure_hook(kind, lambda value: value.isoformat())
        converter.register_structure_hook(kind, lambda data, cls: cls.fromisoformat(data))
    converter.register_unstructure_hook(ZoneInfo, str)
    converter.register_structure_hook(ZoneInfo, lambda data, _: ZoneInfo(data))
    converter.register_unstructure_hook_factory(_is_tagged, _tagging)
    converter.register_structure_hook_factory(_is_tagged, _choosing)
    return converter


_converter = _make_converter()
