"""Time zones by the names people use, and the moments they give a local date and time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rituals.errors import Unreadable

_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
_NOT_PLACES = frozenset({"Factory", "localtime", "posixrules"})


def at_local(on: date, at: time, zone: ZoneInfo) -> datetime:
    """This wall time in UTC: the first of a repeated hour, shifted out of a missing one (RFC 5545, 3.3.5)."""
    return datetime.combine(on, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def read_zone(text: str) -> ZoneInfo:
    """The zone of this IANA name or city, in any case. Raises Unreadable, naming the nearest."""
    names = _names()
    wanted = _key(text)
    if wanted in names:
        return ZoneInfo(names[wanted])
    if not wanted:
        raise Unreadable("Which time zone? Try one like “Europe/London”.")
    nearest = get_close_matches(wanted, names, n=1, cutoff=0.7)
    hint = f"Did you mean {names[nearest[0]]}?" if nearest else "Try one like “Europe/London”."
    raise Unreadable(f"I don't know the time zone “{shortened(text)}”. {hint}")


def zone_or_utc(name: str) -> ZoneInfo:
    """The zone of exactly this IANA name; UTC when there is none."""
    return ZoneInfo(name if name in _zones() else "UTC")


def shortened(text: str, most: int = 40) -> str:
    """Somebody's words on one line, cut to fit into a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - _NOT_PLACES)


@cache
def _names() -> dict[str, str]:
    """Every key to its zone; a full name goes before a city, and a place before an old alias."""
    best_last = sorted(_zones(), key=_standing, reverse=True)
    cities = {_key(name.rpartition("/")[2]): name for name in best_last}
    return cities | _keyed(best_last)


def _keyed(names: Iterable[str]) -> dict[str, str]:
    return {_key(name): name for name in names}


def _standing(name: str) -> tuple[bool, int, str]:
    return name.partition("/")[0] not in _REGIONS, len(name), name


def _key(text: str) -> str:
    return "_".join(text.split()).casefold().replace("_/_", "/")


def zone_words(name: str) -> str:
    """How people call a zone: “London time” for Europe/London."""
    return f"{name.rpartition('/')[2].replace('_', ' ')} time" if "/" in name else name
