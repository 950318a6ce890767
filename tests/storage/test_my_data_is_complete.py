"""“My data” against the tables: whatever a table holds of somebody is told to them, in words and in the file for
programs, or a reason is given here."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, select, update

from bot.my_data.letter import Letter
from rituals.cards import Card, Note, Paragraph, plain
from rituals.catalog import BUILT_IN, Catalog
from storage.store import Store
from storage.tables.models import Base
from storage.transaction import Transaction
from tests.databases import Databases
from tests.storage.kit import NOW

ANA, BEN = "UANA", "UBEN"
CATALOG = Catalog({ritual.name: ritual for ritual in BUILT_IN})
LATER = NOW + timedelta(days=40)
Row = dict[str, Any]
Told = Callable[[Transaction], str]

ABOUT_NOBODY = {
    "workspaces": "a workspace is nobody",
    "circles": "a ritual in a channel; who looks after it is told from another table",
    "rounds": "a day of a circle; who met is told from the groups",
    "switches": "which rituals a workspace has",
    "seen": "names of events, by which the same one is known again for three days; they do not say whose",
    "pace": "how fast a method may be called",
    "readings": "how far a list has been read, and nobody on it",
    "workers": "processes",
    "tallies": "how often something was done today; by whom cannot be told without asking for each",
    "forgotten": "that somebody was forgotten; of whom cannot be told without asking for each",
}
EXCUSED = {
    ("groups", "happened"): "it follows from everybody's answers, and would tell the others' to each",
    ("alarms", "name"): "what a ritual calls the reminder in its code",
    ("entries", "about"): "an id, of what the entry is about; the ritual tells of that",
    ("outbox", "kind"): "how it is delivered",
    ("outbox", "key"): "what it is called in code",
    ("outbox", "once"): "what it is called in code, so that it is not said twice",
    ("outbox", "to"): "the key of the message that it follows",
    ("outbox", "asked_for"): "whether it is an answer to somebody's own act",
    ("outbox", "open"): "whether it may reach somebody who never joined",
    ("outbox", "said_at"): "where Slack has it",
    ("outbox", "reference"): "where Slack has it",
    ("outbox", "attempt"): "how it is delivered",
    ("outbox", "not_before"): "how it is delivered",
    ("outbox", "lease_until"): "how it is delivered",
    ("outbox", "begun"): "how it is delivered",
    ("outbox", "why"): "Slack's own word for why it was not taken",
}
"""Columns that hold something of somebody, or beside it, and are not told; keys that only join rows need no word."""

OTHER: dict[tuple[str, str], Any] = {
    ("people", "zone"): "Asia/Tokyo",
    ("participants", "about"): {"team": "Another"},
    ("groups", "notes"): {"opener": "Another?", "off": True},
    ("answers", "value"): "will",
    ("entries", "kind"): "unheard of",
    ("entries", "data"): {"words": "Another"},
    ("outbox", "card"): None,
    ("outbox", "people"): [],
    ("outbox", "lane"): "channel:nowhere",
    ("outbox", "state"): "failed",
    ("refusals", "ritual"): "talk",
    ("circle_champions", "person"): BEN,
    ("alarms", "about"): BEN,
}
"""Another value where not any other will do."""


def rows() -> dict[str, list[Row]]:
    """Something of Ana's in every column that can hold it."""
    return {
        "workspaces": [{"id": "T1", "name": "", "platform": "slack"}],
        "people": [_person(ANA, "Ana Lee"), _person(BEN, "Ben Cho")],
        "circles": [_circle(ritual) for ritual in (*CATALOG.rituals, "garden")],
        "circle_champions": [{"circle_id": "talk", "person": ANA}],
        "participants": [_participant()],
        "rounds": [
            {"id": "r", "circle_id": "coffee", "number": 1, "on_date": NOW.date(), "due": NOW, "created": NOW},
            {"id": "r2", "circle_id": "garden", "number": 1, "on_date": NOW.date(), "due": NOW, "created": NOW},
        ],
        "groups": [
            _group("g", "coffee", "r", {"opener": "What is new?", "times": [LATER.isoformat()]}),
            _group("g2", "garden", "r2", {"bed": "the sunny one", "host": BEN}),
        ],
        "group_members": [
            {"round_id": round, "group_id": group, "person": person}
            for round, group in (("r", "g"), ("r2", "g2"))
            for person in (ANA, BEN)
        ],
        "answers": [
            {"group_id": "g", "person": ANA, "question": "met", "value": "yes"},
            {"group_id": "g2", "person": ANA, "question": "dug", "value": "twice"},
            {"group_id": "g2", "person": BEN, "question": "with", "value": ANA},
        ],
        "entries": list(_entries()),
        "responses": [
            {"entry_id": "received", "person": ANA, "question": "thanked", "value": "yes"},
            {"entry_id": "theirs", "person": ANA, "question": "like", "value": "very much"},
            {"entry_id": "theirs", "person": BEN, "question": "best", "value": ANA},
        ],
        "refusals": [
            {"workspace": "T1", "ritual": "words", "person": ANA, **what}
            for what in (
                {"what": "", "whom": "", "until": LATER.date() + timedelta(days=9)},
                {"what": "unsigned", "whom": BEN, "until": LATER.date()},
            )
        ],
        "alarms": [{"circle_id": "words", "name": "forget", "about": ANA, "at": LATER}],
        "outbox": list(_messages()),
    }


def _person(id: str, name: str) -> Row:
    flags = dict.fromkeys(("is_bot", "is_guest", "is_gone", "is_admin", "is_stranger"), False)
    hours = {"work_start": time(9), "work_end": time(17), "refreshed_at": NOW}
    return {"workspace": "T1", "id": id, "name": name, "title": "Nurse", "zone": "Europe/London", **flags, **hours}


def _circle(ritual: str) -> Row:
    where = {"id": ritual, "workspace": "T1", "ritual": ritual, "channel": f"C{ritual}", "zone": "Europe/London"}
    return {**where, "settings": {}, "is_running": True, "started": NOW}


def _participant() -> Row:
    flags = {
        "skips_next": True,
        "goes_first": True,
        "is_present": False,
        "knows_why": True,
        "paused_until": LATER.date(),
    }
    about = {"about": {"team": "Ward 7"}, "seen_at": NOW, "unread_at": NOW}
    return {"circle_id": "coffee", "person": ANA, "joined": NOW, **flags, **about}


def _group(id: str, circle: str, round: str, notes: Row) -> Row:
    return {"id": id, "circle_id": circle, "round_id": round, "happened": True, "notes": notes}


def _entries() -> Iterator[Row]:
    dish = {"name": "Soup", "category": "main", "serves": 4, "labels": [], "allergens": {}, "note": "hot"}
    lunch = {
        "starts": LATER.isoformat(),
        "place": "The attic",
        "places": 9,
        "plus_one": True,
        "wanted": [],
        "roles": [],
    }
    yield _entry("lunch", "potluck", "lunch", "", {**lunch, "state": "open", "moves": 0})
    offer = {"dish": dish, "role": "washing up", "guest": True, "waiting": False}
    yield _entry("offer", "potluck", "offer", ANA, offer, about="lunch")
    yield _entry("proposal", "potluck", "proposal", ANA, {"starts": LATER.isoformat(), "place": "Attic"}, about="lunch")
    yield _entry("recipe", "potluck", "recipe", ANA, {"title": "Soup", "text": "Boil it."}, about="lunch")
    yield _entry("leftovers", "potluck", "leftovers", ANA, {"words": "rice"}, about="lunch")
    signed = {"anonymous": False, "name_ok": True, "words": "Well done."}
    yield _entry("sent", "words", "word", ANA, {"to": BEN, **signed})
    yield _entry("received", "words", "word", BEN, {"to": ANA, **signed})
    yield _entry("kept", "words", "kept", ANA, {"word": "received", "words": "Kept this.", "sender": BEN})
    yield _entry("own", "talk", "own", ANA, {"words": "Seen any birds?"})
    yield _entry("mine", "garden", "seed", ANA, {"plant": "beans", "rows": 2})
    yield _entry("theirs", "garden", "seed", BEN, {"plant": "not for others to read"})


def _entry(id: str, circle: str, kind: str, person: str, data: Row, about: str = "") -> Row:
    return {
        "id": id,
        "circle_id": circle,
        "kind": kind,
        "person": person,
        "data": data,
        "about": about,
        "created": NOW,
    }


def _messages() -> Iterator[Row]:
    yield _message("hello", "tell", f"person:{ANA}", [ANA], "For you alone")
    yield _message("group:g", "introduce", "group:coffee:group:g", [ANA, BEN], "Meet")
    yield _message("lunch", "post", "channel:potluck", [], "Lunch", asked_by=ANA)
    yield _message("old", "tell", f"person:{ANA}", [], None, state="done")
    yield _message("unwanted", "tell", f"person:{ANA}", [], None, state="dropped")


def _message(key: str, kind: str, lane: str, people: list[str], says: str | None, **more: Any) -> Row:
    return {
        "id": key,
        "workspace": "T1",
        "circle_id": "coffee",
        "kind": kind,
        "key": key,
        "once": key,
        "lane": lane,
        "people": people,
        "card": {"summary": says, "body": []} if says else None,
        "state": "ready",
        "attempt": 0,
        "not_before": NOW,
        "created": NOW,
        "asked_by": "",
        **more,
    }


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Store]:
    """Made once: whatever a test changes is taken back."""
    with databases.store() as store:
        _live(store)
        yield store


def _live(store: Store) -> None:
    with store.begin() as tx:
        for name, values in rows().items():
            for row in values:  # not many at once: they have not all the same columns
                tx._session.execute(insert(Base.metadata.tables[name]), row)


def letter(tx: Transaction, person: str = ANA) -> str:
    """The whole of it, as words."""
    tx._session.expire_all()
    pages = (Letter(tx, CATALOG, "T1", person, LATER).page(number) for number in (1, 2, 3))
    return "\n".join(dict.fromkeys(line for page in pages for line in _lines(page)))


def data(tx: Transaction, person: str = ANA) -> str:
    """The file for other programs."""
    tx._session.expire_all()
    return (Letter(tx, CATALOG, "T1", person, LATER).copy().files({})[1].content).decode()


def _lines(card: Card) -> list[str]:
    return [plain(element.text) for element in card.body if isinstance(element, Paragraph | Note)]


def is_hers(table: str, row: Row) -> bool:
    """Whether something of Ana's stands in the row; of a group or an entry also beside it."""
    return table == "groups" or ANA in repr(row)


def columns_of_somebody(metadata: MetaData) -> Iterator[tuple[str, str]]:
    """Every column of every table that may be about somebody, less those that only join rows."""
    for table in metadata.sorted_tables:
        for column in table.columns if table.name not in ABOUT_NOBODY else ():
            if not (column.foreign_keys or (column.name in ("id", "number") and table.name != "people")):
                yield table.name, column.name


def changed(tx: Transaction, told: Told, table: str, column: str, row: Row) -> bool:
    """Whether something else is told when this value is another."""
    before, found = told(tx), Base.metadata.tables[table]
    other = OTHER[table, column] if (table, column) in OTHER else _another(row[column])
    same = [found.c[key.name] == row[key.name] for key in found.primary_key if key.name in row]
    same = same or [found.c.id == row["id"]]
    with suppress(Undone), tx._session.begin_nested():
        tx._session.execute(update(found).where(*same).values({column: other}))
        after = told(tx)
        raise Undone
    return after != before


class Undone(Exception):
    """It was only to see."""


def _another(value: Any) -> Any:
    others: dict[type, Callable[[Any], Any]] = {
        bool: lambda old: not old,
        str: lambda old: f"{old} else",
        datetime: lambda old: old + timedelta(days=3),
        date: lambda old: old + timedelta(days=3),
        time: lambda old: old.replace(hour=3),
    }
    return others[type(value)](value)


TOLD = [each for each in columns_of_somebody(Base.metadata) if each not in EXCUSED]


@pytest.mark.parametrize("told", [letter, data])
@pytest.mark.parametrize(("table", "column"), TOLD)
def test_whatever_is_held_of_somebody_is_told(lived: Store, table: str, column: str, told: Told) -> None:
    hers = [row for row in rows().get(table, ()) if is_hers(table, row) and column in row]
    assert hers, f"{table}.{column} may hold something of somebody, and this test puts nothing there"
    with lived.begin() as tx:
        found = _with_numbers(tx, table, hers)
        assert any(changed(tx, told, table, column, row) for row in found), f"{table}.{column} is not told"


def _with_numbers(tx: Transaction, table: str, hers: list[Row]) -> list[Row]:
    """The rows with the keys that the database gave them."""
    found = Base.metadata.tables[table]
    if "number" not in found.c:
        return hers
    known = [name for name in ("id", "entry_id", "person", "question") if name in hers[0]]
    return [
        row | {"number": tx._session.scalar(select(found.c.number).where(*(found.c[n] == row[n] for n in known)))}
        for row in hers
    ]


def test_every_excuse_is_about_something_that_is_there() -> None:
    there = {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns}
    assert EXCUSED.keys() <= there
    assert ABOUT_NOBODY.keys() <= Base.metadata.tables.keys()
    assert all(EXCUSED.values())
    assert all(ABOUT_NOBODY.values())


def test_a_new_table_has_to_be_told_or_excused() -> None:
    metadata = MetaData()
    Table("favourites", metadata, Column("person", String, primary_key=True), Column("tea", String))
    assert list(columns_of_somebody(metadata)) == [("favourites", "person"), ("favourites", "tea")]


def test_every_entry_of_ours_is_told_in_words_of_its_own(lived: Store) -> None:
    ours = {row["kind"] for row in rows()["entries"] if row["circle_id"] != "garden" and row["person"]}
    assert ours == {kind for ritual in BUILT_IN for kind in ritual.entry_tellers}
    with lived.begin() as tx:
        told = letter(tx)
    assert told.count("you added something") == 1  # of the ritual that is not installed


def test_what_others_wrote_and_answered_stays_theirs(lived: Store) -> None:
    with lived.begin() as tx:
        told = [(letter(tx), letter(tx, BEN)), (data(tx), data(tx, BEN))]
    for mine, theirs in told:
        assert "not for others to read" not in mine
        assert "not for others to read" in theirs
        assert "twice" in mine
        assert "twice" not in theirs
        assert "Ward 7" not in theirs


def test_the_letter_in_the_file_is_the_whole_letter(lived: Store) -> None:
    with lived.begin() as tx:
        told, [file, _] = letter(tx), Letter(tx, CATALOG, "T1", ANA, LATER).copy().files({})
    pages = [line for line in told.splitlines() if not line.startswith(("Page ", "Only you can see this."))]
    assert [line for line in pages if line not in file.content.decode()] == []


def test_whoever_was_forgotten_is_told_of_nothing_but_what_they_said_no_to(lived: Store) -> None:
    with suppress(Undone), lived.begin() as tx:
        tx.forget("T1", ANA)
        mine, theirs = letter(tx), letter(tx, BEN)
        raise Undone
    assert mine.startswith("You've asked to hear nothing more of kind words")
    assert "Ben Cho" not in mine
    assert "Ana Lee" not in theirs
