"""A backup is one file; it comes back whole or not at all, into either database."""

import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, select, text

from rituals.cards import say
from rituals.effects import Introduce, Tell
from rituals.records import Profile
from storage.engine import open_engine
from storage.errors import CannotCopy, InUse
from storage.tables.migrate import bring_to, changing, upgrade
from storage.tables.models import Base, OutboxRow
from storage.transaction import Transaction
from storage.upkeep.backups import backup, move, restore
from tests.databases import Databases, Sqlite, opened
from tests.postgres import PostgreSQL
from tests.storage.kit import NOW, TODAY, coffee

PEOPLE = ("UANA", "UBEN", "U'; --", "Uß", "uana", "Ｕ")


def silent(_done: int, _steps: int) -> None:
    """Nobody watches."""


def live(tx: Transaction) -> None:
    """A little of everything, with words that databases stumble over."""
    names = ["Ana 🙂", "Ben\n‮x", "%s {0} \\ ?", "Ж", "", "z" * 5000]
    people = [Profile(id=id, name=name) for id, name in zip(PEOPLE, names, strict=True)]
    tx.people.save("T1", people, NOW)
    for workspace in ("T1", "T2"):
        circle = coffee(tx, workspace)
        for person in PEOPLE:
            circle.join(person, NOW + timedelta(microseconds=1))
        circle.pause("UBEN", date(2027, 2, 28))
        held = circle.begin_round(NOW, TODAY, None, NOW)
        assert held
        group = circle.gather(held.id, PEOPLE)
        circle.note(group, nested={"a": [1, 2.5, None, "ü"]}, none=None)
        circle.answer(group, "UANA", "met", "yes")
        entry = circle.add("dish", "UANA", {"name": "Dal", "tags": []}, NOW)
        circle.respond(entry, "UBEN", "bring", "yes")
        tx.outbox.put(workspace, circle.id, Introduce(PEOPLE, say("Meet"), f"group:{group.id}"), NOW)
        tx.outbox.put(workspace, None, Tell("UANA", say("Welcome"), "welcome"), NOW)
        tx.alarms.put(circle.id, "remind", "", NOW)
        tx.switches.set(workspace, "coffee", True)
        tx.first_time(workspace, "Ev1", NOW)


def everything(address: str) -> dict[str, list[tuple[object, ...]]]:
    engine = create_engine(address)
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        rows = {each.name: sorted(map(tuple, connection.execute(select(each))), key=repr) for each in tables}
    engine.dispose()
    return rows


@pytest.fixture
def lived(address: str) -> str:
    with opened(address) as store, store.begin() as tx:
        live(tx)
    return address


@pytest.fixture
def saved(lived: str, tmp_path: Path) -> Path:
    backup(lived, tmp_path / "saved.db", silent)
    return tmp_path / "saved.db"


@pytest.fixture
def other(databases: Databases) -> Iterator[str]:
    with databases.fresh() as address:
        yield address


def test_everything_is_in_a_backup_and_only_its_owner_may_read_it(lived: str, tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    counts = backup(lived, file, silent)
    assert counts["people"] == len(PEOPLE)
    assert everything(f"sqlite:///{file}") == everything(lived)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["saved.db"]


def test_a_backup_is_of_one_moment_while_the_bot_goes_on(lived: str, tmp_path: Path) -> None:
    before = everything(lived)
    with opened(lived) as store, store.begin() as tx:
        coffee(tx).join("ULATE", NOW)
        backup(lived, tmp_path / "saved.db", silent)
    assert everything(lived) != before
    assert everything(f"sqlite:///{tmp_path / 'saved.db'}") == before


def test_a_backup_comes_back_as_it_was(saved: Path, lived: str, other: str) -> None:
    restore(saved, other, replace=False, told=silent)
    assert everything(other) == everything(lived)


@pytest.mark.parametrize("fresh", [False, True], ids=["with tables", "empty"])
def test_a_restored_database_goes_on_where_it_was(saved: Path, databases: Databases, fresh: bool) -> None:
    with databases.fresh(empty=fresh) as other:
        restore(saved, other, replace=False, told=silent)
        with opened(other) as store, store.begin() as tx:
            tx.outbox.put("T1", None, Tell("UBEN", say("Next"), "next"), NOW)
        engine = create_engine(other)
        with engine.connect() as connection:
            keys = connection.scalars(select(OutboxRow.key).order_by(OutboxRow.number)).all()
        engine.dispose()
    assert keys[-1] == "next"


def test_what_is_to_be_settled_after_a_restore_belongs_to_it(saved: Path, other: str) -> None:
    def fail(_: Connection) -> None:
        raise ZeroDivisionError

    before = everything(other)
    with pytest.raises(ZeroDivisionError):
        restore(saved, other, replace=True, told=silent, after=fail)
    assert everything(other) == before


def test_a_database_that_holds_something_is_replaced_only_when_asked_to(saved: Path, lived: str) -> None:
    with opened(lived) as store, store.begin() as tx:
        coffee(tx).join("ULATE", NOW)
    now = everything(lived)
    with pytest.raises(CannotCopy, match="something in that database already"):
        restore(saved, lived, replace=False, told=silent)
    assert everything(lived) == now
    restore(saved, lived, replace=True, told=silent)
    assert everything(lived) == everything(f"sqlite:///{saved}")
    assert everything(lived) != now


def test_a_file_is_never_written_over(lived: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague")
    with pytest.raises(CannotCopy, match="There is a file"):
        backup(lived, tmp_path / "letter.txt", silent)
    assert (tmp_path / "letter.txt").read_text() == "Dear colleague"


def test_a_backup_into_a_folder_that_is_not_there_is_explained(lived: str, tmp_path: Path) -> None:
    with pytest.raises(CannotCopy, match="could not be written: No such file or directory"):
        backup(lived, tmp_path / "missing" / "saved.db", silent)


def test_a_backup_on_a_full_disk_leaves_nothing_behind(lived: str, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(CannotCopy, match="could not be written"):
            backup(lived, tmp_path / "saved.db", silent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_nothing_is_explained(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh(empty=True) as address, pytest.raises(CannotCopy, match=r"no such database|nothing of"):
        backup(address, tmp_path / "saved.db", silent)
    assert list(tmp_path.iterdir()) == []


def letter(saved: Path) -> None:
    saved.write_text("Dear colleague, this is no database. " * 400)


def missing(saved: Path) -> None:
    saved.unlink()


def damaged(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    content[4096 : len(content) // 2] = os.urandom(len(content) // 2 - 4096)
    saved.write_bytes(content)


def cut_short(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])


def of_something_else(saved: Path) -> None:
    saved.unlink()
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("CREATE TABLE letters (words)")


def newer(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (letter, "no backup of Kindling's"),
        (missing, "There is no file"),
        (damaged, "damaged|no backup"),
        (cut_short, "damaged|no backup"),
        (of_something_else, "no backup of Kindling's"),
        (newer, "newer version of Kindling"),
    ],
)
def test_what_is_no_sound_backup_changes_nothing(
    saved: Path, lived: str, harm: Callable[[Path], None], sentence: str
) -> None:
    harm(saved)
    before = everything(lived)
    with pytest.raises(CannotCopy, match=sentence):
        restore(saved, lived, replace=True, told=silent)
    assert everything(lived) == before


def test_a_backup_of_an_older_version_is_brought_up_to_date(other: str, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with changing(engine) as connection:
        bring_to(connection, "0001")
        connection.execute(text("INSERT INTO workspaces VALUES ('T1', 'The Ward', 'slack')"))
    engine.dispose()
    restore(tmp_path / "old.db", other, replace=False, told=silent)
    with opened(other) as store, store.begin() as tx:
        tx.switches.set("T1", "coffee", True)
    assert everything(other)["workspaces"][0][:2] == ("T1", "The Ward")


def test_a_database_of_an_older_version_can_be_saved(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh(empty=True) as address:
        engine = open_engine(address)
        with changing(engine) as connection:
            bring_to(connection, "0001")
            connection.execute(text("INSERT INTO workspaces VALUES ('T1', 'The Ward', 'slack')"))
            connection.execute(text("INSERT INTO seen VALUES ('T1', 'Ev1', '2026-01-01 00:00:00')"))
        engine.dispose()
        counts = backup(address, tmp_path / "saved.db", silent)
    assert (counts["workspaces"], counts["seen"], "entries" in counts) == (1, 1, False)


def test_nothing_is_put_into_a_database_under_a_running_bot(saved: Path, other: str) -> None:
    with opened(other), pytest.raises(InUse):
        restore(saved, other, replace=True, told=silent)
    with opened(other), pytest.raises(InUse):
        move(f"sqlite:///{saved}", other, silent)
    restore(saved, other, replace=True, told=silent)


def test_nothing_is_moved_from_under_a_running_bot(lived: str, other: str) -> None:
    with opened(lived), pytest.raises(InUse):
        move(lived, other, silent)


def test_everything_moves_and_the_first_is_left_as_it_is(lived: str, other: str) -> None:
    before = everything(lived)
    steps: list[tuple[int, int]] = []
    counts = move(lived, other, lambda done, of: steps.append((done, of)))
    assert everything(other) == everything(lived) == before
    assert counts["participants"] == 2 * len(PEOPLE)
    assert steps[-1] == (2 * sum(counts.values()), 2 * sum(counts.values()))


def test_everything_moves_to_the_other_kind_and_back(lived: str, sqlite: Sqlite, postgres: PostgreSQL) -> None:
    away, home = (postgres, sqlite) if lived.startswith("sqlite") else (sqlite, postgres)
    with away.fresh(empty=True) as there, home.fresh(empty=True) as here:
        move(lived, there, silent)
        move(there, here, silent)
        assert everything(there) == everything(here) == everything(lived)


def test_nothing_moves_into_a_database_that_holds_something(lived: str, other: str) -> None:
    with opened(other) as store, store.begin() as tx:
        tx.workspaces.save("T9", "Another", "slack")
    before = everything(other)
    with pytest.raises(CannotCopy, match="something in that database already"):
        move(lived, other, silent)
    assert everything(other) == before


LIARS = {
    "sqlite": "CREATE TRIGGER liar AFTER INSERT ON people BEGIN UPDATE people SET title = 'Dr'; END",
    "postgresql": """
        CREATE FUNCTION liar() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.title = 'Dr'; RETURN new; END $$;
        CREATE TRIGGER liar BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION liar()
    """,
}
FORGETFUL = {
    "sqlite": "CREATE TRIGGER liar AFTER INSERT ON people BEGIN DELETE FROM people WHERE id = 'UANA'; END",
    "postgresql": "CREATE RULE liar AS ON INSERT TO people WHERE new.id = 'UANA' DO INSTEAD NOTHING",
}


@pytest.mark.parametrize("liar", [LIARS, FORGETFUL], ids=["changed", "lost"])
def test_a_copy_that_differs_is_not_kept(lived: str, databases: Databases, liar: dict[str, str]) -> None:
    with databases.fresh(empty=True) as other:
        engine = open_engine(other)
        upgrade(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(liar[databases.name])
        engine.dispose()
        with pytest.raises(CannotCopy, match="table people is not what was sent"):
            move(lived, other, silent)
        assert not any(everything(other).values())


def test_words_that_the_other_database_cannot_hold_are_explained_and_not_repeated(
    sqlite: Sqlite, postgres: PostgreSQL
) -> None:
    with sqlite.fresh() as origin, postgres.fresh() as target:
        with opened(origin) as store, store.begin() as tx:
            tx.workspaces.save("T1", "secret\0secret", "slack")
        with pytest.raises(CannotCopy, match="cannot hold one of the rows") as caught:
            move(origin, target, silent)
        assert "secret" not in str(caught.value)
        assert not any(everything(target).values())
