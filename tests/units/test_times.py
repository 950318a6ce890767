"""Times that suit everybody."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.coffee.times import local_times, suggest_times
from rituals.records import Profile

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
WEEK = timedelta(7)
ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Mars/Olympus",
)
PROFILES = st.builds(
    Profile,
    id=st.sampled_from("abcdef"),
    zone=st.sampled_from(ZONES),
    work_start=st.integers(6, 12).map(time),
    work_end=st.integers(13, 22).map(time),
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-01-01"), timezones=st.just(UTC)
)


def somebody(zone: str = "Europe/London", *, starts: time = time(9), ends: time = time(17)) -> Profile:
    return Profile(id=zone, zone=zone, work_start=starts, work_end=ends)


def zone_of(profile: Profile) -> ZoneInfo:
    return ZoneInfo("UTC" if profile.zone == "Mars/Olympus" else profile.zone)


def test_two_times_on_two_days_one_in_the_morning_and_one_in_the_afternoon() -> None:
    for seed in range(20):
        times = suggest_times([somebody(), somebody()], MONDAY, MONDAY + WEEK, 30, seed)
        assert len({each.date() for each in times}) == 2
        assert sorted(each.hour < 12 for each in times) == [False, True]


def test_times_are_in_order_and_differ_from_seed_to_seed() -> None:
    found = {suggest_times([somebody()], MONDAY, MONDAY + WEEK, 30, seed) for seed in range(20)}
    assert all(times == tuple(sorted(times)) for times in found)
    assert len(found) > 10


def test_the_same_seed_suggests_the_same_times() -> None:
    pair = [somebody(), somebody("Europe/Berlin")]
    assert suggest_times(pair, MONDAY, MONDAY + WEEK, 30, 7) == suggest_times(pair, MONDAY, MONDAY + WEEK, 30, 7)


def test_lunch_is_left_free_for_everybody_where_it_can_be() -> None:
    for seed in range(20):
        for start in suggest_times([somebody(), somebody("Europe/Berlin")], MONDAY, MONDAY + WEEK, 30, seed):
            for zone in ("Europe/London", "Europe/Berlin"):
                assert start.astimezone(ZoneInfo(zone)).hour != 12


def test_lunch_is_better_than_nothing() -> None:
    noon = somebody(starts=time(12), ends=time(13))
    times = suggest_times([noon, noon], MONDAY, MONDAY + WEEK, 60, 0)
    assert [each.hour for each in times] == [12, 12]


def test_london_and_new_york_meet_in_londons_afternoon() -> None:
    pair = [somebody("Europe/London"), somebody("America/New_York")]
    for seed in range(10):
        times = suggest_times(pair, MONDAY, MONDAY + WEEK, 30, seed)
        assert len({each.date() for each in times}) == 2
        assert all(14 <= each.hour < 17 for each in times)


def test_hours_that_never_overlap_give_no_time() -> None:
    pair = [somebody("Europe/London"), somebody("Asia/Tokyo")]
    assert suggest_times(pair, MONDAY, MONDAY + WEEK, 30, 0) == ()


def test_a_meeting_longer_than_the_common_hour_gives_no_time() -> None:
    pair = [somebody(ends=time(10)), somebody()]
    assert suggest_times(pair, MONDAY, MONDAY + WEEK, 60, 0) != ()
    assert suggest_times(pair, MONDAY, MONDAY + WEEK, 90, 0) == ()


def test_one_common_hour_in_the_week_gives_two_times_within_it_or_one() -> None:
    tuesday = datetime(2026, 11, 24, 17, tzinfo=UTC)
    early = [somebody(ends=time(10))]
    assert suggest_times(early, MONDAY, tuesday, 30, 0) == (
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    )
    assert suggest_times(early, MONDAY, tuesday, 60, 0) == (datetime(2026, 11, 24, 9, tzinfo=UTC),)


def test_nobody_and_no_days_left_give_no_time() -> None:
    assert suggest_times([], MONDAY, MONDAY + WEEK, 30, 0) == ()
    assert suggest_times([somebody()], MONDAY, MONDAY + timedelta(hours=12), 30, 0) == ()
    assert suggest_times([somebody()], MONDAY, MONDAY + WEEK, 30, 0, count=0) == ()


def test_a_friday_introduction_is_for_the_next_week() -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=UTC)
    for each in suggest_times([somebody()], friday, friday + WEEK, 30, 3):
        assert each.date() >= date(2026, 11, 30)


def test_night_workers_meet_at_night_and_not_at_the_weekend() -> None:
    nights = somebody(starts=time(22), ends=time(6))
    for seed in range(10):
        for start in suggest_times([nights, nights], MONDAY, MONDAY + WEEK, 60, seed):
            assert start.hour >= 22 or start.hour < 6
            assert (start - timedelta(hours=7)).weekday() < 5


@settings(max_examples=80, deadline=None)
@given(
    profiles=st.lists(PROFILES, min_size=1, max_size=4),
    after=MOMENTS,
    length=st.integers(1, 40),
    minutes=st.sampled_from((15, 30, 45, 60)),
    seed=st.integers(0, 2**64),
    count=st.integers(1, 3),
)
def test_every_time_is_inside_everybodys_working_hours(
    profiles: list[Profile], after: datetime, length: int, minutes: int, seed: int, count: int
) -> None:
    before = after + timedelta(length)
    times = suggest_times(profiles, after, before, minutes, seed, count)
    assert len(times) <= count
    for start in times:
        assert start >= after + timedelta(hours=18)
        assert start + timedelta(minutes=minutes) <= before
        assert start.astimezone(zone_of(profiles[0])).minute in (0, 30)
        assert start.astimezone(zone_of(profiles[0])).date() > after.astimezone(zone_of(profiles[0])).date()
        for profile in profiles:
            opens = start.astimezone(zone_of(profile))
            closes = (start + timedelta(minutes=minutes)).astimezone(zone_of(profile))
            assert opens.weekday() < 5
            assert opens.date() == closes.date()
            assert profile.work_start <= opens.time() < closes.time() <= profile.work_end


@settings(max_examples=40, deadline=None)
@given(after=MOMENTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 1000))
def test_colleagues_in_one_place_always_get_two_times_in_a_week(after: datetime, zone: str, seed: int) -> None:
    pair = [somebody(zone), somebody(zone)]
    times = suggest_times(pair, after, after + WEEK, 30, seed)
    assert len({each.astimezone(zone_of(pair[0])).date() for each in times}) == 2


def test_one_time_is_shown_once_to_those_whose_clocks_agree() -> None:
    people = [
        Profile(id="a", zone="Europe/London"),
        Profile(id="b", zone="Europe/Berlin"),
        Profile(id="c", zone="Europe/Lisbon"),
        Profile(id="d", zone="Mars/Olympus"),
    ]
    assert local_times(datetime(2026, 11, 24, 10, 30, tzinfo=UTC), people) == (
        ("Tuesday 24 November, 10:30", ("a", "c", "d")),
        ("Tuesday 24 November, 11:30", ("b",)),
    )


@pytest.mark.parametrize(
    ("zone", "shown"), [("Pacific/Kiritimati", "Wednesday 25"), ("Pacific/Pago_Pago", "Monday 23")]
)
def test_a_time_is_shown_on_the_local_day(zone: str, shown: str) -> None:
    at = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    ((words, _),) = local_times(at, [Profile(id="a", zone=zone)])
    assert words.startswith(shown)


def test_days_when_all_are_on_site_come_first() -> None:
    for seed in range(10):
        times = suggest_times([somebody(), somebody()], MONDAY, MONDAY + WEEK, 30, seed, days=(2, 3))
        assert [each.weekday() for each in times] == [2, 3]
        assert sorted(each.hour < 12 for each in times) == [False, True]


def test_two_times_on_one_day_on_site_are_better_than_a_day_apart() -> None:
    times = suggest_times([somebody(), somebody()], MONDAY, MONDAY + WEEK, 30, seed=1, days=(4,))
    assert [each.weekday() for each in times] == [4, 4]


def test_days_on_which_nobody_works_do_not_leave_people_without_a_time() -> None:
    times = suggest_times([somebody(), somebody()], MONDAY, MONDAY + WEEK, 30, seed=1, days=(6,))
    assert len(times) == 2
