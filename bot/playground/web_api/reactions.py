"""Web API: the bot's reactions, and everybody's."""

from typing import Any

from bot.playground.changes.talk import react, unreact
from bot.playground.delivery.payloads import message_object
from bot.playground.model.errors import SlackError
from bot.playground.model.files import file_object
from bot.playground.model.messages import REACTION, STAMP, Message
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args
from bot.playground.web_api.chat import permalink, seen

Json = dict[str, Any]


def add(ws: Workspace, args: Args) -> Json:
    """The bot reacts to a message."""
    name = _name(args)
    message = _message(ws, args)
    _check_open(ws, message)
    react(ws, message, ws.bot.id, name)
    return {}


def remove(ws: Workspace, args: Args) -> Json:
    """The bot takes its own reaction back."""
    name = _name(args)
    _refuse_files(ws, args)
    message = _message(ws, args)
    _check_open(ws, message)
    unreact(ws, message, ws.bot.id, name)
    return {}


def get(ws: Workspace, args: Args) -> Json:
    """Who reacted to a message, or that nobody could react to a file."""
    if args.text("file"):
        return {"type": "file", "file": file_object(ws.files.uploaded(args.text("file")), ws.url)}
    _refuse_files(ws, args)
    message = _message(ws, args)
    reactions = [{"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()]
    told = message_object(ws, message) | {"permalink": permalink(ws, message)}
    told |= {"reactions": reactions} if reactions else {}
    return {"type": "message", "channel": message.conversation, "message": told}


def _name(args: Args) -> str:
    name = args.need("name", "invalid_name").strip(":")
    if not REACTION.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _message(ws: Workspace, args: Args) -> Message:
    channel, ts = args.need("channel", "no_item_specified"), args.need("timestamp", "no_item_specified")
    if not STAMP.fullmatch(ts):
        raise SlackError("bad_timestamp")
    return ws.messages.kept(seen(ws, Args({"channel": channel})).id, ts)


def _check_open(ws: Workspace, message: Message) -> None:
    if ws.conversations.get(message.conversation).archived:
        raise SlackError("is_archived")


def _refuse_files(ws: Workspace, args: Args) -> None:
    """Files and comments hold no reactions any more: there are only messages."""
    if args.text("file_comment"):
        raise SlackError("file_comment_not_found")
    if args.text("file"):
        ws.files.uploaded(args.text("file"))
        raise SlackError("no_reaction")
