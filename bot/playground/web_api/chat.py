"""Web API: saying things."""

from typing import Any

from bot.playground.blockkit.blocks import check_blocks
from bot.playground.changes.talk import Said, delete, post, react, update
from bot.playground.delivery.payloads import message_object
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.messages import REACTION, Message
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args

Json = dict[str, Any]

POSTED_TEXT, UPDATED_TEXT = 40_000, 4_000


def where(ws: Workspace, args: Args) -> Conversation:
    """Where the bot may speak: a channel it is in, by id or name, or somebody's direct messages."""
    named = args.need("channel", "channel_not_found")
    person = ws.people.get(named)
    if person is not None:
        if person.deleted:
            raise SlackError("user_disabled")
        if not person.is_human:
            raise SlackError("cannot_dm_bot")
        return ws.direct(ws.bot, person)
    place = ws.conversations.find(named)
    if not place.seen_by(ws.bot.id):
        raise SlackError("channel_not_found")
    if place.archived:
        raise SlackError("is_archived")
    if ws.bot.id not in place.members and "chat:write.public" not in ws.scopes:
        raise SlackError("not_in_channel")
    return place


def said(args: Args, longest: int) -> Said:
    """What is to be said, checked."""
    blocks, attachments = args.json("blocks", "invalid_blocks_format"), args.json("attachments")
    text = args.text("text")
    if len(text) > longest:
        raise SlackError("msg_too_long")
    if attachments is not None and not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    metadata = args.json("metadata", "invalid_metadata_format")
    if metadata is not None and not (isinstance(metadata, dict) and {"event_type", "event_payload"} <= set(metadata)):
        raise SlackError("invalid_metadata_schema")
    checked = check_blocks(blocks) if blocks is not None else None
    return Said(text, checked, attachments, args.text("thread_ts") or None, metadata=metadata)


def something(words: Said) -> Said:
    """A message needs text, blocks or attachments."""
    if not (words.text.strip() or words.blocks or words.attachments):
        raise SlackError("no_text")
    return words


def post_message(ws: Workspace, args: Args) -> Json:
    """The bot says something to everybody in a conversation."""
    place = where(ws, args)
    message = post(ws, place, ws.bot.id, something(said(args, POSTED_TEXT)))
    return {"channel": place.id, "ts": message.ts, "message": message_object(ws, message)}


def post_ephemeral(ws: Workspace, args: Args) -> Json:
    """The bot says something to one person in a conversation."""
    place, person = where(ws, args), ws.people.get(args.need("user", "user_not_in_channel"))
    if person is None or person.id not in place.members:
        raise SlackError("user_not_in_channel")
    message = post(ws, place, ws.bot.id, something(said(args, POSTED_TEXT)), only_for=person.id)
    return {"message_ts": message.ts}


def own_message(ws: Workspace, args: Args, refusal: str) -> Message:
    """A message of the bot's own in a conversation it can reach."""
    place = ws.conversations.get(args.need("channel", "channel_not_found"))
    if not place.seen_by(ws.bot.id):
        raise SlackError("channel_not_found")
    message = ws.messages.kept(place.id, args.need("ts", "message_not_found"))
    if message.user != ws.bot.id:
        raise SlackError(refusal)
    if place.archived:
        raise SlackError("is_archived")
    return message


def update_message(ws: Workspace, args: Args) -> Json:
    """The bot edits its own words."""
    message = own_message(ws, args, "cant_update_message")
    words = said(args, UPDATED_TEXT)
    if not (words.text or args.has("blocks") or args.has("attachments") or words.metadata):
        raise SlackError("no_text")
    update(ws, message, words)
    told = {"channel": message.conversation, "ts": message.ts, "text": message.text}
    return told | {"message": message_object(ws, message)}


def delete_message(ws: Workspace, args: Args) -> Json:
    """The bot takes its own words back."""
    message = own_message(ws, args, "cant_delete_message")
    delete(ws, message)
    return {"channel": message.conversation, "ts": message.ts}


def get_permalink(ws: Workspace, args: Args) -> Json:
    """The address of a message."""
    place = ws.conversations.get(args.need("channel", "channel_not_found"))
    if not place.seen_by(ws.bot.id):
        raise SlackError("channel_not_found")
    message = ws.messages.kept(place.id, args.need("message_ts", "message_not_found"))
    address = f"{ws.url}archives/{place.id}/p{message.ts.replace('.', '')}"
    return {"channel": place.id, "permalink": address}


def add_reaction(ws: Workspace, args: Args) -> Json:
    """The bot reacts to a message."""
    name = args.need("name", "invalid_name").strip(":")
    if not REACTION.fullmatch(name):
        raise SlackError("invalid_name")
    place = ws.conversations.get(args.need("channel", "channel_not_found"))
    if not place.seen_by(ws.bot.id):
        raise SlackError("channel_not_found")
    if place.archived:
        raise SlackError("is_archived")
    react(ws, ws.messages.kept(place.id, args.need("timestamp", "no_item_specified")), ws.bot.id, name)
    return {}
