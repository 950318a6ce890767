"""A meeting in one's own calendar."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.platforms.calendar_files import google_link, ics, ics_name, outlook_link

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
START = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
MakeLink = Callable[[str, datetime, int, str], str]
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\\nN,;"), max_size=60)


def written(body: bytes, name: str) -> str:
    """What a property says, by the rules of RFC 5545: sections 3.1 (folding) and 3.3.11 (text)."""
    (line,) = (one for one in re.sub(rb"\r\n[ \t]", b"", body).decode().split("\r\n") if one.startswith(f"{name}:"))
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], line.removeprefix(f"{name}:"))


def query(link: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_the_google_link_fills_in_the_meeting() -> None:
    link = google_link("Coffee: Amara & Ben", START, 30, "Say hello.\nBring nothing.")
    assert link.startswith("https://calendar.google.com/calendar/render?")
    assert query(link) == {
        "action": "TEMPLATE",
        "text": "Coffee: Amara & Ben",
        "dates": "20261124T103000Z/20261124T110000Z",
        "details": "Say hello.\nBring nothing.",
    }


def test_the_outlook_link_fills_in_the_meeting() -> None:
    link = outlook_link("Coffee: Amara & Ben", START, 45, "Say hello.\nBring <nothing>.")
    assert link.startswith("https://outlook.office.com/calendar/0/deeplink/compose?")
    assert query(link) == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "Coffee: Amara & Ben",
        "startdt": "2026-11-24T10:30:00Z",
        "enddt": "2026-11-24T11:15:00Z",
        "body": "Say hello.<br>Bring &lt;nothing&gt;.",
    }


@pytest.mark.parametrize("link", [google_link, outlook_link])
def test_a_local_start_is_the_same_moment(link: MakeLink) -> None:
    local = START.astimezone(NEW_YORK)
    assert link("Coffee", local, 30, "") == link("Coffee", START, 30, "")


@pytest.mark.parametrize("link", [google_link, outlook_link])
def test_a_link_has_no_spaces_and_no_plus_signs(link: MakeLink) -> None:
    assert not set(' +<>"|\n') & set(link('Tea + cake "now"', START, 30, "a b\n<c|d>"))


def test_the_file_is_read_by_a_calendar() -> None:
    calendar = Calendar.from_ical(ics("group-1@kindling", "Coffee", START, 30, "Say hello.", NOW))
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert (str(event["uid"]), str(event["summary"])) == ("group-1@kindling", "Coffee")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (START, START + timedelta(minutes=30))
    assert event.decoded("dtstamp") == NOW


def test_the_file_keeps_its_lines_as_the_standard_asks() -> None:
    body = ics("1", "Coffee, tea; or both", START, 30, "é" * 200, NOW)
    lines = body.split(b"\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert b"SUMMARY:Coffee\\, tea\\; or both" in lines
    assert b"DTSTART:20261124T103000Z" in lines


def test_a_name_cannot_smuggle_a_line_into_the_file() -> None:
    body = ics("1", "Coffee\r\nATTENDEE:mailto:x@example.com", START, 30, "a\x00b\x07c", NOW)
    assert not any(line.startswith(b"ATTENDEE") for line in body.split(b"\r\n"))
    assert b"DESCRIPTION:abc" in body


@settings(max_examples=60, deadline=None)
@given(title=WORDS, details=LINES, minutes=st.integers(1, 600))
@example(title="Coffee", details=r"It is in G:\New rooms\north", minutes=30)
def test_whatever_is_written_comes_back_as_it_was(title: str, details: str, minutes: int) -> None:
    body = ics("1", title, START, minutes, details, NOW)
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert (written(body, "SUMMARY"), written(body, "DESCRIPTION")) == (title, details)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=minutes)


def test_the_same_meeting_is_the_same_file() -> None:
    assert ics("1", "Coffee", START, 30, "", NOW) == ics("1", "Coffee", START.astimezone(NEW_YORK), 30, "", NOW)


def test_the_file_is_named_after_its_start() -> None:
    assert ics_name(START) == "coffee-2026-11-24-1030.ics"
    assert ics_name(START.astimezone(NEW_YORK), "Pot-luck / lunch") == "pot-luck-lunch-2026-11-24-0530.ics"
    assert ics_name(START, "../") == "meeting-2026-11-24-1030.ics"
