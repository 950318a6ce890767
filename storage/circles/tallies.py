"""How often something was done on a day, by a digest of who did it: being forgotten is no way to begin anew."""

from datetime import date
from typing import cast

from sqlalchemy import update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.tables.digests import digest
from storage.tables.inserts import ensure_workspace, insert_once
from storage.tables.models import Base, within
from storage.tables.passing import PASSING


class TallyRow(Base):
    """Of one day; the next one begins with none."""

    __tablename__ = "tallies"
    __table_args__ = PASSING

    workspace: Mapped[str] = mapped_column(within("workspaces.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    on_date: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]


class TallyBook:
    """The tallies of every workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def once_more(self, workspace: str, what: str, who: str, on: date) -> int:
        """Somebody, or a circle, did it once more; how often it was on that date by now."""
        ensure_workspace(self._session, workspace)
        named = digest(self._session, "tally", workspace, what, who)
        key = {"workspace": workspace, "digest": named, "on_date": on}
        insert_once(self._session, TallyRow, {**key, "count": 0})
        more = update(TallyRow).filter_by(**key).values(count=TallyRow.count + 1).returning(TallyRow.count)
        return cast(int, self._session.scalar(more))
