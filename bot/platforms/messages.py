"""What is shown to people, and where it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

from rituals.cards import Card

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Message:
    """A card, and whose it is: its buttons come back with this ritual and circle. A reply may be `aloud`."""

    card: Card
    ritual: str = ""
    circle: str = ""
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """What is uploaded: beside a message, or for one person alone."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a message is, so that it can be edited or followed."""

    conversation: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> "Reference":
        return cls(stored["conversation"], stored["message"])


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, and where to go on; an empty `cursor` is its end."""

    items: tuple[T, ...]
    cursor: str = ""
