"""Workspaces: open, closed for a while because the platform refuses us there, or left for good."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from storage.tables.inserts import ensure_workspace, insert_or_replace
from storage.tables.models import AlarmRow, ChampionRow, CircleRow, OutboxRow, ParticipantRow, WorkspaceRow

UNFINISHED = ("ready", "sending")


class WorkspaceBook:
    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, id: str, name: str, platform: str) -> None:
        """Keep what the platform calls itself. The bot is welcome there (again): what waits goes on."""
        row = {"id": id, "name": name, "platform": platform, "closed": "", "left_at": None}
        insert_or_replace(self._session, WorkspaceRow, [row])
        self._session.expire_all()

    def close(self, id: str, why: str) -> None:
        """The platform refuses us there: nothing is tried until the bot is welcome again. What waits is kept."""
        ensure_workspace(self._session, id)
        self._session.execute(update(WorkspaceRow).where(WorkspaceRow.id == id).values(closed=why))

    def leave(self, id: str, now: datetime) -> None:
        """The bot was uninstalled: nobody takes part or looks after anything, and what waits is never sent, also not
        after it is back."""
        self.close(id, "uninstalled")
        self._session.execute(update(WorkspaceRow).where(WorkspaceRow.id == id).values(left_at=now))
        theirs = OutboxRow.workspace == id, OutboxRow.state.in_(UNFINISHED)
        said: dict[str, object] = {"card": None, "people": [], "asked_by": ""}
        gone = {"state": "dropped", "lease_until": None, "why": "uninstalled", **said}
        self._session.execute(update(OutboxRow).where(*theirs).values(**gone))
        circles = select(CircleRow.id).where(CircleRow.workspace == id)
        for model in (AlarmRow, ParticipantRow, ChampionRow):
            self._session.execute(delete(model).where(model.circle_id.in_(circles)))
        stopped = {"is_running": False, "next_due": None}
        self._session.execute(update(CircleRow).where(CircleRow.workspace == id).values(**stopped))
        self._session.expire_all()

    def ids(self) -> list[str]:
        """Every workspace that there is anything of."""
        return list(self._session.scalars(select(WorkspaceRow.id).order_by(WorkspaceRow.id)))

    def closed(self) -> dict[str, str]:
        """The workspaces that refuse us, and why."""
        rows = self._session.execute(select(WorkspaceRow.id, WorkspaceRow.closed).where(WorkspaceRow.closed != ""))
        return {row.id: row.closed for row in rows}


def closed_ids() -> Select[str]:
    """The ids of the workspaces where nothing is tried just now."""
    return select(WorkspaceRow.id).where(WorkspaceRow.closed != "")
