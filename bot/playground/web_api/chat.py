"""Web API: saying things, now and later."""

from datetime import timedelta
from typing import Any

from bot.playground.changes.scheduling import schedule
from bot.playground.changes.talk import broadcast, delete, post, update
from bot.playground.delivery.payloads import message_object
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.messages import Message
from bot.playground.model.scheduled import Scheduled
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args, page
from bot.playground.web_api.words import POSTED_TEXT, UPDATED_TEXT, place_to_speak, said, something

Json = dict[str, Any]


def post_message(ws: Workspace, args: Args) -> Json:
    """The bot says something to everybody in a conversation."""
    place = place_to_speak(ws, args)
    words = something(said(ws, args, POSTED_TEXT, place))
    ws.rates.post(place.id)
    message = post(ws, place, ws.bot.id, words)
    return {"channel": place.id, "ts": message.ts, "message": message_object(ws, message)}


def post_ephemeral(ws: Workspace, args: Args) -> Json:
    """The bot says something to one person in a conversation."""
    place, person = place_to_speak(ws, args), ws.people.get(args.need("user", "user_not_in_channel"))
    if person is None or person.id not in place.members:
        raise SlackError("user_not_in_channel")
    message = post(ws, place, ws.bot.id, something(said(ws, args, POSTED_TEXT, place)), only_for=person.id)
    return {"message_ts": message.ts}


def own_message(ws: Workspace, args: Args, refusal: str) -> Message:
    """A message of the bot's own in a conversation it can reach."""
    place = seen(ws, args)
    message = ws.messages.kept(place.id, args.need("ts", "message_not_found"))
    if message.user != ws.bot.id:
        raise SlackError(refusal)
    return message


def seen(ws: Workspace, args: Args) -> Conversation:
    """The conversation that `channel` names by its id, if the bot can see it."""
    place = ws.conversations.get(args.need("channel", "channel_not_found"))
    if not place.seen_by(ws.bot.id):
        raise SlackError("channel_not_found")
    return place


def update_message(ws: Workspace, args: Args) -> Json:
    """The bot edits its own words, or shows a reply in the conversation as well."""
    message = own_message(ws, args, "cant_update_message")
    place = ws.conversations.get(message.conversation)
    if place.archived:
        raise SlackError("is_inactive")
    _check_window(ws, message)
    words = said(ws, args, UPDATED_TEXT, place)
    changes = bool(words.text or args.has("blocks") or args.has("attachments") or words.metadata)
    if args.flag("reply_broadcast"):
        if changes:
            raise SlackError("no_dual_broadcast_content_update")
        broadcast(ws, message)
    elif not changes:
        raise SlackError("no_text")
    else:
        update(ws, message, words)
    shown = message_object(ws, message)
    return {"channel": message.conversation, "ts": shown.pop("ts"), "text": message.text, "message": shown}


def _check_window(ws: Workspace, message: Message) -> None:
    """Some workspaces let nobody edit what was said long ago."""
    age = timedelta(seconds=ws.clock.now().timestamp() - float(message.ts))
    if ws.edit_window is not None and age > ws.edit_window:
        raise SlackError("edit_window_closed")


def delete_message(ws: Workspace, args: Args) -> Json:
    """The bot takes its own words back."""
    message = own_message(ws, args, "cant_delete_message")
    if ws.conversations.get(message.conversation).archived:
        raise SlackError("is_archived")
    delete(ws, message)
    return {"channel": message.conversation, "ts": message.ts}


def get_permalink(ws: Workspace, args: Args) -> Json:
    """The address of a message; a reply's names its thread."""
    place = seen(ws, args)
    message = ws.messages.kept(place.id, args.need("message_ts", "message_not_found"))
    return {"channel": place.id, "permalink": permalink(ws, message)}


def permalink(ws: Workspace, message: Message) -> str:
    """Where people find it."""
    address = f"{ws.url}archives/{message.conversation}/p{message.ts.replace('.', '')}"
    in_thread = message.thread_ts and message.thread_ts != message.ts
    return f"{address}?thread_ts={message.thread_ts}&cid={message.conversation}" if in_thread else address


def schedule_message(ws: Workspace, args: Args) -> Json:
    """The bot will say something at a whole second of the workspace's time."""
    args.need("post_at")
    post_at = args.whole("post_at", "invalid_time") or 0
    place = place_to_speak(ws, args)
    waiting = schedule(ws, place, something(said(ws, args, POSTED_TEXT, place)), post_at)
    words = waiting.said
    told = message_object(ws, Message("", place.id, ws.bot.id, words.text, words.blocks, words.attachments))
    del told["ts"]
    message = told | {"type": "delayed_message"}
    return {"scheduled_message_id": waiting.id, "channel": place.id, "post_at": post_at, "message": message}


def delete_scheduled(ws: Workspace, args: Args) -> Json:
    """What was to be said will not be."""
    place = seen(ws, args)
    ws.scheduled.take_back(args.need("scheduled_message_id", "invalid_scheduled_message_id"), place.id, ws.now)
    return {}


def list_scheduled(ws: Workspace, args: Args) -> Json:
    """What is to be said, the earliest first, page by page."""
    channel, oldest, latest = args.text("channel"), args.number("oldest"), args.number("latest")
    if channel and not any(place.id == channel and place.seen_by(ws.bot.id) for place in ws.conversations):
        raise SlackError("invalid_channel")
    if oldest is not None and latest is not None and oldest >= latest:
        raise SlackError("invalid_arguments", ["[ERROR] `oldest` must be less than `latest`"])
    waiting = [one for one in ws.scheduled if channel in ("", one.conversation)]
    within = [one for one in waiting if (oldest or 0) <= one.post_at and (latest is None or one.post_at <= latest)]
    shown, following = page(within, args, default=100)
    return {"scheduled_messages": [_waiting(one) for one in shown], "response_metadata": {"next_cursor": following}}


def _waiting(one: Scheduled) -> Json:
    told = {"id": one.id, "channel_id": one.conversation, "post_at": one.post_at}
    return told | {"date_created": one.created, "text": one.said.text}
