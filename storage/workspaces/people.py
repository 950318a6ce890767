"""Profiles, as the workspaces' directories tell them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from rituals.records import Profile
from storage.tables.inserts import ensure_workspace, insert_or_replace
from storage.tables.models import PersonRow

LENT = "lent"
"""Where a session keeps profiles that are not stored."""
FIELDS = tuple(field.name for field in fields(Profile))
# Made once: putting a statement together takes longer than running it.
_KNOWN = select(PersonRow).where(
    PersonRow.workspace == bindparam("workspace"), PersonRow.id.in_(bindparam("people", expanding=True))
)


def as_profile(row: PersonRow) -> Profile:
    return Profile(**{name: getattr(row, name) for name in FIELDS})


def lent(session: Session, workspace: str, person: str) -> Profile | None:
    """Who somebody is, if that was read for this transaction alone."""
    profiles: dict[tuple[str, str], Profile] = session.info.get(LENT, {})
    return profiles.get((workspace, person))


def _columns(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in FIELDS}


class PeopleBook:
    """The people of every workspace, each looked up within their own."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._at_hand: list[PersonRow] = []
        """The session forgets rows that nobody holds, and whoever acts is asked for again and again."""

    def save(self, workspace: str, profiles: Iterable[Profile], now: datetime) -> None:
        """Keep these profiles instead of what was known before; but where somebody is, once known, stays."""
        ensure_workspace(self._session, workspace)
        told = self._in_their_zones(workspace, tuple(profiles))
        rows = [{"workspace": workspace, "refreshed_at": now, **_columns(profile)} for profile in told]
        insert_or_replace(self._session, PersonRow, rows)
        self._session.expire_all()

    def _in_their_zones(self, workspace: str, profiles: Sequence[Profile]) -> Iterator[Profile]:
        lost = [one.id for one in profiles if not one.zone]
        known = self.known(workspace, lost) if lost else {}
        for one in profiles:
            yield one if one.zone else replace(one, zone=known[one.id][0].zone if one.id in known else "UTC")

    def called(self, who: str) -> list[tuple[str, str]]:
        """Workspace and id of everybody whose id or whole name this is."""
        is_called = or_(PersonRow.id == who, func.lower(PersonRow.name) == who.lower())
        found = select(PersonRow.workspace, PersonRow.id).where(is_called)
        return [
            (row.workspace, row.id) for row in self._session.execute(found.order_by(PersonRow.workspace, PersonRow.id))
        ]

    def lend(self, workspace: str, profiles: Iterable[Profile]) -> None:
        """Whoever is not known is who these say, for this transaction alone: a profile is kept of those who act or take
        part, and of nobody whom others name."""
        read = {(workspace, profile.id): profile for profile in profiles}
        self._session.info.setdefault(LENT, {}).update(read)

    def get(self, workspace: str, person: str) -> Profile | None:
        row = self._session.get(PersonRow, (workspace, person))
        return as_profile(row) if row else None

    def known(self, workspace: str, people: Iterable[str]) -> dict[str, tuple[Profile, datetime]]:
        """Of these people those the directory has told of, and when it last did."""
        rows = list(self._session.scalars(_KNOWN, {"workspace": workspace, "people": list(set(people))}))
        self._at_hand += rows
        return {row.id: (as_profile(row), row.refreshed_at) for row in rows}
