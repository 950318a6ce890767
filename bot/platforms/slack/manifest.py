"""The Slack app's manifest, made from the rituals: the least it needs, and why."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.platforms.slack.spelling import BOT, COMMAND
from rituals.catalog import Catalog

SCOPES: Mapping[str, str] = {
    "commands": f"people use it by {COMMAND}",
    "chat:write": "it says what a ritual says",
    "im:write": "it opens a direct message to one person",
    "mpim:write": "it opens a conversation for a group that it introduces",
    "files:write": "it puts calendar files beneath an introduction, and brings people a copy of their own data",
    "users:read": "names, job titles and time zones; who has left, who is a guest or a bot",
    "channels:read": "who is in the channel of a circle",
    "groups:read": "the same for a circle in a private channel",
    "reactions:read": "whether anybody reacted to its own small-talk message",
}
"""No scope ends in :history, for it reads nobody's messages."""

EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "member_joined_channel",
    "member_left_channel",
    "reaction_added",
    "tokens_revoked",
    "user_change",
)
HEADER = """\
# The Slack app, as Kindling needs it. Written by `kindling manifest`; a test holds it equal to the code.
# It has no history scope: Kindling cannot read messages.
"""


def manifest(catalog: Catalog) -> dict[str, Any]:
    """The manifest as Slack takes it."""
    return {
        "display_information": {
            "name": BOT,
            "description": "Small rituals for a kinder day at work.",
            "background_color": "#8a3b12",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": BOT, "always_online": True},
            "slash_commands": list(_commands(catalog)),
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(catalog: Catalog) -> str:
    """The manifest as YAML, with the reason beside each scope."""
    lines = yaml.safe_dump(manifest(catalog), sort_keys=False, allow_unicode=True).splitlines()
    return HEADER + "\n".join(_with_reason(line) for line in lines) + "\n"


def _commands(catalog: Catalog) -> Iterator[dict[str, Any]]:
    names = " | ".join(catalog.rituals)
    yield _command(COMMAND, "Kindness rituals: see what there is, join, leave.", f"[{names} | start | help]")
    for ritual in catalog.rituals.values():
        if ritual.alias:
            verbs = " | ".join(
                handler.shown or verb for verb, handler in ritual.commands.items() if not handler.champions
            )
            yield _command(ritual.alias, ritual.summary, f"[{verbs}]")


def _command(command: str, description: str, usage: str) -> dict[str, Any]:
    return {"command": command, "description": description, "usage_hint": usage, "should_escape": True}


def _with_reason(line: str) -> str:
    scope = line.strip().removeprefix("- ")
    return f"{line}  # {SCOPES[scope]}" if scope in SCOPES else line
