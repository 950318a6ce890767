"""What is held about somebody as data, for other programs to read: what their letter says, from the same look.

Of what others added, no more than the letter's own words: who wrote an unsigned kind word is in its row, and not here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from rituals.cards import FORGOTTEN, Channel, Link, Person, Span, Text, as_text, plain
from rituals.records import Participation, Profile, Refusal
from storage import Added, Held, Met, Place, SqlCircle, Told, Waiting

VERSION = 1
"""Of these keys and what they mean: a higher one for whoever reads them, once any of it changes."""
SOMEBODY = "somebody"
Data = dict[str, Any]


def as_data(held: Held, person: str, groups: Iterable[tuple[Met, Text]], entries: Iterable[tuple[Added, Text]]) -> Data:
    """Everything held, with the letter's words for each group and entry. Times are ISO 8601 in UTC, days local."""
    told = {
        "schema": "kindling/my-data",
        "version": VERSION,
        "profile": _profile(held.profile, held.read_at) if held.profile else None,
        "circles": [_place(one) for one in held.places],
        "refusals": [_refusal(*one) for one in held.refuses],
        "groups": [_group(one, person, words) for one, words in groups],
        "entries": [_entry(one, person, words) for one, words in entries],
        "reminders": [in_utc(at) for at in held.reminders],
        "messages": {"waiting": [_waiting(one) for one in held.waiting], **_told(held.told)},
        "named_in_answers_of_others": held.named_in_answers,
    }
    return {name: _nobody_told_apart(value) for name, value in told.items()}


def in_utc(at: datetime | None) -> str | None:
    """“2026-11-20T09:00:00Z”."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def shown(text: Text, names: Mapping[str, str]) -> str:
    """The text as plain words, with these names; who and what has none stays an id."""
    return "".join(_shown(span, names) for span in text)


def mentioned(text: Text, *, channels: bool = False) -> Iterator[str]:
    """The people of a text by id, or its channels; less those who were forgotten."""
    kind = Channel if channels else Person
    return (span.id for span in text if isinstance(span, kind) and not span.id.startswith(FORGOTTEN))


def _shown(span: Span, names: Mapping[str, str]) -> str:
    match span:
        case str():
            return span
        case Link(text, url):
            return f"{text} ({url})"
        case Person(id) if id.startswith(FORGOTTEN):
            return SOMEBODY
        case Person(id):
            return names.get(id) or f"@{id}"
        case Channel(id):
            return f"#{names.get(id) or id}"
        case _:
            return plain((span,))


def _profile(known: Profile, read: datetime | None) -> Data:
    return {
        "name": known.name,
        "job_title": known.title,
        "zone": known.zone,
        "work_start": f"{known.work_start:%H:%M}",
        "work_end": f"{known.work_end:%H:%M}",
        "is_admin": known.is_admin,
        "is_guest": known.is_guest,
        "is_of_another_organisation": known.is_stranger,
        "is_app": known.is_bot,
        "is_closed": known.is_gone,
        "read": in_utc(read),
    }


def _place(one: Place) -> Data:
    part = _participant(one, one.part) if one.part else None
    return {**_where(one.circle), "is_champion": one.is_champion, "participant": part}


def _participant(one: Place, part: Participation) -> Data:
    return {
        "joined": in_utc(part.joined),
        "skips_next": part.skips_next,
        "paused_until": _day(part.paused_until),
        "goes_first": part.goes_first,
        "about": dict(part.about),
        "is_in_channel": one.is_present,
        "was_told_why_not": one.knows_why,
        "last_seen": in_utc(one.seen),
        "last_unread": in_utc(one.unread),
    }


def _refusal(ritual: str, refusal: Refusal) -> Data:
    whom = "not kept by name" if refusal.whom == FORGOTTEN else refusal.whom or None
    return {"ritual": ritual, "kind": refusal.what or None, "from": whom, "until": _day(refusal.until)}


def _group(one: Met, person: str, words: Text) -> Data:
    return {
        **_where(one.circle),
        "on": _day(one.group.round.on),
        "people": _others(words, person),
        "answers": dict(one.answers),
        "words": shown(words, {}),
    }


def _entry(one: Added, person: str, words: Text) -> Data:
    """What they added themselves with its time and as it is kept; of anybody else's, the day."""
    is_mine = one.entry.person == person
    mine = {"created": in_utc(one.entry.created), "data": dict(one.entry.data)} if is_mine else {}
    return {
        **_where(one.circle),
        "kind": one.entry.kind,
        "is_mine": is_mine,
        "on": _day(one.entry.created.astimezone(one.circle.zone).date()),
        **mine,
        "people": _others(words, person),
        "answers": dict(one.answers),
        "words": shown(words, {}),
    }


def _waiting(one: Waiting) -> Data:
    return {
        "is_for_me": one.is_mine,
        "i_asked": one.i_asked,
        "was_given_up": one.is_lost,
        "put": in_utc(one.put),
        "summary": shown(as_text(one.summary), {}) or None,
    }


def _told(past: Told) -> Data:
    return {"delivered": past.count, "not_needed_any_more": past.dropped, "since": in_utc(past.since)}


def _where(circle: SqlCircle) -> Data:
    return {"ritual": circle.ritual, "channel": circle.channel}


def _others(words: Text, person: str) -> Sequence[str]:
    return [one for one in dict.fromkeys(mentioned(words)) if one != person]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _nobody_told_apart(value: Any) -> Any:
    """Whoever was forgotten is somebody: their ids would tell one from another."""
    match value:
        case str() if value.startswith(FORGOTTEN):
            return SOMEBODY
        case dict():
            return {name: _nobody_told_apart(each) for name, each in value.items()}
        case list():
            return [_nobody_told_apart(each) for each in value]
    return value
