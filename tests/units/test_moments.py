"""Where the local workspace's clock is moved to."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.dates import read_moment
from rituals.errors import InThePast, Unreadable

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("monday 10:00", "2026-11-23 10:00"),
        ("Monday at 8", "2026-11-30 08:00"),
        ("monday", "2026-11-30 09:00"),
        ("next monday 10:00", "2026-11-30 10:00"),
        ("tomorrow 09:00", "2026-11-24 09:00"),
        ("friday", "2026-11-27 09:00"),
        ("today 3pm", "2026-11-23 15:00"),
        ("10:00", "2026-11-23 10:00"),
        ("08:30", "2026-11-24 08:30"),
        ("noon", "2026-11-23 12:00"),
        ("2026-12-01 10:00", "2026-12-01 10:00"),
        ("2026-12-01T10:00", "2026-12-01 10:00"),
        ("2026-12-01", "2026-12-01 09:00"),
        ("1 dec at 2pm", "2026-12-01 14:00"),
        ("+30 minutes", "2026-11-23 09:30"),
        ("+2 hours", "2026-11-23 11:00"),
        ("+1 day", "2026-11-24 09:00"),
        ("+1 week", "2026-11-30 09:00"),
        ("+ 3 months", "2027-02-23 09:00"),
    ],
)
def test_the_clock_is_told_where_to_go(text: str, local: str) -> None:
    moment = read_moment(text, NOW, LONDON)
    assert moment == datetime.fromisoformat(local).replace(tzinfo=LONDON)
    assert moment.tzinfo is UTC


def test_a_moment_is_read_in_its_zone() -> None:
    assert read_moment("friday 10:00", NOW, ZoneInfo("America/New_York")) == datetime(2026, 11, 27, 15, tzinfo=UTC)


def test_the_next_day_keeps_the_wall_time_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 9, tzinfo=UTC)
    assert read_moment("+1 day", before, LONDON) == before + timedelta(hours=25)
    assert read_moment("+24 hours", before, LONDON) == before + timedelta(hours=24)


@pytest.mark.parametrize("text", ["today 08:00", "2026-11-23 09:00", "2020-01-01", "+0 days", "yesterday 10:00"])
def test_the_clock_does_not_go_back(text: str) -> None:
    with pytest.raises(InThePast, match="still to come"):
        read_moment(text, NOW, LONDON)


@pytest.mark.parametrize("text", ["blorp", "+1 blorp", "monday 25:00", "10:00 11:00", "31 feb 10:00", ""])
def test_what_is_no_moment_is_answered_with_examples(text: str) -> None:
    with pytest.raises(Unreadable, match=r"Try “monday 10:00”, “\+1 day” or “2026-12-01 10:00”\."):
        read_moment(text, NOW, LONDON)


@pytest.mark.parametrize("text", ["+999999 weeks", "+999999 months", "+999999 hours", "1 dec 2030 10:00"])
def test_the_clock_goes_two_years_ahead_at_most(text: str) -> None:
    with pytest.raises(Unreadable, match="within two years"):
        read_moment(text, NOW, LONDON)


@settings(max_examples=100, deadline=None)
@given(
    now=st.datetimes(
        datetime.fromisoformat("2020-01-01 00:00"),
        datetime.fromisoformat("2040-01-01 00:00"),
        timezones=st.just(UTC),
    ),
    zone=st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe"]).map(ZoneInfo),
    text=st.sampled_from(["monday 10:00", "02:30", "+1 day", "+1 week", "sunday 01:30", "tomorrow 00:15"]),
)
def test_a_moment_is_always_to_come(now: datetime, zone: ZoneInfo, text: str) -> None:
    moment = read_moment(text, now, zone)
    assert now < moment <= now + timedelta(days=7, hours=2)
