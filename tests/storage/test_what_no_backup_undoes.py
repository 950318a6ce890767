"""A backup that is put back undoes no refusal, and brings nobody back who was forgotten since; on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rituals.records import Profile
from storage.store import Store
from storage.transaction import Transaction
from storage.upkeep.backups import backup, restore
from tests.databases import Databases
from tests.storage.kit import NOW, coffee, settings_of

ANA, BEN, CLEO = "UANA", "UBEN", "UCLEO"
SECRET = "of tests"


@pytest.fixture
def address(databases: Databases) -> Iterator[str]:
    with databases.fresh() as address:
        yield address


def in_books(address: str, work: object) -> object:
    store = Store(address, settings_of, secret=SECRET)
    try:
        with store.begin() as tx:
            return work(tx)  # type: ignore[operator]
    finally:
        store.close()


def _live(tx: Transaction) -> None:
    """Ana adds something, Ben names her among other words, and Cleo is there too."""
    tx.people.save("T1", [Profile(id=ANA, name="Ana Lee"), Profile(id=CLEO, name="Cleo")], NOW)
    circle = coffee(tx)
    for person in (ANA, BEN, CLEO):
        circle.join(person, NOW)
    circle.add("note", BEN, {"packed": f"for {ANA}, with love"}, NOW)


def _refuses(tx: Transaction, person: str) -> None:
    coffee(tx).refuse(person)


def put_back(address: str, saved: Path) -> None:
    restore(saved, address, replace=True, told=lambda _done, _steps: None, secret=SECRET)


def test_whoever_was_forgotten_since_is_forgotten_again_wherever_they_are_named(address: str, tmp_path: Path) -> None:
    in_books(address, _live)
    backup(address, tmp_path / "saved.db", lambda _done, _steps: None)
    in_books(address, lambda tx: tx.forget("T1", ANA))
    put_back(address, tmp_path / "saved.db")
    assert in_books(address, lambda tx: tx.named_in("T1", ANA)) == {}
    assert in_books(address, lambda tx: tx.people.get("T1", CLEO))


def test_whoever_was_forgotten_before_the_backup_and_came_back_stays(address: str, tmp_path: Path) -> None:
    in_books(address, _live)
    in_books(address, lambda tx: tx.forget("T1", ANA))
    in_books(address, _live)
    backup(address, tmp_path / "saved.db", lambda _done, _steps: None)
    put_back(address, tmp_path / "saved.db")
    assert in_books(address, lambda tx: tx.people.get("T1", ANA))


def test_a_refusal_since_then_holds_and_one_from_before_too(address: str, tmp_path: Path) -> None:
    in_books(address, _live)
    in_books(address, lambda tx: _refuses(tx, BEN))
    backup(address, tmp_path / "saved.db", lambda _done, _steps: None)
    in_books(address, lambda tx: _refuses(tx, CLEO))
    put_back(address, tmp_path / "saved.db")
    refused = in_books(address, lambda tx: [set(tx.about("T1", one).refuses) for one in (ANA, BEN, CLEO)])
    assert [bool(one) for one in refused] == [False, True, True]  # type: ignore[attr-defined]
