"""Forgetting somebody for an operator: whoever has left the company can't ask for it themselves."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.clock import SystemClock
from bot.config import Config
from bot.my_data.forgetting import forget
from rituals.cards import count_words
from rituals.catalog import Catalog
from rituals.dates import join_words
from rituals.errors import KindlingError
from storage import Store, Transaction, state_of

Where = tuple[str, str]
"""The ids of a workspace and of somebody in it."""


class NobodyThere(KindlingError):
    """There is nothing in the database of anybody with that id or name, so nothing was changed."""


class NoDatabase(KindlingError):
    """There is no database that is ready, so there is nobody to forget. “kindling doctor” says what is wrong."""


class StillNamed(KindlingError):
    """Some rows still name them, so nothing was changed. That is a fault in Kindling: please report it."""


def need_database(config: Config) -> None:
    """Raises NoDatabase unless there is one that is up to date, and CannotOpen."""
    if state_of(config.database) != "ready":
        raise NoDatabase


@dataclass(frozen=True, slots=True)
class Someone:
    """Who is to be forgotten, and how many rows of each table name them."""

    workspace: str
    id: str
    rows: Mapping[str, int]

    def summary(self) -> str:
        """What there is of them, in one sentence without their name."""
        counts = [f"{count} in {table}" for table, count in self.rows.items()]
        total = count_words(sum(self.rows.values()), "row")
        return f"{self.id} in the workspace {self.workspace}: {total} ({join_words(counts)})."


class Eraser:
    """Finds somebody in the database and forgets them."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog

    @classmethod
    @contextmanager
    def of(cls, config: Config, catalog: Catalog) -> Iterator["Eraser"]:
        """On the configured database. Raises CannotOpen."""
        store = Store(config.database, catalog.settings_of, secret=config.secret)
        try:
            yield cls(store, catalog)
        finally:
            store.close()

    def find(self, who: str, workspace: str = "") -> Someone:
        """The one with this id, or this whole name. Raises NobodyThere, and a sentence if it may be another."""
        with self._store.begin() as tx:
            found = [one for one in self._candidates(tx, who) if workspace in ("", one[0])]
            people = [Someone(*one, rows) for one in found if (rows := tx.named_in(*one))]
        if not people:
            raise NobodyThere
        if len(people) > 1:
            ids = join_words([f"{one.id} in {one.workspace}" for one in people])
            raise KindlingError(f"That may be any of these, so nothing was changed: {ids}. Name an id and --workspace.")
        return people[0]

    def erase(self, one: Someone) -> str:
        """Forget them, or change nothing. What there is to say. Raises StillNamed."""
        with self._store.begin() as tx:
            forget(tx, self._catalog, one.workspace, one.id, SystemClock().now())
            if tx.named_in(one.workspace, one.id):
                raise StillNamed
        return (
            "Forgotten: no row names them any more. Backups that were made before still do. "
            "Delete those you don't need; one that is restored here forgets them again."
        )

    def _candidates(self, tx: Transaction, who: str) -> list[Where]:
        """Also those of whom no profile is kept."""
        by_id = [(workspace, who) for workspace in tx.workspaces.ids() if tx.is_somebody(workspace, who)]
        return list(dict.fromkeys([*by_id, *tx.people.called(who)]))
