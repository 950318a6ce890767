"""Installing by OAuth: codes and refresh tokens become access tokens, and access tokens end."""

import base64
import binascii
import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request

from bot.playground.changes import installing
from bot.playground.model.errors import SlackError
from bot.playground.model.grid import Grid
from bot.playground.model.installation import TOKEN_SECONDS, Given
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args

Json = dict[str, Any]


def credentials(request: Request, values: Mapping[str, Any]) -> Json:
    """The arguments, with the token or the client's id and secret from the header among them."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return {**values, "token": given.strip()}
    return {**values, **_basic(given)} if scheme.lower() == "basic" else dict(values)


def _basic(given: str) -> Json:
    try:
        client_id, _, secret = base64.b64decode(given, validate=True).decode("latin-1").partition(":")
    except binascii.Error:
        return {}
    return {"client_id": unquote(client_id), "client_secret": unquote(secret)}


def access(grid: Grid, args: Args) -> Json:
    """A token for a code, or a new pair for a refresh token."""
    _check_client(grid, args)
    kind = args.text("grant_type") or "authorization_code"
    if kind == "refresh_token":
        return _refreshed(grid, args.text("refresh_token"))
    if kind != "authorization_code":
        raise SlackError("invalid_grant_type")
    consent = grid.app.codes.use(args.text("code"), args.text("redirect_uri"))
    ws = grid.by_team(consent.team_id)
    if ws is None:
        raise SlackError("invalid_code")
    return _told(ws, installing.install(ws, consent.scopes)) | {"authed_user": {"id": consent.person}}


def _refreshed(grid: Grid, refresh: str) -> Json:
    ws = next((ws for ws in grid if ws.installation.refreshes(refresh)), None)
    if ws is None:
        raise SlackError("invalid_refresh_token")
    return _told(ws, ws.installation.refresh(refresh, ws.now))


def exchange(grid: Grid, args: Args) -> Json:
    """An expiring pair for a token that did not expire."""
    _check_client(grid, args)
    if not grid.app.token_rotation:
        raise SlackError("token_rotation_not_enabled")
    token = args.text("token")
    ws = grid.by_token(token)
    if ws is None:
        raise SlackError("invalid_token")
    return _told(ws, ws.installation.exchange(token, ws.now))


def _told(ws: Workspace, given: Given) -> Json:
    expiring = {"refresh_token": given.refresh, "expires_in": TOKEN_SECONDS} if given.refresh else {}
    return {
        "app_id": ws.app.id,
        "authed_user": {},
        "scope": ",".join(sorted(ws.scopes)),
        "token_type": "bot",
        "access_token": given.token,
        "bot_user_id": ws.bot.id,
        **expiring,
        "team": {"id": ws.team_id, "name": ws.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def revoke(grid: Grid, args: Args) -> Json:
    """The token of this call ends, unless it is only a test."""
    ws, token = _holder(grid, args)
    if args.flag("test"):
        return {"revoked": False}
    installing.revoke(ws, token)
    return {"revoked": True}


def uninstall(grid: Grid, args: Args) -> Json:
    """The app leaves the workspace of this call's token."""
    ws, _ = _holder(grid, args)
    _check_client(grid, args)
    installing.uninstall(ws)
    return {}


def _holder(grid: Grid, args: Args) -> tuple[Workspace, str]:
    token = args.text("token")
    if not token:
        raise SlackError("not_authed")
    if token == grid.app.token:
        raise SlackError("not_allowed_token_type")
    ws = grid.by_token(token)
    if ws is None:
        raise SlackError("invalid_auth")
    ws.installation.check(token, ws.now)
    return ws, token


def _check_client(grid: Grid, args: Args) -> None:
    if args.text("client_id") != grid.app.client_id:
        raise SlackError("invalid_client_id")
    if not secrets.compare_digest(args.text("client_secret").encode(), grid.app.client_secret.encode()):
        raise SlackError("bad_client_secret")


OAUTH_METHODS: dict[str, Callable[[Grid, Args], Json]] = {
    "oauth.v2.access": access,
    "oauth.v2.exchange": exchange,
    "auth.revoke": revoke,
    "apps.uninstall": uninstall,
}
"""The methods that look at the client's secret or at the token themselves."""
