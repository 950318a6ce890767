"""What people do in dialogs and on the Home tab."""

from typing import Any

from bot.playground.acts.base import TROUBLE, Acting, Json, Who, remember
from bot.playground.blockkit.answers import complaints, read_answers
from bot.playground.blockkit.states import action_of, find_element
from bot.playground.changes.dialogs import clear_views, close_view, push_for, update_view
from bot.playground.delivery.payloads import view_click, view_closed, view_object, view_submission
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import PageError, SlackError
from bot.playground.model.people import Person
from bot.playground.model.views import View


class FormActions(Acting):
    """Pressing, filling in, sending and closing."""

    async def click_view(
        self,
        who: Who,
        view_id: str,
        block_id: str,
        action_id: str,
        selected: Any = None,
        values: Json | None = None,
    ) -> None:
        """Use an element of a modal or a Home tab; `values` is what stands in its other fields."""
        person = self.person(who)
        view = self.own_view(person, view_id)
        block, element = find_element(view.blocks, block_id, action_id)
        action = action_of(block, element, selected, self.ws.stamps.next())
        view.chosen = read_answers(view.blocks, view.chosen, values or {}, view.here)
        remember(view.chosen, block, element, selected)
        await self.interact(view_click(self.ws, person, view, [action]))

    async def submit(self, who: Who, view_id: str, values: Json) -> dict[str, str]:
        """Send a form; one sentence for each field that was not accepted."""
        person = self.person(who)
        view = self.own_view(person, view_id)
        if self.ws.views.stack(person.id)[-1:] != [view]:
            raise PageError("Another form is open on top of this one.", 409)
        answers = read_answers(view.blocks, view.chosen, values, view.here)
        view.chosen = answers
        refused = complaints(view.blocks, answers)
        if refused:
            return refused
        reply = await self.interact(view_submission(self.ws, person, view, answers))
        return self._after_submit(view, reply)

    def _after_submit(self, view: View, reply: Json) -> dict[str, str]:
        try:
            match reply.get("response_action"):
                case "errors":
                    return _errors(view, reply["errors"])
                case "update":
                    update_view(self.ws, view, reply["view"])
                case "push":
                    push_for(self.ws, view.person, reply["view"])
                case "clear":
                    clear_views(self.ws, view.person)
                case _:
                    close_view(self.ws, view)
        except (SlackError, KeyError, AttributeError):
            raise PageError(TROUBLE, 502) from None
        return {}

    async def close(self, who: Who, view_id: str) -> None:
        """Close a form without sending it; the bot hears of it if it asked to."""
        person = self.person(who)
        view = self.own_view(person, view_id)
        if view.content["clear_on_close"]:
            closed, cleared = clear_views(self.ws, person.id), True
        else:
            close_view(self.ws, view)
            closed, cleared = [view], False
        for one in closed:
            if one.content["notify_on_close"]:
                await self.interact(view_closed(self.ws, person, one, cleared))

    async def open_home(self, who: Who) -> View | None:
        """Look at the bot's Home tab; what it shows once the bot has heard of it."""
        person = self.person(who)
        place, before = self.ws.direct(person, self.ws.bot), self.ws.views.home(person.id)
        shown = {"view": view_object(self.ws, before)} if before else {}
        self.ws.tell_app(_opened(person, place, "home") | shown)
        await self.link.settle()
        return self.ws.views.home(person.id)

    async def open_messages(self, who: Who) -> None:
        """Look at the bot's Messages tab."""
        person = self.person(who)
        self.ws.tell_app(_opened(person, self.ws.direct(person, self.ws.bot), "messages"))
        await self.link.settle()


def _opened(person: Person, place: Conversation, tab: str) -> Json:
    return {"type": "app_home_opened", "user": person.id, "channel": place.id, "tab": tab}


def _errors(view: View, errors: Any) -> dict[str, str]:
    """A sentence for each field; KeyError or AttributeError if the form has no such field."""
    fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    told = {str(block): str(why) for block, why in errors.items()}
    if not told or not told.keys() <= fields:
        raise KeyError(*told)
    return told
