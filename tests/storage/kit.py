"""A database to test with: made once, copied for each test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from storage.circles.circle import SqlCircle
from storage.store import Store
from storage.transaction import Transaction

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class CoffeeSettings:
    size: int = 2
    guests: bool = False


def settings_of(ritual: str) -> type | None:
    return CoffeeSettings if ritual == "coffee" else None


@cache
def empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        store = Store(f"sqlite:///{path}", settings_of)
        store.upgrade()
        store.close()
        return path.read_bytes()


@contextmanager
def fresh_store(folder: Path, clock: Callable[[], datetime] | None = None) -> Iterator[Store]:
    path = folder / "kindling.db"
    path.write_bytes(empty_database())
    store = Store(f"sqlite:///{path}", settings_of, clock, "of tests")
    try:
        yield store
    finally:
        store.close()


def coffee(tx: Transaction, workspace: str = "T1", channel: str = "C1", due: datetime | None = NOW) -> SqlCircle:
    """The coffee circle of a channel, started if there is none."""
    found = tx.circles.find(workspace, "coffee", channel)
    return found or tx.circles.start(workspace, "coffee", channel, "UCHAMP", CoffeeSettings(), LONDON, due, NOW)
