"""Who is in which channel, and what the app is told when that changes."""

from collections.abc import Iterable
from typing import Any

from bot.playground.changes.talk import Said, post, show_conversation
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.people import Person, user_object
from bot.playground.model.workspace import Workspace
from bot.playground.pages.shapes import person_json


def create(ws: Workspace, name: str, creator: Person, private: bool = False, **about: str) -> Conversation:
    """A new channel with its creator in it."""
    ws.conversations.check_new_name(name)
    place = Conversation(
        id=ws.new_id("C"),
        kind="private" if private else "channel",
        name=name,
        created=ws.now,
        creator=creator.id,
        members={creator.id: None},
        topic=about.get("topic", ""),
        purpose=about.get("purpose", ""),
    )
    ws.conversations.add(place)
    if not private:
        ws.tell_app({"type": "channel_created", "channel": _short(place) | {"creator": creator.id}})
    show_conversation(ws, place)
    return place


def join(ws: Workspace, place: Conversation, person: Person, inviter: Person | None = None) -> bool:
    """Make that person a member; False if they were one already."""
    _must_be_open(place)
    if person.id in place.members:
        return False
    _forget_unread(ws, place, person)
    place.members[person.id] = None
    _announce(ws, place, person, "join")
    event = _membership_event(ws, "member_joined_channel", place, person)
    _tell(ws, place, event | ({"inviter": inviter.id} if inviter else {}))
    return True


def invite(ws: Workspace, place: Conversation, people: Iterable[Person], inviter: Person) -> None:
    """Bring people in: only a member can, and each must be new."""
    guests = list(people)
    if inviter.id not in place.members:
        raise SlackError("not_in_channel")
    if inviter in guests:
        raise SlackError("cant_invite_self")
    for person in guests:
        if person.deleted:
            raise SlackError("user_disabled")
    if guests and all(person.id in place.members for person in guests):
        raise SlackError("already_in_channel")
    for person in guests:
        join(ws, place, person, inviter)


def leave(ws: Workspace, place: Conversation, person: Person) -> bool:
    """Take that person out; False if they were not in."""
    _must_be_open(place)
    if place.is_general:
        raise SlackError("cant_leave_general")
    if person.id not in place.members:
        return False
    del place.members[person.id]
    _announce(ws, place, person, "leave")
    if person is ws.bot:
        name = "channel_left" if place.kind == "channel" else "group_left"
        ws.tell_app({"type": name, "channel": place.id, "actor_id": person.id})
    _tell(ws, place, _membership_event(ws, "member_left_channel", place, person))
    show_conversation(ws, place)
    return True


def archive(ws: Workspace, place: Conversation, person: Person) -> None:
    """Nothing new can be said in it."""
    if not place.is_named:
        raise SlackError("method_not_supported_for_channel_type")
    if place.is_general:
        raise SlackError("cant_archive_general")
    if place.archived:
        raise SlackError("already_archived")
    place.archived = True
    name = "channel_archive" if place.kind == "channel" else "group_archive"
    _tell(ws, place, {"type": name, "channel": place.id, "user": person.id, "is_moved": 0})
    show_conversation(ws, place)


def unarchive(ws: Workspace, place: Conversation, person: Person) -> None:
    """It can be talked in again."""
    if not place.archived:
        raise SlackError("not_archived")
    place.archived = False
    name = "channel_unarchive" if place.kind == "channel" else "group_unarchive"
    who = "user" if place.kind == "channel" else "actor_id"
    _tell(ws, place, {"type": name, "channel": place.id, who: person.id})
    show_conversation(ws, place)


def rename(ws: Workspace, place: Conversation, name: str) -> None:
    """A new name for a channel; the old one is free again."""
    _must_be_open(place)
    ws.conversations.rename(place, name)
    kind = "channel_rename" if place.kind == "channel" else "group_rename"
    _tell(ws, place, {"type": kind, "channel": _short(place)})
    show_conversation(ws, place)


def arrive(ws: Workspace, person: Person) -> Person:
    """Somebody new joins the workspace and its general channel."""
    ws.people.add(person)
    person.updated = ws.now
    for place in ws.conversations:
        if place.is_general and not (person.is_guest or person.elsewhere):
            join(ws, place, person)
    ws.tell_app({"type": "team_join", "user": user_shown(ws, person, True), "cache_ts": ws.now})
    show_person(ws, person)
    return person


def deactivate(ws: Workspace, person: Person) -> None:
    """The account is switched off and leaves its channels without a word."""
    person.deleted = True
    for place in [place for place in ws.conversations.of(person.id) if place.is_named]:
        del place.members[person.id]
        show_conversation(ws, place)
    changed(ws, person)


def changed(ws: Workspace, person: Person) -> None:
    """Tell the app and the pages that somebody's account changed."""
    person.updated = ws.now
    ws.tell_app({"type": "user_change", "user": user_shown(ws, person, True), "cache_ts": ws.now})
    show_person(ws, person)


def user_shown(ws: Workspace, person: Person, with_locale: bool = False) -> dict[str, Any]:
    """Somebody as the app may see them: with their address only if it has the scope for it."""
    email = person.email(ws.domain) if "users:read.email" in ws.scopes and not person.elsewhere else ""
    picture = f"{ws.url}play/avatar/{person.id}.svg"
    is_met = any(ws.bot.id in place.members for place in ws.conversations.of(person.id))
    return user_object(person, ws.team_id, ws.clock.now(), with_locale, email=email, picture=picture, is_met=is_met)


def show_person(ws: Workspace, person: Person) -> None:
    """Tell every page about somebody."""
    ws.feed.publish("person", lambda _: {"person": person_json(ws, person)})


def _short(place: Conversation) -> dict[str, Any]:
    return {
        "id": place.id,
        "is_channel": place.kind == "channel",
        "name": place.name,
        "name_normalized": place.name,
        "created": place.created,
    }


def _must_be_open(place: Conversation) -> None:
    if not place.is_named:
        raise SlackError("method_not_supported_for_channel_type")
    if place.archived:
        raise SlackError("is_archived")


def _forget_unread(ws: Workspace, place: Conversation, person: Person) -> None:
    place.read[person.id] = ws.messages.last_ts(place.id, person.id) or ""


def _announce(ws: Workspace, place: Conversation, person: Person, what: str) -> None:
    word = "joined" if what == "join" else "left"
    post(ws, place, person.id, Said(f"<@{person.id}> has {word} the channel", subtype=f"channel_{what}"))
    show_conversation(ws, place)


def _membership_event(ws: Workspace, name: str, place: Conversation, person: Person) -> dict[str, object]:
    return {
        "type": name,
        "user": person.id,
        "channel": place.id,
        "channel_type": "C" if place.kind == "channel" else "G",
        "team": person.team(ws.team_id),
    }


def _tell(ws: Workspace, place: Conversation, event: dict[str, object]) -> None:
    """The app hears of channels its bot is in."""
    if ws.bot.id in place.members:
        ws.tell_app(event)
