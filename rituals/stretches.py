"""How long somebody wants to be away, as they type it: read whole, or not at all."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from rituals.dates import MONTHS, NUMBERS, read_date
from rituals.errors import InThePast, KindlingError, Unreadable
from rituals.typed import FOR_GOOD, bare, plain, refuse_for_others

A_DAY = timedelta(1)


class Plainly(Enum):
    """What needs no date."""

    NOTHING = "nothing was said"
    FOR_GOOD = "for good"
    UNCLEAR = "it could not be read"


@dataclass(frozen=True, slots=True)
class Times:
    """So many of the next rounds."""

    count: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day to the day on which they are back, if one is known. With `until` they said that it begins now."""

    start: date
    end: date | None
    until: bool = False


When = Plainly | Times | Stretch
_UNTIL = re.compile(r"(?:away )?(?:until|till|'?til|up to|back(?: on| in)?) (.+)")
_FROM = re.compile(
    r"(?:from|starting|starting from|beginning|as of|as from|after) (?:on )?(.+?)(?: (?:until|till|to) (.+))?"
)
_BOTH = re.compile(r"(?:between )?(.+?) ?(?:to|-|and) ?(.+)")
_TIMES = re.compile(
    r"(?:for )?(?:the |my |our )?(?:next |coming )?(\d{1,3}|[a-z ]+?)(?: more)?"
    r"(?: (?:coffees?|rounds?|times?|ones?|occasions?|meetings?|introductions?|of them))?"
)
_ONCE = re.compile(
    r"(?:just |only )?(?:once|(?:the |my |our |for )?(?:this|next)(?: (?:one|time|round|coffee|meeting|introduction))?)"
)
_SPAN = re.compile(
    rf"(?:for )?(?:the )?(?:next |coming )?((?:\d+|{'|'.join(NUMBERS)}) ?(?:day|week|fortnight|month|year)s?)"
)
_IN = re.compile(r"(?:on|in|during|over|for|all|all of|the whole of|just|only)(?: the)? (.+)")
_ONLY = re.compile(r" (?:only|off)$")


def read_when(text: str, today: date, *nouns: str) -> When:
    """What the words after a verb like “skip” or “leave” say; `nouns` are names of what it is about.

    Raises TheirsToDecide if they name a colleague, and InThePast for a day that has passed.
    """
    refuse_for_others(text)
    words = bare(text, *nouns)
    if not words:
        return Plainly.NOTHING
    if words in FOR_GOOD or plain(text) in FOR_GOOD:
        return Plainly.FOR_GOOD
    readers = (_until, _from, _times, _span, _period, _both)
    return next((found for reader in readers if (found := reader(words, today))), Plainly.UNCLEAR)


def is_a_time(text: str, today: date) -> bool:
    """Whether the words are a day or a stretch of time and nothing else."""
    try:
        return isinstance(read_when(text, today), Stretch)
    except KindlingError:
        return False


def _until(words: str, today: date) -> Stretch | None:
    match = _UNTIL.fullmatch(words)
    day = _day(match[1], today) if match else None
    return Stretch(today, day, until=True) if day else None


def _from(words: str, today: date) -> Stretch | None:
    match = _FROM.fullmatch(words)
    start = _start(match[1], today) if match else None
    if not match or start is None:
        return None
    end = _day(match[2], today) if match[2] else None
    return None if match[2] and (end is None or end <= start) else Stretch(start, end)


def _times(words: str, today: date) -> Times | None:
    if _ONCE.fullmatch(words):
        return Times(1)
    match = _TIMES.fullmatch({"twice": "two"}.get(words, words))
    count = _count(match[1]) if match else 0
    return Times(count) if count else None


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS.get(word, 0) if word not in ("a", "an", "another") else 0


def _span(words: str, today: date) -> Stretch | None:
    """“2 weeks” begins now; “next week” is a week of the calendar."""
    match = _SPAN.fullmatch(words)
    day = _day(match[1], today) if match else None
    return Stretch(today, day, until=True) if day else None


def _period(words: str, today: date) -> Stretch | None:
    """A day, a week or a month of the calendar, or some that follow each other (“this week and next”)."""
    parts = [part for part in re.split(r" ?(?:,|&|\+| and ) ?", words) if part]
    if not parts:  # a lone “+”
        return None
    unit = next((one for one in ("week", "month") if parts[0].endswith(one)), "")
    named = [f"{part} {unit}" if part in ("next", "the next") and unit else part for part in parts]
    found = [_one_period(part, today) for part in named]
    whole = found[0]
    for one in found[1:]:
        whole = Stretch(whole.start, one.end) if whole and one and whole.end == one.start else None
    return whole


def _both(words: str, today: date) -> Stretch | None:
    """“5 Jan to 9 Jan”, both days included."""
    match = _BOTH.fullmatch(words)
    first, last = (_start(match[1], today), _day(match[2], today)) if match else (None, None)
    return Stretch(first, last + A_DAY) if first and last and first < last else None


def _one_period(words: str, today: date) -> Stretch | None:
    words = _ONLY.sub("", words)
    if match := _IN.fullmatch(words):
        words = match[1]
    words = words.removeprefix("the ")
    for calendar in (_week, _month):
        if found := calendar(words, today):
            return found
    day = _start(words, today) if not re.match(r"end of|next year|\d+ \w+s$", words) else None
    return Stretch(day, day + A_DAY) if day else None


def _week(words: str, today: date) -> Stretch | None:
    monday = today + timedelta(7 - today.weekday())
    if words in ("fortnight", "next fortnight", "coming fortnight"):
        return Stretch(today, today + 14 * A_DAY, until=True)
    if words in ("this week", "rest of the week", "rest of this week", "week"):
        return Stretch(today, monday)
    return Stretch(monday, monday + 7 * A_DAY) if words in ("next week", "coming week", "week after") else None


def _month(words: str, today: date) -> Stretch | None:
    next_one = _first_of_next(today)
    name = MONTHS[today.month - 1].casefold()
    if words in ("this month", "rest of the month", "rest of this month", "month", name, name[:3]):
        return Stretch(today, next_one)
    if words == "next month":
        return Stretch(next_one, _first_of_next(next_one))
    if any(words in (month.casefold(), month.casefold()[:3]) for month in MONTHS):
        start = read_date(words, today)
        return Stretch(start, _first_of_next(start))
    return None


def _first_of_next(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1)


def _start(words: str, today: date) -> date | None:
    """The day, today included."""
    return today if words in ("today", "now") else _day(words, today)


def _day(words: str, today: date) -> date | None:
    """The day to come; None for what is no day. Raises InThePast."""
    try:
        return read_date(words, today)
    except InThePast:
        raise
    except (Unreadable, KindlingError):
        return None
