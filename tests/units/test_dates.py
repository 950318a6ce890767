"""Days as people write them, and as we write them back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.dates import join_words, read_date, show_date, show_moment
from rituals.errors import InThePast, KindlingError, Unreadable

MONDAY = date(2026, 11, 23)
TODAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 Dec", date(2026, 12, 1)),
        ("until 1 Dec", date(2026, 12, 1)),
        ("1st of December", date(2026, 12, 1)),
        ("the 2nd of January", date(2027, 1, 2)),
        ("Dec 1", date(2026, 12, 1)),
        ("December 1st, 2026", date(2026, 12, 1)),
        ("1 December 2027", date(2027, 12, 1)),
        ("Tuesday 1 December", date(2026, 12, 1)),
        ("Tue, 1 Dec.", date(2026, 12, 1)),
        ("3 sept", date(2027, 9, 3)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("1/12/2026", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("22 Nov", date(2027, 11, 22)),
        ("29 Feb", date(2028, 2, 29)),
        ("tomorrow", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("wednesday", date(2026, 11, 25)),
        ("this Friday", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("next monday", date(2026, 11, 30)),
        ("next friday", date(2026, 12, 4)),
        ("Next week.", date(2026, 11, 30)),
        ("next month", date(2026, 12, 1)),
        ("next year", date(2027, 1, 1)),
        ("december", date(2026, 12, 1)),
        ("2 weeks", date(2026, 12, 7)),
        ("for two weeks", date(2026, 12, 7)),
        ("in 2 weeks' time", date(2026, 12, 7)),
        ("two weeks from now", date(2026, 12, 7)),
        ("a fortnight", date(2026, 12, 7)),
        ("a couple of weeks", date(2026, 12, 7)),
        ("another week", date(2026, 11, 30)),
        ("10 days", date(2026, 12, 3)),
        ("a month", date(2026, 12, 23)),
        ("2 years", date(2028, 11, 23)),
        ("end of the week", date(2026, 11, 27)),
        ("the end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("end of February", date(2027, 2, 28)),
        ("until the end of the year", date(2026, 12, 31)),
    ],
)
def test_a_day_is_read_as_it_is_said(text: str, day: date) -> None:
    assert read_date(text, MONDAY) == day
    assert read_date(f"  {text.upper()} ", MONDAY) == day


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert read_date("a month", date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_date("3 months", date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize("digits", ["1000", "9" * 5000, f"{'0' * 5000}1000"])
def test_more_days_than_anybody_means_are_a_long_way_off(digits: str) -> None:
    with pytest.raises(Unreadable, match="a long way off"):
        read_date(f"{digits} days", MONDAY)


@pytest.mark.parametrize("text", ["today", "yesterday", "23 Nov", "2026-11-23", "2026-11-22", "1/1/2020", "0 days"])
def test_a_day_that_is_not_to_come_is_refused(text: str) -> None:
    with pytest.raises(InThePast, match="still to come"):
        read_date(text, MONDAY)


@pytest.mark.parametrize(
    "text",
    [
        "blorp",
        "31 Feb",
        "0 Dec",
        "12/25",
        "2026-13-01",
        "3 monkeys",
        "10 decades",
        "soon",
        "1 dec 2 jan",
        "-3 days",
    ],
)
def test_what_is_no_day_is_answered_with_examples(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_date(text, MONDAY)
    words = f"I couldn't read “{text}” as a day. Try “1 Dec”, “2 weeks” or “next month”."
    assert str(caught.value) == words


def test_no_words_at_all_are_answered_with_examples() -> None:
    with pytest.raises(Unreadable, match="Try “1 Dec”, “2 weeks” or “next month”"):
        read_date("  ", MONDAY)


def test_long_words_are_cut_at_forty_characters() -> None:
    with pytest.raises(Unreadable) as caught:
        read_date("x" * 5000, MONDAY)
    assert f"“{'x' * 39}…”" in str(caught.value)


@pytest.mark.parametrize("text", ["3 years", "25 months", "1 Dec 2029", "9" * 30 + " days", "1 January 9999"])
def test_a_day_beyond_two_years_is_met_with_another_way(text: str) -> None:
    with pytest.raises(Unreadable, match="within two years, or leave and come back"):
        read_date(text, MONDAY)


@settings(max_examples=150, deadline=None)
@given(today=TODAYS, ahead=st.integers(1, 700))
def test_a_day_as_we_show_it_can_be_typed_back(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    assert read_date(f"{show_date(day)} {day.year}", today) == day
    assert read_date(day.isoformat(), today) == day
    if ahead < 365:
        assert read_date(show_date(day), today) == day
        assert read_date(f"{day.day}/{day.month}", today) == day


@settings(max_examples=150, deadline=None)
@given(
    today=TODAYS,
    words=st.lists(
        st.sampled_from(["next", "1", "31", "dec", "feb", "of", "weeks", "friday", "2027", "end", "month", "/", "a"])
        | st.text(st.characters(codec="latin-1"), max_size=5),
        max_size=5,
    ),
)
def test_any_words_are_a_day_to_come_or_are_refused_kindly(today: date, words: list[str]) -> None:
    try:
        day = read_date(" ".join(words), today)
    except (InThePast, Unreadable):
        return
    assert today < day <= today.replace(year=today.year + 2, day=min(today.day, 28)) + timedelta(3)


def test_the_year_is_shown_when_it_is_another() -> None:
    assert show_date(date(2026, 12, 1), MONDAY) == "Tuesday 1 December"
    assert show_date(date(2027, 12, 1), MONDAY) == "Wednesday 1 December 2027"
    assert show_date(date(2027, 12, 1)) == "Wednesday 1 December"


def test_a_moment_is_shown_as_the_local_clock_shows_it() -> None:
    moment = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert show_moment(moment, ZoneInfo("Europe/London")) == "Monday 30 November at 23:30"
    assert show_moment(moment, ZoneInfo("Asia/Tokyo"), MONDAY) == "Tuesday 1 December at 08:30"
    assert show_moment(moment, ZoneInfo("Asia/Tokyo"), date(2025, 1, 1)).startswith("Tuesday 1 December 2026")


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined_as_a_person_would(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


def test_every_refusal_is_a_sentence_to_be_read() -> None:
    for text in ("today", "blorp", "9 years"):
        with pytest.raises(KindlingError) as caught:
            read_date(text, MONDAY)
        assert str(caught.value).endswith(".")
