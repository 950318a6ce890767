"""Who asked to be forgotten, as digests: so that a backup which was made before brings nobody back."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from rituals.cards import FORGOTTEN
from storage.tables.clock import shared_now
from storage.tables.digests import digest
from storage.tables.inserts import insert_once
from storage.tables.models import Base, PersonRow
from storage.tables.naming import may_be_ids, renamed


class ForgottenRow(Base):
    """That somebody was forgotten, each time that they were."""

    __tablename__ = "forgotten"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True, index=True)


def digest_of(session: Session, workspace: str, person: str) -> str:
    """What somebody is known by who was forgotten."""
    return digest(session, "forgotten", workspace, person)


def note_forgotten(session: Session, workspace: str, person: str) -> None:
    """Keep that they were, and not who they are."""
    row = {"workspace": workspace, "digest": digest_of(session, workspace, person), "at": shared_now(session)}
    insert_once(session, ForgottenRow, row)


def without_forgotten(session: Session, workspace: str, words: str) -> str:
    """What an old button or form says, with nobody in the place of whoever was forgotten since and is not back."""
    by_digest = {digest_of(session, workspace, one): one for one in may_be_ids(words)}
    if by_digest:
        known = select(ForgottenRow.digest).where(ForgottenRow.workspace == workspace)
        for found in session.scalars(known.where(ForgottenRow.digest.in_(by_digest)).distinct()):
            if session.get(PersonRow, (workspace, by_digest[found])) is None:
                words = renamed(words, by_digest[found], f"{FORGOTTEN}{uuid4().hex}")
    return words
