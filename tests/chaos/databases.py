"""Fresh databases, and copies of one, on either kind."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, make_url, select, text

from storage.engine import open_engine
from storage.tables.models import Base
from tests.postgres import PostgreSQL, postgresql


class Databases(Protocol):
    """Where databases come from."""

    def new(self) -> str:
        """The address of one in which nothing is."""
        ...

    def copy(self, address: str) -> str:
        """The address of one with the same in it; nobody may be connected to the first."""
        ...

    def drop(self, address: str) -> None:
        """It is not needed any more."""
        ...


class Files:
    """SQLite, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def new(self) -> str:
        return f"sqlite:///{self._folder}/{next(self._numbers)}.db"

    def copy(self, address: str) -> str:
        fresh = self.new()
        shutil.copyfile(_path(address), _path(fresh))
        return fresh

    def drop(self, address: str) -> None:
        for path in self._folder.glob(f"{_path(address).name}*"):
            path.unlink()


class OnServer:
    """PostgreSQL: a database that was dropped is emptied and used again."""

    def __init__(self, server: PostgreSQL) -> None:
        self._server = server
        self._open: dict[str, ExitStack] = {}

    @classmethod
    @contextmanager
    def of(cls, server: PostgreSQL) -> Iterator["OnServer"]:
        """All that were opened are dropped at the end of the block."""
        databases = cls(server)
        try:
            yield databases
        finally:
            for address in list(databases._open):
                databases.drop(address)

    def new(self) -> str:
        stack = ExitStack()
        address = stack.enter_context(self._server.fresh())
        self._open[address] = stack
        return address

    def copy(self, address: str) -> str:
        fresh = self.new()
        source, target = open_engine(address), open_engine(fresh)
        with source.begin() as reading, target.begin() as writing:
            _copy_rows(reading, writing)
        source.dispose()
        target.dispose()
        return fresh

    def drop(self, address: str) -> None:
        self._open.pop(address).close()


@contextmanager
def databases(kind: str) -> Iterator[Databases]:
    """ "sqlite", "postgresql", or those on the server at an address, until the end of the block."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="kindling-chaos-", ignore_cleanup_errors=True) as folder:
            yield Files(Path(folder))
    elif kind == "postgresql":
        with postgresql() as server:
            if server is None:
                raise SystemExit("There is no PostgreSQL for this machine; set TEST_DATABASE_URL.")
            with OnServer.of(server) as found:
                yield found
    else:
        server = PostgreSQL(make_url(kind))
        with OnServer.of(server) as found:
            yield found
        server.close()


def _path(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if rows := [dict(row) for row in source.execute(select(table)).mappings()]:
            target.execute(table.insert(), rows)
            if "number" in table.primary_key.columns:
                name, latest = table.name, max(row["number"] for row in rows)
                target.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'number'), {latest})"))
