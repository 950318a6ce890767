"""Conversations and threads a page at a time, and what a message tells of its thread."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from bot.playground.model.conversations import Conversation
from bot.playground.model.messages import Message
from bot.playground.model.people import Person
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]
Page = tuple[list[Message], bool]

FACES = 5
"""As many of the last repliers are named, as in Slack."""


def thread_json(ws: Workspace, message: Message) -> Json:
    """How many replies a message has, who wrote the last ones (newest first), and when."""
    replies = [said for said in ws.messages.replies(message.conversation, message.ts) if said.only_for is None]
    users = list(dict.fromkeys(said.user for said in reversed(replies)))
    latest = replies[-1].ts if replies else None
    return {"reply_count": len(replies), "reply_users": users[:FACES], "latest_reply": latest}


def said_in(ws: Workspace, place: Conversation, me: Person, before: str, limit: int) -> Page:
    """The last messages of a conversation (older than `before`, if given), oldest first; whether there are more."""
    said = ws.messages.newest_first(place.id, me.id)
    return _page((message for message in said if not ws.messages.is_reply(message)), before, limit)


def said_in_thread(ws: Workspace, root: Message, me: Person, before: str, limit: int) -> Page:
    """The last replies of a thread; its first message comes before them when nothing is left out."""
    replies = [said for said in ws.messages.replies(root.conversation, root.ts) if said.seen_by(me.id)]
    shown, more = _page(reversed(replies), before, limit)
    return ([*shown] if more else [root, *shown]), more


def _page(newest_first: Iterable[Message], before: str, limit: int) -> Page:
    older = (message for message in newest_first if not before or message.ts < before)
    taken = list(islice(older, limit + 1))
    return taken[limit - 1 :: -1] if len(taken) > limit else taken[::-1], len(taken) > limit
