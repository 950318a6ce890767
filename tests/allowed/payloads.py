"""What Slack would send, with everything in it that somebody could have put in by hand."""

import json
from typing import Any

from bot.platforms.slack.limits import compact
from bot.playground import Workspace
from bot.playground.blockkit.states import all_states
from bot.playground.delivery.payloads import view_submission
from bot.playground.model.conversations import Conversation
from bot.playground.model.people import Person
from bot.playground.model.views import View

Json = dict[str, Any]


def press(ws: Workspace, person: Person, where: Conversation, action: str, circle: str, about: str) -> Json:
    """A button of this circle, on a message that only they see."""
    stamp = ws.stamps.next()
    value = compact({"c": circle, "a": about})
    return {
        "type": "block_actions",
        "user": {"id": person.id, "team_id": person.team(ws.team_id)},
        "team": {"id": ws.team_id, "domain": ws.domain},
        "trigger_id": ws.triggers.issue(person.id, None, where.id),
        "container": {"type": "message", "message_ts": stamp, "channel_id": where.id, "is_ephemeral": True},
        "channel": {"id": where.id, "name": where.name},
        "actions": [{"type": "button", "block_id": "row", "action_id": action, "value": value, "action_ts": stamp}],
    }


def send(ws: Workspace, person: Person, form: Json, callback: str, circle: str, channel: str) -> Json:
    """A form of this circle, which says that it was opened in that channel; its fields are as they were shown."""
    metadata = compact(json.loads(form["private_metadata"]) | {"c": circle, "ch": channel})
    content = {**form, "callback_id": callback, "private_metadata": metadata}
    view = View(ws.new_id("V"), person.id, content, root="")
    return view_submission(ws, person, view, all_states(view.blocks, {}))
