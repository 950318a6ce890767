"""Slack's directory: who people are, who is in a channel, and whether the bot can speak there."""

from collections.abc import Collection, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Presence, Refused
from bot.platforms.slack.api import ask, pages
from rituals.records import Profile

MANY = 40
"""Above so many people, reading the whole list is fewer calls than asking for each."""

UNKNOWN = ("user_not_found", "user_not_visible")
SLACKBOT = "USLACKBOT"


class People:
    """Reads Slack's users and channels."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def profiles(self, people: Collection[str]) -> tuple[Profile, ...]:
        """These people, as Slack knows them now; unknown ones are left out."""
        if len(people) > MANY:
            return tuple(
                [profile(user) async for user in pages(self._client.users_list, "members") if user["id"] in people]
            )
        found = [await self._profile(person) for person in sorted(people)]
        return tuple(one for one in found if one)

    async def members(self, channel: str) -> frozenset[str]:
        """Everybody in the channel."""
        listed = pages(self._client.conversations_members, "members", channel=channel)
        return frozenset([member async for member in listed])

    async def presence(self, channel: str) -> Presence:
        """Whether the bot can speak in the channel; one that it cannot see is one that it is not in."""
        try:
            info = (await ask(self._client.conversations_info(channel=channel)))["channel"]
        except Refused as error:
            if error.why == "channel_not_found":
                return Presence.NOT_HERE
            raise
        if info.get("is_archived"):
            return Presence.ARCHIVED
        return Presence.HERE if info.get("is_member") else Presence.NOT_HERE

    async def _profile(self, person: str) -> Profile | None:
        try:
            return profile((await ask(self._client.users_info(user=person)))["user"])
        except Refused as error:
            if error.why in UNKNOWN:
                return None
            raise


def profile(user: Mapping[str, Any]) -> Profile:
    """A Slack user as a profile."""
    details = user.get("profile", {})
    return Profile(
        id=user["id"],
        name=details.get("real_name") or user.get("real_name") or user.get("name", ""),
        title=details.get("title", ""),
        zone=user.get("tz") or "UTC",
        is_bot=bool(user.get("is_bot")) or bool(user.get("is_workflow_bot")) or user["id"] == SLACKBOT,
        is_guest=bool(user.get("is_restricted")) or bool(user.get("is_ultra_restricted")),
        is_gone=bool(user.get("deleted")),
        is_stranger=bool(user.get("is_stranger")),
        is_admin=bool(user.get("is_admin")) or bool(user.get("is_owner")),
    )
