"""Which rituals a workspace has switched on or off."""

from sqlalchemy.orm import Session

from storage.inserts import ensure_workspace, insert_or_replace
from storage.models import SwitchRow


class Switches:
    """Every workspace's own choice."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_on(self, workspace: str, ritual: str, default: bool) -> bool:
        """What the workspace chose, or the default if it never did."""
        row = self._session.get(SwitchRow, (workspace, ritual))
        return row.is_on if row else default

    def set(self, workspace: str, ritual: str, on: bool) -> None:
        """Keep the workspace's choice."""
        ensure_workspace(self._session, workspace)
        insert_or_replace(self._session, SwitchRow, [{"workspace": workspace, "ritual": ritual, "is_on": on}])
        self._session.expire_all()
