"""Every act that is declared: each verb, button and form of each ritual, and what every ritual has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rituals.catalog import BUILT_IN
from rituals.ritual import Ritual
from tests.allowed.rules import CHAMPION_VERBS, KINDS, Kind

Way = Literal["typed", "pressed", "sent"]


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a circle of a ritual, and in which way."""

    ritual: str
    name: str
    way: Way

    @property
    def kind(self) -> Kind:
        """Raises KeyError for one that has no rule."""
        kinds = {name: kind for kind, names in KINDS[self.ritual].items() for name in names.split()}
        return (kinds | CHAMPION_VERBS)[self.name]


def every_act() -> list[Act]:
    return [act for ritual in BUILT_IN for act in _of(ritual)]


def _of(ritual: Ritual) -> Iterator[Act]:
    ways: tuple[tuple[Way, set[str]], ...] = (
        ("typed", {*ritual.commands, "settings", "stop", "start"}),
        ("pressed", {*ritual.buttons, "settings", "stop", "resend"}),
        ("sent", {*ritual.forms, "settings", "start"}),
    )
    for way, names in ways:
        yield from (Act(ritual.name, name, way) for name in sorted(names))
