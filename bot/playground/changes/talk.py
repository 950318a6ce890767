"""Saying things: posting, editing, deleting, reacting, and telling the pages."""

from typing import Any

from bot.playground.blockkit.ids import with_ids
from bot.playground.changes.telling import tell_changed, tell_deleted, tell_said
from bot.playground.delivery.payloads import message_object
from bot.playground.model.conversations import Conversation, may_see
from bot.playground.model.errors import SlackError
from bot.playground.model.messages import MOST_EMOJI, MOST_EMOJI_OF_ONE, Blocks, Message
from bot.playground.model.messages import Said as Said
from bot.playground.model.workspace import Workspace
from bot.playground.pages.shapes import conversation_json, message_json


def post(
    ws: Workspace, place: Conversation, user: str, said: Said, only_for: str | None = None, at: int | None = None
) -> Message:
    """A new message; `only_for` makes it an ephemeral for one person, `at` is the second it was scheduled for."""
    if place.archived:
        raise SlackError("is_archived")
    is_new = ws.messages.last_ts(place.id, only_for or user) is None and not place.is_named
    message = ws.messages.add(_message(ws, place, user, said, only_for, at))
    if only_for is None:
        place.read[user] = message.ts
    if is_new:
        show_conversation(ws, place)
    show_message(ws, "message", message)
    _show_root(ws, message)
    tell_said(ws, message)
    return message


def _message(
    ws: Workspace, place: Conversation, user: str, said: Said, only_for: str | None, at: int | None
) -> Message:
    return Message(
        ts=ws.stamps.next(at),
        conversation=place.id,
        user=user,
        text=said.text,
        blocks=with_block_ids(ws, said.blocks),
        attachments=said.attachments,
        only_for=only_for,
        thread_ts=said.thread_ts,
        subtype=said.subtype,
        files=list(said.files),
        metadata=said.metadata,
        by_bot=not ws.person(user).is_human,
        username=said.username,
        icons=said.icons,
    )


def with_block_ids(ws: Workspace, blocks: Blocks | None) -> Blocks | None:
    """Slack gives every block an id, and every interactive element an action_id, if the app did not."""
    return [with_ids(block, ws.new_id) for block in blocks] if blocks else None


def update(ws: Workspace, message: Message, said: Said) -> Message:
    """Edit a message; new text without blocks takes the old blocks away, as in Slack."""
    before = message_object(ws, message)
    if said.text or said.blocks is not None:
        message.blocks = with_block_ids(ws, said.blocks)
        message.text = said.text
    if said.attachments is not None:
        message.attachments = said.attachments or None
    message.metadata = said.metadata or message.metadata
    message.edited_ts = ws.stamps.next()
    message.edited_shown = message.blocks is None
    show_message(ws, "message_changed", message)
    tell_changed(ws, message, before)
    return message


def broadcast(ws: Workspace, message: Message) -> Message:
    """Show a reply in the conversation itself as well."""
    if not message.thread_ts or message.thread_ts == message.ts or message.subtype:
        raise SlackError("cant_broadcast_message")
    message.subtype = "thread_broadcast"
    show_message(ws, "message_changed", message)
    return message


def delete(ws: Workspace, message: Message) -> None:
    """Gone for everybody."""
    ws.messages.remove(message)
    place = ws.conversation(message.conversation)
    told = {"conversation": message.conversation, "ts": message.ts}
    ws.feed.publish("message_deleted", lambda v: told if _hears(ws, place, message, v) else None)
    _show_root(ws, message)
    tell_deleted(ws, message, message_object(ws, message))


def _show_root(ws: Workspace, reply: Message) -> None:
    """The first message of a thread tells how many replies there are."""
    if reply.thread_ts and reply.thread_ts != reply.ts and ws.messages.has(reply.conversation, reply.thread_ts):
        show_message(ws, "message_changed", ws.messages.get(reply.conversation, reply.thread_ts))


def react(ws: Workspace, message: Message, user: str, name: str) -> None:
    """Once for each person and name, within what a message holds."""
    if user in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MOST_EMOJI:
        raise SlackError("too_many_emoji")
    if sum(user in users for users in message.reactions.values()) >= MOST_EMOJI_OF_ONE:
        raise SlackError("too_many_reactions")
    message.reactions.setdefault(name, []).append(user)
    _reaction_shown(ws, "reaction_added", message, user, name)


def unreact(ws: Workspace, message: Message, user: str, name: str) -> None:
    """Take one's own reaction back."""
    users = message.reactions.get(name, [])
    if user not in users:
        raise SlackError("no_reaction")
    users.remove(user)
    if not users:
        del message.reactions[name]
    _reaction_shown(ws, "reaction_removed", message, user, name)


def _reaction_shown(ws: Workspace, kind: str, message: Message, user: str, name: str) -> None:
    """The pages see it; the app hears of it where it is a member, whoever wrote the message."""
    show_message(ws, "message_changed", message)
    if ws.bot.id in ws.conversation(message.conversation).members:
        item = {"type": "message", "channel": message.conversation, "ts": message.ts}
        ws.tell_app({"type": kind, "user": user, "reaction": name, "item_user": message.user, "item": item})


def show_message(ws: Workspace, kind: str, message: Message) -> None:
    """Tell the pages of everybody who sees it."""
    place = ws.conversation(message.conversation)
    told = {"conversation": place.id, "message": message_json(ws, message)}
    ws.feed.publish(kind, lambda viewer: told if _hears(ws, place, message, viewer) else None)


def show_conversation(ws: Workspace, place: Conversation) -> None:
    """Tell the pages of everybody who sees it, each from their own view."""

    def render(viewer: str) -> dict[str, Any] | None:
        person = ws.person(viewer)
        return {"conversation": conversation_json(ws, place, person)} if may_see(place, person) else None

    ws.feed.publish("conversation", render)


def _hears(ws: Workspace, place: Conversation, message: Message, viewer: str) -> bool:
    return message.seen_by(viewer) and may_see(place, ws.person(viewer))
