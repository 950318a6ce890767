"""How long what people add to a circle is kept: data, so that what is old can go without asking the ritual."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

A_YEAR = timedelta(days=365)
ANSWERS = timedelta(days=91)
"""So long the answers to a group's questions are kept (`circle.answer`)."""
CARDS = 2 * A_YEAR
"""So long what was said to a channel, and an introduction, can be changed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long an entry of some kind is kept once it was added; without an `age`, until somebody removes it or its
    circle has ended. `parts` names values of its data that are emptied earlier, and after how long."""

    age: timedelta | None = A_YEAR
    parts: Mapping[str, timedelta] = field(default_factory=dict)


UNDECLARED = Kept()
"""Of a kind of which its ritual does not say it."""
UNTIL_REMOVED = Kept(None)
