"""What a database may be like when it is opened, and what becomes of it later: each is one clear sentence."""

import contextlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from storage.engine import open_engine
from storage.errors import Busy, CannotOpen, Full, NewerDatabase, ReadOnly
from storage.store import Store
from storage.tables.migrate import upgrade
from tests.databases import Sqlite, opened
from tests.storage.kit import NOW, coffee
from tests.storage.line import Line


@pytest.fixture
def server(postgres_address: str) -> str:
    return postgres_address


@pytest.fixture
def file(sqlite: Sqlite) -> Iterator[Path]:
    """A SQLite file with all tables."""
    with sqlite.fresh() as address:
        yield Path(address.removeprefix("sqlite:///"))


@pytest.fixture
def line(server: str) -> Iterator[Line]:
    line = Line(server)
    yield line
    line.hang_up()


def with_options(address: str, options: str) -> str:
    return f"{address}&options={options}"


# PostgreSQL


def test_a_server_that_is_too_old_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PGDialect_psycopg, "_get_server_version_info", lambda *_: (13, 22))
    with pytest.raises(CannotOpen, match=r"needs PostgreSQL 14 or newer, and this is 13\.22"):
        open_engine(server)


def test_a_missing_driver_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(CannotOpen, match="pip install"):
        open_engine("postgresql://localhost/kindling")


def test_moments_are_in_utc_whatever_the_server_thinks(server: str) -> None:
    engine = open_engine(server)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW timezone")) == "UTC"
        assert connection.scalar(text("SHOW statement_timeout")) == "10s"
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
    engine.dispose()


def test_a_server_that_can_only_be_read_from_is_refused(server: str) -> None:
    with pytest.raises(CannotOpen, match="can only be read from"):
        open_engine(with_options(server, "-c default_transaction_read_only=on"))


@pytest.mark.fault("F11", "a database that never answers is given up within seconds")
def test_a_server_that_never_answers_is_given_up_in_seconds(line: Line) -> None:
    line.go_silent()
    with pytest.raises(CannotOpen, match="timeout"):
        open_engine(line.address)


@pytest.mark.fault("F11", "a database that fell silent: a clean refusal within seconds")
def test_a_server_that_fell_silent_is_busy(line: Line) -> None:
    with opened(line.address) as store:
        store.close()
        line.go_silent()
        with pytest.raises(Busy, match="nothing was changed"), store.begin():
            pytest.fail("it began")


def test_a_server_that_went_away_is_busy(line: Line) -> None:
    with opened(line.address) as store:
        line.hang_up()
        with pytest.raises(Busy, match="nothing was changed"), store.begin():
            pytest.fail("it began")
        with pytest.raises(Busy):
            store.ping()


def test_a_line_that_is_cut_before_the_end_leaves_nothing(line: Line, server: str) -> None:
    def start_and_be_cut(store: Store) -> None:
        with store.begin() as tx:
            coffee(tx)
            line.hang_up()
            coffee(tx, channel="C2")

    with opened(line.address) as store, pytest.raises(Busy):
        start_and_be_cut(store)
    with opened(server) as store, store.begin() as tx:
        assert tx.circles.running("T1") == []


def test_lines_that_broke_while_nobody_looked_are_replaced(server: str) -> None:
    with opened(server) as store:
        admin = create_engine(server)
        with admin.connect() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kindling'"
            assert connection.scalars(text(f"{others} AND datname = current_database()")).all() == [True]
        admin.dispose()
        with store.begin() as tx:
            coffee(tx)


def test_more_people_than_there_are_lines_are_asked_to_wait(server: str) -> None:
    with opened(server) as store, ExitStack() as everybody:
        for _ in range(30):
            everybody.enter_context(store.begin())
        with pytest.raises(Busy), store.begin():
            pytest.fail("it began")


@pytest.mark.fault("F12", "locked for long by another writer: asked to try again")
def test_who_waits_too_long_for_somebody_else_is_asked_to_try_again(server: str) -> None:
    with opened(with_options(server, "-c lock_timeout=10ms")) as store:
        with store.begin() as tx:
            id = coffee(tx).id
        with store.begin() as holder, store.begin() as tx:
            holder.circles.lock("T1", id)
            with pytest.raises(Busy), store.begin() as third:
                third.circles.lock("T1", id)
            tx.workspaces.save("T2", "The Ward", "slack")


# SQLite


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=f"there is no folder {tmp_path}/missing; please make it"):
        open_engine(f"sqlite:///{tmp_path}/missing/kindling.db")


def test_a_file_that_can_only_be_read_is_refused_at_the_start(file: Path) -> None:
    with pytest.raises(CannotOpen, match="it is read-only; please let Kindling write to it"):
        open_engine(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague, this is no database. " * 40)
    with pytest.raises(CannotOpen, match="is no database"):
        open_engine(f"sqlite:///{tmp_path}/letter.txt")


def limited(store: Store, pragma: str) -> None:
    """Every line of this store from now on, as on a disk that is as it says."""
    store.close()
    event.listen(store._engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}"))


def fill(store: Store) -> None:
    with store.begin() as tx:
        for number in range(500):
            coffee(tx, channel=f"C{number}")


@pytest.mark.fault("F13", "a full disk: the whole is undone, and it says so")
def test_a_full_disk_undoes_the_whole_and_says_so(file: Path) -> None:
    with opened(f"sqlite:///{file}") as store:
        limited(store, f"max_page_count={file.stat().st_size // 4096 + 2}")
        with pytest.raises(Full, match="no room left"):
            fill(store)
        with store.begin() as tx:
            assert tx.circles.running("T1") == []
            coffee(tx)
        limited(store, "max_page_count=100000")
        fill(store)


def test_a_disk_that_turns_read_only_undoes_the_whole_and_says_so(file: Path) -> None:
    with opened(f"sqlite:///{file}") as store:
        limited(store, "query_only=ON")
        with pytest.raises(ReadOnly, match="not write to it"), store.begin() as tx:
            coffee(tx)


def test_a_full_disk_leaves_the_version_there_was(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'kindling.db'}")
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=12"))
    with pytest.raises(Full):
        upgrade(engine)
    engine.dispose()
    with opened(f"sqlite:///{tmp_path / 'kindling.db'}") as store:
        store.upgrade()
        fill(store)


# both


def test_a_database_of_a_newer_version_is_refused(address: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with opened(address) as store, pytest.raises(NewerDatabase, match="newer version of Kindling"):
        store.upgrade()


# who else may look


def test_nobody_else_may_read_the_file_or_what_lies_beside_it(tmp_path: Path) -> None:
    (old := tmp_path / "old.db").touch(0o666)
    old.chmod(0o664)
    for name in ("new.db", old.name):
        with opened(f"sqlite:///{tmp_path / name}") as store:
            store.upgrade()
            shown = {
                each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir() if each.name.startswith(name)
            }
            assert set(shown) >= {name, f"{name}-wal"}
            assert set(shown.values()) == {0o600}


def test_a_file_that_its_owner_may_only_read_stays_so(tmp_path: Path) -> None:
    (file := tmp_path / "kept.db").touch()
    file.chmod(0o444)
    with contextlib.suppress(CannotOpen):
        open_engine(f"sqlite:///{file}").dispose()
    assert file.stat().st_mode & 0o777 == 0o400


def test_what_is_deleted_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    file = tmp_path / "kindling.db"
    with opened(f"sqlite:///{file}") as store:
        store.upgrade()
        with store.begin() as tx:
            tx.workspaces.save("T1", "A secret name", "slack")
            tx.workspaces.leave("T1", NOW)
        store.sweep(NOW + timedelta(days=31), {})
    assert b"A secret name" not in file.read_bytes()
