"""What a manifest asks for that never comes here: one line for each, so that nobody waits for it."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from bot.playground.model import events
from bot.playground.model.consent import PERMISSIONS
from bot.playground.model.manifest import FIELDS, values_at

Json = dict[str, Any]

WITHOUT_EFFECT = frozenset(
    {
        "_metadata",
        "display_information.background_color",
        "display_information.description",
        "display_information.long_description",
        "features.app_home",
        "features.bot_user.always_online",
        "settings.interactivity.is_enabled",
        "settings.event_subscriptions.is_enabled",
    }
)
"""Fields that change nothing here, and of which nobody misses anything."""
SPECIAL = {
    "features.assistant_view": "there are no assistants here",
    "features.agent_view": "there are no agents here",
    "functions": "no function is ever called here",
    "workflows": "there are no workflows here",
    "features.workflow_steps": "there are no workflows here",
    "features.unfurl_domains": "no link is unfurled here",
    "oauth_config.scopes.user": "there are no tokens of people here",
    "settings.event_subscriptions.user_events": "there are no tokens of people here, so these events never come",
    "settings.event_subscriptions.metadata_subscriptions": "metadata causes no events here",
    "settings.org_deploy_enabled": "there is no organisation of several workspaces here",
    "settings.incoming_webhooks": "there are no incoming webhooks here",
}
NEEDS: Mapping[str, Collection[str]] = {
    "app_home_opened": (),
    "app_uninstalled": (),
    "tokens_revoked": (),
    "member_joined_channel": events.MEMBERSHIP.values(),
    "member_left_channel": events.MEMBERSHIP.values(),
    **{name: (scope,) for name, scope in [*events.SCOPES.items(), *events.MESSAGES.values()]},
}
"""Every event that comes, with the scopes of which it needs one, if any."""


def never_comes(manifest: Json) -> list[str]:
    """One sentence for each event, scope and field that is asked for in vain."""
    asked = dict.fromkeys(name for _, name in values_at(manifest, "settings.event_subscriptions.bot_events[]"))
    scopes = dict.fromkeys(name for _, name in values_at(manifest, "oauth_config.scopes.bot[]"))
    return [
        *(sentence for name in asked if (sentence := _event(name, scopes))),
        *(
            f"The scope {name} opens nothing here.{_meant(name, PERMISSIONS)}"
            for name in scopes
            if name not in PERMISSIONS
        ),
        *_fields(manifest, "", ""),
    ]


def _event(name: str, scopes: Collection[str]) -> str:
    """Why it never comes; empty if it does."""
    if name not in NEEDS:
        return f"The event {name} never comes here.{_meant(name, NEEDS)}"
    needed = NEEDS[name]
    if not needed or any(scope in scopes for scope in needed):
        return ""
    return f"The event {name} never comes without the scope {' or '.join(needed)}."


def _fields(held: Any, path: str, where: str) -> Iterator[str]:
    """Whatever is not read, with its address; what is off or empty asks for nothing."""
    if isinstance(held, list):
        for number, one in enumerate(held):
            yield from _fields(one, f"{path}[]", f"{where}[{number}]")
    elif isinstance(held, dict):
        for name, value in held.items():
            below, there = f"{path}.{name}".lstrip("."), f"{where}.{name}".lstrip(".")
            if below in FIELDS:
                yield from _fields(value, below, there)
            elif value and below not in WITHOUT_EFFECT:
                yield f"{there}: {SPECIAL.get(below) or 'this has no effect here'}.{_misspelt(below)}"


def _misspelt(path: str) -> str:
    folder, _, name = path.rpartition(".")
    beside = [known.rpartition(".")[2] for known in FIELDS if known.rpartition(".")[0] == folder and known[-1] != "]"]
    return "" if path in SPECIAL else _meant(name, beside)


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    return f" Did you mean {near[0]}?" if near else ""
