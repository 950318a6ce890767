"""Shortcuts, and the choices of external selects, for the page."""

from typing import Any

from starlette.routing import Route

from bot.playground.acts.actions import Actions
from bot.playground.model.app import App
from bot.playground.model.errors import PageError
from bot.playground.pages.asking import UNREADABLE, acted, text_in

Json = dict[str, Any]


class Interactions:
    """Each time as one person."""

    def __init__(self, actions: Actions) -> None:
        self.actions = actions

    def routes(self) -> list[Route]:
        """The addresses."""
        acts = {"shortcut": self.shortcut, "options": self.options}
        return [Route(f"/play/{name}", acted(handler), methods=["POST"]) for name, handler in acts.items()]

    async def shortcut(self, told: Json) -> Json:
        """Use a shortcut of the app; one of a message names the conversation and the message."""
        who, callback_id = text_in(told, "as"), text_in(told, "callback_id")
        await self.actions.shortcut(who, callback_id, *_message(told))
        return {}

    async def options(self, told: Json) -> Json:
        """What the app offers for what was typed in a form or in a message."""
        value = told.get("value")
        if not isinstance(value, str):
            raise PageError(UNREADABLE)
        who, block, action = text_in(told, "as"), text_in(told, "block_id"), text_in(told, "action_id")
        if told.get("view_id"):
            return await self.actions.options(who, block, action, value, view_id=text_in(told, "view_id"))
        where, ts = _message(told)
        return await self.actions.options(who, block, action, value, where=where, ts=ts)


def _message(told: Json) -> tuple[str | None, str | None]:
    if told.get("conversation") is None and told.get("ts") is None:
        return None, None
    return text_in(told, "conversation"), text_in(told, "ts")


def shortcuts_json(app: App) -> list[Json]:
    """What the app offers beside its commands."""
    return [
        {"name": one.name, "type": one.type, "callback_id": one.callback_id, "description": one.description}
        for one in app.shortcuts.values()
    ]
