"""Channels, private channels, direct messages and group conversations."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.model.errors import SlackError
from bot.playground.model.people import Person

Kind = Literal["channel", "private", "im", "mpim"]
NAME = re.compile(r"[^\W_][\w-]*")


@dataclass(slots=True)
class Conversation:
    """A place where people talk; members keep the order in which they came."""

    id: str
    kind: Kind
    name: str
    created: int
    creator: str = "USLACKBOT"
    topic: str = ""
    purpose: str = ""
    members: dict[str, None] = field(default_factory=dict)
    archived: bool = False
    is_general: bool = False
    shared_with: tuple[str, ...] = ()
    """The other workspaces whose people are in it, too."""
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_named(self) -> bool:
        """Whether people join and leave it."""
        return self.kind in ("channel", "private")

    def seen_by(self, user_id: str) -> bool:
        """Public channels are seen by everybody, the rest by members."""
        return self.kind == "channel" or user_id in self.members

    def others(self, user_id: str) -> list[str]:
        """Everybody in it but that person."""
        return [member for member in self.members if member != user_id]


class Conversations:
    """Every conversation, by id, by name, and by the people in it."""

    def __init__(self) -> None:
        self._by_id: dict[str, Conversation] = {}
        self._by_name: dict[str, str] = {}
        self._by_people: dict[frozenset[str], str] = {}

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self._by_id.values())

    def add(self, conversation: Conversation) -> Conversation:
        """One conversation for one name, and for one set of people."""
        self._by_id[conversation.id] = conversation
        if conversation.is_named:
            self._by_name[conversation.name] = conversation.id
        else:
            self._by_people[frozenset(conversation.members)] = conversation.id
        return conversation

    def get(self, conversation_id: str) -> Conversation:
        """By id alone."""
        try:
            return self._by_id[conversation_id]
        except KeyError:
            raise SlackError("channel_not_found") from None

    def find(self, which: "str | Conversation") -> Conversation:
        """By id or channel name, with or without the number sign."""
        if isinstance(which, Conversation):
            return which
        return self.get(self._by_name.get(which.removeprefix("#"), which))

    def rename(self, conversation: Conversation, name: str) -> None:
        """The old name is free for others."""
        self.check_new_name(name)
        del self._by_name[conversation.name]
        conversation.name = name
        self._by_name[name] = conversation.id

    def between(self, people: Iterable[str]) -> Conversation | None:
        """The direct or group conversation of exactly these people, if it was ever opened."""
        found = self._by_people.get(frozenset(people))
        return self._by_id[found] if found else None

    def of(self, user_id: str) -> list[Conversation]:
        """Every conversation that person is in."""
        return [conversation for conversation in self if user_id in conversation.members]

    def named(self, name: str) -> Conversation | None:
        """The channel of that name."""
        return self._by_id.get(self._by_name.get(name, ""))

    def check_new_name(self, name: str) -> None:
        """Lower case, no spaces, at most 80 characters, not taken."""
        if not name:
            raise SlackError("invalid_name_required")
        if len(name) > 80:
            raise SlackError("invalid_name_maxlength")
        if all(sign in "-_" for sign in name):
            raise SlackError("invalid_name_punctuation")
        if not NAME.fullmatch(name) or name != name.lower():
            raise SlackError("invalid_name_specials")
        if name in self._by_name:
            raise SlackError("name_taken")


def may_see(place: Conversation, person: Person) -> bool:
    """A guest, or somebody from elsewhere, sees only the channels they are in."""
    return person.id in place.members or (place.kind == "channel" and not (person.is_guest or person.elsewhere))


def group_name(handles: Iterable[str]) -> str:
    """Slack's own name for a group conversation."""
    return f"mpdm-{'--'.join(handles)}-1"


def channel_object(place: Conversation, me: Person, team_id: str, user_deleted: bool = False) -> dict[str, Any]:
    """Slack's conversation object as the bot sees it; `user_deleted` is about the other person in a direct one."""
    common = {
        "id": place.id,
        "created": place.created,
        "updated": place.created * 1000,
        "is_archived": place.archived,
        "is_org_shared": False,
        "context_team_id": team_id,
    }
    if place.kind == "im":
        other = (place.others(me.id) or [me.id])[0]
        return common | {"is_im": True, "user": other, "is_user_deleted": user_deleted, "priority": 0}
    return common | _named_fields(place, me, team_id)


def _named_fields(place: Conversation, me: Person, team_id: str) -> dict[str, Any]:
    return {
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": place.kind != "mpim",
        "is_group": place.kind == "mpim",
        "is_im": False,
        "is_mpim": place.kind == "mpim",
        "is_private": place.kind != "channel",
        "is_general": place.is_general,
        "is_member": me.id in place.members,
        "is_shared": bool(place.shared_with),
        "is_ext_shared": bool(place.shared_with),
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "shared_team_ids": [team_id, *place.shared_with],
        "previous_names": [],
        "unlinked": 0,
        "creator": place.creator,
        "topic": {"value": place.topic, "creator": place.creator, "last_set": place.created},
        "purpose": {"value": place.purpose, "creator": place.creator, "last_set": place.created},
    }
