"""How people, conversations, messages and views look to the page, from one person's view."""

from datetime import UTC, datetime
from typing import Any

from bot.playground.acts.base import NOT_TAKEN, not_taken
from bot.playground.delivery.payloads import view_object
from bot.playground.model.conversations import Conversation
from bot.playground.model.files import File
from bot.playground.model.messages import Message
from bot.playground.model.people import Person
from bot.playground.model.workspace import Workspace
from bot.playground.pages.threads import thread_json

Json = dict[str, Any]


def person_json(ws: Workspace, person: Person) -> Json:
    """A person as the page knows them."""
    now = ws.clock.now()
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "site": person.site,
        "department": person.department,
        "tz": person.tz,
        "tz_label": person.zone_label(now),
        "tz_offset": person.offset(now),
        "initials": person.initials,
        "hue": person.hue,
        "deleted": person.deleted,
        "is_bot": not person.is_human,
        "is_guest": person.is_guest,
        "is_admin": person.is_admin,
        "company": person.elsewhere.name if person.elsewhere else "",
        "avatar": f"{ws.path}play/avatar/{person.id}.svg",
    }


def conversation_json(ws: Workspace, place: Conversation, viewer: Person) -> Json:
    """A conversation with its name and unread count from that person's view."""
    shown: Json = {
        "id": place.id,
        "kind": place.kind,
        "name": display_name(ws, place, viewer),
        "topic": place.topic,
        "members": list(place.members),
        "is_archived": place.archived,
        "unread": unread(ws, place, viewer),
        "last_ts": ws.messages.last_ts(place.id, viewer.id),
        "read": place.read.get(viewer.id, ""),
        "is_member": viewer.id in place.members,
        "turned_off": NOT_TAKEN if not_taken(ws, place) else "",
    }
    return shown | ({"user": (place.others(viewer.id) or [viewer.id])[0]} if place.kind == "im" else {})


def display_name(ws: Workspace, place: Conversation, viewer: Person) -> str:
    """The channel's name, or the other people's names."""
    if place.is_named:
        return place.name
    others = place.others(viewer.id) or [viewer.id]
    return ", ".join(ws.person(other).real_name for other in others)


def unread(ws: Workspace, place: Conversation, viewer: Person) -> int:
    """Only places one is in have anything to read."""
    if viewer.id not in place.members:
        return 0
    return ws.messages.unread(place.id, viewer.id, place.read.get(viewer.id, ""))


def message_json(ws: Workspace, message: Message) -> Json:
    """A message as the page draws it."""
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "ephemeral": message.only_for is not None,
        "edited": message.edited_shown,
        "thread_ts": message.thread_ts,
        "is_reply": ws.messages.is_reply(message),
        "files": [file_json(ws, ws.files.get(file_id)) for file_id in message.files],
        "reactions": [{"name": name, "users": users} for name, users in message.reactions.items()],
        "is_bot": message.by_bot,
        "at": moment_of(message.ts).isoformat(),
        "subtype": message.subtype,
        **thread_json(ws, message),
    }


def file_json(ws: Workspace, file: File) -> Json:
    """A file with the address of its bytes."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "size": file.size,
        "url": f"{ws.path}{file.path}",
    }


def moment_of(ts: str) -> datetime:
    """When that was, in UTC."""
    seconds, micros = ts.split(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micros))


def stack_json(ws: Workspace, person: str) -> list[Json]:
    """A person's open modals, top last."""
    return [view_object(ws, view) for view in ws.views.stack(person)]
