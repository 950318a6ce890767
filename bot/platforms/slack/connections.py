"""The workspaces that the bot serves, each with its own token."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import CannotStart, NotSent, Refused, ShutOut
from bot.platforms.slack.api import ask, web_client
from bot.platforms.slack.people import Home, People

log = structlog.get_logger()


class Connections:
    """A client for each workspace, known once the tokens were checked."""

    def __init__(self, tokens: Sequence[str], api: str, timeout: float, steady: Callable[[], float]) -> None:
        self._waiting = [web_client(token, api, timeout, steady) for token in tokens]
        self._clients: dict[str, AsyncWebClient] = {}
        self._results: dict[str, AuthorizeResult] = {}
        self.names: dict[str, str] = {}

    async def check(self) -> None:
        """Ask Slack whose the tokens are. One of several that is refused is left out. Raises CannotStart."""
        refused = ""
        for client in self._waiting:
            try:
                self._keep(client, await ask(client.auth_test()))
            except Refused as error:
                refused = error.why
            except NotSent as error:
                raise CannotStart("Slack cannot be reached. Check the network and SLACK_API_URL.") from error
        if refused and self._clients:
            log.error("token_refused", why=refused)
        if not self._clients:
            raise CannotStart(f"Slack refused SLACK_BOT_TOKEN ({refused}). Copy it again from your app's page.")

    def client(self, workspace: str) -> AsyncWebClient:
        """The workspace's own client. Raises ShutOut for one that we have no token for."""
        if workspace not in self._clients:
            raise ShutOut("no token")
        return self._clients[workspace]

    def people(self, workspace: str) -> People:
        """The workspace's directory. Raises ShutOut."""
        return People(self.client(workspace), self.home(workspace))

    def home(self, workspace: str) -> Home:
        """The workspace, and its organisation, as the token tells. Raises ShutOut."""
        self.client(workspace)
        return Home(workspace, self._results[workspace].enterprise_id or "")

    def authorizing(self) -> Callable[..., Awaitable[AuthorizeResult | None]]:
        """For Bolt, which goes by the names of its parameters: as whom the bot acts there; None where it does not."""

        async def authorize(team_id: str | None) -> AuthorizeResult | None:
            return self._results.get(team_id or "")

        return authorize

    def _keep(self, client: AsyncWebClient, answer: Mapping[str, Any]) -> None:
        workspace = str(answer["team_id"])
        self._clients[workspace] = client
        self.names[workspace] = str(answer.get("team") or "")
        self._results[workspace] = AuthorizeResult.from_auth_test_response(
            auth_test_response=answer,
            bot_token=client.token,
        )
