"""Web API: dialogs and Home tabs."""

from typing import Any

from bot.playground.changes.dialogs import open_modal, publish_home, push_modal, update_view
from bot.playground.delivery.payloads import current_view
from bot.playground.model.errors import SlackError
from bot.playground.model.views import View
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args

Json = dict[str, Any]


def open_(ws: Workspace, args: Args) -> Json:
    """A modal for the person whose trigger it is."""
    content = _view(args)
    return _shown(ws, open_modal(ws, args.need("trigger_id"), content))


def push(ws: Workspace, args: Args) -> Json:
    """Another modal on top."""
    content = _view(args)
    return _shown(ws, push_modal(ws, args.need("trigger_id"), content))


def update(ws: Workspace, args: Args) -> Json:
    """New content for an open view."""
    external_id = args.text("external_id")
    view = ws.views.by_external_id(external_id) if external_id else ws.views.get(args.need("view_id"))
    return _shown(ws, update_view(ws, view, _view(args), args.text("hash") or None))


def publish(ws: Workspace, args: Args) -> Json:
    """Somebody's Home tab."""
    user_id, content = args.need("user_id"), _view(args)
    return _shown(ws, publish_home(ws, user_id, content, args.text("hash") or None))


def _view(args: Args) -> Json:
    args.need("view")
    content = args.json("view")
    if not isinstance(content, dict):
        raise SlackError("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"])
    return content


def _shown(ws: Workspace, view: View) -> Json:
    return {"view": current_view(ws, view)}
