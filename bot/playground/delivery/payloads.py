"""The payloads Slack sends to an app, with Slack's field names."""

import secrets
from typing import Any

from bot.playground.blockkit.states import all_states, elements_of
from bot.playground.model.conversations import Conversation
from bot.playground.model.files import file_object
from bot.playground.model.messages import Message
from bot.playground.model.people import Person
from bot.playground.model.views import View
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]

PLACE_NAMES = {"im": "directmessage", "private": "privategroup"}


def slash_command(ws: Workspace, person: Person, place: Conversation, command: str, text: str) -> Json:
    """A slash command; its response address answers in that conversation."""
    return {
        "token": ws.app.verification_token,
        "team_id": ws.team_id,
        "team_domain": ws.domain,
        "channel_id": place.id,
        "channel_name": PLACE_NAMES.get(place.kind, place.name),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": ws.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(ws, "commands", person, place),
        "trigger_id": ws.triggers.issue(person.id, place=place.id),
    }


def response_url(ws: Workspace, kind: str, person: Person, place: Conversation, ts: str | None = None) -> str:
    """A new address where the app may answer that person."""
    secret = ws.response_urls.issue(person.id, place.id, ts)
    return f"{ws.base}{kind}/{ws.team_id}/{secret}"


def message_click(ws: Workspace, person: Person, message: Message, actions: list[Json]) -> Json:
    """block_actions from a message."""
    place, chosen = ws.conversation(message.conversation), message.chosen.get(person.id, {})
    return {
        **_interaction(ws, "block_actions", person, None, place),
        **_of_message(ws, place, message),
        "state": {"values": all_states(message.blocks or [], chosen)},
        "response_url": response_url(ws, "actions", person, place, message.ts),
        "actions": actions,
    }


def _of_message(ws: Workspace, place: Conversation, message: Message) -> Json:
    """Where something was used; an ephemeral is not shown to the app again."""
    ephemeral = message.only_for is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": place.id,
        "is_ephemeral": ephemeral,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    shown = {} if ephemeral else {"message": message_object(ws, message)}
    return {"container": container, "channel": _channel(place), **shown}


def view_click(ws: Workspace, person: Person, view: View, actions: list[Json]) -> Json:
    """block_actions from a modal or a Home tab."""
    return {
        **_interaction(ws, "block_actions", person, view.id),
        "container": {"type": "view", "view_id": view.id},
        "view": current_view(ws, view),
        "actions": actions,
    }


def view_submission(ws: Workspace, person: Person, view: View, values: dict[str, Json]) -> Json:
    """A form that was sent."""
    return {
        **_interaction(ws, "view_submission", person, view.id),
        **_team_of_sender(person),
        "view": view_object(ws, view) | {"state": {"values": values}},
        "response_urls": _response_urls(ws, person, view, values),
    }


def _team_of_sender(person: Person) -> Json:
    """Somebody from elsewhere sends a form from their own workspace; the app's own stands in the view."""
    home = person.elsewhere
    return {"team": {"id": home.team_id, "domain": home.domain}} if home else {}


def view_closed(ws: Workspace, person: Person, view: View, is_cleared: bool) -> Json:
    """A form that was closed; there is no trigger in it."""
    payload = _interaction(ws, "view_closed", person, None)
    del payload["trigger_id"]
    return payload | {"view": current_view(ws, view), "is_cleared": is_cleared}


def current_view(ws: Workspace, view: View) -> Json:
    """The view with the state of all its elements."""
    return view_object(ws, view) | {"state": {"values": all_states(view.blocks, view.chosen, view.here)}}


def _response_urls(ws: Workspace, person: Person, view: View, values: dict[str, Json]) -> list[Json]:
    """Where the app may answer: in the conversations that were chosen in fields that allow it."""
    chosen = [
        (block["block_id"], element["action_id"], chosen_place(values[block["block_id"]][element["action_id"]]))
        for block, element in elements_of(view.blocks)
        if element.get("response_url_enabled")
    ]
    return [
        {
            "block_id": block_id,
            "action_id": action_id,
            "channel_id": place,
            "response_url": response_url(ws, "actions", person, ws.conversation(place)),
        }
        for block_id, action_id, place in chosen
        if place
    ]


def chosen_place(state: Json) -> str | None:
    """The conversation that a select holds."""
    return state.get("selected_conversation") or state.get("selected_channel")


def shortcut(ws: Workspace, person: Person, callback_id: str) -> Json:
    """A global shortcut: it comes from nowhere, so there is no address to answer at."""
    payload = _interaction(ws, "shortcut", person, None)
    del payload["user"]["name"]
    return {**payload, "callback_id": callback_id, "action_ts": ws.stamps.next()}


def message_shortcut(ws: Workspace, person: Person, message: Message, callback_id: str) -> Json:
    """A shortcut of a message."""
    place = ws.conversation(message.conversation)
    payload = _interaction(ws, "message_action", person, None, place)
    del payload["user"]["username"]
    return {
        **payload,
        "callback_id": callback_id,
        "action_ts": ws.stamps.next(),
        "message_ts": message.ts,
        "channel": _channel(place),
        "message": message_object(ws, message),
        "response_url": response_url(ws, "actions", person, place, message.ts),
    }


def message_suggestion(ws: Workspace, message: Message, person: Person, asked: Json) -> Json:
    """What somebody types in an external select of a message; nothing can be opened or answered from it."""
    place = ws.conversation(message.conversation)
    return {**_suggestion(ws, person), **_of_message(ws, place, message), **asked}


def view_suggestion(ws: Workspace, person: Person, view: View, asked: Json) -> Json:
    """What somebody types in an external select of a modal or a Home tab."""
    container = {"type": "view", "view_id": view.id}
    return {**_suggestion(ws, person), "container": container, "view": current_view(ws, view), **asked}


def _suggestion(ws: Workspace, person: Person) -> Json:
    payload = _interaction(ws, "block_suggestion", person, None)
    del payload["trigger_id"]
    return payload


def _channel(place: Conversation) -> Json:
    return {"id": place.id, "name": PLACE_NAMES.get(place.kind, place.name)}


def _interaction(
    ws: Workspace, kind: str, person: Person, view_id: str | None, place: Conversation | None = None
) -> Json:
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team(ws.team_id)},
        "team": {"id": ws.team_id, "domain": ws.domain},
        "enterprise": {"id": ws.enterprise_id, "name": ws.name} if ws.enterprise_id else None,
        "is_enterprise_install": False,
        "api_app_id": ws.app.id,
        "token": ws.app.verification_token,
        "trigger_id": ws.triggers.issue(person.id, view_id, place.id if place else None),
    }


def event_callback(ws: Workspace, event: Json) -> Json:
    """An event in its wrapper."""
    shared = any(place.shared_with for place in ws.conversations if place.id == _channel_of(event))
    authorization = {
        "enterprise_id": ws.enterprise_id or None,
        "team_id": ws.team_id,
        "user_id": ws.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": ws.app.verification_token,
        "team_id": ws.team_id,
        "context_team_id": ws.team_id,
        "context_enterprise_id": ws.enterprise_id or None,
        "api_app_id": ws.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": ws.new_id("Ev"),
        "event_time": ws.now,
        "authorizations": [authorization],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_hex(16)}",
    }


def _channel_of(event: Json) -> str:
    """Where it happened, if that is a channel that is still there."""
    place = event.get("channel") or (event.get("item") or {}).get("channel")
    return place if isinstance(place, str) else ""


def message_object(ws: Workspace, message: Message) -> Json:
    """Slack's message object."""
    person = ws.person(message.user)
    told: Json = {"type": "message", "user": person.id, "text": message.text, "ts": message.ts}
    told["team"] = ws.team_id
    if person.is_bot:
        told |= {"bot_id": person.bot_id, "app_id": person.app_id, "bot_profile": bot_profile(ws, person)}
    optional = {
        "blocks": message.blocks,
        "attachments": message.attachments,
        "thread_ts": message.thread_ts,
        "parent_user_id": _parent(ws, message),
        "subtype": message.subtype,
        "username": message.username,
        "icons": message.icons,
        "metadata": message.metadata,
        "files": [file_object(ws.files.get(file_id), ws.url) for file_id in message.files],
        "edited": {"user": person.id, "ts": message.edited_ts} if message.edited_ts else None,
    }
    return told | {name: held for name, held in optional.items() if held}


def _parent(ws: Workspace, message: Message) -> str | None:
    """Who began the thread that this message is a reply in."""
    root = message.thread_ts
    is_reply = root and root != message.ts and ws.messages.has(message.conversation, root)
    return ws.messages.get(message.conversation, root).user if root and is_reply else None


def bot_profile(ws: Workspace, person: Person) -> Json:
    """The short form of a bot inside its messages."""
    picture = f"{ws.url}play/avatar/{person.id}.svg"
    return {
        "id": person.bot_id,
        "app_id": person.app_id,
        "user_id": person.id,
        "name": person.real_name,
        "icons": {"image_36": picture, "image_48": picture, "image_72": picture},
        "deleted": person.deleted,
        "updated": person.updated,
        "team_id": ws.team_id,
    }


def view_object(ws: Workspace, view: View) -> Json:
    """Slack's view object; what was chosen so far stands in its state."""
    return {
        "id": view.id,
        "team_id": ws.team_id,
        **view.content,
        "state": {"values": view.chosen},
        "hash": view.hash,
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": ws.app.id,
        "app_installed_team_id": ws.team_id,
        "bot_id": ws.bot.bot_id,
    }
