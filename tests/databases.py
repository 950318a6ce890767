"""Both databases, for tests that must hold on each."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from storage.store import Store
from tests.postgres import PostgreSQL
from tests.storage.kit import empty_database, settings_of


class Sqlite:
    """Databases in a folder; each is a copy of one that has all its tables."""

    def __init__(self, folder: Path) -> None:
        self._paths = (folder / f"kindling-{number}.db" for number in count())

    @contextmanager
    def fresh(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a database that nobody else has; with all tables, unless it is to be empty."""
        path = next(self._paths)
        if not empty:
            path.write_bytes(empty_database())
        yield f"sqlite:///{path}"


@dataclass(frozen=True, slots=True)
class Databases:
    """Where a test's databases come from: `name` is sqlite or postgresql."""

    name: str
    source: Sqlite | PostgreSQL

    def fresh(self, *, empty: bool = False) -> AbstractContextManager[str]:
        """The address of a database that nobody else has; with all tables, unless it is to be empty."""
        return self.source.fresh(empty=empty)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store on such a database."""
        with self.fresh() as address, opened(address) as store:
            yield store


@contextmanager
def opened(address: str, secret: str = "of tests") -> Iterator[Store]:
    """The store at this address, closed at the end."""
    store = Store(address, settings_of, secret=secret)
    try:
        yield store
    finally:
        store.close()
