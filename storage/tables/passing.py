"""The tables whose rows mean nothing later, or elsewhere: they are in no backup."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.models import Base, within

PASSING: dict[str, Any] = {"info": {"passing": True}}


class PaceRow(Base):
    """How fast one method of a platform is called in one workspace, by whichever worker."""

    __tablename__ = "pace"
    __table_args__ = PASSING

    workspace: Mapped[str] = mapped_column(within("workspaces.id"), primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime]
    """When the next call may be made, by the database's clock."""


class ReadingRow(Base):
    """How far a list has been read, by whichever worker: the members of a circle's channel, or everybody."""

    __tablename__ = "readings"
    __table_args__ = PASSING

    workspace: Mapped[str] = mapped_column(within("workspaces.id"), primary_key=True)
    list: Mapped[str] = mapped_column(primary_key=True)
    begun: Mapped[datetime]
    cursor: Mapped[str] = mapped_column(default="")
    """Where to go on; empty at the beginning."""
    count: Mapped[int] = mapped_column(default=0)
    """How many have been named so far."""
    most: Mapped[int] = mapped_column(default=0)
    """How many were named when most were, in this reading or an earlier one."""
    ended: Mapped[bool] = mapped_column(default=False)


class WorkerRow(Base):
    """A process that works on this database, and when its bell last rang, by the database's clock."""

    __tablename__ = "workers"
    __table_args__ = PASSING

    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    version: Mapped[str]
    started: Mapped[datetime]
    rang: Mapped[datetime] = mapped_column(index=True)
