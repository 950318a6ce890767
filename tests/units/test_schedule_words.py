"""Schedules and zones as people write them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.errors import KindlingError, NeverHappens, Unreadable
from rituals.hours import read_time
from rituals.schedule import DAYS, Monthly, Schedule, Weekly, describe, read_schedule
from rituals.zones import at_local, read_zone, zone_or_utc

TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
SCHEDULES = st.builds(Weekly, st.integers(1, 12), st.sets(st.integers(0, 6), min_size=1).map(tuple), TIMES) | st.builds(
    Monthly, st.sampled_from((1, 2, 3, 4, -1)), st.integers(0, 6), TIMES
)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("every Monday at 10:00", Weekly()),
        ("EVERY MONDAY", Weekly()),
        ("monday", Weekly()),
        ("Monday 9", Weekly(at=time(9))),
        ("every 2 weeks on Monday and Thursday at 9.30", Weekly(2, (0, 3), time(9, 30))),
        ("weekly on tue 10am", Weekly(1, (1,))),
        ("every other Friday at noon?", Weekly(2, (4,), time(12))),
        ("fortnightly on Wednesday at 14:00", Weekly(2, (2,), time(14))),
        ("every two weeks on weds at 3 pm", Weekly(2, (2,), time(15))),
        ("every second week on Friday at 9", Weekly(2, (4,), time(9))),
        ("Mondays and Thursdays", Weekly(1, (0, 3))),
        ("Tuesday, Wednesday & Friday, 10.15", Weekly(1, (1, 2, 4), time(10, 15))),
        ("Mon/Wed at 9", Weekly(1, (0, 2), time(9))),
        ("every weekday at 10", Weekly(1, (0, 1, 2, 3, 4))),
        ("mon-fri 9am", Weekly(1, (0, 1, 2, 3, 4), time(9))),
        ("Friday to Monday at 11:00", Weekly(1, (0, 4, 5, 6), time(11))),
        ("every day at midnight", Weekly(1, (0, 1, 2, 3, 4, 5, 6), time(0))),
        ("monthly on the first Tuesday at 10:00", Monthly(1, 1)),
        ("every month on the last Friday at 2pm", Monthly(-1, 4, time(14))),
        ("the 3rd Thursday of every month, 12:30 p.m.", Monthly(3, 3, time(12, 30))),
        ("first Monday", Monthly(1, 0)),
    ],
)
def test_a_champion_writes_a_schedule_as_they_would_say_it(text: str, schedule: Schedule) -> None:
    assert read_schedule(text) == schedule


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Weekly(), "every Monday at 10:00"),
        (Weekly(1, (0, 3)), "every Monday and Thursday at 10:00"),
        (Weekly(2, (0, 3)), "every 2 weeks on Monday and Thursday at 10:00"),
        (Weekly(1, (0, 1, 2, 3, 4), time(9, 5)), "every weekday at 09:05"),
        (Monthly(1, 1), "on the first Tuesday of the month at 10:00"),
        (Monthly(-1, 4, time(14)), "on the last Friday of the month at 14:00"),
    ],
)
def test_a_schedule_is_described_in_plain_words(schedule: Schedule, words: str) -> None:
    assert describe(schedule) == words


@settings(max_examples=200, deadline=None)
@given(schedule=SCHEDULES, shout=st.booleans())
def test_what_is_described_can_be_typed_back(schedule: Schedule, shout: bool) -> None:
    words = describe(schedule)
    assert read_schedule(words.upper() if shout else words) == schedule


def test_where_the_weeks_are_counted_from_is_not_part_of_the_words() -> None:
    schedule = Weekly(2, since=date(2026, 11, 23))
    assert read_schedule(describe(schedule)) == replace(schedule, since=None)


@pytest.mark.parametrize(
    ("text", "error", "advice"),
    [
        ("", NeverHappens, "Which day would suit?"),
        ("weekly", NeverHappens, "every Monday at 10:00"),
        ("every 0 weeks on Monday", NeverHappens, "every 2 weeks"),
        ("every 13 weeks on Monday", NeverHappens, "every 2 weeks"),
        ("monthly at 10:00", NeverHappens, "on the first Tuesday of the month at 10:00"),
        ("the fifth Tuesday of the month", NeverHappens, "or the last"),
        ("monthly on Tuesday at 9:00", Unreadable, "on the first Tuesday of the month at 09:00"),
        (
            "every third Tuesday",
            Unreadable,
            "“every 3 weeks on Tuesday” or “on the third Tuesday of the month”",
        ),
        ("Monday at 10 and Thursday at 11", Unreadable, "only one time of day"),
        ("every Monday at 25:00", Unreadable, "“25:00” as a time"),
        ("every 2 months on Monday", Unreadable, "every Monday at 10:00"),
        ("every 2 weeks every 3 weeks on Monday", Unreadable, "every Monday at 10:00"),
        ("on the first Monday and Tuesday of the month", Unreadable, "on the first Tuesday"),
        ("weeks= Monday", Unreadable, "couldn't read “weeks= Monday”"),
        (f"every {'9' * 5000} weeks on Monday", Unreadable, "couldn't read “every 999"),
        ("when the moon is full", Unreadable, "couldn't read “when the moon is full”"),
    ],
)
def test_what_cannot_be_read_is_answered_with_an_example(text: str, error: type[KindlingError], advice: str) -> None:
    with pytest.raises(error) as caught:
        read_schedule(text)
    assert type(caught.value) is error
    assert advice in str(caught.value)


def test_long_words_are_cut_in_the_answer() -> None:
    with pytest.raises(Unreadable) as caught:
        read_schedule("blorp " * 500)
    assert "blo…”" in str(caught.value)
    assert len(str(caught.value)) < 200


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*DAYS, "every", "2", "weeks", "at", "10:00", "first", "month", "other", "5th", "-", ","])
        | st.text(st.characters(codec="latin-1"), max_size=6)
    ).map(" ".join)
)
def test_any_words_are_a_schedule_or_are_refused_kindly(text: str) -> None:
    try:
        schedule = read_schedule(text)
    except (Unreadable, NeverHappens):
        return
    assert read_schedule(describe(schedule)) == schedule


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10", time(10)),
        ("9.30", time(9, 30)),
        ("9:05", time(9, 5)),
        ("14h30", time(14, 30)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("2 P.M.", time(14)),
        ("10 o'clock", time(10)),
        ("noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_of_day_is_read(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "24:00", "10:60", "13pm", "0am", "soon", "-1"])
def test_what_is_no_time_of_day_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(Unreadable, match="Try “10:00” or “2pm”"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("London", "Europe/London"),
        (" new  york ", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("Asia / Kolkata", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("lord howe", "Australia/Lord_Howe"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, name: str) -> None:
    assert read_zone(text).key == name


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Lodon", "Did you mean Europe/London?"),
        ("Europe/Londn", "Did you mean Europe/London?"),
        ("New Yrok", "Did you mean America/New_York?"),
        ("zzz", "Try one like “Europe/London”."),
        ("../../etc/passwd", "Try one like “Europe/London”."),
        ("", "Which time zone? Try one like “Europe/London”."),
    ],
)
def test_a_zone_that_is_not_known_is_answered_with_the_nearest(text: str, hint: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_zone(text)
    assert str(caught.value).endswith(hint)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../UTC", "/etc/passwd", "Factory", "Europe"])
def test_somebody_with_an_unknown_zone_is_taken_to_be_in_utc(name: str) -> None:
    assert zone_or_utc(name).key == "UTC"


def test_a_wall_time_is_the_first_of_two() -> None:
    london = zone_or_utc("Europe/London")
    assert at_local(date(2026, 10, 25), time(1, 30, fold=1), london) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
