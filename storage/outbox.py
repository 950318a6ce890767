"""What is to be said and is not yet delivered. Nothing is in it twice, and nothing overtakes in its lane."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, CursorResult, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from rituals.cards import Card
from rituals.effects import Introduce, Nudge, Post, Tell, Update
from storage.codec import dump_card, load_card
from storage.inserts import ensure_workspace, insert_once
from storage.models import OutboxRow, new_id

Kind = Literal["tell", "introduce", "nudge", "post", "update"]
Lasting = Tell | Introduce | Nudge | Post | Update

WAITING = ("ready", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One claim of one message. `attempt` counts from 1; a claim whose lease was lost can change nothing."""

    id: str
    workspace: str
    circle_id: str | None
    kind: Kind
    key: str
    people: tuple[str, ...]
    card: Card
    attempt: int
    to: str
    asked_for: bool
    open: bool
    created: datetime
    lease_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much waits (`ready` now, `later`, `sending`), how much was given up, when the oldest was put."""

    ready: int
    later: int
    sending: int
    failed: int
    oldest: datetime | None


class OutboxBook:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, workspace: str, circle_id: str | None, effect: Lasting, now: datetime) -> str | None:
        """Keep the effect and give its id; None if it was said already, or is folded into one that waits."""
        if isinstance(effect, Update):
            return self._put_update(workspace, circle_id, effect, now)
        once = f"{circle_id or workspace}/{effect.key}"
        return self._insert(workspace, circle_id, effect, now, once=once, lane=_lane(circle_id, effect))

    def claim(self, now: datetime, lease_seconds: float, limit: int) -> list[Job]:
        """Take messages to send, oldest first, at most one of a lane; each is ours until its lease ends."""
        found = select(OutboxRow).where(_free(now), _first_in_lane()).order_by(OutboxRow.number)
        rows = list(self._session.scalars(found.limit(limit).with_for_update(skip_locked=True)))
        for row in rows:
            row.state, row.attempt = "sending", row.attempt + 1
            row.lease_until = now + timedelta(seconds=lease_seconds)
        self._session.flush()
        return [_job(row) for row in rows]

    def done(self, job: Job, reference: dict[str, Any]) -> bool:
        """It was delivered and is known there as `reference`: true whatever became of the lease."""
        where = _place(reference)
        return self._finish(OutboxRow.id == job.id, state="done", reference=reference, said_at=where)

    def fail(self, job: Job, why: str) -> bool:
        """Give up, loudly. False if the claim was lost."""
        return self._finish(_held(job), state="failed", why=why)

    def drop(self, job: Job, why: str) -> bool:
        """It need not be said any more. False if the claim was lost."""
        return self._finish(_held(job), state="dropped", why=why)

    def retry(self, job: Job, not_before: datetime, why: str) -> bool:
        """Try again, not before then. False if the claim was lost."""
        return self._change(_held(job), state="ready", not_before=not_before, lease_until=None, why=why)

    def release(self, job: Job) -> bool:
        """Give it back untried. False if the claim was lost."""
        return self._change(_held(job), state="ready", attempt=job.attempt - 1, lease_until=None)

    def reference_of(self, workspace: str, circle_id: str | None, key: str) -> dict[str, Any] | None:
        """What the platform calls the message said under this key, once it is delivered."""
        row = self._original(workspace, circle_id, key)
        return row.reference if row else None

    def said_at(self, workspace: str, conversation: str, message: str) -> tuple[str, str] | None:
        """The circle and the key of what was said there, if we said it."""
        where = _place({"conversation": conversation, "message": message})
        row = self._session.scalar(select(OutboxRow).filter_by(workspace=workspace, said_at=where).limit(1))
        return (row.circle_id, row.key) if row and row.circle_id else None

    def depth(self, now: datetime) -> Depth:
        ready = OutboxRow.state == "ready"
        counts = select(
            func.count().filter(and_(ready, OutboxRow.not_before <= now)),
            func.count().filter(and_(ready, OutboxRow.not_before > now)),
            func.count().filter(OutboxRow.state == "sending"),
            func.count().filter(OutboxRow.state == "failed"),
        )
        oldest = select(func.min(OutboxRow.created)).where(OutboxRow.state.in_(WAITING))
        waits, later, sending, failed = self._session.execute(counts).one()
        return Depth(ready=waits, later=later, sending=sending, failed=failed, oldest=self._session.scalar(oldest))

    def next_not_before(self) -> datetime | None:
        """When there is next something to claim, if nothing is put or finished before."""
        ready = select(func.min(OutboxRow.not_before)).where(OutboxRow.state == "ready", _first_in_lane())
        sending = select(func.min(OutboxRow.lease_until)).where(OutboxRow.state == "sending")
        moments = (self._session.scalar(ready), self._session.scalar(sending))
        return min((moment for moment in moments if moment), default=None)

    def _put_update(self, workspace: str, circle_id: str | None, effect: Update, now: datetime) -> str | None:
        """A message that waits, or its waiting update, says the new thing instead; one given up is left."""
        original = self._original(workspace, circle_id, effect.key)
        if original is None or original.state in ("failed", "dropped"):
            return None
        waiting = original if original.state == "ready" else self._waiting_update(original)
        if waiting:
            waiting.card = dump_card(effect.card)
            return None
        return self._insert(workspace, circle_id, effect, now, once=None, lane=original.lane)

    def _insert(
        self,
        workspace: str,
        circle_id: str | None,
        effect: Lasting,
        now: datetime,
        *,
        once: str | None,
        lane: str,
    ) -> str | None:
        ensure_workspace(self._session, workspace)
        owner = {"id": new_id(), "workspace": workspace, "circle_id": circle_id, "once": once, "lane": lane}
        moment = {"created": now, "not_before": now}
        added = insert_once(self._session, OutboxRow, owner | moment | _said(effect))
        return owner["id"] if added else None

    def _original(self, workspace: str, circle_id: str | None, key: str) -> OutboxRow | None:
        once = f"{circle_id or workspace}/{key}"
        return self._session.scalar(select(OutboxRow).filter_by(workspace=workspace, once=once))

    def _waiting_update(self, original: OutboxRow) -> OutboxRow | None:
        same = {"workspace": original.workspace, "circle_id": original.circle_id, "key": original.key}
        updates = select(OutboxRow).filter_by(**same, once=None, state="ready")
        return self._session.scalar(updates.order_by(OutboxRow.number.desc()).limit(1))

    def _finish(self, condition: ColumnElement[bool], **values: object) -> bool:
        """The words go with the work: what was said is kept where it was said, and not here."""
        unfinished = and_(condition, OutboxRow.state != "done")
        return self._change(unfinished, card=None, lease_until=None, **values)

    def _change(self, condition: ColumnElement[bool], **values: object) -> bool:
        result = self._session.execute(update(OutboxRow).where(condition).values(**values))
        return cast(CursorResult[Any], result).rowcount == 1


def _lane(circle_id: str | None, effect: Lasting) -> str:
    match effect:
        case Tell(person):
            return f"person:{person}"
        case Nudge(to):
            return f"group:{circle_id}:{to}"
        case Post():
            return f"channel:{circle_id}"
        case _:
            return f"group:{circle_id}:{effect.key}"


def _said(effect: Lasting) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": type(effect).__name__.lower(),
        "key": effect.key,
        "card": dump_card(effect.card),
    }
    match effect:
        case Tell(person):
            return said | {"people": [person], "asked_for": effect.asked_for, "open": effect.open}
        case Introduce(people):
            return said | {"people": list(people)}
        case Nudge(to, people):
            return said | {"people": list(people), "to": to}
        case _:
            return said


def _place(reference: dict[str, Any]) -> str | None:
    """Where a message is, as one name to look it up by; an edit stays where its original is."""
    parts = (reference.get("conversation"), reference.get("message"))
    return "/".join(map(str, parts)) if all(parts) else None


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(OutboxRow.state == "ready", OutboxRow.not_before <= now),
        and_(OutboxRow.state == "sending", OutboxRow.lease_until <= now),
    )


def _first_in_lane() -> ColumnElement[bool]:
    earlier = aliased(OutboxRow)
    return ~exists().where(
        earlier.workspace == OutboxRow.workspace,
        earlier.lane == OutboxRow.lane,
        earlier.state.in_(WAITING),
        earlier.number < OutboxRow.number,
    )


def _held(job: Job) -> ColumnElement[bool]:
    return and_(OutboxRow.id == job.id, OutboxRow.state == "sending", OutboxRow.attempt == job.attempt)


def _job(row: OutboxRow) -> Job:
    return Job(
        id=row.id,
        workspace=row.workspace,
        circle_id=row.circle_id,
        kind=cast(Kind, row.kind),
        key=row.key,
        people=tuple(row.people),
        card=load_card(row.card or {}),
        attempt=row.attempt,
        to=row.to,
        asked_for=row.asked_for,
        open=row.open,
        created=row.created,
        lease_until=cast(datetime, row.lease_until),
    )
