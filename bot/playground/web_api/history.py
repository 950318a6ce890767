"""Web API: what was said, for an app that holds the scope of that kind of conversation."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.playground.delivery.payloads import message_object
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.messages import Message
from bot.playground.model.scopes import BY_KIND_HISTORY
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args, page
from bot.playground.web_api.conversations import place_of

Json = dict[str, Any]

MOMENT = re.compile(r"(\d{1,12})(?:\.(\d{1,6}))?")
FACES = 5
"""As many of those who replied are named."""


def history(ws: Workspace, args: Args) -> Json:
    """The newest first; replies stand in their thread only."""
    place = _readable(ws, args)
    said = (message for message in ws.messages.newest_first(place.id, ws.bot.id) if not ws.messages.is_reply(message))
    told, following = page(list(_between(said, args)), args, default=100)
    return {"messages": _shown(ws, told, args), "pin_count": 0, **_more(following)}


def replies(ws: Workspace, args: Args) -> Json:
    """A thread: the message that began it, and what was answered, the oldest first."""
    place, ts = _readable(ws, args), args.need("ts")
    if not ws.messages.has(place.id, ts) or ws.messages.get(place.id, ts).only_for:
        raise SlackError("thread_not_found")
    first = ws.messages.get(place.id, ts)
    if ws.messages.is_reply(first):
        return {"messages": _shown(ws, [first], args), **_more("")}
    told, following = page(list(_between(ws.messages.replies(place.id, ts), args)), args, default=1000)
    return {"messages": _shown(ws, [first, *told], args), **_more(following)}


def _readable(ws: Workspace, args: Args) -> Conversation:
    place = place_of(ws, args, BY_KIND_HISTORY)
    if ws.bot.id not in place.members:
        raise SlackError("not_in_channel")
    return place


def _between(said: Iterable[Message], args: Args) -> Iterator[Message]:
    """What is no ephemeral, and was said between `oldest` and `latest`; at these moments too if `inclusive`."""
    oldest, latest = _moment(args, "oldest"), _moment(args, "latest")
    edges = args.flag("inclusive")
    for message in said:
        at = _micros(message.ts)
        late = latest is not None and (at > latest or (at == latest and not edges))
        early = oldest is not None and (at < oldest or (at == oldest and not edges))
        if not (message.only_for or late or early):
            yield message


def _moment(args: Args, name: str) -> int | None:
    value = args.text(name)
    if value and not MOMENT.fullmatch(value):
        raise SlackError(f"invalid_ts_{name}")
    return _micros(value) if value else None


def _micros(ts: str) -> int:
    seconds, _, micros = ts.partition(".")
    return int(seconds) * 1_000_000 + int(micros.ljust(6, "0"))


def _shown(ws: Workspace, said: Iterable[Message], args: Args) -> list[Json]:
    told = [_message(ws, message) for message in said]
    if not args.flag("include_all_metadata"):
        for message in told:
            message.pop("metadata", None)
    return told


def _message(ws: Workspace, message: Message) -> Json:
    """Slack's message object, with its reactions and what became of its thread."""
    told = message_object(ws, message)
    if message.reactions:
        held = message.reactions.items()
        told["reactions"] = [{"name": name, "users": list(users), "count": len(users)} for name, users in held]
    answers = [one for one in ws.messages.replies(message.conversation, message.ts) if one.only_for is None]
    if answers:
        users = list(dict.fromkeys(one.user for one in answers))
        told |= {"thread_ts": message.ts, "reply_count": len(answers), "latest_reply": answers[-1].ts}
        told |= {"reply_users": users[:FACES], "reply_users_count": len(users), "is_locked": False, "subscribed": False}
    return told


def _more(following: str) -> Json:
    beside = {"response_metadata": {"next_cursor": following}} if following else {}
    return {"has_more": bool(following), **beside}
