"""Web API: uploading files in three steps."""

from typing import Any

from bot.playground.changes.talk import Said, post
from bot.playground.model.errors import SlackError
from bot.playground.model.files import File, file_object
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args
from bot.playground.web_api.chat import where

Json = dict[str, Any]

MOST_BYTES = 50 * 1024 * 1024


def get_upload_url(ws: Workspace, args: Args) -> Json:
    """Announce a file: its name and its size in bytes."""
    name, size = args.need("filename"), args.whole("length")
    if not size or size < 0:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: length"])
    if size > MOST_BYTES:
        raise SlackError("file_upload_size_restricted")
    safe = name.replace("/", "_").replace("\\", "_")
    file = File(ws.new_id("F"), safe, size, ws.now, ws.bot.id, alt_text=args.text("alt_txt"))
    ws.files.add(file)
    return {"file_id": file.id, "upload_url": f"{ws.url}upload/{file.id}/{file.secret}"}


def complete_upload(ws: Workspace, args: Args) -> Json:
    """Share what was uploaded, or keep it for later."""
    files = [_titled(ws, entry) for entry in _entries(args)]
    channel = args.text("channel_id") or ",".join(args.words("channels"))
    if channel:
        place = where(ws, Args({"channel": channel}))
        comment, thread = args.text("initial_comment"), args.text("thread_ts") or None
        ids = tuple(file.id for file in files)
        for file in files:
            file.shared_in.append(place.id)
        post(ws, place, ws.bot.id, Said(comment, thread_ts=thread, files=ids))
    return {"files": [file_object(file, ws.url) for file in files]}


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
