"""What an app answers to a command or a click: an ephemeral, unless it says otherwise."""

from typing import Any

from bot.playground.blockkit.blocks import check_attachments, check_blocks
from bot.playground.changes.talk import Said, delete, post, update
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.messages import Message
from bot.playground.model.tickets import ResponseUrl
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]


def respond(ws: Workspace, url: ResponseUrl, body: Json) -> None:
    """The answer sent to a response address."""
    place, original = ws.conversation(url.conversation), _original(ws, url)
    if body.get("delete_original"):
        if original:
            delete(ws, original)
        return
    if body.get("replace_original") and original:
        update(ws, original, said_in(body))
        return
    answer(ws, url.person, place, body)


def answer(ws: Workspace, person: str, place: Conversation, body: Json) -> None:
    """A new message: to that person alone, or to everybody with response_type in_channel."""
    everybody = body.get("response_type") == "in_channel"
    post(ws, place, ws.bot.id, said_in(body), only_for=None if everybody else person)


def said_in(body: Json) -> Said:
    """Text, blocks and attachments, checked."""
    text, blocks, attachments = body.get("text") or "", body.get("blocks"), body.get("attachments")
    if not isinstance(text, str) or not (text or blocks or attachments):
        raise SlackError("no_text")
    attachments = check_attachments(attachments) if attachments is not None else None
    checked = check_blocks(blocks) if blocks is not None else None
    thread = body.get("thread_ts")
    return Said(text, checked, attachments, thread_ts=thread if isinstance(thread, str) else None)


def _original(ws: Workspace, url: ResponseUrl) -> Message | None:
    try:
        return ws.messages.get(url.conversation, url.message_ts or "")
    except SlackError:
        return None
