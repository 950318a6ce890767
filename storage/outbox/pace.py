"""How fast a platform lets itself be called: one pace for each method of each workspace, shared by all workers.

The generic cell rate algorithm (ITU-T I.371), kept as one moment: when the next call may be made.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from storage.outbox.waits import LONGEST_PAUSE
from storage.tables.clock import shared_now
from storage.tables.inserts import ensure_workspace, insert_once
from storage.tables.models import OutboxRow
from storage.tables.passing import PaceRow

Calls = tuple[tuple[str, tuple[str, ...]], ...]
RESTED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a minute, and so many at once after a rest; some are `kept` for what somebody waits for."""

    per_minute: float
    burst: int = 1
    kept: int = 0

    @property
    def apart(self) -> timedelta:
        return timedelta(seconds=60 / self.per_minute)

    def rested(self, free_at: datetime, now: datetime) -> datetime:
        """When the next call could be made, of however many that were not: a rest saves up no more than a burst."""
        return max(free_at, now - self.apart * (self.burst - 1))


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of each method, and which methods a message of each kind calls; nothing is limited by default.

    `lenient` rates are kept only where the platform has asked for a pause of the method, within a day.
    """

    of: Mapping[str, Rate] = field(default_factory=dict)
    calls: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lenient: bool = False

    @property
    def by_method(self) -> Calls:
        """Of each method that is limited, the kinds of messages that call it."""
        return tuple((method, tuple(kind for kind in self.calls if method in self.calls[kind])) for method in self.of)

    def limited(self, kind: str) -> list[str]:
        return [method for method in self.calls.get(kind, ()) if method in self.of]


UNLIMITED = Rates()
FREE = Rate(math.inf)
"""Of a method without a rate: only a pause that the platform wants holds it up."""


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
            row.free_at = rate.rested(row.free_at, now) + rate.apart
        return True

    def seconds_until(self, workspace: str, method: str, calls: int, rates: Rates, *, urgent: bool = False) -> float:
        """Until so many more calls could have been made; 0 is now. Only what is `urgent` takes of what is kept."""
        now, rate = shared_now(self._session), rates.of.get(method, FREE)
        row = self._kept(workspace, method, rates, now)
        if row is None or calls <= 0:
            return 0.0
        last = rate.rested(row.free_at, now) + rate.apart * (calls - 1 + (0 if urgent else rate.kept))
        return max(0.0, (last - now).total_seconds())

    def take(self, workspace: str, method: str, calls: int, rates: Rates, *, urgent: bool = False) -> int:
        """Set so many calls aside, or as many as can be made now; how many these are."""
        now, rate = shared_now(self._session), rates.of.get(method, FREE)
        row = self._kept(workspace, method, rates, now)
        if row is None:
            return calls
        rested = rate.rested(row.free_at, now)
        left = now - rested - rate.apart * (0 if urgent else rate.kept)
        if left < timedelta(0):
            return 0
        taken = min(calls, 1 + left // rate.apart) if rate.apart else calls
        row.free_at = rested + rate.apart * taken
        return taken

    def _kept(self, workspace: str, method: str, rates: Rates, now: datetime) -> PaceRow | None:
        """The pace that is kept there; None where there is none."""
        if method in rates.of and not rates.lenient:
            return self._locked([(workspace, method)], now)[workspace, method]
        row = self._session.get(PaceRow, (workspace, method), with_for_update=True, populate_existing=True)
        return row if row and row.free_at > now - RESTED else None

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


def may_be_called(calls: Calls, now: BindParameter[datetime]) -> Iterable[ColumnElement[bool]]:
    """Conditions on the outbox: no method that a message needs is at rest just now."""
    for method, kinds in calls:
        resting = exists().where(
            PaceRow.workspace == OutboxRow.workspace, PaceRow.method == method, PaceRow.free_at > now
        )
        yield or_(OutboxRow.kind.not_in(kinds), ~resting)
