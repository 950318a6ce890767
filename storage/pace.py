"""How fast a platform lets itself be called: one pace for each method of each workspace, shared by all workers.

The generic cell rate algorithm (ITU-T I.371), kept as one moment: when the next call may be made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from storage.clock import shared_now
from storage.inserts import ensure_workspace, insert_once
from storage.models import OutboxRow, PaceRow
from storage.waits import LONGEST_PAUSE

RESTED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a minute, and so many at once after a rest."""

    per_minute: float
    burst: int = 1

    @property
    def apart(self) -> timedelta:
        return timedelta(minutes=1) / self.per_minute


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of each method, and which methods a message of each kind calls; nothing is limited by default."""

    of: Mapping[str, Rate] = field(default_factory=dict)
    calls: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def limited(self, kind: str) -> list[str]:
        return [method for method in self.calls.get(kind, ()) if method in self.of]


UNLIMITED = Rates()


class PaceBook:
    """The paces of every workspace. `now` is always the shared clock's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self, workspace: str, method: str, seconds: float) -> None:
        """The platform asks for a pause: no call of the method before it is over, or for LONGEST_PAUSE."""
        now = shared_now(self._session)
        row = self._locked([(workspace, method)], now)[workspace, method]
        row.free_at = max(row.free_at, now + min(timedelta(seconds=seconds), LONGEST_PAUSE))

    def spend(self, wanted: Sequence[tuple[str, str]], rates: Rates, now: datetime) -> list[bool]:
        """For messages of (workspace, kind), in order: whether it may be sent now. Its calls are then set aside."""
        keys = sorted({(workspace, method) for workspace, kind in wanted for method in rates.limited(kind)})
        rows = self._locked(keys, now)
        return [
            self._take([rows[workspace, method] for method in rates.limited(kind)], rates, now)
            for workspace, kind in wanted
        ]

    def _take(self, rows: Sequence[PaceRow], rates: Rates, now: datetime) -> bool:
        if any(row.free_at > now for row in rows):
            return False
        for row in rows:
            rate = rates.of[row.method]
            row.free_at = max(row.free_at, now - rate.apart * (rate.burst - 1)) + rate.apart
        return True

    def _locked(self, keys: Sequence[tuple[str, str]], now: datetime) -> dict[tuple[str, str], PaceRow]:
        """These rows for this transaction alone, locked in one order; a method never called has rested for long."""
        if not keys:
            return {}
        these = tuple_(PaceRow.workspace, PaceRow.method).in_(keys)
        there = {tuple(row) for row in self._session.execute(select(PaceRow.workspace, PaceRow.method).where(these))}
        for workspace, method in keys:
            if (workspace, method) not in there:
                ensure_workspace(self._session, workspace)
                row = {"workspace": workspace, "method": method, "free_at": now - RESTED}
                insert_once(self._session, PaceRow, row)
        found = select(PaceRow).where(these).order_by(PaceRow.workspace, PaceRow.method).with_for_update()
        rows = self._session.scalars(found.execution_options(populate_existing=True))
        return {(row.workspace, row.method): row for row in rows}


def may_be_called(rates: Rates, now: datetime) -> Iterable[ColumnElement[bool]]:
    """Conditions on the outbox: no method that a message needs is at rest just now."""
    for method in rates.of:
        kinds = [kind for kind in rates.calls if method in rates.calls[kind]]
        resting = exists().where(
            PaceRow.workspace == OutboxRow.workspace, PaceRow.method == method, PaceRow.free_at > now
        )
        yield or_(OutboxRow.kind.not_in(kinds), ~resting)
