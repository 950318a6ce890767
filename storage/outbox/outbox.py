"""What is to be said and is not yet delivered. Nothing is in it twice, and nothing overtakes in its lane."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import and_, func, not_, select, update

from rituals.effects import Introduce, Nudge, Post, Tell, Update
from storage.left import left_in
from storage.outbox.claims import first_in_lane, place_of
from storage.outbox.jobs import Depth, Lasting
from storage.outbox.second_tries import SecondTries
from storage.outbox.waits import LONGEST_PAUSE, may_go
from storage.tables.codec import dump_card
from storage.tables.inserts import ensure_workspace, insert_all_once, insert_once
from storage.tables.models import IS_UNSURE, WAITS, OutboxRow, are, new_id


class OutboxBook(SecondTries):
    """The messages of every workspace."""

    def put(
        self, workspace: str, circle_id: str | None, effect: Lasting, now: datetime, asked_by: str = ""
    ) -> str | None:
        """Keep the effect and give its id; None if it was said already, or is folded into one that waits."""
        fresh = _fresh(workspace, circle_id, effect, now, asked_by)
        return self._put_update(fresh) if isinstance(effect, Update) else self._insert(fresh)

    def put_all(
        self, workspace: str, circle_id: str | None, effects: Iterable[Lasting], now: datetime, asked_by: str = ""
    ) -> None:
        """The same for many, in their order: a round of a thousand people is not a thousand statements."""
        for is_update, some in groupby(effects, lambda effect: isinstance(effect, Update)):
            rows = [_fresh(workspace, circle_id, one, now, asked_by) for one in some]
            if is_update:
                for row in rows:
                    self._put_update(row)
            else:
                left_in(self._session).said = True
                ensure_workspace(self._session, workspace)
                insert_all_once(self._session, OutboxRow, rows)

    def said_at(self, workspace: str, conversation: str, message: str) -> tuple[str, str] | None:
        """The circle and the key of what was said there, if we said it."""
        where = place_of({"conversation": conversation, "message": message})
        row = self._session.scalar(select(OutboxRow).filter_by(workspace=workspace, said_at=where).limit(1))
        return (row.circle_id, row.key) if row and row.circle_id else None

    def depth(self, now: datetime) -> Depth:
        ready, free = OutboxRow.state == "ready", may_go(now, now + LONGEST_PAUSE)
        counts = select(
            func.count().filter(and_(ready, free)),
            func.count().filter(and_(ready, not_(free))),
            func.count().filter(OutboxRow.state == "sending"),
            func.min(OutboxRow.created),
        )
        waits, later, sending, oldest = self._session.execute(counts.where(are(WAITS))).one()
        failed = select(func.count()).where(OutboxRow.state == "failed")
        given_up = self._session.scalar(failed) or 0
        return Depth(ready=waits, later=later, sending=sending, failed=given_up, oldest=oldest)

    def next_not_before(self) -> datetime | None:
        """When there is next something to send, if nothing is put or finished before."""
        ready = select(func.min(OutboxRow.not_before)).where(OutboxRow.state == "ready", first_in_lane())
        return self._session.scalar(ready)

    def learn(self, workspace: str, circle_id: str, about: str, conversation: str, message: str) -> str | None:
        """A message of ours about this was seen there. If it is one of which nobody knew whether it had arrived,
        now it has; its key."""
        where = {"conversation": conversation, "message": message}
        lost = select(OutboxRow).where(are(IS_UNSURE)).filter_by(workspace=workspace, circle_id=circle_id)
        lost = lost.where(OutboxRow.begun.is_not(None), OutboxRow.kind.in_(("introduce", "post")))
        for row in self._session.scalars(lost.where(OutboxRow.key.endswith(f":{about}", autoescape=True))):
            if (row.reference or {}).get("conversation") == conversation:
                row.state, row.card, row.people, row.lease_until = "done", None, [], None
                row.reference, row.said_at = where, place_of(where)
                return row.key
        return None

    def _put_update(self, fresh: dict[str, Any]) -> str | None:
        """A message that waits, or may be asked for again, or its waiting update, says the new thing instead."""
        original = self.original(fresh["workspace"], fresh["circle_id"], fresh["key"])
        if original is None or original.state == "dropped":
            return None
        if original.state == "failed":
            original.card = original.card and fresh["card"]
            return None
        waiting = original if original.state == "ready" else self._waiting_update(original)
        if waiting:
            waiting.card, waiting.asked_by = fresh["card"], fresh["asked_by"] or waiting.asked_by
            return None
        self._let_go(original)
        return self._insert(fresh | {"once": None, "lane": original.lane})

    def _let_go(self, original: OutboxRow) -> None:
        """Edits that were refused are not asked for again once there is a newer one."""
        refused = update(OutboxRow).where(OutboxRow.circle_id == original.circle_id, OutboxRow.key == original.key)
        refused = refused.where(OutboxRow.workspace == original.workspace, OutboxRow.kind == "update")
        self._session.execute(refused.where(OutboxRow.state == "failed").values(card=None, asked_by=""))

    def _insert(self, row: dict[str, Any]) -> str | None:
        left_in(self._session).said = True
        ensure_workspace(self._session, row["workspace"])
        return row["id"] if insert_once(self._session, OutboxRow, row) else None

    def _waiting_update(self, original: OutboxRow) -> OutboxRow | None:
        same = {"workspace": original.workspace, "circle_id": original.circle_id, "key": original.key}
        updates = select(OutboxRow).filter_by(**same, kind="update", state="ready")
        return self._session.scalar(updates.order_by(OutboxRow.number.desc()).limit(1))


def _fresh(workspace: str, circle_id: str | None, effect: Lasting, now: datetime, asked_by: str = "") -> dict[str, Any]:
    """A row that says this, from now on. Who asked for it is kept of what everybody sees, and of nothing private."""
    asked = asked_by if isinstance(effect, Post | Update) else ""
    once, lane = f"{circle_id or workspace}/{effect.key}", _lane(circle_id, effect)
    owner = {"id": new_id(), "workspace": workspace, "circle_id": circle_id, "once": once, "lane": lane}
    return owner | {"created": now, "not_before": now, "asked_by": asked} | _said(effect)


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
        "people": [],
        "to": "",
        "asked_for": False,
        "open": False,
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
