"""When a circle's rounds come round: a rule in local time, and the moments it makes."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from rituals.dates import NUMBERS, WEEKDAYS, join_words, weekday_of
from rituals.errors import NeverHappens, Unreadable
from rituals.hours import cut_time
from rituals.zones import at_local, shortened

DAYS = WEEKDAYS
MOST_WEEKS = 12
_MONDAY = date(1970, 1, 5)
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_EXAMPLES = "Try “every Monday at 10:00” or “on the first Tuesday of the month at 14:00”."


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every so many weeks on these days (0 is Monday). `since` lies in a week in which it happens;
    without it, weeks count from Monday 5 January 1970. Raises NeverHappens and Unreadable."""

    every: int = 1
    days: tuple[int, ...] = (0,)
    at: time = time(10)
    since: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(sorted(set(self.days))))
        if not self.days:
            raise NeverHappens("That would never come round. Choose at least one day of the week.")
        if not 1 <= self.every <= MOST_WEEKS:
            raise NeverHappens(f"Rounds are 1 to {MOST_WEEKS} weeks apart. Try something like every 2 weeks.")
        _check(self.days, self.at)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Every month on its first to fourth (1-4) or last (-1) such day (0 is Monday). Raises Unreadable."""

    nth: int
    day: int
    at: time = time(10)

    def __post_init__(self) -> None:
        if self.nth not in _NTH:
            raise NeverHappens("Not every month has one. Choose the first to the fourth, or the last.")
        _check((self.day,), self.at)


Schedule = Weekly | Monthly


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a schedule comes round: the moment in UTC and the local date it belongs to."""

    at: datetime
    on: date


def next_after(schedule: Schedule, moment: datetime, zone: ZoneInfo) -> Occurrence:
    """The first occurrence strictly after this moment: exactly one for each local date that is due."""
    # A missing hour at midnight moves a time into the next date, so yesterday's may still be to come.
    start = moment.astimezone(zone).date() - timedelta(1)
    days = (day for ahead in count() if _is_due(schedule, day := start + timedelta(ahead)))
    occurrences = (Occurrence(at_local(day, schedule.at, zone), day) for day in days)
    return next(each for each in occurrences if each.at > moment)


def date_of(schedule: Schedule | None, due: datetime, zone: ZoneInfo) -> date:
    """The local date that a due moment belongs to: yesterday, where a missing hour moved it past midnight."""
    day = due.astimezone(zone).date()
    yesterday = day - timedelta(1)
    return yesterday if schedule and at_local(yesterday, schedule.at, zone) == due else day


def starting(schedule: Schedule, today: date) -> Schedule:
    """The schedule with its weeks counted so that the first of its days, today or later, is due."""
    if isinstance(schedule, Monthly):
        return schedule
    coming = (today + timedelta(ahead) for ahead in range(7))
    return replace(schedule, since=next(day for day in coming if day.weekday() in schedule.days))


def ends_before(next_due: datetime, began: datetime, zone: ZoneInfo) -> datetime:
    """When to ask about a round that began then: on the last working day (Monday to Friday) before the next
    one, at its time of day; if that is not a later day, two hours before the next one, or at it."""
    following = next_due.astimezone(zone)
    days = (following.date() - timedelta(back) for back in range(1, 4))
    day = next(day for day in days if day.weekday() < 5)
    if day > began.astimezone(zone).date():
        return at_local(day, following.time(), zone)
    shortly = next_due.astimezone(UTC) - timedelta(hours=2)
    return shortly if shortly > began else next_due.astimezone(UTC)


def describe(schedule: Schedule) -> str:
    """The schedule in words that read_schedule reads as the same one (its `since` apart)."""
    at = f"{schedule.at:%H:%M}"
    if isinstance(schedule, Monthly):
        return f"on the {_NTH[schedule.nth]} {WEEKDAYS[schedule.day]} of the month at {at}"
    days = join_words([WEEKDAYS[day] for day in schedule.days])
    if schedule.every > 1:
        return f"every {schedule.every} weeks on {days} at {at}"
    return f"every {_TOGETHER.get(schedule.days, days)} at {at}"


def read_schedule(text: str) -> Schedule:
    """The schedule somebody wrote; 10:00 if they gave no time. Raises Unreadable and NeverHappens."""
    rest, at = cut_time(_LAST_HOUR.sub(r" at \1", _TRAILING.sub("", text)))
    words = _words(rest)
    days = tuple(day for word in words for day in _days(word))
    weeks = [number for word in words if (number := _weeks(word)) is not None]
    nth = [_ORDINALS[word] for word in words if word in _ORDINALS]
    monthly = any(word in _MONTH for word in words)
    if not all(_is_known(word) for word in words) or len(weeks) > 1 or len(nth) > 1:
        raise _unreadable(text)
    if nth and not monthly and _UNCLEAR.search(rest):
        raise _unclear(nth[0], days)
    if nth or monthly:
        return _monthly(text, nth, days, weeks, at or time(10))
    if not days:
        raise NeverHappens(f"Which day would suit? {_EXAMPLES}")
    return Weekly(weeks[0] if weeks else 1, days, at or time(10))


_TOGETHER = {(0, 1, 2, 3, 4): "weekday", (0, 1, 2, 3, 4, 5, 6): "day"}
_TOGETHER_AS = {
    "weekday": (0, 1, 2, 3, 4),
    "weekdays": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "day": (0, 1, 2, 3, 4, 5, 6),
    "daily": (0, 1, 2, 3, 4, 5, 6),
}
_ORDINALS = {name: nth for nth, name in _NTH.items()} | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINALS |= {"fifth": 5, "5th": 5}
_FORTNIGHT = frozenset({"other", "fortnight", "fortnightly", "biweekly"})
_MONTH = frozenset({"month", "monthly"})
_SMALL = frozenset({"every", "each", "on", "the", "of", "at", "a", "in", "and", "&", "once", "per", "please"})
_WEEKLY = frozenset({"week", "weekly"})
_TRAILING = re.compile(r"[\s?!.,;]+$")
_LAST_HOUR = re.compile(r"(?<=[a-z,])\s+(?!at\b)(\d{1,2})$")
_UNCLEAR = re.compile(r"\b(?:every|each) (?:second|third|fourth|2nd|3rd|4th)\b")
_WEEKS = re.compile(rf"\b(\d{{1,9}}|{'|'.join(NUMBERS)})[\s-]*(?:weeks?|weekly|wks?)\b")
_NTH_WEEK = re.compile(r"\bevery (2|3|4|second|third|fourth)(?:nd|rd|th)? week\b")
_RANGE = re.compile(r"\b([a-z]+)\s*(?:-|–|\bto\b|\bthrough\b)\s*([a-z]+)\b")


def _words(text: str) -> list[str]:
    """The words, with “2 weeks” as one word and “Monday to Friday” as its days."""
    counted = _WEEKS.sub(lambda match: f" weeks={NUMBERS.get(match[1], match[1])} ", text)
    counted = _NTH_WEEK.sub(lambda match: f" weeks={_ORDINALS.get(match[1], match[1])} ", counted)
    return re.findall(r"[^\s,;/]+", _RANGE.sub(_spread, counted))


def _spread(match: re.Match[str]) -> str:
    first, last = weekday_of(match[1]), weekday_of(match[2])
    if first is None or last is None:
        return match[0]
    return " ".join(WEEKDAYS[(first + ahead) % 7].lower() for ahead in range((last - first) % 7 + 1))


def _days(word: str) -> tuple[int, ...]:
    day = weekday_of(word)
    return (day,) if day is not None else _TOGETHER_AS.get(word, ())


def _weeks(word: str) -> int | None:
    if counted := re.fullmatch(r"weeks=([0-9]{1,9})", word):  # as _words writes it; people may type anything
        return int(counted[1])
    return 2 if word in _FORTNIGHT else None


def _is_known(word: str) -> bool:
    return bool(_days(word) or _weeks(word) is not None or word in _SMALL | _WEEKLY | _MONTH or word in _ORDINALS)


def _monthly(text: str, nth: list[int], days: tuple[int, ...], weeks: list[int], at: time) -> Monthly:
    if weeks or len(days) > 1:
        raise _unreadable(text)
    if not days:
        raise NeverHappens("Which day would suit? Try “on the first Tuesday of the month at 10:00”.")
    if not nth:
        day = WEEKDAYS[days[0]]
        raise Unreadable(f"Which {day} of the month? Try “on the first {day} of the month at {at:%H:%M}”.")
    return Monthly(nth[0], days[0], at)


def _unclear(nth: int, days: tuple[int, ...]) -> Unreadable:
    day = WEEKDAYS[days[0]] if days else "Tuesday"
    choices = f"“every {nth} weeks on {day}” or “on the {_NTH[nth]} {day} of the month”"
    return Unreadable(f"That can be read two ways. Try {choices}.")


def _unreadable(text: str) -> Unreadable:
    return Unreadable(f"I couldn't read “{shortened(text)}” as a schedule. {_EXAMPLES}")


def _check(days: tuple[int, ...], at: time) -> None:
    if not all(0 <= day <= 6 for day in days):
        raise Unreadable("A day of the week is 0 to 6, from Monday to Sunday.")
    if at.tzinfo or at.second or at.microsecond:
        raise Unreadable("A time of day is hours and minutes, like 10:00.")


def _is_due(schedule: Schedule, day: date) -> bool:
    if isinstance(schedule, Monthly):
        return day.weekday() == schedule.day and _is_nth(schedule.nth, day)
    weeks = _weeks_between(schedule.since or _MONDAY, day)
    return day.weekday() in schedule.days and weeks % schedule.every == 0


def _is_nth(nth: int, day: date) -> bool:
    if nth == -1:
        return (day + timedelta(7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def _weeks_between(first: date, day: date) -> int:
    return (day - _MONDAY).days // 7 - (first - _MONDAY).days // 7
