"""Web API: uploading files in three steps."""

from dataclasses import replace
from typing import Any

from bot.playground.changes.talk import Said, post
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import SlackError
from bot.playground.model.files import File, file_object
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args
from bot.playground.web_api.words import POSTED_TEXT, said, where

Json = dict[str, Any]

MOST_BYTES, MOST_SNIPPET_BYTES = 50 * 1024 * 1024, 1024 * 1024
MOST_ALT_TEXT, MOST_CHANNELS = 1000, 100


def get_upload_url(ws: Workspace, args: Args) -> Json:
    """Announce a file: its name and its size in bytes."""
    name, size = args.need("filename"), _size(args)
    if size > (MOST_SNIPPET_BYTES if args.text("snippet_type") else MOST_BYTES):
        raise SlackError("snippet_too_large" if args.text("snippet_type") else "file_upload_size_restricted")
    if len(args.text("alt_txt")) > MOST_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    safe = name.replace("/", "_").replace("\\", "_")
    file = File(ws.new_id("F"), safe, size, ws.now, ws.bot.id, alt_text=args.text("alt_txt"))
    ws.files.add(file)
    return {"file_id": file.id, "upload_url": f"{ws.base}upload/{ws.team_id}/{file.id}/{file.secret}"}


def _size(args: Args) -> int:
    args.need("length")
    size = args.whole("length")
    if size == 0:
        raise SlackError("missing_argument")
    if size is None or size < 0:
        raise SlackError("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    return size


def complete_upload(ws: Workspace, args: Args) -> Json:
    """Share what was uploaded, or keep it for later."""
    files = [_titled(ws, entry) for entry in _entries(args)]
    comment = args.text("initial_comment")
    words = Args(
        {"text": comment, "thread_ts": args.text("thread_ts"), "blocks": None if comment else args.json("blocks")}
    )
    shares = [(place, said(ws, words, POSTED_TEXT, place)) for place in _places(ws, args)]
    for place, about in shares:
        share(ws, place, files, about)
    return {"files": [file_object(file, ws.url) for file in files]}


def share(ws: Workspace, place: Conversation, files: list[File], words: Said) -> None:
    """One message with all of the files."""
    for file in files:
        if place.id not in file.shared_in:
            file.shared_in.append(place.id)
    post(ws, place, ws.bot.id, replace(words, files=tuple(file.id for file in files)))


def _places(ws: Workspace, args: Args) -> list[Conversation]:
    """Every place before anything is shared in one; a thread is in one place."""
    named = list(dict.fromkeys([*args.words("channels"), *args.words("channel_id")]))
    if len(named) > MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    if len(named) > 1 and args.text("thread_ts"):
        raise SlackError("invalid_arguments", ["[ERROR] provide only one channel with `thread_ts`"])
    for channel in named:
        if ws.people.get(channel) is None:
            ws.conversations.get(channel)  # here names will not do: it takes an id
    return [where(ws, channel) for channel in named]


def _entries(args: Args) -> list[Json]:
    args.need("files")
    entries = args.json("files")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise SlackError("invalid_arguments", ["[ERROR] must provide an array [json-pointer:/files]"])
    return entries


def _titled(ws: Workspace, entry: Json) -> File:
    file = ws.files.uploaded(str(entry.get("id")))
    title = entry.get("title")
    file.title = title if isinstance(title, str) else file.title
    return file
