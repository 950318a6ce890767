"""Shortcuts, and the choices that an app offers while somebody types."""

from bot.playground.acts.base import Acting, Json, Where, Who
from bot.playground.blockkit.offered import check_offer
from bot.playground.blockkit.states import find_element
from bot.playground.delivery.payloads import message_shortcut, message_suggestion, shortcut, view_suggestion
from bot.playground.model.errors import PageError, SlackError
from bot.playground.model.messages import Message
from bot.playground.model.people import Person

NO_CHOICES = "The choices couldn't be loaded. Try again in a moment."
SHORTEST = 3
"""Letters that must be typed before the app is asked, if the element does not say otherwise."""


class ShortcutActions(Acting):
    """What an app offers beside its commands."""

    async def shortcut(self, who: Who, callback_id: str, where: Where | None = None, ts: str | None = None) -> None:
        """Use a shortcut: a global one from anywhere, or one of a message."""
        person, offered = self.person(who), self.ws.app.shortcuts.get(callback_id)
        if offered is None:
            raise PageError("That shortcut isn't offered here any more.", 404)
        if offered.type == "global":
            await self.interact(shortcut(self.ws, person, callback_id))
        elif where is None or ts is None:
            raise PageError("Choose a message for this shortcut.")
        else:
            message = self._seen(person, where, ts)
            if message.only_for:
                raise PageError("A message that only you can see has no shortcuts.")
            await self.interact(message_shortcut(self.ws, person, message, callback_id))

    async def options(
        self,
        who: Who,
        block_id: str,
        action_id: str,
        value: str,
        *,
        view_id: str | None = None,
        where: Where | None = None,
        ts: str | None = None,
    ) -> Json:
        """What the app offers for what was typed: "options" or "option_groups"."""
        person, asked = self.person(who), {"block_id": block_id, "action_id": action_id, "value": value}
        if view_id:
            view = self.own_view(person, view_id)
            element = find_element(view.blocks, block_id, action_id)[1]
            payload = view_suggestion(self.ws, person, view, asked)
        elif where is None or ts is None:
            raise PageError("Choose a form or a message to look in.")
        else:
            message = self._seen(person, where, ts)
            element = find_element(message.blocks or [], block_id, action_id)[1]
            payload = message_suggestion(self.ws, message, person, asked)
        return await self._offered(element, value, payload)

    async def _offered(self, element: Json, value: str, payload: Json) -> Json:
        if element["type"] not in ("external_select", "multi_external_select"):
            raise PageError("There is nothing to look up here.")
        if len(value) < element.get("min_query_length", SHORTEST):
            return {"options": []}
        offer = check_offer(await self.interact(payload))
        if offer is None:
            raise PageError(NO_CHOICES, 502)
        return offer

    def _seen(self, person: Person, where: Where, ts: str) -> Message:
        message = self.ws.messages.get(self.place(person, where).id, ts)
        if not message.seen_by(person.id):
            raise SlackError("message_not_found")
        return message
