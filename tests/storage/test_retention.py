"""Nothing is kept longer than docs/retention.md says: each limit is tried on both sides, with nobody asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select

from rituals.cards import say
from rituals.catalog import BUILT_IN, Catalog
from rituals.effects import Post, Tell
from rituals.kept import CARDS
from storage.store import Store
from storage.tables.models import Base, OutboxRow
from storage.upkeep import retention
from storage.upkeep.retention import A_QUARTER, FORGOTTEN, MET, PRIVATE, REFUSED, SEEN, TOO_LATE
from tests.databases import Databases
from tests.past import met_long_ago, said_long_ago
from tests.storage.kit import NOW, coffee

KEEPS = Catalog({ritual.name: ritual for ritual in BUILT_IN}).keeps
A_YEAR, A_WHILE = timedelta(days=365), timedelta(hours=1)
ANA = "UANA"
Row = dict[str, Any]


def _circle(**more: Any) -> Row:
    fresh = {"id": "c", "workspace": "T1", "ritual": "coffee", "channel": "C0", "zone": "UTC", "settings": {}}
    return {**fresh, "is_running": True, "started": NOW - 9 * A_YEAR, **more}


def _message(at: datetime, kind: str, **more: Any) -> Row:
    where = {"id": "m", "workspace": "T1", "circle_id": "c", "key": "k", "once": "c/k", "lane": f"person:{ANA}"}
    return {**where, "kind": kind, "state": "done", "people": [], "not_before": at, "created": at, **more}


def _person(at: datetime, **more: Any) -> Row:
    flags = dict.fromkeys(("is_bot", "is_guest", "is_gone", "is_stranger"), False)
    known = {"workspace": "T1", "id": ANA, "name": "Ana", "title": "", "zone": "UTC", "refreshed_at": at}
    return {**known, **flags, "work_start": time(9), "work_end": time(17), **more}


def _round(at: datetime, number: int = 1) -> Row:
    id = f"r{number}"
    return {"id": id, "circle_id": "c", "number": number, "on_date": at.date(), "due": at, "created": at}


def _met(at: datetime) -> Iterator[tuple[str, Row]]:
    yield "rounds", _round(at)
    yield "rounds", _round(NOW, 2)
    yield "groups", {"id": "g", "circle_id": "c", "round_id": "r1", "notes": {}}
    yield "group_members", {"round_id": "r1", "group_id": "g", "person": ANA}


def _answered(at: datetime) -> Iterator[tuple[str, Row]]:
    yield from _met(at)
    yield "answers", {"group_id": "g", "person": ANA, "question": "met", "value": "yes"}


def _entry(at: datetime, kind: str, **data: Any) -> Row:
    return {"id": "e", "circle_id": "c", "kind": kind, "person": ANA, "data": data, "created": at}


def _in_ritual(ritual: str, kind: str) -> Callable[[datetime], Iterator[tuple[str, Row]]]:
    def put(at: datetime) -> Iterator[tuple[str, Row]]:
        yield "circles", _circle(id="d", ritual=ritual, channel="C1")
        yield "entries", {**_entry(at, kind), "circle_id": "d"}
        yield "responses", {"entry_id": "e", "person": ANA, "question": "q", "value": "yes"}

    return put


def _one(table: str, row: Callable[[datetime], Row]) -> Callable[[datetime], Iterator[tuple[str, Row]]]:
    return lambda at: iter([(table, row(at))])


def _place_of_somebody_gone(at: datetime) -> Iterator[tuple[str, Row]]:
    yield "people", _person(at, is_gone=True)
    for table, more in (("participants", {"joined": at}), ("circle_champions", {})):
        yield table, {"circle_id": "c", "person": ANA, **more}


def _ended(at: datetime) -> Iterator[tuple[str, Row]]:
    yield "circles", _circle(id="over", channel="C2", is_running=False, stopped_at=at)
    added, said = ("entries", _entry(NOW, "named")), ("outbox", _message(NOW, "tell"))
    for table, row in (*_met(NOW - timedelta(days=9)), added, said):
        yield table, {**row, **({"circle_id": "over"} if "circle_id" in row else {})}


LIMITS: dict[str, tuple[timedelta, str, Callable[[datetime], Iterator[tuple[str, Row]]]]] = {
    "an event that was handled": (
        SEEN,
        "seen",
        _one("seen", lambda at: {"workspace": "T1", "event_id": "e", "at": at}),
    ),
    **{
        f"a {kind} that was delivered": (age, "outbox", _one("outbox", lambda at, kind=kind: _message(at, kind)))  # type: ignore[misc]
        for kind, age in (
            *dict.fromkeys(("tell", "nudge", "update"), PRIVATE).items(),
            *dict.fromkeys(("post", "introduce"), CARDS).items(),
        )
    },
    "a message that was given up": (PRIVATE, "outbox", _one("outbox", lambda at: _message(at, "tell", state="failed"))),
    "that somebody was forgotten": (
        FORGOTTEN,
        "forgotten",
        _one("forgotten", lambda at: {"workspace": "T1", "digest": "d", "at": at}),
    ),
    "a message that waits": (PRIVATE, "outbox", _one("outbox", lambda at: _message(at, "tell", state="ready"))),
    "who was introduced": (MET, "group_members", _met),
    "a round": (MET, "rounds", _met),
    "an answer": (A_QUARTER, "answers", _answered),
    "a profile": (A_QUARTER, "people", _one("people", _person)),
    "the place of somebody who is gone": (A_QUARTER, "participants", _place_of_somebody_gone),
    "the circle of somebody who is gone": (A_QUARTER, "circle_champions", _place_of_somebody_gone),
    "how far a list was read": (
        A_QUARTER,
        "readings",
        _one("readings", lambda at: {"workspace": "T1", "list": "c", "begun": at, "ended": True}),
    ),
    "an entry of a kind without a limit of its own": (A_YEAR, "entries", _in_ritual("potluck", "unheard of")),
    "an answer to an entry": (timedelta(days=30), "responses", _in_ritual("words", "word")),
    **{
        f"{ritual}: {kind}": (kept.age, "entries", _in_ritual(ritual, kind))
        for ritual, kinds in KEEPS.items()
        for kind, kept in kinds.items()
        if kept.age
    },
    "a circle that ended": (A_YEAR, "circles", _ended),
    "what was said in a circle that ended": (A_YEAR, "outbox", _ended),
    "what was added in a circle that ended": (A_YEAR, "entries", _ended),
    "who met in a circle that ended": (A_YEAR, "group_members", _ended),
    "a workspace that the bot was removed from": (
        PRIVATE,
        "workspaces",
        _one("workspaces", lambda at: {"id": "T2", "left_at": at}),
    ),
}


@pytest.fixture
def store(store: Store) -> Store:
    _put(store, [("workspaces", {"id": "T1"}), ("circles", _circle())])
    return store


def _put(store: Store, rows: Any) -> None:
    with store.begin() as tx:
        for table, row in rows:
            values = {"name": "", "platform": ""} if table == "workspaces" else {}
            tx._session.execute(insert(Base.metadata.tables[table]), {**values, **row})


def _count(store: Store, table: str) -> int:
    with store.begin() as tx:
        return tx._session.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0


@pytest.mark.parametrize("what", LIMITS)
def test_it_is_kept_as_long_as_it_may_and_no_longer(store: Store, what: str) -> None:
    age, table, put = LIMITS[what]
    before = _count(store, table)
    _put(store, put(NOW - age + A_WHILE))
    there = _count(store, table)
    store.sweep(NOW, KEEPS)
    assert _count(store, table) == there > before, "it went too early"
    store.sweep(NOW + 2 * A_WHILE, KEEPS)
    assert _count(store, table) == there - 1, "it was kept too long"


def test_a_tally_goes_with_its_day(store: Store) -> None:
    _put(store, [("tallies", {"workspace": "T1", "digest": "d", "on_date": NOW.date(), "count": 1})])
    for days, left in ((3, 1), (4, 0)):
        store.sweep(NOW + timedelta(days=days), KEEPS)
        assert _count(store, "tallies") == left


def test_every_table_grows_old_or_is_excused() -> None:
    tried = {table for _, table, _ in LIMITS.values()} | {
        "groups",
        "tallies",
    }  # whose members are tried, and which are of a day
    excused = {
        "alarms": "until it rings, or with its circle",
        "refusals": "until that person takes it back; a pause: below",
        "switches": "as long as the workspace",
        "pace": "a row for each method",
        "workers": "a day: tests/stories/test_health_and_metrics.py",
    }
    assert tried | excused.keys() >= Base.metadata.tables.keys()
    assert not tried & excused.keys()


def test_a_pause_is_kept_until_its_day_has_passed_everywhere(store: Store) -> None:
    paused = {"workspace": "T1", "ritual": "words", "person": ANA, "what": "", "whom": ""}
    _put(store, [("refusals", {**paused, "until": NOW.date()}), ("refusals", {**paused, "ritual": "talk"})])
    for later, there in ((timedelta(days=1), 2), (timedelta(days=2), 1), (timedelta(days=4000), 1)):
        store.sweep(NOW + later, KEEPS)
        assert _count(store, "refusals") == there


def _words_of(store: Store, column: str, table: str) -> Any:
    with store.begin() as tx:
        return str(tx._session.scalar(select(Base.metadata.tables[table].c[column])))


def test_words_go_before_the_message_that_waits_with_them(store: Store) -> None:
    card = {"summary": "A secret", "body": [{"is": "Paragraph", "text": ["A secret"]}]}
    _put(store, [("outbox", _message(NOW - TOO_LATE + A_WHILE, "tell", state="ready", card=card))])
    store.sweep(NOW, KEEPS)
    assert "A secret" in _words_of(store, "card", "outbox")
    store.sweep(NOW + 2 * A_WHILE, KEEPS)
    assert "A secret" not in _words_of(store, "card", "outbox")
    with store.begin() as tx:
        (job,) = tx.outbox.claim(NOW, 60, 1)
    assert job.card.body == ()


def test_words_of_what_was_refused_can_be_asked_for_a_week(store: Store) -> None:
    lost = _message(NOW - REFUSED + A_WHILE, "post", state="failed", asked_by=ANA, card={"summary": "Hi", "body": []})
    _put(store, [("outbox", lost)])
    store.sweep(NOW, KEEPS)
    assert "Hi" in _words_of(store, "card", "outbox")
    store.sweep(NOW + 2 * A_WHILE, KEEPS)
    assert (_words_of(store, "card", "outbox"), _words_of(store, "asked_by", "outbox")) == ("None", "")


@pytest.mark.parametrize(
    ("ritual", "kind", "part"),
    [(ritual, kind, part) for ritual, kinds in KEEPS.items() for kind, kept in kinds.items() for part in kept.parts],
)
def test_a_part_goes_before_the_rest(store: Store, ritual: str, kind: str, part: str) -> None:
    at = NOW - KEEPS[ritual][kind].parts[part]
    entry = {**_entry(at, kind, **{part: "A “secret”", "to": "UBEN"}), "circle_id": "d"}
    _put(store, [("circles", _circle(id="d", ritual=ritual, channel="C1")), ("entries", entry)])
    store.sweep(NOW - A_WHILE, KEEPS)
    assert "secret" in _words_of(store, "data", "entries")
    store.sweep(NOW + A_WHILE, KEEPS)
    store.sweep(NOW + A_WHILE, KEEPS)
    assert "secret" not in _words_of(store, "data", "entries")
    assert "UBEN" in _words_of(store, "data", "entries")


def test_what_has_no_limit_stays_until_its_circle_has_ended(store: Store) -> None:
    _put(store, [("circles", _circle(id="d", ritual="words"))])
    _put(store, [("entries", {**_entry(NOW - 20 * A_YEAR, "kept"), "circle_id": "d"})])
    store.sweep(NOW, KEEPS)
    assert _count(store, "entries") == 1


def test_a_ritual_that_is_not_installed_loses_nothing(store: Store) -> None:
    """A package that is missing for an hour must not cost anybody their birthday."""
    _put(store, [("circles", _circle(id="d", ritual="birthdays"))])
    _put(store, [("entries", {**_entry(NOW - 3 * A_YEAR, "birthday"), "circle_id": "d"})])
    store.sweep(NOW, KEEPS)
    assert _count(store, "entries") == 1


def test_who_takes_part_or_looks_after_something_stays_known(store: Store) -> None:
    long_ago = NOW - A_YEAR
    _put(store, [("people", _person(long_ago, id=id)) for id in (ANA, "UBEN", "UCLEO")])
    _put(store, [("participants", {"circle_id": "c", "person": ANA, "joined": long_ago})])
    _put(store, [("circle_champions", {"circle_id": "c", "person": "UBEN"})])
    store.sweep(NOW, KEEPS)
    with store.begin() as tx:
        assert tx.people.known("T1", {ANA, "UBEN", "UCLEO"}).keys() == {ANA, "UBEN"}


def test_who_is_gone_elsewhere_keeps_the_place_that_another_has_here(store: Store) -> None:
    """Two workspaces may give two people the same id."""
    _put(store, [("workspaces", {"id": "T2"}), ("people", {**_person(NOW - A_YEAR, is_gone=True), "workspace": "T2"})])
    _put(store, [("participants", {"circle_id": "c", "person": ANA, "joined": NOW})])
    store.sweep(NOW, KEEPS)
    assert _count(store, "participants") == 1


def test_the_latest_round_gives_the_next_its_number(store: Store) -> None:
    _put(store, [("rounds", _round(NOW - 9 * A_YEAR))])
    store.sweep(NOW, KEEPS)
    with store.begin() as tx:
        circle = tx.circles.by_id("T1", "c")
        assert circle
        held = circle.begin_round(NOW, NOW.date(), None, NOW)
    assert held
    assert held.number == 2


def test_what_is_said_only_once_is_not_said_again(store: Store) -> None:
    """That nobody looks after a circle is told once; its welcome is kept true as long as it runs."""
    note = Tell(ANA, say("Nobody looks after it"), key=f"nobody:{ANA}")
    with store.begin() as tx:
        circle = coffee(tx)
        circle.join(ANA, NOW)
        id = circle.id
        for said in (note, Post(say("Welcome"), "welcome")):
            tx.outbox.put("T1", id, said, circle.started)
        for job in tx.outbox.claim(NOW, 60, 9):
            tx.outbox.done(job, {"conversation": "D1", "message": job.key})
    store.sweep(NOW + 5 * A_YEAR, KEEPS)
    with store.begin() as tx:
        assert tx.outbox.put("T1", id, note, NOW + 5 * A_YEAR) is None
        assert tx.outbox.reference_of("T1", id, "welcome")


def test_a_circle_that_goes_on_in_time_has_ended_never(store: Store) -> None:
    def sweep(years: float) -> None:
        store.sweep(NOW + years * A_YEAR, KEEPS)

    with store.begin() as tx:
        id = coffee(tx, channel="C9").id
        coffee(tx, channel="C9").stop()
    sweep(0)
    with store.begin() as tx:
        coffee(tx, channel="C9")
    sweep(0.9)
    with store.begin() as tx:
        coffee(tx, channel="C9").stop()
    sweep(1.8)
    sweep(2.7)
    with store.begin() as tx:
        assert tx.circles.by_id("T1", id)
    sweep(2.9)
    with store.begin() as tx:
        assert tx.circles.by_id("T1", id) is None


def test_after_years_away_it_goes_in_small_steps(store: Store) -> None:
    """Nobody waits for more than so many rows, and in between everybody has a turn."""
    with store.begin() as tx:
        said_long_ago(tx, "T1", "c", 2 * retention.MOST, NOW - 5 * A_YEAR)
        met_long_ago(tx, "c", 200, NOW - 5 * A_YEAR)
    with deletions(store) as gone:
        store.sweep(NOW, KEEPS)
    assert _count(store, "outbox") == _count(store, "answers") == 0
    assert len(gone) >= 3
    assert max(gone) <= retention.MOST


@contextmanager
def deletions(store: Store) -> Iterator[list[int]]:
    """How many rows each statement deletes, what hangs on them not counted."""
    gone: list[int] = []

    def count(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("DELETE"):
            gone.append(cursor.rowcount)

    event.listen(store._engine, "after_cursor_execute", count)
    try:
        yield gone
    finally:
        event.remove(store._engine, "after_cursor_execute", count)


def test_nobody_waits_for_a_row_that_somebody_else_holds(store: Store, databases: Databases) -> None:
    if databases.name == "sqlite":
        return  # which lets one in at a time
    _put(store, [("outbox", _message(NOW - A_YEAR, "tell"))])
    with store.begin() as tx:
        tx._session.execute(select(OutboxRow.id).with_for_update())
        store.sweep(NOW, KEEPS)
    assert _count(store, "outbox") == 1
    store.sweep(NOW, KEEPS)
    assert _count(store, "outbox") == 0
