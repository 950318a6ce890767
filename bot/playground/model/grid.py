"""Every workspace of one server, and the app that may be installed in each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.playground.model.app import App
from bot.playground.model.workspace import Workspace

AppListener = Callable[[Workspace, dict[str, Any]], None]


class Grid:
    """Workspaces by domain, by id and by token; the first is shown at the server's own address."""

    def __init__(self, workspaces: Iterable[Workspace]) -> None:
        self._by_domain: dict[str, Workspace] = {}
        self.base = ""
        self.listener: AppListener | None = None
        for workspace in workspaces:
            self.add(workspace)

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._by_domain.values())

    @property
    def first(self) -> Workspace:
        """The workspace that people see when they name none."""
        return next(iter(self))

    @property
    def app(self) -> App:
        """The one app of all of them."""
        return self.first.app

    def add(self, workspace: Workspace) -> Workspace:
        """Domains and ids are unique, and the app is the same everywhere; otherwise ValueError."""
        for other in self:
            if other.domain == workspace.domain or other.team_id == workspace.team_id or other.app is not workspace.app:
                raise ValueError(f"{workspace.domain} cannot stand beside {other.domain}")
        self._by_domain[workspace.domain] = workspace
        workspace.app_listener = lambda event: self._tell(workspace, event)
        self._address(workspace)
        return workspace

    def move_to(self, base: str) -> None:
        """Every workspace has an address below this one; it ends with a slash."""
        self.base = base
        for workspace in self:
            self._address(workspace)

    def by_domain(self, domain: str) -> Workspace | None:
        """The workspace of that domain."""
        return self._by_domain.get(domain)

    def by_team(self, team_id: str) -> Workspace | None:
        """The workspace with that id."""
        return next((workspace for workspace in self if workspace.team_id == team_id), None)

    def by_token(self, token: str) -> Workspace | None:
        """The workspace for which that token was given, even if it is good no more."""
        return next((workspace for workspace in self if workspace.installation.knows(token)), None)

    def named(self, team: str) -> Workspace | None:
        """The workspace with that id or domain."""
        return self.by_team(team) or self.by_domain(team)

    def _address(self, workspace: Workspace) -> None:
        if self.base:
            workspace.base = self.base
            workspace.url = self.base if workspace is self.first else f"{self.base}w/{workspace.domain}/"

    def _tell(self, workspace: Workspace, event: dict[str, Any]) -> None:
        if self.listener:
            self.listener(workspace, event)
