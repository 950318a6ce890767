from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql

from storage.engine import open_engine
from storage.errors import Busy, CannotOpen
from storage.store import Store
from storage.tables.types import UtcDateTime
from storage.transaction import Transaction
from tests.storage.kit import NOW, coffee, fresh_store, settings_of


def test_a_transaction_is_kept_at_its_end(store: Store) -> None:
    with store.begin() as tx:
        id = coffee(tx).id
    with store.begin() as tx:
        assert coffee(tx).id == id


def test_an_exception_undoes_everything(store: Store) -> None:
    def start_and_fail() -> None:
        with store.begin() as tx:
            coffee(tx).join("U1", NOW)
            raise KeyError

    with pytest.raises(KeyError):
        start_and_fail()
    with store.begin() as tx:
        assert tx.circles.find("T1", "coffee", "C1") is None


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(Exception, match="has no time zone"), store.begin() as tx:
        coffee(tx, due=naive)


def test_a_moment_comes_back_in_utc(store: Store) -> None:
    with store.begin() as tx:
        coffee(tx, due=datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Berlin")))
    with store.begin() as tx:
        due = coffee(tx).next_due
    assert due == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert due.tzinfo is UTC


def test_other_databases_keep_the_zone_themselves() -> None:
    kind, berlin = UtcDateTime(), datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    stored = kind.process_bind_param(berlin, postgresql.dialect())
    assert stored == berlin
    assert stored.tzinfo is UTC
    assert kind.process_result_value(berlin, postgresql.dialect()).tzinfo is UTC  # type: ignore[union-attr]


def test_an_event_is_new_once(store: Store) -> None:
    with store.begin() as tx:
        assert tx.first_time("T1", "Ev1", NOW)
        assert not tx.first_time("T1", "Ev1", NOW)
        assert tx.first_time("T2", "Ev1", NOW)
    with store.begin() as tx:
        assert not tx.first_time("T1", "Ev1", NOW)


def test_an_event_that_failed_is_still_new(store: Store) -> None:
    def see_and_fail() -> None:
        with store.begin() as tx:
            assert tx.first_time("T1", "Ev1", NOW)
            raise KeyError

    with pytest.raises(KeyError):
        see_and_fail()
    with store.begin() as tx:
        assert tx.first_time("T1", "Ev1", NOW)


def test_threads_lose_no_updates(store: Store) -> None:
    with store.begin() as tx:
        group, id = _group(tx), coffee(tx).id

    def work() -> None:
        for _ in range(10):
            with store.begin() as tx:
                circle = tx.circles.lock("T1", id)
                assert circle
                count = int(str(circle.group(group).notes.get("count", 0)))
                circle.note(circle.group(group), count=count + 1)

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    with store.begin() as tx:
        assert coffee(tx).group(group).notes == {"count": 40}


def _group(tx: Transaction) -> str:
    circle = coffee(tx)
    held = circle.begin_round(NOW, NOW.date(), None, NOW)
    assert held
    return circle.gather(held.id, ("U1", "U2")).id


def test_a_database_that_others_hold_is_busy_and_says_so_kindly(tmp_path: Path) -> None:
    with fresh_store(tmp_path) as holder:
        engine = open_engine(f"sqlite:///{tmp_path / 'kindling.db'}")
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=1"))
        waiting = Store(engine, settings_of)
        with holder.begin():
            with pytest.raises(Busy, match="nothing was changed"), waiting.begin():
                pytest.fail("it began")
            with pytest.raises(Busy):
                waiting.ping()
        waiting.ping()
        waiting.close()


def test_the_database_is_safe_from_power_cuts_and_enforces_its_keys(
    tmp_path: Path, as_opened_in_earnest: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.PRAGMAS", as_opened_in_earnest)
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        read = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}
        assert read == {"journal_mode": "wal", "synchronous": 2}
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()


def test_a_database_in_memory_is_one_for_all_threads() -> None:
    store = Store("sqlite://", settings_of)
    store.upgrade()
    with store.begin() as tx:
        coffee(tx)
    found = []

    def look() -> None:
        with store.begin() as tx:
            found.append(tx.circles.find("T1", "coffee", "C1"))

    worker = Thread(target=look)
    worker.start()
    worker.join(10)
    assert found
    assert found[0] is not None
    store.close()


@pytest.mark.parametrize(
    "address",
    [
        "nonsense:hunter2",
        "nosuch://ana:hunter2@localhost/db",
        "sqlite:///{folder}/missing/kindling.db",
        "sqlite:///file:{folder}/readonly.db?mode=ro&uri=true",
        "sqlite:///{folder}/letter.txt",
        "postgresql://ana:hunter2@127.0.0.1:1/db?connect_timeout=1",
    ],
)
def test_a_database_that_cannot_be_opened_is_explained_without_its_password(tmp_path: Path, address: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague, this is no database. " * 40)
    (tmp_path / "readonly.db").touch()
    with pytest.raises(CannotOpen) as caught:
        open_engine(address.format(folder=tmp_path))
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "database" in str(caught.value).lower()
