"""What every part of an open circle stands on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rituals.records import Round
from storage.errors import NotInstalled
from storage.tables.codec import load
from storage.tables.digests import digest
from storage.tables.models import CircleRow, ParticipantRow, RoundRow

Owned = TypeVar("Owned", ParticipantRow, RoundRow)
SettingsOf = Callable[[str], type[Any] | None]


class OpenCircle:
    """One circle's row in one transaction."""

    def __init__(self, session: Session, row: CircleRow, settings_of: SettingsOf) -> None:
        self._session = session
        self._row = row
        self._settings_of = settings_of
        self._newest: int | None = None
        self._at_hand: list[object] = []
        """The session forgets rows that nobody holds, and a round asks for each again."""

    @property
    def id(self) -> str:
        return self._row.id

    @property
    def workspace(self) -> str:
        return self._row.workspace

    @property
    def ritual(self) -> str:
        return self._row.ritual

    @property
    def settings(self) -> Any:
        """The ritual's settings. Raises NotInstalled when nobody knows the ritual any more."""
        cls = self._settings_of(self.ritual)
        if cls is None:
            raise NotInstalled
        return load(cls, self._row.settings)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._row.zone)

    @property
    def next_due(self) -> datetime | None:
        return self._row.next_due

    def digest(self, *words: str) -> str:
        return digest(self._session, self.workspace, self.ritual, *words)

    def _rows(self, model: type[Owned]) -> Select[Owned]:
        """The rows of one table that belong to this circle."""
        return select(model).where(model.circle_id == self.id)

    def _latest(self) -> RoundRow | None:
        newest = self._rows(RoundRow).order_by(RoundRow.number.desc()).limit(1)
        return self._session.scalars(newest).first()

    def _as_round(self, row: RoundRow) -> Round:
        """A round is over when the next one is; until then the circle knows when that will be."""
        if self._newest is None:  # asked once: a round of a thousand people looks at it for every group
            latest = self._latest()
            self._newest = latest.number if latest else 0
        following = self._following(row) if row.number < self._newest else None
        return Round(
            id=row.id,
            number=row.number,
            on=row.on_date,
            due=row.due,
            next_due=following.due if following else self.next_due,
            is_latest=following is None,
        )

    def _following(self, row: RoundRow) -> RoundRow | None:
        return self._session.scalar(self._rows(RoundRow).where(RoundRow.number == row.number + 1))
