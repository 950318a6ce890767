"""The Web API: one address for each method, Slack's tokens, scopes, errors and failures on request."""

import logging
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.playground.changes.responses import respond
from bot.playground.delivery.failing import suffer
from bot.playground.model.errors import SlackError
from bot.playground.model.grid import Grid
from bot.playground.model.rates import RateLimited
from bot.playground.model.scopes import SCOPES
from bot.playground.model.workspace import Workspace
from bot.playground.web_api import chat as api_chat
from bot.playground.web_api import conversations as api_conversations
from bot.playground.web_api import files as api_files
from bot.playground.web_api import history as api_history
from bot.playground.web_api import people as api_people
from bot.playground.web_api import reactions as api_reactions
from bot.playground.web_api import views as api_views
from bot.playground.web_api.args import Args
from bot.playground.web_api.known import is_slacks
from bot.playground.web_api.oauth import OAUTH_METHODS, credentials
from bot.playground.web_api.reading import read_bytes, read_values, token_of
from bot.playground.wire import Answer, read_json

Json = dict[str, Any]
Method = Callable[[Workspace, Args], Json]
log = logging.getLogger(__name__)


def connections_open(grid: Grid, _args: Args) -> Json:
    """An address for one socket."""
    address = grid.base.replace("http", "ws", 1)
    return {"url": f"{address}link?ticket={grid.app.tickets.issue()}&app_id={grid.app.id}"}


def api_test(_grid: Grid, args: Args) -> Json:
    """What it was given comes back; a given error is the answer."""
    given = args.without("token")
    if args.text("error"):
        raise SlackError(args.text("error"), args=given)
    return {"args": given} if given else {}


NOT_HERE = "Slack has this method, and the local workspace has not"
AS_USER = frozenset({"chat.delete", "chat.postEphemeral", "chat.postMessage", "chat.scheduleMessage", "chat.update"})
OPEN_METHODS = OAUTH_METHODS | {"api.test": api_test}
"""The methods that take no token, or whatever token there is."""

APP_METHODS: dict[str, Callable[[Grid, Args], Json]] = {"apps.connections.open": connections_open}
"""The methods that take the app's own token."""

METHODS: dict[str, Method] = {
    "auth.test": api_people.auth_test,
    "team.info": api_people.team_info,
    "bots.info": api_people.bots_info,
    "users.info": api_people.users_info,
    "users.list": api_people.users_list,
    "users.lookupByEmail": api_people.lookup_by_email,
    "users.conversations": api_conversations.users_conversations,
    "conversations.open": api_conversations.open_,
    "conversations.info": api_conversations.info,
    "conversations.members": api_conversations.members,
    "conversations.list": api_conversations.list_,
    "conversations.join": api_conversations.join,
    "conversations.invite": api_conversations.invite,
    "conversations.create": api_conversations.create,
    "conversations.archive": api_conversations.archive,
    "conversations.history": api_history.history,
    "conversations.replies": api_history.replies,
    "chat.postMessage": api_chat.post_message,
    "chat.postEphemeral": api_chat.post_ephemeral,
    "chat.update": api_chat.update_message,
    "chat.delete": api_chat.delete_message,
    "chat.scheduleMessage": api_chat.schedule_message,
    "chat.deleteScheduledMessage": api_chat.delete_scheduled,
    "chat.scheduledMessages.list": api_chat.list_scheduled,
    "chat.getPermalink": api_chat.get_permalink,
    "reactions.add": api_reactions.add,
    "reactions.get": api_reactions.get,
    "reactions.remove": api_reactions.remove,
    "views.open": api_views.open_,
    "views.push": api_views.push,
    "views.update": api_views.update,
    "views.publish": api_views.publish,
    "files.getUploadURLExternal": api_files.get_upload_url,
    "files.completeUploadExternal": api_files.complete_upload,
}


class WebApi:
    """Answers every method, and the addresses where responses and files are sent."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    async def call(self, request: Request) -> Response:
        """One call; whatever goes wrong, the answer is Slack's."""
        name = request.path_params["method"]
        try:
            values = credentials(request, await read_values(request))
            token = token_of(request, values)
            protocol = (self.grid.by_token(token) or self.grid.first).protocol
            return await protocol.record("web_api", name, values, self._serve(name, token, values))
        except SlackError as refusal:
            return Answer(refusal.body())

    async def _serve(self, name: str, token: str, values: Json) -> Response:
        ws = self.grid.by_token(token)

        async def serve() -> Response:
            return self._answer(name, token, ws, values)

        return await suffer((ws or self.grid.first).faults, name, serve)

    def _answer(self, name: str, token: str, ws: Workspace | None, values: Json) -> Response:
        try:
            return Answer({"ok": True, **self._run(name, token, ws, values)}, headers=_headers(ws, name))
        except RateLimited as refusal:
            return Answer(refusal.body(), 429, {**_headers(ws, name), "Retry-After": str(refusal.retry_after)})
        except SlackError as refusal:
            return Answer(refusal.body(), headers=_headers(ws, name))
        except Exception:
            log.exception("%s failed", name)
            return Answer({"ok": False, "error": "internal_error"}, headers=_headers(ws, name))

    def _run(self, name: str, token: str, ws: Workspace | None, values: Json) -> Json:
        if name in OPEN_METHODS:
            return OPEN_METHODS[name](self.grid, Args(values))
        if name not in METHODS and name not in APP_METHODS:
            raise SlackError("unknown_method", [f"[ERROR] {NOT_HERE}"] if is_slacks(name) else [], req_method=name)
        is_app = token == self.grid.app.token
        if not token:
            raise SlackError("not_authed")
        if ws is None and not is_app:
            raise SlackError("invalid_auth")
        if is_app != (name in APP_METHODS):
            raise SlackError("not_allowed_token_type")
        if ws is not None:
            ws.installation.check(token, ws.now)
        (ws or self.grid.first).rates.spend(name)
        if ws is None:
            return APP_METHODS[name](self.grid, Args(values))
        if name in SCOPES:
            ws.require_scope(*SCOPES[name])
        return METHODS[name](ws, _checked(name, Args(values)))

    async def respond(self, request: Request) -> Response:
        """What the app answers to a command or a click."""
        try:
            body = read_json(await request.body())
            if not isinstance(body, dict):
                raise SlackError("invalid_payload")
            ws = self._workspace(request)
            respond(ws, ws.response_urls.use(request.path_params["secret"]), body)
        except ValueError:
            return Answer(SlackError("invalid_payload").body(), 400)
        except SlackError as refusal:
            gone = refusal.code in ("expired_url", "used_url")
            return Answer(refusal.body(), 404 if gone else 400)
        return PlainTextResponse("ok")

    async def upload(self, request: Request) -> Response:
        """The bytes of a file that was announced."""
        try:
            data = await read_bytes(request)
            files = self._workspace(request).files
            files.receive(request.path_params["file"], request.path_params["secret"], data)
        except SlackError as refusal:
            return PlainTextResponse(refusal.code, 400)
        return PlainTextResponse(f"OK - {len(data)}")

    def _workspace(self, request: Request) -> Workspace:
        ws = self.grid.by_team(request.path_params["team"])
        if ws is None:
            raise SlackError("team_not_found")
        return ws


def _checked(name: str, args: Args) -> Args:
    """An app may say that it speaks as itself, which it does anyhow, and not that it doesn't."""
    if name in AS_USER and args.text("as_user") and not args.flag("as_user"):
        raise SlackError("invalid_arguments", deprecated_argument="as_user")
    return args


def _headers(ws: Workspace | None, name: str) -> dict[str, str]:
    """What the token may do and what the method needs, as Slack says it beside every answer."""
    held = {"x-oauth-scopes": ",".join(sorted(ws.scopes))} if ws else {}
    needed = {"x-accepted-oauth-scopes": ",".join(SCOPES[name])} if name in SCOPES else {}
    return {**held, **needed, "cache-control": "no-store"}
