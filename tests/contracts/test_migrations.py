"""The migrations and the models say the same, and a migration happens as a whole or not at all."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect, text

from storage.engine import open_engine
from storage.errors import InUse, NewerDatabase
from storage.tables.migrate import MIGRATIONS, bring_to, upgrade
from storage.tables.models import Base
from tests.databases import Databases

ROOT = Path(__file__).parents[2]
UPGRADE = """
import sys
from pathlib import Path
from storage.engine import open_engine
from storage.tables.migrate import upgrade
engine = open_engine(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
upgrade(engine, *map(Path, sys.argv[2:]))
"""


@pytest.fixture
def address(databases: Databases) -> Iterator[str]:
    with databases.fresh(empty=True) as address:
        yield address


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    engine = open_engine(address)
    yield engine
    engine.dispose()


def with_another(folder: Path, upgrade: str) -> Path:
    """The migrations and one more."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    lines = ["from alembic import op", "revision = '9999'", f"down_revision = '{newest}'", "def upgrade():"]
    body = [f"    {line}" for line in upgrade.splitlines()]
    (copy / "versions" / "9999_another.py").write_text("\n".join([*lines, *body]))
    return copy


def test_models_and_migrations_agree(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_keys_cascade_as_the_models_say(engine: Engine) -> None:
    upgrade(engine)
    for table in Base.metadata.sorted_tables:
        found = inspect(engine).get_foreign_keys(table.name)
        stored = {(key["constrained_columns"][0], key["options"].get("ondelete")) for key in found}
        assert stored == {(key.parent.name, key.ondelete) for key in table.foreign_keys}


def test_an_upgrade_twice_is_an_upgrade_once(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        a_workspace(connection)
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT name FROM workspaces")) == "The Ward"


@pytest.mark.fault("F14", "two upgrades at once: both are clean")
def test_two_upgrades_at_once_are_both_clean(address: str, engine: Engine) -> None:
    command = [sys.executable, "-c", UPGRADE, address]
    workers = [subprocess.Popen(command, cwd=ROOT, text=True, stdin=-1, stdout=-1, stderr=-1) for _ in range(2)]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("\n")
        worker.stdin.flush()
    results = [(worker.communicate(timeout=60)[1], worker.returncode) for worker in workers]
    assert results == [("", 0), ("", 0)]
    assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())


def test_a_migration_that_fails_half_way_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    half = "op.execute('CREATE TABLE half (id INTEGER)')\nraise OSError('disk full')"
    broken = with_another(tmp_path, half)
    with pytest.raises(OSError, match="disk full"):
        upgrade(engine, broken)
    assert inspect(engine).get_table_names() == []
    upgrade(engine)
    assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())


@pytest.mark.fault("F14", "a migration is killed: the version there was")
def test_an_upgrade_that_is_killed_leaves_the_version_there_was(address: str, engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        a_workspace(connection)
    dying = "op.execute('DROP TABLE seen')\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    command = [sys.executable, "-c", UPGRADE, address, str(with_another(tmp_path, dying))]
    killed = subprocess.run(command, cwd=ROOT, text=True, input="\n", capture_output=True, check=False, timeout=60)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "ready\n")
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM seen")) == 0
        assert connection.scalar(text("SELECT name FROM workspaces")) == "The Ward"


def a_workspace(connection: Connection) -> None:
    connection.execute(text("INSERT INTO workspaces (id, name, platform) VALUES ('T1', 'The Ward', 'slack')"))


def a_circle(connection: Connection, id: str, ritual: str) -> None:
    """In a channel of its own."""
    columns = "id, workspace, ritual, channel, settings, zone, is_running, started"
    circle = f"'{id}', 'T1', '{ritual}', 'C{id}', '{{}}', 'UTC', true, '2026-01-01 00:00:00'"
    connection.execute(text(f"INSERT INTO circles ({columns}) VALUES ({circle})"))


def test_who_waits_too_long_for_a_table_is_told_and_nothing_is_altered(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    impatient = "op.execute(\"SET LOCAL lock_timeout = '10ms'\")\nop.drop_table('seen')"
    another = with_another(tmp_path, impatient if engine.dialect.name == "postgresql" else "op.drop_table('seen')")
    event.listen(engine, "connect", lambda connection, _: _hurry(connection))
    engine.dispose()
    with engine.begin() as holder:
        holder.execute(text("INSERT INTO seen VALUES ('T1', 'Ev1', '2026-01-01 00:00:00')"))
        with pytest.raises(InUse, match="Something else is using this database"):
            upgrade(engine, another)
    assert "seen" in inspect(engine).get_table_names()


def _hurry(connection: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA busy_timeout=1")


def test_a_database_of_a_newer_version_is_left_alone(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine, with_another(tmp_path, "op.execute('CREATE TABLE newer (id INTEGER)')"))
    with pytest.raises(NewerDatabase, match="newer version"):
        upgrade(engine)
    assert "newer" in inspect(engine).get_table_names()


def test_a_table_is_altered_without_losing_what_hangs_on_it(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        a_workspace(connection)
        a_circle(connection, "c", "coffee")
    altering = "with op.batch_alter_table('workspaces') as table:\n    "
    upgrade(engine, with_another(tmp_path, altering + "table.alter_column('name', new_column_name='title')"))
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM circles")) == 1
        if engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_who_refused_in_one_circle_refuses_in_the_whole_workspace(engine: Engine) -> None:
    with engine.begin() as connection:
        bring_to(connection, "0004")
        a_workspace(connection)
        for id in ("a", "b"):
            a_circle(connection, id, "words")
            connection.execute(text(f"INSERT INTO refusals (circle_id, person) VALUES ('{id}', 'U1')"))
    upgrade(engine)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT workspace, ritual, person FROM refusals")).all()
    assert [tuple(row) for row in rows] == [("T1", "words", "U1")]


def test_a_pause_or_signed_words_only_in_one_circle_are_meant_for_the_whole_workspace(engine: Engine) -> None:
    with engine.begin() as connection:
        bring_to(connection, "0009")
        a_workspace(connection)
        for id, ritual in (("a", "words"), ("b", "coffee")):
            a_circle(connection, id, ritual)
            for person, until in (("U1", "'2026-12-01'"), ("U2", "'2026-12-02'"), ("U3", "NULL")):
                place = f"'{id}', '{person}', '2026-01-01 00:00:00', false, {until}, false, true, '{{}}', false"
                named = "circle_id, person, joined, skips_next, paused_until, goes_first, is_present, about, knows_why"
                connection.execute(text(f"INSERT INTO participants ({named}) VALUES ({place})"))
        connection.execute(text("INSERT INTO refusals (workspace, ritual, person) VALUES ('T1', 'words', 'U1')"))
        signed = "'e', 'a', 'signed_only', 'U3', '', '{}', '2026-01-01 00:00:00'"
        named = "id, circle_id, kind, person, about, data, created"
        connection.execute(text(f"INSERT INTO entries ({named}) VALUES ({signed})"))
    upgrade(engine)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT person, what, whom, until FROM refusals ORDER BY person")).all()
        left = connection.execute(text("SELECT circle_id FROM participants")).all()
        assert connection.scalar(text("SELECT count(*) FROM entries")) == 0
    assert [(person, what, whom, until and str(until)) for person, what, whom, until in rows] == [
        ("U1", "", "", None),
        ("U2", "", "", "2026-12-02"),
        ("U3", "unsigned", "", None),
    ]
    assert {row[0] for row in left} == {"b"}
