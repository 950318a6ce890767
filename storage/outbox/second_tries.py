"""What is said a second time: in the place of a message that is gone, or because somebody asks for it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, select

from storage.outbox.claims import Claims, held, place_of
from storage.outbox.jobs import GONE, WAITING, Job
from storage.tables.models import IS_UNSURE, MemberRow, OutboxRow, are

_UNSAID: dict[str, Any] = {"state": "dropped", "people": [], "why": "it is not to be said any more"}


class SecondTries(Claims):
    """The part of the outbox that knows what was refused, and what became of it."""

    def original(self, workspace: str, circle_id: str | None, key: str) -> OutboxRow | None:
        """The message that was put under this key, whatever became of it."""
        once = f"{circle_id or workspace}/{key}"
        return self._session.scalar(select(OutboxRow).filter_by(workspace=workspace, once=once))

    def reference_of(self, workspace: str, circle_id: str | None, key: str) -> dict[str, Any] | None:
        """What the platform calls the message said under this key, once it is delivered."""
        row = self.original(workspace, circle_id, key)
        return row.reference if row else None

    def was_posted(self, job: Job) -> bool:
        """Whether the message that this is, or that it edits, stands in the circle's channel."""
        row = self.original(job.workspace, job.circle_id, job.key)
        return job.kind == "post" or (row is not None and row.kind == "post")

    def anew(self, job: Job) -> bool:
        """The edited message is gone: say it anew where it was. False if that was done once, or the claim was lost."""
        original = self.original(job.workspace, job.circle_id, job.key)
        if original is None or self._was_said_anew(original) or not (place := self._in_place_of(original)):
            return False
        return self._change(held(job), state="ready", begun=None, lease_until=None, **place)

    def done(self, job: Job, reference: dict[str, Any]) -> bool:
        """As for any message; from now on, one that was said anew is where the first one was."""
        original = self.original(job.workspace, job.circle_id, job.key) if job.is_anew else None
        if original:
            original.reference, original.said_at = reference, place_of(reference)
        return super().done(job, reference)

    def again(self, workspace: str, circle_id: str, about: str, person: str, now: datetime, *, everything: bool) -> int:
        """Send again what was refused together with the message of this id (or last), if `person` asked for it, or
        `everything`. How many messages that is."""
        refused = select(OutboxRow).where(are(IS_UNSURE), OutboxRow.state == "failed")
        refused = refused.filter_by(workspace=workspace, circle_id=circle_id)
        refused = refused.where(OutboxRow.card.is_not(None)).order_by(OutboxRow.created.desc(), OutboxRow.number)
        rows = list(self._session.scalars(refused if everything else refused.filter_by(asked_by=person)))
        together = [row for row in rows if row.created == _moment(rows, about)]
        for row in together:
            self._send_again(row, person, now)
        return len(together)

    def unsay(self, workspace: str, circle_id: str, key: str) -> bool | None:
        """Say it no more: None if it does not wait, else whether its sending had certainly not begun. Whoever holds it
        has lost it; if it arrives all the same, that is recorded."""
        row = self.original(workspace, circle_id, key)
        if row is None or row.state not in WAITING:
            return None
        self._session.refresh(row, with_for_update=True)
        if not self._finish(and_(OutboxRow.id == row.id, OutboxRow.state.in_(WAITING)), **_UNSAID):
            return None
        return row.begun is None

    def forget_keys(self, circle_id: str, beginning: str) -> None:
        """What was said under such keys can be said anew."""
        mine = OutboxRow.circle_id == circle_id, OutboxRow.key.startswith(beginning, autoescape=True)
        said = *mine, OutboxRow.state.in_(("done", "dropped", "failed"))
        self._session.execute(delete(OutboxRow).where(*said))

    def _send_again(self, row: OutboxRow, person: str, now: datetime) -> None:
        original = self.original(row.workspace, row.circle_id, row.key)
        if original and row.kind == "update" and row.why.startswith(GONE):
            for name, value in self._in_place_of(original).items():
                setattr(row, name, value)
        row.state, row.begun, row.created, row.not_before = "ready", None, now, now
        row.asked_by = person

    def _was_said_anew(self, original: OutboxRow) -> bool:
        same = OutboxRow.circle_id == original.circle_id, OutboxRow.workspace == original.workspace
        anew = exists().where(*same, OutboxRow.key == original.key, OutboxRow.to == original.key)
        return bool(self._session.scalar(select(anew)))

    def _in_place_of(self, original: OutboxRow) -> dict[str, Any]:
        """What makes an edit a message of its own, to the same people; a post has none. Nothing if they are not known,
        for then nobody could ask whether they still want it."""
        people = self._people_of(original)
        flags = {"asked_for": original.asked_for, "open": original.open}
        return {"kind": "nudge", "to": original.key, "people": people, **flags} if people or _is_post(original) else {}

    def _people_of(self, original: OutboxRow) -> list[str]:
        """Whom it was for: a message that was delivered names nobody any more, but its lane and its group do."""
        if original.people or _is_post(original):
            return original.people
        if original.kind == "tell":
            return [original.lane.removeprefix("person:")]
        group = (original.to or original.key).partition(":")[2]
        found = select(MemberRow.person).where(MemberRow.group_id == group).order_by(MemberRow.person)
        return list(self._session.scalars(found))


def _is_post(row: OutboxRow) -> bool:
    return row.kind == "post"


def _moment(rows: Sequence[OutboxRow], about: str) -> datetime | None:
    """When the named message was put, or the last of all; what one act caused was put together."""
    return next((row.created for row in rows if not about or row.id == about), None)
