"""Who asked to be forgotten, as digests: so that a backup which was made before brings nobody back."""

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.clock import shared_now
from storage.digests import digest
from storage.inserts import insert_once
from storage.models import Base


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
