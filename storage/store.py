"""The database, as the rest of the bot sees it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, delete, false
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from storage.books import Books
from storage.circles import SettingsOf
from storage.engine import open_engine
from storage.errors import Busy, OlderDatabase
from storage.migrate import is_behind, upgrade
from storage.models import SeenRow


class Store:
    """Opens transactions, from any thread. `settings_of` knows each ritual's settings class."""

    def __init__(self, database: Engine | str, settings_of: SettingsOf) -> None:
        self._engine = open_engine(database) if isinstance(database, str) else database
        self._settings_of = settings_of

    def upgrade(self) -> None:
        """Bring the tables up to date. Raises NewerDatabase."""
        upgrade(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Books]:
        """One transaction: kept at the end, undone by any exception. Raises Busy when it cannot begin."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            _connect(session)
            yield Books(session, self._settings_of)

    def ping(self) -> None:
        """The database can be written to just now. Raises Busy."""
        with Session(self._engine) as session:
            _connect(session)

    def check(self) -> None:
        """It can be written to, and its tables are up to date. Raises Busy and OlderDatabase."""
        with Session(self._engine) as session:
            _connect(session)
            try:
                session.execute(delete(SeenRow).where(false()))
                behind = is_behind(session.connection())
            except DBAPIError as problem:
                raise Busy from problem
        if behind:
            raise OlderDatabase


def _connect(session: Session) -> None:
    try:
        session.connection()
    except (OperationalError, PoolTimeout) as problem:
        raise Busy from problem
