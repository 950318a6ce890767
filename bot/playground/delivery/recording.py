"""What is written into the log of the protocol: each kind of exchange under a name a developer knows."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from bot.playground.delivery.announcing import workspace_of
from bot.playground.model.grid import Grid
from bot.playground.model.protocol_log import MOST_TEXT, Kind

T = TypeVar("T")
Json = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]

KINDS: dict[str, Kind] = {"events_api": "events", "slash_commands": "commands", "interactive": "interactivity"}


async def recorded(grid: Grid, kind: str, payload: Json, told: Any, work: Awaitable[T]) -> T:
    """One envelope (or request to the app) and what the app made of it."""
    log = workspace_of(grid, payload).protocol
    return await log.record(KINDS[kind], name_of(payload), told, work)


def name_of(payload: Json) -> str:
    """The event, the command, or the interaction with what was used."""
    if "event" in payload:
        return str(payload["event"]["type"])
    used = [str(action["action_id"]) for action in payload.get("actions", ())]
    what = payload.get("command") or payload.get("type", "")
    return " ".join([str(what), *(used or [str(payload.get("callback_id") or "")])]).strip()


def noting(grid: Grid, endpoint: Endpoint, name: str) -> Endpoint:
    """The same endpoint, for what the app sends to a response address or as a file."""

    async def noted(request: Request) -> Response:
        ws = grid.by_team(request.path_params["team"]) or grid.first
        return await ws.protocol.record("responses", name, await _sent(request), endpoint(request))

    return noted


async def _sent(request: Request) -> Json:
    """The words that were sent; of a file, only what it is and how long."""
    if "file" in request.path_params:
        size = {name: request.headers.get(name) for name in ("content-type", "content-length")}
        return {"file": request.path_params["file"], **size}
    body = await request.body()
    return {"body": body[: MOST_TEXT + 1].decode("utf-8", "replace")}
