"""What people do with the app itself."""

from bot.playground.acts.base import Acting, Who
from bot.playground.changes import installing
from bot.playground.model.errors import PageError


class AppActions(Acting):
    """Taking the app out of the workspace."""

    async def uninstall(self, who: Who) -> None:
        """Only an admin can; the app is told."""
        if not self.person(who).is_admin:
            raise PageError("Only an admin can take an app out of the workspace.", 403)
        if not self.ws.installed:
            raise PageError(f"{self.ws.app.name} isn't in this workspace.", 404)
        installing.uninstall(self.ws)
        await self.link.settle()
