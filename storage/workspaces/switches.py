"""Which rituals a workspace has switched on or off."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.tables.inserts import ensure_workspace, insert_or_replace
from storage.tables.models import SwitchRow

# Made once: putting a statement together takes longer than running it.
_CHOSEN = select(SwitchRow.ritual, SwitchRow.is_on).where(SwitchRow.workspace == bindparam("workspace"))


class Switches:
    """Every workspace's own choice."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, dict[str, bool]] = {}
        """What was read in this transaction, by workspace: all of it at once, for a command asks for several."""

    def is_on(self, workspace: str, ritual: str, default: bool) -> bool:
        """What the workspace chose, or the default if it never did."""
        if workspace not in self._read:
            found = self._session.execute(_CHOSEN, {"workspace": workspace})
            self._read[workspace] = {row.ritual: row.is_on for row in found}
        return self._read[workspace].get(ritual, default)

    def set(self, workspace: str, ritual: str, on: bool) -> None:
        """Keep the workspace's choice."""
        ensure_workspace(self._session, workspace)
        insert_or_replace(self._session, SwitchRow, [{"workspace": workspace, "ritual": ritual, "is_on": on}])
        self._session.expire_all()
        self._read.pop(workspace, None)
