"""Days and moments as people write them, and as we write them back."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rituals.errors import InThePast, Unreadable
from rituals.hours import cut_time
from rituals.zones import at_local, shortened

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)}
NUMBERS |= {"a": 1, "an": 1, "another": 1, "couple": 2, "couple of": 2, "a couple of": 2, "a couple": 2}

_LEAD = re.compile(r"(?:(?:back|until|till|'til|til|for|by|on|in|the|away)\s+)+")
_TAIL = re.compile(r"(?:\s*['’]?\s+time|\s+from (?:now|today)|[\s.,!?])+$")
_DAY_NAME = re.compile(r"(next |this |coming )?(mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?")
_MONTH = rf"({'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|sept)\.?".lower()
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]*{_MONTH},?[\s-]*(\d{{4}})?")
_MONTH_DAY = re.compile(rf"{_MONTH}\s*(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\.?")
_SPAN = re.compile(r"(\d+|[a-z ]+?)\s*(day|week|fortnight|month|year)s?")
_STEP = re.compile(r"\+\s*(\d{1,6})\s*(minute|min|hour|h|day|d|week|w|month)s?")


def read_date(text: str, today: date) -> date:
    """The day to come that somebody means, a day before a month as the British write it.
    Raises InThePast for today and before, Unreadable for the rest and for more than two years ahead."""
    day = _read(text, today)
    if day == today:
        raise InThePast("That is today. Choose a day that is still to come.")
    if day < today:
        raise InThePast
    if day > _months_on(today, 24):
        raise Unreadable(
            "That is a long way off. Choose a day within two years, or leave and come back whenever you like."
        )
    return day


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment to come that somebody means, in UTC; days keep the wall time, and a day alone means 09:00.
    Raises InThePast and Unreadable."""
    local = now.astimezone(zone)
    step = _STEP.fullmatch(text.strip().lower())
    moment = _stepped(local, int(step[1]), step[2], zone) if step else _on_a_day(text, local, zone)
    if moment <= now:
        raise InThePast("That moment has passed. Choose one that is still to come.")
    if moment.astimezone(zone).date() > _months_on(local.date(), 24):
        raise Unreadable("That is a long way off. Choose a moment within two years.")
    return moment


def show_date(day: date, today: date | None = None) -> str:
    """“Tuesday 1 December”, with the year when it is not today's."""
    year = f" {day.year}" if today and today.year != day.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def short_date(day: date, today: date) -> str:
    """“1 December”, with the year when it is not today's."""
    return f"{day.day} {MONTHS[day.month - 1]}{'' if day.year == today.year else f' {day.year}'}"


def show_moment(moment: datetime, zone: ZoneInfo, today: date | None = None) -> str:
    """“Monday 30 November at 10:00”, as the clocks of this zone show it."""
    local = moment.astimezone(zone)
    return f"{show_date(local.date(), today)} at {local:%H:%M}"


def join_words(words: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def weekday_of(word: str) -> int | None:
    """The number of a day's name, also short or in the plural (0 is Monday), or None."""
    match = _DAY_NAME.fullmatch(word.lower().removesuffix("s") if len(word) > 5 else word.lower())
    return _numbered(match) if match and not match[1] else None


def _read(text: str, today: date) -> date:
    words = _LEAD.sub("", _TAIL.sub("", " ".join(text.lower().split())) + " ", count=1).strip()
    readers = (_named_day, _day_of_week, _written_date, _span_on, _end_of)
    try:
        return next(day for reader in readers if (day := reader(words, today)))
    except (StopIteration, ValueError, OverflowError):
        raise _unreadable(text, "a day", "“1 Dec”, “2 weeks” or “next month”") from None


def _unreadable(text: str, kind: str, examples: str) -> Unreadable:
    if not text.strip():
        return Unreadable(f"I need {kind} for that. Try {examples}.")
    return Unreadable(f"I couldn't read “{shortened(text)}” as {kind}. Try {examples}.")


def _named_day(words: str, today: date) -> date | None:
    match words:
        case "yesterday":
            return today - timedelta(1)
        case "today" | "now":
            return today
        case "tomorrow":
            return today + timedelta(1)
        case "day after tomorrow":
            return today + timedelta(2)
        case "next week":
            return today + timedelta(7 - today.weekday())
        case "next month":
            return _months_on(today.replace(day=1), 1)
        case "next year":
            return date(today.year + 1, 1, 1)
    return None


def _day_of_week(words: str, today: date) -> date | None:
    """The next such day after today; “next Friday” is the one in next week, Monday to Sunday."""
    match = _DAY_NAME.fullmatch(words)
    if not match:
        return None
    if match[1] == "next ":
        return today + timedelta(7 - today.weekday() + _numbered(match))
    return today + timedelta((_numbered(match) - today.weekday() - 1) % 7 + 1)


def _numbered(match: re.Match[str]) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name.lower().startswith(match[2][:3]))


def _written_date(words: str, today: date) -> date | None:
    first, _, rest = words.partition(" ")
    words = rest if rest and weekday_of(first.rstrip(",")) is not None else words
    if match := _ISO.fullmatch(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(words):
        return _dated(int(match[1]), int(match[2]), match[3], today)
    if match := _DAY_MONTH.fullmatch(words):
        return _dated(int(match[1]), _month(match[2]), match[3], today)
    if match := _MONTH_DAY.fullmatch(words):
        return _dated(int(match[2]), _month(match[1]), match[3], today)
    if match := re.fullmatch(_MONTH, words):
        return _months_on(today.replace(day=1), (_month(match[1]) - today.month - 1) % 12 + 1)
    return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(name[:3]))


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    """That day of that year; without a year the first such day from today on. ValueError if there is none."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = (today.year + ahead for ahead in range(9) if day <= monthrange(today.year + ahead, month)[1])
    days = (date(each, month, day) for each in years if day > 0)
    found = next((each for each in days if each >= today), None)
    if found is None:
        raise ValueError("no such day")
    return found


def _span_on(words: str, today: date) -> date | None:
    match = _SPAN.fullmatch(words)
    count = _count(match[1]) if match else None
    if not match or count is None:
        return None
    if match[2] in ("month", "year"):
        return _months_on(today, count * (12 if match[2] == "year" else 1))
    return today + timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[match[2]])


def _count(word: str) -> int | None:
    """A number in digits (any beyond 999 is as good as 999) or in words."""
    return min(int(word.lstrip("0")[:4] or "0"), 999) if word.isdecimal() else NUMBERS.get(word)


def _end_of(words: str, today: date) -> date | None:
    match re.sub(r"^end of (?:the |this )?", "end of ", words):
        case "end of week":
            return today + timedelta((4 - today.weekday()) % 7)
        case "end of month":
            return _month_end(today)
        case "end of next month":
            return _month_end(_months_on(today.replace(day=1), 1))
        case "end of year":
            return date(today.year, 12, 31)
        case other if match := re.fullmatch(f"end of {_MONTH}", other):
            return _month_end(_months_on(today.replace(day=1), (_month(match[1]) - today.month) % 12))
    return None


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _stepped(local: datetime, count: int, unit: str, zone: ZoneInfo) -> datetime:
    if unit in ("minute", "min", "hour", "h"):
        return local.astimezone(UTC) + timedelta(minutes=count * (60 if unit.startswith("h") else 1))
    count = min(count, 999)
    days = timedelta(7 * count if unit.startswith("w") else count)
    day = _months_on(local.date(), count) if unit == "month" else local.date() + days
    return at_local(day, local.time(), zone)


def _on_a_day(text: str, local: datetime, zone: ZoneInfo) -> datetime:
    try:
        rest, at = cut_time(re.sub(r"(?<=\d)[tT](?=\d)", " ", text))
        days = _candidates(rest, at, local.date())
    except Unreadable:
        raise _unreadable(text, "a moment", "“monday 10:00”, “+1 day” or “2026-12-01 10:00”") from None
    moments = [at_local(day, at or time(9), zone) for day in days]
    return next((moment for moment in moments if moment > local), moments[-1])


def _candidates(words: str, at: time | None, today: date) -> list[date]:
    """The days that could be meant, nearest first: a time alone, or a weekday's name, may still be today."""
    if not words and at:
        return [today, today + timedelta(1)]
    if weekday_of(words) == today.weekday():
        return [today, today + timedelta(7)]
    return [_read(words, today)]
