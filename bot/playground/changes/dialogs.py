"""Opening, changing and closing views, and telling their person's pages."""

from typing import Any

from bot.playground.blockkit.blocks import check_view
from bot.playground.changes.talk import with_block_ids
from bot.playground.delivery.payloads import view_object
from bot.playground.model.errors import SlackError
from bot.playground.model.views import View
from bot.playground.model.workspace import Workspace
from bot.playground.pages.shapes import stack_json

Json = dict[str, Any]


def open_modal(ws: Workspace, trigger_id: str, content: Json) -> View:
    """A modal for the person whose trigger it is."""
    checked = check_view(content, "modal")
    trigger = ws.triggers.exchange(trigger_id)
    view = _new(ws, trigger.person, checked, trigger.place)
    ws.views.open(view)
    _tell(ws, "view_opened", view)
    return view


def push_modal(ws: Workspace, trigger_id: str, content: Json) -> View:
    """A modal on top of the one in which the person just did something."""
    check_view(content, "modal")
    trigger = ws.triggers.exchange(trigger_id)
    if trigger.view_id is None:
        raise SlackError("not_found")
    return push_for(ws, trigger.person, content)


def push_for(ws: Workspace, person: str, content: Json) -> View:
    """A modal on top of that person's stack."""
    below = ws.views.stack(person)
    view = _new(ws, person, check_view(content, "modal"), below[-1].here if below else None)
    ws.views.push(view)
    _tell(ws, "view_opened", view)
    return view


def update_view(ws: Workspace, view: View, content: Json, given_hash: str | None = None) -> View:
    """New content for a view, unless it changed since the app last looked."""
    checked = check_view(content, view.content["type"])
    ws.views.check_hash(view, given_hash)
    view.show(_with_ids(ws, checked))
    _tell(ws, "home" if view.content["type"] == "home" else "view_updated", view)
    return view


def publish_home(ws: Workspace, user_id: str, content: Json, given_hash: str | None = None) -> View:
    """Somebody's Home tab."""
    person, checked = ws.people.get(user_id), check_view(content, "home")
    if person is None or not person.is_human:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    before = ws.views.home(user_id)
    if before:
        return update_view(ws, before, content, given_hash)
    view = _new(ws, user_id, checked)
    ws.views.publish(view)
    _tell(ws, "home", view)
    return view


def close_view(ws: Workspace, view: View) -> None:
    """Take one view off the stack."""
    ws.views.remove(view)
    _tell_closed(ws, view)


def clear_views(ws: Workspace, person: str) -> list[View]:
    """Close the whole stack; the top one comes first."""
    closed = ws.views.clear(person)
    for view in closed:
        _tell_closed(ws, view)
    return closed


def _new(ws: Workspace, person: str, content: Json, here: str | None = None) -> View:
    view_id = ws.new_id("V")
    view = View(id=view_id, person=person, content={}, root=view_id, here=here)
    view.show(_with_ids(ws, content))
    return view


def _with_ids(ws: Workspace, content: Json) -> Json:
    blocks = with_block_ids(ws, content["blocks"]) or []
    return dict(content, blocks=blocks)


def _tell(ws: Workspace, kind: str, view: View) -> None:
    told: Json = {"view": view_object(ws, view)}
    told |= {} if kind == "home" else {"views": stack_json(ws, view.person)}
    ws.feed.publish(kind, lambda viewer: told if viewer == view.person else None)


def _tell_closed(ws: Workspace, view: View) -> None:
    told = {"view_id": view.id, "views": stack_json(ws, view.person)}
    ws.feed.publish("view_closed", lambda viewer: told if viewer == view.person else None)
