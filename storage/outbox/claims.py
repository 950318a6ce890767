"""How a message is taken from the outbox, sent by one worker at a time, and what is recorded of it.

    ready -> sending (claimed, with a lease) -> begun (from here on it may have arrived) -> done, failed or dropped

A claim whose lease ended before the sending began is anybody's again. One that had begun is claimed once more as
unsure: whoever claims it must find out, or say so, and not simply send it again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage.outbox.jobs import KINDS, WAITING, Job, as_job
from storage.outbox.pace import UNLIMITED, Calls, PaceBook, Rates, may_be_called
from storage.outbox.waits import LONGEST_PAUSE, may_go
from storage.tables.clock import shared_now
from storage.tables.models import WAITS, OutboxRow, are
from storage.tables.types import UtcDateTime
from storage.workspaces.workspaces import closed_ids

UNREADABLE_WAITS = timedelta(minutes=10)


class Claims:
    """The part of the outbox that is for couriers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._paces = PaceBook(session)

    def claim(
        self,
        now: datetime,
        lease_seconds: float,
        limit: int,
        rates: Rates = UNLIMITED,
        workspaces: Collection[str] | None = None,
    ) -> list[Job]:
        """Take messages to send, at most one of a lane and no more than the rates allow; each is ours until its lease
        ends. The workspaces have their turns, and in each its circles, for of a long round no more than the rates allow
        can go anyway; of a circle, the oldest is first. Kinds that only a newer version knows are left alone."""
        clock = shared_now(self._session)
        known = {"now": now, "latest": now + LONGEST_PAUSE, "clock": clock, "most": limit}
        ours = {} if workspaces is None else {"ours": list(workspaces)}
        found = _to_send(rates.by_method, anywhere=workspaces is None)
        rows = list(self._session.scalars(found, known | ours))
        return [job for row in self._affordable(rows, rates, clock) if (job := self._take(row, clock, lease_seconds))]

    def begin(self, job: Job, lease_seconds: float, conversation: str = "") -> bool:
        """From here on it may have arrived there; the lease begins anew. False if the claim was lost."""
        clock = shared_now(self._session)
        known = {"reference": {"conversation": conversation, "message": ""}} if conversation else {}
        until = clock + timedelta(seconds=lease_seconds)
        return self._change(and_(held(job), OutboxRow.lease_until > clock), begun=clock, lease_until=until, **known)

    def holds(self, job: Job) -> bool:
        """Whether the claim is still ours, and will be until the transaction ends."""
        return self._session.scalar(select(OutboxRow.number).where(held(job)).with_for_update()) is not None

    def done(self, job: Job, reference: dict[str, Any]) -> bool:
        """It was delivered and is known there as `reference`: true whatever became of the lease."""
        known = {"reference": reference, "said_at": place_of(reference)}
        return self._finish(OutboxRow.id == job.id, state="done", people=[], **known)

    def fail(self, job: Job, why: str, *, keep: bool = False) -> bool:
        """Give up, loudly; `keep` the words, so that somebody can ask for it again. False if the claim was lost."""
        kept = {"card": OutboxRow.card, "asked_by": OutboxRow.asked_by} if keep else {}
        return self._finish(held(job), state="failed", why=why, **kept)

    def drop(self, job: Job, why: str) -> bool:
        """It need not be said any more. False if the claim was lost."""
        return self._finish(held(job), state="dropped", people=[], why=why)

    def retry(self, job: Job, not_before: datetime, why: str) -> bool:
        """It was certainly not sent; try again, not before then. False if the claim was lost."""
        again = {"state": "ready", "not_before": not_before, "lease_until": None, "begun": None}
        return self._change(held(job), **again, why=why)

    def release(self, job: Job) -> bool:
        """Give it back untried. False if the claim was lost, or if the sending had begun."""
        untried = and_(held(job), OutboxRow.begun.is_(None))
        return self._change(untried, state="ready", attempt=job.attempt - 1, lease_until=None)

    def _affordable(self, rows: Sequence[OutboxRow], rates: Rates, clock: datetime) -> list[OutboxRow]:
        """Those that the rates allow; one that is only to be looked into calls nothing."""
        to_send = [row for row in rows if row.begun is None]
        may = self._paces.spend([(row.workspace, row.kind) for row in to_send], rates, clock)
        waiting = {row.number for row, allowed in zip(to_send, may, strict=True) if not allowed}
        return [row for row in rows if row.number not in waiting]

    def _take(self, row: OutboxRow, clock: datetime, lease_seconds: float) -> Job | None:
        """Ours; but what a newer version wrote, and this one cannot read, is left for it."""
        before = row.state, row.attempt, row.lease_until
        row.state, row.attempt, row.lease_until = "sending", row.attempt + 1, clock + timedelta(seconds=lease_seconds)
        try:
            return as_job(row)
        except Exception:  # whatever the converter makes of words it does not know
            row.state, row.attempt, row.lease_until = before
            row.not_before += UNREADABLE_WAITS
            return None

    def _finish(self, condition: ColumnElement[bool], **values: object) -> bool:
        """The words go with the work, and so do the names of those it was for, unless somebody may still learn that it
        arrived: what was said is kept where it was said, and not here."""
        unfinished = and_(condition, OutboxRow.state != "done")
        return self._change(unfinished, **{"card": None, "asked_by": "", "lease_until": None} | values)

    def _change(self, condition: ColumnElement[bool], **values: object) -> bool:
        result = self._session.execute(update(OutboxRow).where(condition).values(**values))
        return cast(CursorResult[Any], result).rowcount == 1


def place_of(reference: dict[str, Any]) -> str | None:
    """Where a message is, as one name to look it up by; an edit stays where its original is."""
    parts = (reference.get("conversation"), reference.get("message"))
    return "/".join(map(str, parts)) if all(parts) else None


@cache
def first_in_lane() -> ColumnElement[bool]:
    """Nothing waits before it in its lane."""
    earlier = aliased(OutboxRow)
    return ~exists().where(
        earlier.workspace == OutboxRow.workspace,
        earlier.lane == OutboxRow.lane,
        earlier.state.in_(WAITING),
        earlier.number < OutboxRow.number,
    )


@cache  # building it costs as much as running it
def _to_send(calls: Calls, *, anywhere: bool) -> Select[OutboxRow]:
    """What may be sent, in turns. Values: `now`, `latest`, `clock`, how many at `most`, and `ours` unless anywhere."""
    own = func.row_number().over(partition_by=[OutboxRow.workspace, OutboxRow.circle_id], order_by=OutboxRow.number)
    free = select(OutboxRow.number, OutboxRow.workspace, own.label("own")).where(are(WAITS), _is_free())
    free = free.where(first_in_lane(), OutboxRow.kind.in_(KINDS), OutboxRow.workspace.not_in(closed_ids()))
    free = free.where(*may_be_called(calls, _moment("clock")))
    if not anywhere:
        free = free.where(OutboxRow.workspace.in_(bindparam("ours", expanding=True)))
    each = free.subquery().c
    turn = func.row_number().over(partition_by=each.workspace, order_by=[each.own, each.number])
    waiting = select(each.number, turn.label("turn")).subquery()
    found = select(OutboxRow).join(waiting, waiting.c.number == OutboxRow.number).where(_is_free())
    found = found.order_by(waiting.c.turn, OutboxRow.number).limit(bindparam("most", type_=Integer))
    return found.with_for_update(skip_locked=True, of=OutboxRow)


def _is_free() -> ColumnElement[bool]:
    return or_(
        and_(OutboxRow.state == "ready", may_go(_moment("now"), _moment("latest"))),
        and_(OutboxRow.state == "sending", OutboxRow.lease_until <= _moment("clock")),
    )


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime)


def held(job: Job) -> ColumnElement[bool]:
    return and_(OutboxRow.id == job.id, OutboxRow.state == "sending", OutboxRow.attempt == job.attempt)
