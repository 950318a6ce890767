"""Where the bot may speak, and what it may say there."""

import json
import re
from typing import Any

from bot.playground.blockkit.blocks import check_attachments, check_blocks
from bot.playground.changes.talk import Said
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.messages import STAMP
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args

Json = dict[str, Any]

POSTED_TEXT, UPDATED_TEXT, MARKDOWN_TEXT = 40_000, 4_000, 12_000
METADATA_BYTES = 8_000  # Slack refuses too much of it, but publishes no number
ENTITY = {"entity_type": str, "entity_payload": dict, "external_ref": dict, "url": str}
CHANNEL = re.compile(r"(?<![\w@#&;/|<])#([\w-]+)")
ADDRESS = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)\"']")
REPLIED_TO = (None, "thread_broadcast")


def where(ws: Workspace, named: str) -> Conversation:
    """Where the bot may speak: a channel it is in, by id or name, or somebody's direct messages."""
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


def place_to_speak(ws: Workspace, args: Args) -> Conversation:
    """The conversation that `channel` names."""
    return where(ws, args.need("channel", "channel_not_found"))


def said(ws: Workspace, args: Args, longest: int, place: Conversation) -> Said:
    """What is to be said there, checked."""
    blocks, attachments = args.json("blocks", "invalid_blocks_format"), args.json("attachments", "invalid_attachments")
    text, blocks = _text(ws, args, blocks, longest)
    thread = thread_of(ws, place, args)
    return Said(
        text,
        check_blocks(blocks) if blocks is not None else None,
        check_attachments(attachments) if attachments is not None else None,
        thread_ts=thread,
        subtype="thread_broadcast" if thread and args.flag("reply_broadcast") else None,
        metadata=_metadata(args),
        **_author(ws, args),
    )


def something(words: Said) -> Said:
    """A message needs text, blocks or attachments."""
    if not (words.text.strip() or words.blocks or words.attachments):
        raise SlackError("no_text")
    return words


def _text(ws: Workspace, args: Args, blocks: Any, longest: int) -> tuple[str, Any]:
    text, markdown = args.text("text"), args.text("markdown_text")
    if len(text) > longest or len(markdown) > MARKDOWN_TEXT:
        raise SlackError("msg_too_long")
    if markdown and (text or blocks is not None):
        raise SlackError("markdown_text_conflict")
    if markdown:
        return markdown, [{"type": "markdown", "text": markdown}]
    full = args.text("parse") == "full"
    text = _with_channels(ws, text) if full or args.flag("link_names") else text
    return (ADDRESS.sub(lambda found: f"<{found[0]}>", text) if full else text), blocks


def _with_channels(ws: Workspace, text: str) -> str:
    """Names of channels that everybody sees become links to them."""

    def link(found: re.Match[str]) -> str:
        place = ws.conversations.named(found[1])
        return f"<#{place.id}|{place.name}>" if place and place.kind == "channel" else found[0]

    return CHANNEL.sub(link, text)


def thread_of(ws: Workspace, place: Conversation, args: Args) -> str | None:
    """The thread that `thread_ts` names, by its first message or by a reply; there may be none (any more)."""
    ts = args.text("thread_ts")
    if not ts:
        return None
    if not STAMP.fullmatch(ts):
        raise SlackError("invalid_thread_ts")
    if not ws.messages.has(place.id, ts):
        return ts
    root = ws.messages.get(place.id, ts)
    if root.only_for or root.subtype not in REPLIED_TO:
        raise SlackError("cannot_reply_to_message")
    return root.thread_ts or ts


def _metadata(args: Args) -> Json | None:
    metadata = args.json("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    wrong_event = metadata.keys() & {"event_type", "event_payload"} and not _is_event(metadata)
    wrong_entities = "entities" in metadata and not _has_entities(metadata)
    if wrong_event or wrong_entities or not metadata.keys() & {"event_type", "entities"}:
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


def _is_event(metadata: Json) -> bool:
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    return bool(kind) and isinstance(kind, str) and isinstance(payload, dict)


def _has_entities(metadata: Json) -> bool:
    """Work Objects, each with what it cannot do without."""
    entities = metadata.get("entities")
    return isinstance(entities, list) and bool(entities) and all(map(_is_entity, entities))


def _is_entity(one: Any) -> bool:
    if not isinstance(one, dict) or not all(isinstance(one.get(name), kind) for name, kind in ENTITY.items()):
        return False
    return bool(one["entity_type"] and one["url"] and one["external_ref"].get("id"))


def _author(ws: Workspace, args: Args) -> dict[str, Any]:
    """Another name or picture than the bot's own, if the app may choose them."""
    name, emoji, picture = args.text("username"), args.text("icon_emoji"), args.text("icon_url")
    if args.flag("as_user") or not (name or emoji or picture):
        return {}
    ws.require_scope("chat:write.customize")
    icons = {"emoji": emoji} if emoji else {"image_48": picture} if picture else None
    return {"username": name or None, "icons": icons}
