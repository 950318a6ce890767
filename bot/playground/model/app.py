"""The app that is developed against the workspace: what its manifest declares, and the secrets it was given."""

import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from bot.playground.model.installation import Codes
from bot.playground.model.scopes import DEFAULT_EVENTS, DEFAULT_SCOPES
from bot.playground.model.tickets import Monotonic, Tickets

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the app, as its manifest declares it."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the app: to a message, or from anywhere."""

    name: str
    type: Literal["global", "message"]
    callback_id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the app is reached over HTTP; empty with Socket Mode."""

    events: str = ""
    interactivity: str = ""
    options: str = ""
    redirects: tuple[str, ...] = ()


class App:
    """One app, installed in any number of workspaces; `name` is its bot's display name."""

    def __init__(
        self,
        *,
        name: str = "Kindling",
        scopes: Iterable[str] = DEFAULT_SCOPES,
        events: Iterable[str] = DEFAULT_EVENTS,
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
        addresses: Addresses | None = None,
        socket_mode: bool = True,
        token_rotation: bool = False,
        takes_messages: bool = True,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self.name = name
        self.id = f"A0{letters(name)}"
        self.scopes, self.events = frozenset(scopes), frozenset(events)
        self.commands = {command.command: command for command in commands}
        self.shortcuts = {shortcut.callback_id: shortcut for shortcut in shortcuts}
        self.addresses = addresses or Addresses()
        self.socket_mode, self.token_rotation = socket_mode, token_rotation
        self.takes_messages = takes_messages
        """Whether people can write to it in its Messages tab."""
        self.tickets, self.codes = Tickets(monotonic), Codes(monotonic)
        self.token = f"xapp-1-{self.id}-{secrets.token_hex(16)}"
        self.client_id = f"{secrets.randbelow(10**12):012d}.{secrets.randbelow(10**12):012d}"
        self.client_secret, self.signing_secret = secrets.token_hex(16), secrets.token_hex(16)
        self.in_vain: list[str] = []
        """What its manifest asks for that never comes here, a sentence for each."""
        self.verification_token = secrets.token_hex(12)


def app_from(manifest: Json, monotonic: Monotonic = time.monotonic) -> App:
    """The app that a manifest declares, in the form in which Slack takes it; whatever is missing is empty."""
    features, settings = part(manifest, "features"), part(manifest, "settings")
    oauth, events = part(manifest, "oauth_config"), part(settings, "event_subscriptions")
    interactivity = part(settings, "interactivity")
    called = part(features, "bot_user").get("display_name") or part(manifest, "display_information").get("name")
    return App(
        name=called or "App",
        scopes=part(oauth, "scopes").get("bot") or (),
        events=events.get("bot_events") or (),
        commands=[Command(**known(Command, command)) for command in features.get("slash_commands") or ()],
        shortcuts=[Shortcut(**known(Shortcut, shortcut)) for shortcut in features.get("shortcuts") or ()],
        addresses=Addresses(
            events=events.get("request_url") or "",
            interactivity=interactivity.get("request_url") or "",
            options=interactivity.get("message_menu_options_url") or "",
            redirects=tuple(oauth.get("redirect_urls") or ()),
        ),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        token_rotation=bool(settings.get("token_rotation_enabled")),
        takes_messages=_takes_messages(part(features, "app_home")),
        monotonic=monotonic,
    )


def _takes_messages(app_home: Json) -> bool:
    """A Messages tab that is off or read-only has no composer; where a manifest says nothing of it, there is one."""
    return app_home.get("messages_tab_enabled") is not False and not app_home.get("messages_tab_read_only_enabled")


def part(whole: Json, name: str) -> Json:
    """A part of a manifest that may be missing."""
    return whole.get(name) or {}


def known(kind: type[Any], given: Json) -> Json:
    """Those of the given fields that the workspace knows and that are not null."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in given.items() if name in names and value is not None}


def letters(name: str) -> str:
    """A name in the letters that an id can have."""
    return "".join(letter for letter in name.upper() if letter.isascii() and letter.isalnum()) or "APP"
