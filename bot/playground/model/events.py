"""Which events an app is told: those that it asked for, as far as its scopes reach."""

from collections.abc import Collection
from typing import Any

Json = dict[str, Any]

SCOPES = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""What an event needs, if it needs a scope at all (the reference page of each event)."""

MEMBERSHIP = {"C": "channels:read", "G": "groups:read"}
MESSAGES = {
    "channel": ("message.channels", "channels:history"),
    "group": ("message.groups", "groups:history"),
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
}
"""By channel_type: what the app subscribes to, and the scope that it needs."""


def needs(event: Json) -> tuple[str, str]:
    """The subscription and the scope that an event needs; no scope is ""."""
    kind = event["type"]
    if kind == "message":
        return MESSAGES[event["channel_type"]]
    if kind in ("member_joined_channel", "member_left_channel"):
        return kind, MEMBERSHIP[event["channel_type"]]
    return kind, SCOPES.get(kind, "")


def may_hear(subscribed: Collection[str], scopes: Collection[str], event: Json) -> bool:
    """Whether an app with these subscriptions and scopes is told that event."""
    subscription, scope = needs(event)
    return subscription in subscribed and (not scope or scope in scopes)
