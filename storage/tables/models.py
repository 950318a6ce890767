"""The tables. Everything but the ledger of seen events hangs on its workspace and goes with it."""

from datetime import date, datetime, time
from typing import Any, ClassVar, cast
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    MetaData,
    String,
    Time,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from storage.tables.types import Json, RowNumber, UtcDateTime


def new_id() -> str:
    """An id nobody has had before, also after a backup is restored."""
    return uuid4().hex


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        date: Date,
        time: Time,
        str: String,
        dict[str, Any]: Json,
    }


def within(column: str) -> ForeignKey:
    """A reference to an owner, with which the row is deleted."""
    return ForeignKey(column, ondelete="CASCADE")


def where(words: str) -> dict[str, Any]:
    """Of an index that holds only the rows that are so."""
    return {f"{dialect}_where": text(words) for dialect in ("sqlite", "postgresql")}


def are(words: str) -> ColumnElement[bool]:
    """Rows that are so, in the very words of their index: SQLite looks into one only then."""
    return cast(ColumnElement[bool], text(words))


class WorkspaceRow(Base):
    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    platform: Mapped[str] = mapped_column(default="")
    closed: Mapped[str] = mapped_column(default="", server_default="")
    """Why nothing is sent there just now; empty while all is well."""
    left_at: Mapped[datetime | None]
    """When the bot was uninstalled; a while later the workspace is forgotten."""


class PersonRow(Base):
    """A profile as the directory last told it."""

    __tablename__ = "people"

    workspace: Mapped[str] = mapped_column(within("workspaces.id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    zone: Mapped[str]
    is_bot: Mapped[bool]
    is_guest: Mapped[bool]
    is_gone: Mapped[bool]
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_stranger: Mapped[bool]
    work_start: Mapped[time]
    work_end: Mapped[time]
    refreshed_at: Mapped[datetime]


class CircleRow(Base):
    __tablename__ = "circles"
    __table_args__ = (UniqueConstraint("workspace", "channel", "ritual"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    workspace: Mapped[str] = mapped_column(within("workspaces.id"))
    ritual: Mapped[str]
    channel: Mapped[str]
    settings: Mapped[dict[str, Any]]
    zone: Mapped[str]
    is_running: Mapped[bool] = mapped_column(default=True)
    next_due: Mapped[datetime | None] = mapped_column(index=True)
    lease_until: Mapped[datetime | None]
    """Until then, by the database's clock, somebody is at the round that is due."""
    started: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class ChampionRow(Base):
    __tablename__ = "circle_champions"

    circle_id: Mapped[str] = mapped_column(within("circles.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)


class ParticipantRow(Base):
    __tablename__ = "participants"

    circle_id: Mapped[str] = mapped_column(within("circles.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)
    joined: Mapped[datetime]
    skips_next: Mapped[bool] = mapped_column(default=False)
    paused_until: Mapped[date | None]
    goes_first: Mapped[bool] = mapped_column(default=False)
    is_present: Mapped[bool] = mapped_column(default=True)
    seen_at: Mapped[datetime | None]
    """When the reading was begun of the channel's members that last named them, or when they last came in."""
    unread_at: Mapped[datetime | None]
    """When the platform last would not say who they are."""
    knows_why: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether they were told why no coffee comes, and nothing else since."""
    about: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class RoundRow(Base):
    """The ledger of rounds: whoever inserts the circle's local date holds the round."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("circle_id", "on_date"), UniqueConstraint("circle_id", "number"))

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    circle_id: Mapped[str] = mapped_column(within("circles.id"))
    number: Mapped[int]
    on_date: Mapped[date]
    due: Mapped[datetime]
    created: Mapped[datetime] = mapped_column(index=True)


class MemberRow(Base):
    """One person in one group; the key holds everybody to one group a round."""

    __tablename__ = "group_members"

    round_id: Mapped[str] = mapped_column(within("rounds.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)
    group_id: Mapped[str] = mapped_column(within("groups.id"), index=True)


class GroupRow(Base):
    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    circle_id: Mapped[str] = mapped_column(within("circles.id"), index=True)
    round_id: Mapped[str] = mapped_column(within("rounds.id"), index=True)
    happened: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[dict[str, Any]] = mapped_column(default=dict)

    round: Mapped[RoundRow] = relationship(lazy="joined")
    members: Mapped[list[MemberRow]] = relationship(
        lazy="selectin", order_by=MemberRow.person, passive_deletes=True, cascade="all, delete-orphan"
    )


class AnswerRow(Base):
    __tablename__ = "answers"

    group_id: Mapped[str] = mapped_column(within("groups.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(index=True)


WAITS = "state IN ('ready', 'sending')"
IS_UNSURE = "state IN ('sending', 'failed')"
SAYS_SOMETHING = "(people <> '[]' OR card IS NOT NULL OR asked_by <> '')"
"""Of the outbox, what is not over. What is over only grows, so nothing that is done every day may read it."""


class OutboxRow(Base):
    """Something to be said: `once` is its name (updates have none), in a `lane` none overtakes."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waits", "workspace", "number", **where(WAITS)),
        Index("ix_outbox_is_unsure", "workspace", "circle_id", **where(IS_UNSURE)),
        Index("ix_outbox_says_something", "workspace", **where(SAYS_SOMETHING)),
        Index(None, "state", "not_before"),
        Index(None, "workspace", "lane", "state", "number"),
        Index(None, "circle_id", "key"),
        Index(None, "workspace", "said_at"),
        Index(None, "kind", "created"),
    )

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True, default=new_id)
    workspace: Mapped[str] = mapped_column(within("workspaces.id"))
    circle_id: Mapped[str | None] = mapped_column(within("circles.id"))
    kind: Mapped[str]
    key: Mapped[str]
    once: Mapped[str | None] = mapped_column(unique=True)
    lane: Mapped[str]
    people: Mapped[list[str]] = mapped_column(Json, default=list)
    to: Mapped[str] = mapped_column(default="")
    asked_for: Mapped[bool] = mapped_column(default=False)
    open: Mapped[bool] = mapped_column(default=False, server_default=false())
    said_at: Mapped[str | None]
    card: Mapped[dict[str, Any] | None] = mapped_column(Json)
    state: Mapped[str] = mapped_column(default="ready")
    attempt: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    begun: Mapped[datetime | None]
    """When the sending itself began; if nothing was recorded after that, nobody knows what became of it."""
    reference: Mapped[dict[str, Any] | None] = mapped_column(Json)
    why: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str] = mapped_column(default="", server_default="")
    """Whose act brought it into the channel, until it is there: whoever has to hear if it is refused."""
    created: Mapped[datetime]


class EntryRow(Base):
    """Something a person added to a circle."""

    __tablename__ = "entries"
    __table_args__ = (Index(None, "circle_id", "kind", "about"), Index(None, "kind", "created"))

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True, default=new_id)
    circle_id: Mapped[str] = mapped_column(within("circles.id"))
    kind: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    about: Mapped[str] = mapped_column(default="")
    data: Mapped[dict[str, Any]]
    created: Mapped[datetime]


class ResponseRow(Base):
    """One person's answer to an entry; `number` keeps the order in which people first answered."""

    __tablename__ = "responses"
    __table_args__ = (UniqueConstraint("entry_id", "person", "question"),)

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    entry_id: Mapped[str] = mapped_column(within("entries.id"))
    person: Mapped[str] = mapped_column(index=True)
    question: Mapped[str]
    value: Mapped[str] = mapped_column(index=True)


class SwitchRow(Base):
    """A ritual that a workspace has switched on or off."""

    __tablename__ = "switches"

    workspace: Mapped[str] = mapped_column(within("workspaces.id"), primary_key=True)
    ritual: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool]


class AlarmRow(Base):
    __tablename__ = "alarms"

    circle_id: Mapped[str] = mapped_column(within("circles.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class SeenRow(Base):
    """Events that were handled, so that a platform's second telling is not."""

    __tablename__ = "seen"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
