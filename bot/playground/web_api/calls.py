"""The Web API: one address for each method, Slack's tokens, scopes, errors and failures on request."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.playground.changes.responses import respond
from bot.playground.model.errors import SlackError
from bot.playground.model.faults import Fault
from bot.playground.model.scopes import SCOPES
from bot.playground.model.workspace import Workspace
from bot.playground.web_api import chat as api_chat
from bot.playground.web_api import conversations as api_conversations
from bot.playground.web_api import files as api_files
from bot.playground.web_api import people as api_people
from bot.playground.web_api import views as api_views
from bot.playground.web_api.args import Args
from bot.playground.wire import Answer, read_json

Json = dict[str, Any]
Method = Callable[[Workspace, Args], Json]
log = logging.getLogger(__name__)


def connections_open(ws: Workspace, _args: Args) -> Json:
    """An address for one socket."""
    address = ws.url.replace("http", "ws", 1)
    return {"url": f"{address}link?ticket={ws.tickets.issue()}&app_id={ws.app_id}"}


METHODS: dict[str, Method] = {
    "apps.connections.open": connections_open,
    "auth.test": api_people.auth_test,
    "team.info": api_people.team_info,
    "bots.info": api_people.bots_info,
    "users.info": api_people.users_info,
    "users.list": api_people.users_list,
    "users.conversations": api_conversations.users_conversations,
    "conversations.open": api_conversations.open_,
    "conversations.info": api_conversations.info,
    "conversations.members": api_conversations.members,
    "conversations.list": api_conversations.list_,
    "conversations.join": api_conversations.join,
    "conversations.invite": api_conversations.invite,
    "conversations.create": api_conversations.create,
    "conversations.archive": api_conversations.archive,
    "conversations.history": api_conversations.never,
    "conversations.replies": api_conversations.never,
    "chat.postMessage": api_chat.post_message,
    "chat.postEphemeral": api_chat.post_ephemeral,
    "chat.update": api_chat.update_message,
    "chat.delete": api_chat.delete_message,
    "chat.getPermalink": api_chat.get_permalink,
    "reactions.add": api_chat.add_reaction,
    "views.open": api_views.open_,
    "views.push": api_views.push,
    "views.update": api_views.update,
    "views.publish": api_views.publish,
    "files.getUploadURLExternal": api_files.get_upload_url,
    "files.completeUploadExternal": api_files.complete_upload,
}


class WebApi:
    """Answers every method, and the addresses where responses and files are sent."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws

    async def call(self, request: Request) -> Response:
        """One call; whatever goes wrong, the answer is Slack's."""
        name = request.path_params["method"]
        fault = self.ws.faults.take(name)
        if fault:
            await asyncio.sleep(fault.delay)
        if fault and not fault.after_effect:
            return _failed(fault)
        try:
            answer = self._run(name, request, await read_values(request))
        except SlackError as refusal:
            answer = refusal.body()
        except Exception:
            log.exception("%s failed", name)
            answer = {"ok": False, "error": "internal_error"}
        return _failed(fault) if fault else Answer(answer, headers=self._headers())

    def _run(self, name: str, request: Request, values: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._check_token(name, request, values)
        if name in SCOPES:
            self.ws.require_scope(*SCOPES[name])
        return {"ok": True, **method(self.ws, Args(values))}

    def _check_token(self, name: str, request: Request, values: Json) -> None:
        given = _token(request, values)
        if not given:
            raise SlackError("not_authed")
        if given not in (self.ws.bot_token, self.ws.app_token):
            raise SlackError("invalid_auth")
        if (given == self.ws.app_token) != name.startswith("apps."):
            raise SlackError("not_allowed_token_type")

    def _headers(self) -> dict[str, str]:
        return {"x-oauth-scopes": ",".join(sorted(self.ws.scopes)), "cache-control": "no-store"}

    async def respond(self, request: Request) -> Response:
        """What the app answers to a command or a click."""
        try:
            body = read_json(await request.body())
            if not isinstance(body, dict):
                raise SlackError("invalid_payload")
            respond(self.ws, self.ws.response_urls.use(request.path_params["secret"]), body)
        except ValueError:
            return Answer(SlackError("invalid_payload").body(), 400)
        except SlackError as refusal:
            gone = refusal.code in ("expired_url", "used_url")
            return Answer(refusal.body(), 404 if gone else 400)
        return PlainTextResponse("ok")

    async def upload(self, request: Request) -> Response:
        """The bytes of a file that was announced."""
        try:
            data = await _bytes(request)
            self.ws.files.receive(request.path_params["file"], request.path_params["secret"], data)
        except SlackError as refusal:
            return PlainTextResponse(refusal.code, 400)
        return PlainTextResponse(f"OK - {len(data)}")


def _failed(fault: Fault) -> Response:
    return Answer({"ok": False, "error": fault.error}, fault.status, fault.headers)


def _token(request: Request, values: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(values.get("token") or "")


async def read_values(request: Request) -> Json:
    """The arguments from the address and the body, whatever form they have."""
    values: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return values | _read_json(await request.body())
    if kind == "multipart/form-data":
        form = await _form(request)
        return values | {name: held for name, held in form.items() if isinstance(held, str)}
    body = (await request.body()).decode("utf-8", "replace")
    return values | dict(parse_qsl(body, keep_blank_values=True))


def _read_json(body: bytes) -> Json:
    try:
        read = read_json(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(read, dict):
        raise SlackError("json_not_object")
    return read


async def _bytes(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    for held in (await _form(request)).values():
        if isinstance(held, UploadFile):
            return await held.read()
    raise SlackError("no_file_data")


async def _form(request: Request) -> Json:
    try:
        return dict(await request.form())
    except (MultiPartException, HTTPException):
        raise SlackError("invalid_form_data") from None
