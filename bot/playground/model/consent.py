"""What an app may ask for, in words for the person who is asked, and where it may send them afterwards."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from bot.playground.model.app import App
from bot.playground.model.errors import SlackError

PERMISSIONS: Mapping[str, str] = {
    "app_mentions:read": "See messages that mention it in channels it is in",
    "channels:history": "Read messages in public channels it is in",
    "channels:join": "Join public channels",
    "channels:manage": "Create, rename and archive public channels, and invite people to them",
    "channels:read": "See what public channels there are, and who is in them",
    "chat:write": "Send messages as itself",
    "chat:write.customize": "Send messages under another name and picture",
    "chat:write.public": "Send messages to public channels it isn't in",
    "commands": "Add shortcuts and slash commands that people can use",
    "files:read": "See files in conversations it is in",
    "files:write": "Add, change and delete files as itself",
    "groups:history": "Read messages in private channels it is in",
    "groups:read": "See who is in the private channels it is in",
    "groups:write": "Create and look after private channels it is in",
    "im:history": "Read direct messages that people send it",
    "im:read": "See which direct conversations it has",
    "im:write": "Start direct conversations with people",
    "mpim:history": "Read messages in group conversations it is in",
    "mpim:read": "See who is in the group conversations it is in",
    "mpim:write": "Start group conversations",
    "reactions:read": "See the emoji that people react with, where it is",
    "reactions:write": "React to messages with emoji",
    "team:read": "See the workspace's name and address",
    "users:read": "See who is in the workspace: names, job titles and time zones",
    "users:read.email": "See people's email addresses",
}
"""Every scope the workspace knows, with one sentence each."""

PLACE = re.compile(r"[A-Za-z0-9.:\[\]-]+")
"""A host and perhaps a port: nothing that could mean something else in a header."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def known_scopes(app: App) -> frozenset[str]:
    """What can be asked for: the scopes above, and whatever the app's own manifest names."""
    return app.scopes.union(PERMISSIONS)


def meaning(scope: str) -> str:
    """One sentence for a scope."""
    return PERMISSIONS.get(scope, f"Use the permission “{scope}”")


def check_scopes(app: App, asked: Iterable[str]) -> tuple[str, ...]:
    """The scopes that were asked for, each once and in order; all must be known, and there must be one."""
    scopes = tuple(dict.fromkeys(asked))
    if not scopes or not known_scopes(app).issuperset(scopes):
        raise SlackError("invalid_scope")
    return scopes


def check_redirect(app: App, address: str) -> str:
    """Where to go afterwards: an address on this machine, or one below an address that the manifest registers."""
    chosen = address or next(iter(app.addresses.redirects), "")
    if not _is_address(chosen) or not (_is_loopback(chosen) or _is_registered(app, chosen)):
        raise SlackError("bad_redirect_uri")
    return chosen


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(PLACE.fullmatch(parts.netloc)) and parts.port != 0
    except ValueError:
        return False


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in LOOPBACK


def _is_registered(app: App, address: str) -> bool:
    return any(_is_below(urlsplit(address).geturl(), one) for one in app.addresses.redirects)


def _is_below(address: str, registered: str) -> bool:
    return address == registered or address.startswith((f"{registered.rstrip('/')}/", f"{registered}?"))
