"""Exactly one round for each local date that is due: in all zones there are, from 2024 to 2035."""

from calendar import monthcalendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.schedule import Monthly, Occurrence, Schedule, Weekly, date_of, next_after

FIRST, LAST = date(2024, 1, 1), date(2035, 12, 31)
START, END = datetime(2023, 12, 20, tzinfo=UTC), datetime(2036, 1, 10, tzinfo=UTC)
DAY, MINUTE = timedelta(1), timedelta(minutes=1)
DAILY = tuple(range(7))
LOOKS = [START + ahead * DAY for ahead in range(0, (END - START).days, 4)]
ZONES = sorted(available_timezones())


@dataclass(frozen=True, slots=True)
class Change:
    """From this moment on, a zone's clocks show another time."""

    at: datetime
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class History:
    """What a zone's clocks did in these years, found by looking at them."""

    first: timedelta
    changes: tuple[Change, ...]

    def moment(self, on: date, at: time) -> datetime:
        """RFC 5545, 3.3.5: the first of a repeated time; a missing one by the offset before the gap."""
        wall = datetime.combine(on, at, UTC)
        offsets = [self.first, *(change.after for change in self.changes)]
        shown = sorted(wall - offset for offset in set(offsets) if self.offset(wall - offset) == offset)
        return shown[0] if shown else wall - self._before_gap(wall)

    def offset(self, moment: datetime) -> timedelta:
        passed = [change.after for change in takewhile(lambda change: change.at <= moment, self.changes)]
        return passed[-1] if passed else self.first

    def _before_gap(self, wall: datetime) -> timedelta:
        gaps = (one.before for one in self.changes if one.at + one.before <= wall < one.at + one.after)
        return next(gaps)


def offset_of(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


@cache
def history(name: str) -> History:
    zone = ZoneInfo(name)
    seen = [(moment, offset_of(zone, moment)) for moment in LOOKS]
    changes = [_between(zone, one, other) for one, other in pairwise(seen) if one[1] != other[1]]
    return History(seen[0][1], tuple(changes))


def _between(zone: ZoneInfo, one: tuple[datetime, timedelta], other: tuple[datetime, timedelta]) -> Change:
    (early, before), (late, after) = one, other
    while late - early > MINUTE:
        middle = early + (late - early) // (2 * MINUTE) * MINUTE
        early, late = (middle, late) if offset_of(zone, middle) == before else (early, middle)
    return Change(late, before, after)


@pytest.fixture(scope="module")
def histories() -> dict[History, ZoneInfo]:
    """One zone for each history: most names are another zone's, or do as it does."""
    return {history(name): ZoneInfo(name) for name in reversed(ZONES)}


def walk(schedule: Schedule, zone: ZoneInfo, first: date, last: date) -> list[Occurrence]:
    """What a circle does: from each occurrence to the next, from the day before until the last date."""
    found = [next_after(schedule, datetime.combine(first - 2 * DAY, time(12), UTC), zone)]
    while found[-1].on <= last:
        found.append(next_after(schedule, found[-1].at, zone))
    return [each for each in found if first <= each.on <= last]


def dates(first: date, last: date, step: int = 1) -> list[date]:
    return [first + ahead * DAY for ahead in range(0, (last - first).days + 1, step)]


def dates_of_months(nth: int, day: int) -> list[date]:
    months = [(year, month) for year in range(FIRST.year, LAST.year + 1) for month in range(1, 13)]
    weeks = [(year, month, [week[day] for week in monthcalendar(year, month) if week[day]]) for year, month in months]
    return [date(year, month, found[nth if nth < 0 else nth - 1]) for year, month, found in weeks]


def test_the_years_hold_what_makes_clocks_hard() -> None:
    assert len(history("Australia/Lord_Howe").changes) == 24
    assert {abs(one.after - one.before) for one in history("Australia/Lord_Howe").changes} == {timedelta(minutes=30)}
    assert len(history("Africa/Casablanca").changes) > 20
    assert {one.at.month for one in history("Africa/Casablanca").changes} > {1, 2, 3, 12}
    assert {abs(one.after - one.before) for one in history("Antarctica/Troll").changes} == {timedelta(hours=2)}
    assert history("Pacific/Kiritimati") == History(timedelta(hours=14), ())
    assert history("Pacific/Apia") == History(timedelta(hours=13), ())
    assert len(ZONES) > 590


def test_around_every_change_of_clocks_each_date_has_its_one_moment(histories: dict[History, ZoneInfo]) -> None:
    for past, zone in histories.items():
        for change in past.changes:
            for at in _times_around(change):
                on = (change.at + change.before).date()
                expected = [Occurrence(past.moment(day, at), day) for day in dates(on - DAY, on + DAY)]
                rule = Weekly(days=DAILY, at=at)
                assert walk(rule, zone, on - DAY, on + DAY) == expected, (zone, change, at)
                just_before = [next_after(rule, each.at - MINUTE, zone) for each in expected]
                assert just_before == expected, (zone, change, at)


def _times_around(change: Change) -> list[time]:
    walls = [change.at + offset for offset in (change.before, change.after)]
    near = {(wall + ahead * MINUTE).time() for wall in walls for ahead in (-1, 0, 1, 15, -30)}
    return sorted({*near, time(0), time(23, 59)})


@pytest.mark.parametrize("at", [time(2, 30), time(23, 30)], ids=str)
def test_every_fortnight_and_every_month_for_twelve_years(histories: dict[History, ZoneInfo], at: time) -> None:
    rules: dict[Schedule, list[date]] = {
        Weekly(every=2, days=(6,), at=at, since=date(2024, 1, 7)): dates(date(2024, 1, 7), LAST, 14),
        Monthly(-1, 6, at): dates_of_months(-1, 6),
        Monthly(1, 5, at): dates_of_months(1, 5),
    }
    for past, zone in histories.items():
        for rule, due in rules.items():
            assert walk(rule, zone, FIRST, LAST) == [Occurrence(past.moment(day, at), day) for day in due], zone


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    first=st.dates(FIRST, LAST - 400 * DAY),
)
def test_every_week_of_any_year_in_any_zone(zone: str, day: int, at: time, first: date) -> None:
    last = first + 371 * DAY
    due = [each for each in dates(first, last) if each.weekday() == day]
    found = walk(Weekly(days=(day,), at=at), ZoneInfo(zone), first, last)
    assert found == [Occurrence(history(zone).moment(each, at), each) for each in due]


def test_a_moment_that_was_moved_past_midnight_belongs_to_the_date_it_was_due() -> None:
    """In Greenland the clocks go from Saturday 23:00 to Sunday 00:00."""
    nuuk, rule = ZoneInfo("America/Nuuk"), Weekly(days=DAILY, at=time(23, 30))
    found = walk(rule, nuuk, date(2026, 3, 27), date(2026, 3, 30))
    shown = [f"{each.at.astimezone(nuuk):%a %H:%M}" for each in found]
    assert shown == ["Fri 23:30", "Sun 00:30", "Sun 23:30", "Mon 23:30"]
    assert [date_of(rule, each.at, nuuk) for each in found] == dates(date(2026, 3, 27), date(2026, 3, 30))


def test_every_moment_knows_its_date_again(histories: dict[History, ZoneInfo]) -> None:
    for past, zone in histories.items():
        for change in past.changes:
            for at in _times_around(change):
                on, rule = (change.at + change.before).date(), Weekly(days=DAILY, at=at)
                for day in dates(on - DAY, on + DAY):
                    assert date_of(rule, past.moment(day, at), zone) == day, (zone, change, at)


def test_a_round_that_was_brought_forward_belongs_to_the_day_it_is_held() -> None:
    london = ZoneInfo("Europe/London")
    assert date_of(Weekly(), datetime(2026, 7, 1, 23, 30, tzinfo=UTC), london) == date(2026, 7, 2)
    assert date_of(None, datetime(2026, 1, 1, 23, 30, tzinfo=UTC), london) == date(2026, 1, 1)
