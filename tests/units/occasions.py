"""Rounds that are to be made, for tests of who meets whom and why."""

from collections.abc import Iterable
from datetime import date

from rituals.coffee import CoffeeSettings
from rituals.coffee.about import AboutMe
from rituals.coffee.matchmaking import Occasion
from rituals.records import Meeting, Profile

ON = date(2026, 11, 23)
"""A Monday in winter: London is at UTC."""


def round_of(
    people: dict[str, AboutMe],
    *,
    met: Iterable[tuple[str, str, int]] = (),
    unmet: Iterable[tuple[str, str, int]] = (),
    number: int = 9,
    zones: dict[str, str] | None = None,
    on: date = ON,
    favoured: Iterable[str] = (),
    days: dict[tuple[str, str], int] | None = None,
    elsewhere: dict[tuple[str, str], int] | None = None,
    **settings: object,
) -> Occasion:
    """A round of these people, who say this about themselves, in a circle with these settings."""
    return Occasion(
        people=[Profile(id=id, name=id.title(), zone=(zones or {}).get(id, "Europe/London")) for id in people],
        about=people,
        favoured=frozenset(favoured),
        met=_pairs(met),
        unmet=_pairs(unmet),
        settings=CoffeeSettings(**settings),  # type: ignore[arg-type]
        on=on,
        number=number,
        days={frozenset(pair): ago for pair, ago in (days or {}).items()},
        elsewhere={frozenset(pair): ago for pair, ago in (elsewhere or {}).items()},
    )


def _pairs(introduced: Iterable[tuple[str, str, int]]) -> list[Meeting]:
    return [Meeting(min(a, b), max(a, b), number) for a, b, number in introduced]
