"""Slack's directory: who people are, who is in a channel, and whether the bot can speak there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Page, Presence, Refused
from bot.platforms.slack.api import ask, page
from rituals.records import Profile

UNKNOWN = ("user_not_found", "user_not_visible")
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Home:
    """The workspace that the bot is in, and the organisation that has it and others (Enterprise Grid), if one does."""

    team: str
    enterprise: str = ""

    def has(self, user: Mapping[str, Any]) -> bool:
        """Whether a Slack user is of this workspace, or of another of the same organisation.

        `is_stranger` does not tell: Slack sets it only while the two share no channel with the bot.
        """
        if user.get("is_stranger"):
            return False
        team = user.get("team_id") or (user.get("profile") or {}).get("team")
        organisation = (user.get("enterprise_user") or {}).get("enterprise_id")
        return team == self.team or (bool(self.enterprise) and self.enterprise in (team, organisation))


class People:
    """Reads Slack's users and channels."""

    def __init__(self, client: AsyncWebClient, home: Home) -> None:
        self._client = client
        self._home = home

    async def profile(self, person: str) -> Profile | None:
        """Somebody as Slack knows them now; None for one it does not know."""
        try:
            return profile((await ask(self._client.users_info(user=person)))["user"], self._home)
        except Refused as error:
            if error.why in UNKNOWN:
                return None
            raise

    async def everybody(self, cursor: str, read: int) -> Page[Profile]:
        """The workspace's people from the cursor on."""
        some = await page(self._client.users_list, "members", cursor, read)
        return Page(tuple(profile(user, self._home) for user in some.items if user.get("id")), some.cursor)

    async def named(self, names: Collection[str]) -> dict[str, str]:
        """The ids of those who are called so: by handle, or by name if they are the only ones."""
        found: dict[str, dict[str, list[str]]] = {"handle": {}, "name": {}}
        cursor, read = "", 0
        while True:
            some = await page(self._client.users_list, "members", cursor, read)
            for user in some.items:
                if self._home.has(user):
                    _note_names(user, found)
            cursor, read = some.cursor, read + len(some.items)
            if not cursor:
                break
        known = ((name, found["handle"].get(_key(name)) or found["name"].get(_key(name), [])) for name in names)
        return {name: ids[0] for name, ids in known if len(ids) == 1}

    async def members(self, channel: str, cursor: str, read: int) -> Page[str]:
        """Those in the channel from the cursor on."""
        return await page(self._client.conversations_members, "members", cursor, read, channel=channel)

    async def channels(self, person: str) -> frozenset[str]:
        """The channels they are in, as far as the bot may know of them."""
        return frozenset(await self.channel_names(person))

    async def channel_names(self, person: str) -> dict[str, str]:
        """The same, and what each is called."""
        names, call, kinds = dict[str, str](), self._client.users_conversations, "public_channel,private_channel"
        some = await page(call, "channels", "", 0, user=person, types=kinds)
        while some.cursor:
            names |= _names(some.items)
            some = await page(call, "channels", some.cursor, len(names), user=person, types=kinds)
        return names | _names(some.items)

    async def is_public(self, channel: str) -> bool:
        """Whether anybody of the workspace may come in; not into what the bot cannot see."""
        try:
            info = (await ask(self._client.conversations_info(channel=channel)))["channel"]
        except Refused:
            return False
        return not info.get("is_private", True)

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


def _names(channels: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {channel["id"]: channel.get("name") or "" for channel in channels}


def _note_names(user: Mapping[str, Any], found: Mapping[str, dict[str, list[str]]]) -> None:
    if user.get("deleted") or user.get("is_bot"):
        return
    details = user.get("profile") or {}
    found["handle"].setdefault(_key(user.get("name") or ""), []).append(user["id"])
    for name in {_key(details.get(part) or "") for part in ("display_name", "real_name")}:
        found["name"].setdefault(name, []).append(user["id"])


def _key(name: str) -> str:
    """A name as one types it in one word."""
    return "".join(name.casefold().split()).removeprefix("@")


def profile(user: Mapping[str, Any], home: Home) -> Profile:
    """A Slack user as a profile, seen from the workspace that is `home`."""
    details = user.get("profile") or {}
    return Profile(
        id=user["id"],
        name=details.get("real_name") or user.get("real_name") or user.get("name", ""),
        title=details.get("title", ""),
        zone=user.get("tz") or "",
        is_bot=bool(user.get("is_bot")) or bool(user.get("is_workflow_bot")) or user["id"] == SLACKBOT,
        is_guest=bool(user.get("is_restricted")) or bool(user.get("is_ultra_restricted")),
        is_gone=bool(user.get("deleted")),
        is_stranger=not home.has(user),
        is_admin=bool(user.get("is_admin")) or bool(user.get("is_owner")),
    )
