"""One transaction's work."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from storage.circles.alarms import AlarmBook
from storage.circles.circle import CircleBook
from storage.circles.open_circle import SettingsOf
from storage.circles.tallies import TallyBook
from storage.left import Left, left_in
from storage.outbox.outbox import OutboxBook
from storage.outbox.pace import PaceBook
from storage.outbox.waits import cut_short
from storage.privacy.forgetting import Forgetting
from storage.privacy.forgotten import without_forgotten
from storage.privacy.held import Held, Holding
from storage.privacy.traces import is_somebody, named_in
from storage.tables.digests import digest
from storage.tables.inserts import insert_once
from storage.tables.models import SeenRow
from storage.upkeep.retention import Retention
from storage.upkeep.workers import WorkerBook
from storage.workspaces.partial_reads import ReadingBook
from storage.workspaces.people import PeopleBook
from storage.workspaces.switches import Switches
from storage.workspaces.workspaces import WorkspaceBook


class Transaction:
    """Everything that is remembered, open for one transaction."""

    def __init__(self, session: Session, settings_of: SettingsOf) -> None:
        self._session = session
        self.given_up: OperationalError | None = None
        self.people = PeopleBook(session)
        self.circles = CircleBook(session, settings_of)
        self.outbox = OutboxBook(session)
        self.alarms = AlarmBook(session)
        self.switches = Switches(session)
        self.paces = PaceBook(session)
        self.readings = ReadingBook(session)
        self.retention = Retention(session)
        self.tallies = TallyBook(session)
        self.workers = WorkerBook(session)
        self.workspaces = WorkspaceBook(session)

    def first_time(self, workspace: str, event_id: str, now: datetime) -> bool:
        """Whether this event is new; from now on it is not."""
        return insert_once(self._session, SeenRow, {"workspace": workspace, "event_id": event_id, "at": now})

    def cut_waits(self, now: datetime) -> None:
        """No lease, rest or round that was put off waits longer because a clock was set back."""
        cut_short(self._session, now)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that can fail alone: an exception undoes it and goes on.

        What the database gives up is given up as a whole, whatever becomes of the exception: the part has no fault,
        and all of it will be done again.
        """
        try:
            with self._session.begin_nested():
                yield
        except OperationalError as problem:
            self.given_up = problem
            raise

    @property
    def left(self) -> Left:
        """What this transaction leaves for the worker to do."""
        return left_in(self._session)

    def next_due(self) -> datetime | None:
        """When the next round or alarm is."""
        moments = (self.circles.next_due(), self.alarms.next_at())
        return min((moment for moment in moments if moment), default=None)

    def about(
        self, workspace: str, person: str, most: int | None = None, alone: Collection[tuple[str, str]] = ()
    ) -> Held:
        """Everything held about one person; of what becomes more and more the newest `most`, or all of it. Entries of
        others are in it that name them, but of no ritual and kind that is its own person's `alone`."""
        return Holding(self._session, workspace, person, self.circles.opened, alone).held(most)

    def digest(self, *words: str) -> str:
        """What these words are known by, without being kept."""
        return digest(self._session, *words)

    def without_forgotten(self, workspace: str, words: str) -> str:
        """What an old button or form says, with nobody in the place of whoever was forgotten since and is not back."""
        return without_forgotten(self._session, workspace, words)

    def is_somebody(self, workspace: str, id: str) -> bool:
        """Whether this very id is somebody's of the workspace, and not only a word that occurs there."""
        return is_somebody(self._session.connection(), workspace, id)

    def named_in(self, workspace: str, person: str) -> dict[str, int]:
        """How many rows of each table name them."""
        return named_in(self._session.connection(), workspace, person)

    def forget(self, workspace: str, person: str, put_right: Callable[[], None] = lambda: None) -> None:
        """Forget one person; others keep their history, in which nobody can tell who it was. What others see of them is
        `put_right` when what waits is taken back, and before they are forgotten."""
        forgetting = Forgetting(self._session, workspace, person)
        forgetting.silence()
        put_right()
        forgetting.forget()
        self.left.forgotten = True
