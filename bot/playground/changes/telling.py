"""What the app is told of messages, in conversations where its bot is a member."""

from typing import Any

from bot.playground.delivery.payloads import message_object
from bot.playground.model.events import may_hear
from bot.playground.model.messages import Message
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]

CHANNEL_TYPES = {"channel": "channel", "private": "group", "im": "im", "mpim": "mpim"}


def hears(ws: Workspace, message: Message) -> bool:
    """Whether the app is told of that message at all; of an ephemeral it never is."""
    place = ws.conversation(message.conversation)
    event = {"type": "message", "channel_type": CHANNEL_TYPES[place.kind]}
    return message.only_for is None and ws.bot.id in place.members and may_hear(ws.app.events, ws.scopes, event)


def tell_said(ws: Workspace, message: Message) -> None:
    """Something was said."""
    if hears(ws, message):
        told = message_object(ws, message)
        ws.tell_app({**told, **_about(ws, message), "event_ts": message.ts})


def tell_changed(ws: Workspace, message: Message, before: Json) -> None:
    """It says something else now."""
    _tell_hidden(ws, message, "message_changed", before, {"message": message_object(ws, message)})


def tell_deleted(ws: Workspace, message: Message, before: Json) -> None:
    """It is gone."""
    _tell_hidden(ws, message, "message_deleted", before, {"deleted_ts": message.ts})


def _tell_hidden(ws: Workspace, message: Message, subtype: str, before: Json, beside: Json) -> None:
    if hears(ws, message):
        ts = ws.stamps.next()
        told = {"type": "message", "subtype": subtype, "hidden": True, "previous_message": before, "ts": ts}
        ws.tell_app({**told, **beside, **_about(ws, message), "event_ts": ts})


def _about(ws: Workspace, message: Message) -> Json:
    place = ws.conversation(message.conversation)
    return {"channel": place.id, "channel_type": CHANNEL_TYPES[place.kind]}
