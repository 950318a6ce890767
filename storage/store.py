"""The database, as the rest of the bot sees it."""

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Engine, delete, false
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from storage.circles.open_circle import SettingsOf
from storage.engine import BUSY, open_engine
from storage.errors import Busy, OlderDatabase
from storage.reasons import as_told
from storage.tables.clock import CLOCK
from storage.tables.digests import SECRET
from storage.tables.migrate import is_behind, upgrade
from storage.tables.models import SeenRow
from storage.transaction import Transaction
from storage.upkeep.retention import MOST, Keeps, Step

PATIENCE = 5.0
"""Seconds to wait for one's turn; another process is waited for as long."""
A_BREATH = 0.005
"""Seconds, without which a thread would take its next turn before those who wait for theirs."""
A_WHILE = 0.02
"""Seconds that nobody minds to wait."""
SCRUB_PATIENCE = 500
"""Milliseconds to wait for readers, before the log is truncated."""


class Store:
    """Opens transactions, from any thread. `settings_of` knows each ritual's settings class.

    Leases and paces go by the database's clock, or by `clock` where time is moved by hand. Digests are made with the
    `secret`; without one there are none to be had.
    """

    def __init__(
        self,
        database: Engine | str,
        settings_of: SettingsOf,
        clock: Callable[[], datetime] | None = None,
        secret: str = "",
    ) -> None:
        self._engine = open_engine(database) if isinstance(database, str) else database
        self._settings_of = settings_of
        self._info: dict[Any, Any] = {CLOCK: clock, SECRET: secret}
        self._turn = Lock() if self._engine.dialect.name == "sqlite" else None

    def upgrade(self) -> None:
        """Bring the tables up to date. Raises NewerDatabase."""
        upgrade(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """One transaction: kept at the end, undone by any exception. Raises Busy when it cannot begin, or
        was undone by the database, which may be Full or ReadOnly too."""
        try:
            with self._in_turn(), self._session() as session, session.begin():
                _connect(session)
                yield (tx := Transaction(session, self._settings_of))
                if tx.given_up:
                    raise tx.given_up
        except DBAPIError as problem:
            raise as_told(problem) from problem.orig
        if tx.left.forgotten:
            self.scrub()

    def scrub(self) -> None:
        """What was deleted is not in SQLite's write-ahead log either; while somebody reads from it, it waits for the
        next time. In PostgreSQL that is the server's own business."""
        if self._turn:
            with suppress(Busy, sqlite3.Error), self._in_turn(), closing(self._engine.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout={SCRUB_PATIENCE}")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute(f"PRAGMA {BUSY}")

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite lets one in at a time, and whoever waits for it sleeps: here they wait for each other. Raises Busy."""
        if self._turn is None:
            yield
        elif self._turn.acquire(timeout=PATIENCE):
            try:
                yield
            finally:
                self._turn.release()
        else:
            raise Busy

    def _session(self) -> Session:
        return Session(self._engine, expire_on_commit=False, info=self._info)

    def sweep(self, now: datetime, keeps: Keeps) -> None:
        """Everything that is older than it may be goes: in short transactions, between which others have their turn."""
        with self.begin() as tx:
            steps = deque(tx.retention.steps(now, keeps))
        while steps:
            self._sweep_a_while(steps)
            time.sleep(A_BREATH if steps else 0)
        self.scrub()

    def _sweep_a_while(self, steps: deque[Step]) -> None:
        """Do the first of these steps that finds anything, unless looking takes too long; leave those that are left."""
        enough = time.monotonic() + A_WHILE
        with self.begin() as tx:
            while steps and time.monotonic() < enough:
                taken = tx.retention.take(steps[0])
                if taken < MOST:
                    steps.popleft()
                if taken:
                    return

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
    except OperationalError as problem:
        raise as_told(problem, Busy()) from problem.orig
    except PoolTimeout as problem:
        raise Busy from problem
