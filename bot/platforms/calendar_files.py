"""A meeting for one's own calendar: links that open a filled-in form, and a file for all the others."""

import re
from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import quote, urlencode

from icalendar import Calendar, Event, vText

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def google_link(title: str, start: datetime, minutes: int, details: str) -> str:
    """Opens Google Calendar with the meeting filled in; nothing is saved until the person saves it."""
    dates = f"{_utc(start):%Y%m%dT%H%M%SZ}/{_end(start, minutes):%Y%m%dT%H%M%SZ}"
    query = {"action": "TEMPLATE", "text": title, "dates": dates, "details": details}
    return "https://calendar.google.com/calendar/render?" + urlencode(query, quote_via=quote)


def outlook_link(title: str, start: datetime, minutes: int, details: str) -> str:
    """Opens Outlook on the web with the meeting filled in; its body is HTML, so the details are escaped."""
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": f"{_utc(start):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{_end(start, minutes):%Y-%m-%dT%H:%M:%SZ}",
        "body": escape(details, quote=False).replace("\n", "<br>"),
    }
    return "https://outlook.office.com/calendar/0/deeplink/compose?" + urlencode(query, quote_via=quote)


def ics(uid: str, title: str, start: datetime, minutes: int, details: str, now: datetime) -> bytes:
    """The meeting as an iCalendar file (RFC 5545) with times in UTC."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _utc(now))
    event.add("dtstart", _utc(start))
    event.add("dtend", _end(start, minutes))
    event.add("summary", _Words(_CONTROLS.sub("", title)))
    event.add("description", _Words(_CONTROLS.sub("", details)))
    return bytes(_published(event).to_ical())


class _Words(vText):
    """Escaped as RFC 5545, section 3.3.11, has it. The library takes a backslash and an N for a new line."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
        return escaped.replace("\n", r"\n").encode()


def ics_name(start: datetime, stem: str = "coffee") -> str:
    """A file name such as “coffee-2026-11-24-1030.ics”, in the wall time that `start` carries."""
    safe = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "meeting"
    return f"{safe}-{start:%Y-%m-%d-%H%M}.ics"


def _published(event: Event) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Kindling//Kindness rituals//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _end(start: datetime, minutes: int) -> datetime:
    return _utc(start) + timedelta(minutes=minutes)
