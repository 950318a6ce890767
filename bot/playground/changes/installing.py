"""The app comes into a workspace, may do more there, and goes again."""

from collections.abc import Iterable

from bot.playground.changes.membership import show_person
from bot.playground.changes.talk import show_conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.installation import Given
from bot.playground.model.workspace import Workspace


def install(ws: Workspace, scopes: Iterable[str]) -> Given:
    """The app may do this too, beside what it was allowed before; its bot user is here from now on."""
    ws.scopes = frozenset(ws.scopes).union(scopes)
    given = ws.installation.give(ws.app.token_rotation, ws.now)
    if ws.people.get(ws.bot.id) is None:
        ws.people.add(ws.bot)
    ws.bot.deleted, ws.bot.updated = False, ws.now
    _show(ws)
    return given


def uninstall(ws: Workspace) -> None:
    """The app hears of it, and then nothing more: its tokens die and its bot leaves every channel."""
    if not ws.installed:
        raise SlackError("app_not_installed")
    ws.tell_app({"type": "app_uninstalled"})
    _tell_revoked(ws)
    ws.installation.end()
    ws.scopes = frozenset()
    _retire_bot(ws)


def revoke(ws: Workspace, token: str) -> None:
    """One token dies. The app stays, but without any token its bot is deactivated and leaves its channels."""
    ws.installation.revoke(token)
    _tell_revoked(ws)
    if not ws.installation.can_go_on:
        _retire_bot(ws)


def _tell_revoked(ws: Workspace) -> None:
    ws.tell_app({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [ws.bot.id]}})


def _retire_bot(ws: Workspace) -> None:
    ws.bot.deleted, ws.bot.updated = True, ws.now
    for place in [place for place in ws.conversations.of(ws.bot.id) if place.is_named]:
        del place.members[ws.bot.id]
        show_conversation(ws, place)
    _show(ws)


def _show(ws: Workspace) -> None:
    installed = ws.installed
    ws.feed.publish("installed", lambda _: {"installed": installed})
    show_person(ws, ws.bot)
