"""The manifest of any Slack app, read and checked: whatever is wrong is one sentence that names the field."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.playground.model.app import App, Command, app_from
from bot.playground.model.consent import PERMISSIONS
from bot.playground.model.scopes import DEFAULT_EVENTS

Json = dict[str, Any]

GROUP, LIST, TEXT, FLAG = "a group of settings", "a list", "text", "true or false"
KINDS: Mapping[str, type] = {GROUP: dict, LIST: list, TEXT: str, FLAG: bool}
FIELDS: Mapping[str, str] = {
    "display_information": GROUP,
    "display_information.name": TEXT,
    "features": GROUP,
    "features.bot_user": GROUP,
    "features.bot_user.display_name": TEXT,
    "features.slash_commands": LIST,
    "features.slash_commands[]": GROUP,
    "features.slash_commands[].command": TEXT,
    "features.slash_commands[].description": TEXT,
    "features.slash_commands[].usage_hint": TEXT,
    "features.slash_commands[].url": TEXT,
    "features.slash_commands[].should_escape": FLAG,
    "features.shortcuts": LIST,
    "features.shortcuts[]": GROUP,
    "features.shortcuts[].name": TEXT,
    "features.shortcuts[].type": TEXT,
    "features.shortcuts[].callback_id": TEXT,
    "features.shortcuts[].description": TEXT,
    "oauth_config": GROUP,
    "oauth_config.redirect_urls": LIST,
    "oauth_config.redirect_urls[]": TEXT,
    "oauth_config.scopes": GROUP,
    "oauth_config.scopes.bot": LIST,
    "oauth_config.scopes.bot[]": TEXT,
    "settings": GROUP,
    "settings.event_subscriptions": GROUP,
    "settings.event_subscriptions.request_url": TEXT,
    "settings.event_subscriptions.bot_events": LIST,
    "settings.event_subscriptions.bot_events[]": TEXT,
    "settings.interactivity": GROUP,
    "settings.interactivity.request_url": TEXT,
    "settings.interactivity.message_menu_options_url": TEXT,
    "settings.socket_mode_enabled": FLAG,
    "settings.token_rotation_enabled": FLAG,
}
"""What stands where, parents first: https://docs.slack.dev/reference/app-manifest."""
EVENTS = DEFAULT_EVENTS | {"app_uninstalled", "tokens_revoked", "channel_created", "channel_rename"}


class BadManifest(ValueError):
    """A manifest that no app can be made from; its text is one sentence that names the field."""


def any_app() -> App:
    """An app that may do everything the workspace knows, with one command."""
    hello = Command("/hello", "Say hello to your app", "[anything]")
    return App(name="Your app", scopes=PERMISSIONS, events=EVENTS, commands=[hello])


def read_manifest(text: str) -> Json:
    """A manifest in YAML or JSON, checked."""
    manifest = _parsed(text)
    check_manifest(manifest)
    return manifest


def app_in(text: str) -> App:
    """The app whose manifest this is, in YAML or JSON."""
    return app_from(read_manifest(text))


def _parsed(text: str) -> Json:
    try:
        read = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        raise BadManifest("The manifest is neither YAML nor JSON.") from None
    if not isinstance(read, dict):
        raise BadManifest("The manifest must be a group of settings, such as display_information and features.")
    return read


def check_manifest(manifest: Json) -> None:
    """Every field is what it should be, and what an app cannot do without is there; otherwise BadManifest."""
    for path, kind in FIELDS.items():
        for where, value in values_at(manifest, path):
            if not isinstance(value, KINDS[kind]):
                raise BadManifest(f"{where} in the manifest must be {kind}.")
    _need(manifest.get("display_information") or {}, "display_information", ("name",))
    features = manifest.get("features") or {}
    for number, command in enumerate(features.get("slash_commands") or ()):
        _check_command(command, f"features.slash_commands[{number}]")
    for number, shortcut in enumerate(features.get("shortcuts") or ()):
        _check_shortcut(shortcut, f"features.shortcuts[{number}]")


def _check_command(command: Json, where: str) -> None:
    _need(command, where, ("command",))
    name = command["command"]
    if not name.startswith("/") or len(name) < 2 or name != name.lower() or any(map(str.isspace, name)):
        raise BadManifest(f"{where}.command in the manifest must be one lower-case word after a slash, like /hello.")


def _check_shortcut(shortcut: Json, where: str) -> None:
    _need(shortcut, where, ("name", "type", "callback_id"))
    if shortcut["type"] not in ("global", "message"):
        raise BadManifest(f"{where}.type in the manifest must be global or message.")


def _need(group: Json, where: str, names: tuple[str, ...]) -> None:
    for name in names:
        if not group.get(name):
            raise BadManifest(f"{where}.{name} is missing in the manifest.")


def values_at(manifest: Json, path: str) -> Iterator[tuple[str, Any]]:
    """Every value at that path, with its own address; what is missing or null is no value."""
    found: list[tuple[str, Any]] = [("", manifest)]
    for step in path.split("."):
        name = step.removesuffix("[]")
        found = [(f"{where}.{name}".lstrip("."), held[name]) for where, held in found if held.get(name) is not None]
        if step.endswith("[]"):
            found = [(f"{where}[{number}]", one) for where, held in found for number, one in enumerate(held)]
    yield from found
