"""When rounds come round."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.errors import NeverHappens, Unreadable
from rituals.schedule import Monthly, Occurrence, Schedule, Weekly, ends_before, next_after, starting

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Asia/Kathmandu",
        "Asia/Beirut",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Atlantic/Azores",
        "Pacific/Chatham",
        "Pacific/Kiritimati",
        "Pacific/Apia",
        "America/Havana",
        "America/Asuncion",
        "Antarctica/Troll",
        "Asia/Tehran",
        "UTC",
    )
]
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKLIES = st.builds(
    Weekly,
    every=st.integers(1, 12),
    days=st.sets(st.integers(0, 6), min_size=1).map(tuple),
    at=TIMES,
    since=st.none() | st.dates(date(2015, 1, 1), date(2035, 1, 1)),
)
MONTHLIES = st.builds(Monthly, st.sampled_from((1, 2, 3, 4, -1)), st.integers(0, 6), TIMES)
MOMENTS = st.datetimes(
    datetime.fromisoformat("2015-01-01 00:00"),
    datetime.fromisoformat("2035-01-01 00:00"),
    timezones=st.just(UTC),
)


def in_london(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=LONDON)


def following(schedule: Schedule, moment: datetime, zone: ZoneInfo, count: int) -> list[Occurrence]:
    found: list[Occurrence] = []
    for _ in range(count):
        found.append(next_after(schedule, moment, zone))
        moment = found[-1].at
    return found


def test_every_monday_at_ten_comes_on_the_next_monday() -> None:
    occurrence = next_after(Weekly(), datetime(2026, 11, 24, 9, tzinfo=UTC), LONDON)
    assert occurrence == Occurrence(datetime(2026, 11, 30, 10, tzinfo=UTC), date(2026, 11, 30))


def test_an_occurrence_is_strictly_after_the_moment() -> None:
    due = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert next_after(Weekly(), due - timedelta(microseconds=1), LONDON).at == due
    assert next_after(Weekly(), due, LONDON).at == due + timedelta(7)


def test_the_local_time_stays_when_the_clocks_change() -> None:
    rounds = following(Weekly(), datetime(2026, 10, 15, tzinfo=UTC), LONDON, 2)
    assert [each.at.hour for each in rounds] == [9, 10]
    assert [each.at.astimezone(LONDON).time() for each in rounds] == [time(10), time(10)]


def test_the_same_rule_is_another_moment_in_another_zone() -> None:
    assert next_after(Weekly(), datetime(2026, 11, 24, tzinfo=UTC), NEW_YORK).at.hour == 15


@pytest.mark.parametrize(
    ("zone", "day", "at", "shown"),
    [
        (LONDON, date(2026, 3, 29), time(1, 30), "02:30"),
        (NEW_YORK, date(2026, 3, 8), time(2, 30), "03:30"),
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), "02:45"),
        (ZoneInfo("Asia/Beirut"), date(2026, 3, 29), time(0, 30), "01:30"),
        (ZoneInfo("America/Havana"), date(2026, 3, 8), time(0, 30), "01:30"),
    ],
)
def test_a_time_that_the_clocks_leave_out_still_happens_once(zone: ZoneInfo, day: date, at: time, shown: str) -> None:
    before = datetime.combine(day - timedelta(1), time(12), zone)
    first, second = following(Weekly(days=(day.weekday(),), at=at), before, zone, 2)
    assert first.on == day
    assert f"{first.at.astimezone(zone):%H:%M}" == shown
    assert second.on == day + timedelta(7)


@pytest.mark.parametrize(
    ("zone", "day", "at", "hour_in_utc"),
    [
        (LONDON, date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (NEW_YORK, date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        (LORD_HOWE, date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_an_hour_that_repeats_counts_once_and_the_first_time(
    zone: ZoneInfo, day: date, at: time, hour_in_utc: datetime
) -> None:
    before = datetime.combine(day - timedelta(1), time(12), zone)
    first, second = following(Weekly(days=(day.weekday(),), at=at), before, zone, 2)
    assert (first.at, first.on) == (hour_in_utc, day)
    assert second.on == day + timedelta(7)


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK, LORD_HOWE], ids=str)
def test_half_past_midnight_happens_on_each_day_around_a_change_of_clocks(zone: ZoneInfo) -> None:
    daily = Weekly(days=tuple(range(7)), at=time(0, 30))
    days = [each.on for each in following(daily, datetime(2026, 1, 1, 12, tzinfo=UTC), zone, 365)]
    assert days == [days[0] + timedelta(ahead) for ahead in range(365)]


def test_a_midnight_that_the_clocks_leave_out_belongs_to_its_own_date() -> None:
    azores = ZoneInfo("Atlantic/Azores")
    occurrence = next_after(Weekly(days=(6,), at=time(0)), datetime(2026, 3, 28, 12, tzinfo=UTC), azores)
    assert occurrence == Occurrence(datetime(2026, 3, 29, 1, tzinfo=UTC), date(2026, 3, 29))


@settings(max_examples=150, deadline=None)
@given(schedule=WEEKLIES | MONTHLIES, moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_rounds_follow_each_other_and_no_date_twice(schedule: Schedule, moment: datetime, zone: ZoneInfo) -> None:
    rounds = following(schedule, moment, zone, 5)
    assert moment < rounds[0].at
    assert all(one.at < other.at and one.on < other.on for one, other in pairwise(rounds))
    assert all(each.at.utcoffset() == timedelta(0) for each in rounds)


@settings(max_examples=150, deadline=None)
@given(schedule=WEEKLIES, moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_a_weekly_rule_keeps_its_days_weeks_and_wall_time(schedule: Weekly, moment: datetime, zone: ZoneInfo) -> None:
    first, *rest = following(schedule, moment, zone, 4)
    monday = first.on - timedelta(first.on.weekday())
    for each in (first, *rest):
        assert each.on.weekday() in schedule.days
        assert (each.on - monday).days // 7 % schedule.every == 0
        local = each.at.astimezone(zone)
        moved = datetime.combine(each.on, schedule.at, zone).astimezone(UTC).astimezone(zone)
        assert local.replace(tzinfo=None) == moved.replace(tzinfo=None)


@settings(max_examples=100, deadline=None)
@given(schedule=MONTHLIES, moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_a_monthly_rule_happens_once_in_each_month(schedule: Monthly, moment: datetime, zone: ZoneInfo) -> None:
    days = [each.on for each in following(schedule, moment, zone, 14)]
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + 14))
    assert {day.weekday() for day in days} == {schedule.day}


def test_the_last_friday_is_the_fifth_in_a_month_that_has_five() -> None:
    rounds = following(Monthly(-1, 4, time(14)), datetime(2026, 10, 1, tzinfo=UTC), LONDON, 2)
    assert [each.on for each in rounds] == [date(2026, 10, 30), date(2026, 11, 27)]


def test_the_second_tuesday_is_between_the_eighth_and_the_fourteenth() -> None:
    rounds = following(Monthly(2, 1), datetime(2026, 1, 1, tzinfo=UTC), LONDON, 24)
    assert all(8 <= each.on.day <= 14 for each in rounds)


def test_every_two_weeks_begins_with_the_coming_day() -> None:
    for today in (date(2026, 11, 23) + timedelta(ahead) for ahead in range(28)):
        schedule = starting(Weekly(every=3, days=(0, 3)), today)
        first = next_after(schedule, datetime.combine(today, time(0), LONDON), LONDON)
        assert first.on - today < timedelta(7)


def test_a_monthly_rule_starts_as_it_is() -> None:
    assert starting(Monthly(1, 1), date(2026, 11, 23)) == Monthly(1, 1)


def test_every_second_week_skips_the_one_between_also_over_new_year() -> None:
    schedule = starting(Weekly(every=2), date(2026, 12, 21))
    rounds = following(schedule, datetime(2026, 12, 20, tzinfo=UTC), LONDON, 3)
    assert [each.on for each in rounds] == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]


def test_days_are_put_in_order_and_named_once() -> None:
    assert Weekly(days=(4, 0, 4)).days == (0, 4)


@pytest.mark.parametrize(
    ("every", "days"),
    [(1, ()), (0, (0,)), (-1, (0,)), (13, (0,))],
    ids=["no day", "every 0 weeks", "backwards", "beyond a quarter"],
)
def test_what_would_never_come_round_is_refused_with_advice(every: int, days: tuple[int, ...]) -> None:
    with pytest.raises(NeverHappens, match=r"at least one day|every 2 weeks"):
        Weekly(every=every, days=days)


def test_the_fifth_of_a_month_is_refused() -> None:
    with pytest.raises(NeverHappens, match="first to the fourth, or the last"):
        Monthly(5, 0)


def test_a_day_or_a_time_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Unreadable, match="Monday to Sunday"):
        Weekly(days=(7,))
    with pytest.raises(Unreadable, match="Monday to Sunday"):
        Monthly(1, -1)
    with pytest.raises(Unreadable, match="hours and minutes"):
        Weekly(at=time(10, 0, 30))
    with pytest.raises(Unreadable, match="hours and minutes"):
        Monthly(1, 0, time(10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("began", "next_due", "asked"),
    [
        ("2026-11-23 10:00", "2026-11-30 10:00", "2026-11-27 10:00"),
        ("2026-11-25 10:00", "2026-12-02 10:00", "2026-12-01 10:00"),
        ("2026-11-20 10:00", "2026-11-22 10:00", "2026-11-22 08:00"),
        ("2026-11-23 10:00", "2026-11-24 10:00", "2026-11-24 08:00"),
        ("2026-11-23 16:37", "2026-11-30 10:00", "2026-11-27 10:00"),
        ("2026-11-23 23:00", "2026-11-24 00:30", "2026-11-24 00:30"),
    ],
    ids=["weekly", "midweek", "over a weekend", "daily", "brought forward", "an hour later"],
)
def test_did_you_meet_is_asked_on_the_last_working_day(began: str, next_due: str, asked: str) -> None:
    found = ends_before(in_london(next_due), in_london(began), LONDON)
    assert found == in_london(asked)


def test_did_you_meet_keeps_the_wall_time_when_the_clocks_change_meanwhile() -> None:
    began, next_due = (datetime(2026, 10, day, 10, tzinfo=LONDON) for day in (19, 26))
    asked = ends_before(next_due, began, LONDON)
    assert asked == datetime(2026, 10, 23, 9, tzinfo=UTC)
    assert asked.tzinfo is UTC


@settings(max_examples=150, deadline=None)
@given(schedule=WEEKLIES, moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_did_you_meet_is_asked_after_the_round_and_by_the_next(
    schedule: Weekly, moment: datetime, zone: ZoneInfo
) -> None:
    one, other = following(schedule, moment, zone, 2)
    assert one.at < ends_before(other.at, one.at, zone) <= other.at
