"""Quiet times: when small talk holds its tongue."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.schedule import Monthly, Weekly
from rituals.settings import questions, read_settings
from rituals.small_talk.settings import TalkSettings, is_quiet, is_quiet_hour, never_said

HOURS = st.integers(0, 23)
TIMES = st.times()


def test_evenings_nights_and_weekends_are_quiet_unless_the_champion_says_otherwise() -> None:
    settings = TalkSettings()
    tuesday, saturday = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC)
    assert [hour for hour in range(24) if not is_quiet(tuesday.replace(hour=hour), settings)] == [*range(8, 18)]
    assert all(is_quiet(saturday.replace(hour=hour), settings) for hour in range(24))
    assert not is_quiet(saturday.replace(hour=10), TalkSettings(quiet_weekends=False))


@given(begin=HOURS, end=HOURS, at=TIMES)
def test_a_time_is_quiet_going_round_the_clock_from_begin_to_end(begin: int, end: int, at: time) -> None:
    settings = TalkSettings(quiet_from=str(begin), quiet_until=str(end))
    hours_in = (at.hour - begin) % 24
    assert is_quiet_hour(at, settings) == (hours_in < (end - begin) % 24)


@given(begin=HOURS, end=HOURS, at=TIMES)
def test_what_is_quiet_one_way_is_not_quiet_the_other_way_round(begin: int, end: int, at: time) -> None:
    there = is_quiet_hour(at, TalkSettings(quiet_from=str(begin), quiet_until=str(end)))
    back = is_quiet_hour(at, TalkSettings(quiet_from=str(end), quiet_until=str(begin)))
    assert (there != back) if begin != end else (not there and not back)


@given(
    days=st.sets(st.integers(0, 6), min_size=1), at=st.integers(0, 23).map(time), weekends=st.booleans(), begin=HOURS
)
def test_a_rhythm_that_is_accepted_comes_through_on_some_day(
    days: set[int], at: time, weekends: bool, begin: int
) -> None:
    when = Weekly(every=1, days=tuple(sorted(days)), at=at)
    settings = TalkSettings(when=when, quiet_from=str(begin), quiet_weekends=weekends)
    week = [datetime(2026, 11, 23 + day, at.hour, tzinfo=UTC) for day in days]
    assert bool(never_said(settings)) == all(is_quiet(moment, settings) for moment in week)


def test_a_monthly_rhythm_is_looked_at_as_well() -> None:
    assert list(never_said(TalkSettings(when=Monthly(1, 6, time(20))))) == ["when.days", "when.at"]
    assert never_said(TalkSettings(when=Monthly(1, 4, time(9)))) == {}


def test_the_form_gives_back_the_settings_it_shows() -> None:
    shown = {question.name: question.value for question in questions(TalkSettings(tone="light", contacts="Ana\nBo"))}
    assert read_settings(TalkSettings, shown) == TalkSettings(tone="light", contacts="Ana\nBo")


@pytest.mark.parametrize("quiet", ["quiet_from", "quiet_until"])
def test_an_hour_that_is_none_is_refused(quiet: str) -> None:
    shown = {question.name: question.value for question in questions(TalkSettings())}
    with pytest.raises(Exception, match="Choose one of these"):
        read_settings(TalkSettings, {**shown, quiet: "25"})
