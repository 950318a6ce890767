"""Who acts, where, and what happens to an interaction that is sent to the bot."""

from typing import Any

from bot.playground.blockkit.states import STATES, read_state
from bot.playground.delivery.announcing import Delivery
from bot.playground.model.conversations import Conversation, may_see
from bot.playground.model.errors import NotAnswered, PageError, SlackError
from bot.playground.model.people import Person
from bot.playground.model.views import View
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]
Who = str | Person
Where = str | Conversation

NOT_TAKEN = "Sending messages to this app has been turned off."
"""Slack's own sentence, where the composer would be."""
TROUBLE = "We had some trouble connecting. Try again?"


class Acting:
    """People and places go by id, by name, or as themselves."""

    def __init__(self, ws: Workspace, link: Delivery) -> None:
        self.ws, self.link = ws, link

    def person(self, who: Who) -> Person:
        """Somebody who can act: not a bot, not deactivated."""
        person = self.ws.person(who)
        if not person.is_human:
            raise PageError(f"{person.real_name} acts by itself.")
        if person.deleted:
            raise SlackError("user_disabled")
        return person

    def place(self, who: Who, where: Where) -> Conversation:
        """A conversation that person can see: by id, "#channel", or "@handle" for a direct one."""
        person = self.ws.person(who)
        if isinstance(where, str) and where.startswith("@"):
            return self.ws.direct(person, where)
        place = self.ws.conversation(where)
        if not may_see(place, person):
            raise SlackError("channel_not_found")
        return place

    def own_view(self, person: Person, view_id: str) -> View:
        try:
            view = self.ws.views.get(view_id)
        except SlackError:
            raise PageError("That form is closed already.", 409) from None
        if view.person != person.id:
            raise PageError("That form belongs to somebody else.", 403)
        return view

    async def interact(self, payload: Json) -> Json:
        """Send it and wait for the acknowledgement."""
        if not self.ws.installed:
            raise PageError(f"{self.ws.app.name} isn't in this workspace any more.", 410)
        try:
            return await self.link.deliver("interactive", payload, takes_payload=True)
        except NotAnswered:
            raise PageError(TROUBLE, 504) from None


def not_taken(ws: Workspace, place: Conversation) -> bool:
    """Whether it is the direct conversation with an app that takes no messages."""
    return place.kind == "im" and ws.bot.id in place.members and not ws.app.takes_messages


def remember(chosen: dict[str, Json], block: Json, element: Json, selected: Any) -> None:
    """Keep what was chosen, if the element has a state."""
    if element["type"] in STATES:
        chosen.setdefault(block["block_id"], {})[element["action_id"]] = read_state(element, selected)
