"""Who wants nothing of a ritual, or not from somebody: kept for the whole workspace, and longer than who they are.

Somebody who asks to be forgotten keeps their refusals, under digests: what reached them unasked would reach them again.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from rituals.cards import FORGOTTEN
from rituals.errors import NotYours
from rituals.records import Refusal
from storage.circles.open_circle import OpenCircle
from storage.tables.digests import digest
from storage.tables.inserts import insert_or_replace
from storage.tables.models import Base, within

UNNAMED = "unnamed:"
"""How it is kept whom a refusal is about, where the one who refuses is not to learn it."""
HALF = 32
"""Hexadecimal digits of a digest that are enough to know two people by."""


class RefusalRow(Base):
    """What somebody wants nothing of, in whichever circle of the workspace."""

    __tablename__ = "refusals"

    workspace: Mapped[str] = mapped_column(within("workspaces.id"), primary_key=True)
    ritual: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    """Who refuses; once they are forgotten, a digest."""
    what: Mapped[str] = mapped_column(primary_key=True, default="", server_default="")
    """What of the ritual, in its own word; empty for all of it."""
    whom: Mapped[str] = mapped_column(primary_key=True, default="", server_default="", index=True)
    """From whom; a digest for who is not to be read there, empty for anybody."""
    until: Mapped[date | None]
    """The local date on which they refuse it no more."""


class Refusals(OpenCircle):
    """What people refuse of the circle's ritual, in every circle that the workspace has or will have."""

    def refuse(
        self, person: str, what: str = "", whom: str = "", until: date | None = None, *, unnamed: bool = False
    ) -> None:
        known = f"{UNNAMED}{self._pair(person, whom)}" if unnamed else whom
        self._keep(person, Refusal(what=what, whom=known, until=until))

    def refuse_sealed(self, person: str, seal: str, key: str, what: str = "") -> None:
        pair = _mixed(seal, self.digest("seal", key))
        self._keep(person, Refusal(what=what, whom=f"{UNNAMED}{pair}"))

    def sealed(self, person: str, whom: str, key: str) -> str:
        return _mixed(self._pair(person, whom), self.digest("seal", key))

    def accept(self, person: str, what: str = "", whom: str = "") -> bool:
        found = list(self._session.scalars(self._of(person).where(RefusalRow.what == what, self._is_about(whom))))
        for row in found:
            self._session.delete(row)
        self._session.flush()
        return bool(found)

    def refuses(self, person: str, on: date, what: str = "", whom: str = "") -> bool:
        anybody = {"", whom, *self._names_of(person, whom)}
        holds = or_(RefusalRow.until.is_(None), RefusalRow.until > on)
        found = self._of(person).where(RefusalRow.what.in_({"", what}), RefusalRow.whom.in_(anybody), holds)
        return self._session.scalar(found.limit(1)) is not None

    def refusals(self, person: str, on: date) -> tuple[Refusal, ...]:
        rows = self._session.scalars(self._of(person).order_by(RefusalRow.what, RefusalRow.whom))
        return tuple(dict.fromkeys(one for row in rows if (one := as_refusal(row)).holds(on)))

    def _keep(self, person: str, refusal: Refusal) -> None:
        keep(self._session, self.workspace, self.ritual, person, refusal)

    def _of(self, person: str) -> Select[RefusalRow]:
        mine = RefusalRow.workspace == self.workspace, RefusalRow.ritual == self.ritual
        known = known_as(self._session, self.workspace, self.ritual, person)
        found = select(RefusalRow).where(*mine, RefusalRow.person.in_((person, known)))
        return found.execution_options(populate_existing=True)

    def _is_about(self, whom: str) -> Any:
        """Of all those whom the person cannot name, one is as good as the other."""
        return RefusalRow.whom == whom if is_named(whom) else or_(*(map(RefusalRow.whom.startswith, _NAMELESS)))

    def _names_of(self, person: str, whom: str) -> Iterator[str]:
        pair = self._pair(person, whom) if whom else ""
        yield from (f"{kind}{pair}" for kind in _NAMELESS if pair)

    def _pair(self, person: str, whom: str) -> str:
        return pair_of(self._session, self.workspace, self.ritual, person, whom)


_NAMELESS = (UNNAMED, FORGOTTEN)


def is_named(whom: str) -> bool:
    """Whether it is anybody whom one may read of; or nobody in particular."""
    return not whom.startswith(_NAMELESS)


def as_refusal(row: RefusalRow) -> Refusal:
    return Refusal(what=row.what, whom=row.whom if is_named(row.whom) else FORGOTTEN, until=row.until)


def keep(session: Session, workspace: str, ritual: str, person: str, refusal: Refusal) -> None:
    """From now on it holds, instead of one until another day."""
    said = {"what": refusal.what, "whom": refusal.whom, "until": refusal.until}
    insert_or_replace(session, RefusalRow, [{"workspace": workspace, "ritual": ritual, "person": person} | said])


def known_as(session: Session, workspace: str, ritual: str, person: str) -> str:
    """Whose refusal it is, once they are forgotten."""
    return f"{FORGOTTEN}{digest(session, workspace, ritual, 'refuses', person)}"


def pair_of(session: Session, workspace: str, ritual: str, person: str, whom: str) -> str:
    """Who refuses whom, where neither is to be read."""
    return digest(session, workspace, ritual, "refuses", person, whom)[:HALF]


def refused_by(session: Session, workspace: str, person: str) -> list[tuple[str, Refusal]]:
    """All that somebody refuses, and of which ritual; also what they refused before they were forgotten."""
    here = RefusalRow.workspace == workspace
    rituals = session.scalars(select(RefusalRow.ritual).where(here).distinct())
    known = {known_as(session, workspace, ritual, person) for ritual in rituals}
    mine = select(RefusalRow).where(here, RefusalRow.person.in_({person, *known}))
    rows = session.scalars(mine.order_by(RefusalRow.ritual, RefusalRow.what, RefusalRow.whom))
    return list(dict.fromkeys((row.ritual, as_refusal(row)) for row in rows))


def forget_refusals(session: Session, workspace: str, person: str) -> None:
    """What they refuse holds, and what others refuse of them does; no row says who they are."""
    theirs = RefusalRow.workspace == workspace, or_(RefusalRow.person == person, RefusalRow.whom == person)
    for row in list(session.scalars(select(RefusalRow).where(*theirs))):
        session.delete(row)
        session.flush()
        whom = row.whom
        if whom and is_named(whom):
            whom = f"{FORGOTTEN}{pair_of(session, workspace, row.ritual, row.person, whom)}"
        mine = row.person == person
        known = known_as(session, workspace, row.ritual, person) if mine else row.person
        keep(session, workspace, row.ritual, known, Refusal(what=row.what, whom=whom, until=row.until))


def _mixed(one: str, other: str) -> str:
    """Mixed with the other again, it is the one again; alone, it is nothing. Raises NotYours."""
    try:
        return f"{int(one[:HALF], 16) ^ int(other[:HALF], 16):0{HALF}x}"
    except ValueError:
        raise NotYours from None
