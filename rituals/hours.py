"""Times of day as people write them."""

import re
from datetime import time

from rituals.errors import Unreadable
from rituals.zones import shortened

_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm)?")
_WRITTEN = r"noon|midday|midnight|\d{1,2}(?:[:.h]\d{2})?\s?[ap]m|\d{1,2}[:.h]\d{2}"
_IN_TEXT = re.compile(rf"(?:\b(?:at|@)\s*)?\b({_WRITTEN})\b|(?:\bat|@)\s*(\d{{1,2}})\b(?![/:.-])")


def read_time(text: str) -> time:
    """A time of day: “10”, “10:00”, “9.30”, “2pm” or “noon”. Raises Unreadable."""
    words = _plain(text)
    try:
        return _NAMED.get(words) or _of_digits(words)
    except ValueError:
        raise Unreadable(f"I couldn't read “{shortened(text)}” as a time. Try “10:00” or “2pm”.") from None


def cut_time(text: str) -> tuple[str, time | None]:
    """The text without the time of day in it, and that time. Raises Unreadable if there are two."""
    words = _plain(text)
    found = [next(filter(None, match.groups())) for match in _IN_TEXT.finditer(words)]
    if len(found) > 1:
        raise Unreadable("There can be only one time of day. Try “every Monday and Thursday at 10:00”.")
    rest = " ".join(_IN_TEXT.sub(" ", words).split())
    return rest, read_time(found[0]) if found else None


def _plain(text: str) -> str:
    words = " ".join(text.casefold().split())
    return re.sub(r" o['’]clock\b", "", re.sub(r"([ap])\.m\b\.?", r"\1m", words))


def _of_digits(words: str) -> time:
    match = _TIME.fullmatch(words)
    if not match:
        raise ValueError(words)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(words)
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)
