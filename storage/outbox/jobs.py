"""What the outbox holds, as those who deliver it see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from rituals.cards import Card
from rituals.effects import Introduce, Nudge, Post, Tell, Update
from storage.tables.codec import load_card
from storage.tables.models import OutboxRow

GONE = "gone: "
"""How the reason begins for which an edit was refused whose message is not there any more, or cannot be edited."""
TO_CHAMPIONS = "champions:"
"""How the key of a note to a champion begins that others hear if there is no champion any more."""
NOBODY = "nobody:"
"""How the key of such a note begins that went to a participant instead: once, until somebody looks after it again."""
COPY = "copy:"
"""How the key of a message begins that brings somebody the files of their own data: they are made when it is sent."""
Kind = Literal["tell", "introduce", "nudge", "post", "update"]
Lasting = Tell | Introduce | Nudge | Post | Update

KINDS: tuple[Kind, ...] = get_args(Kind)
WAITING = ("ready", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One claim of one message. `attempt` counts from 1; a claim whose lease was lost can change nothing.

    `is_unsure` when an earlier attempt began to send it and nothing was recorded after that.
    """

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
    is_unsure: bool = False
    asked_by: str = ""

    @property
    def is_anew(self) -> bool:
        """Whether it takes the place of the message that was said under its own key, and is gone."""
        return self.kind == "nudge" and self.to == self.key

    @property
    def is_copy(self) -> bool:
        """Whether it brings somebody the files of their own data."""
        return self.circle_id is None and self.kind == "tell" and self.key.startswith(COPY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much waits (`ready` now, `later`, `sending`), how much was given up, when the oldest was put."""

    ready: int
    later: int
    sending: int
    failed: int
    oldest: datetime | None


def as_job(row: OutboxRow) -> Job:
    """The claimed row. Raises ValueError for words that a newer version put there."""
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
        is_unsure=row.begun is not None,
        asked_by=row.asked_by,
    )
