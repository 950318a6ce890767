"""What the developer panel asks and does: the protocol, blocks, failures on request, connections and the clock."""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.playground.acts.actions import Actions
from bot.playground.delivery.payloads import current_view, message_object
from bot.playground.model.errors import PageError
from bot.playground.model.faults import SOCKET
from bot.playground.model.views import View
from bot.playground.pages.asking import acted, asked, text_in
from bot.playground.pages.exchanges import summary, whole
from bot.playground.pages.mishaps import mishap_from, waiting_json
from bot.playground.web_api.calls import APP_METHODS, METHODS

Json = dict[str, Any]

HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
FORGOTTEN = "That exchange is too long ago and has been forgotten."
NOT_HERE = "Your app isn't connected, so there is nothing to break or renew."


class DeveloperApi:
    """Every address under /play/developer/; a refusal is one kind sentence."""

    def __init__(self, actions: Actions) -> None:
        self.actions, self.ws, self.link = actions, actions.ws, actions.link

    def routes(self) -> list[Route]:
        """The addresses."""
        asks = {
            "exchange": self.exchange,
            "message": self.message,
            "views": self.views,
            "faults": self.faults,
            "scheduled": self.scheduled,
        }
        acts = {
            "clear": self.clear,
            "fault": self.fault,
            "cancel": self.cancel,
            "reconnect": self.reconnect,
            "cut": self.cut,
        }
        return [
            *(Route(f"/play/developer/{name}", asked(handler)) for name, handler in asks.items()),
            *(Route(f"/play/developer/{name}", acted(handler), methods=["POST"]) for name, handler in acts.items()),
            Route("/play/developer/events", self.events),
        ]

    async def events(self, _request: Request) -> Response:
        """The protocol so far, and everything from now on, as server-sent events."""
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=HEADERS)

    async def _stream(self) -> AsyncIterator[str]:
        log = self.ws.protocol
        yield "retry: 1000\n\n"
        async for fresh in log.follow():
            told = {"first": log.first, "exchanges": [summary(exchange) for exchange in fresh]}
            yield f"event: protocol\ndata: {json.dumps(told)}\n\n"

    async def exchange(self, about: Json) -> Json:
        """One request with its answer."""
        number = str(about.get("id") or "")
        found = self.ws.protocol.get(int(number)) if number.isascii() and number.isdigit() else None
        if found is None:
            raise PageError(FORGOTTEN, 404)
        return {"exchange": whole(found)}

    async def clear(self, _told: Json) -> Json:
        """Forget the protocol."""
        self.ws.protocol.clear()
        return {}

    async def message(self, about: Json) -> Json:
        """A message as the app sent it, if that person sees it."""
        me = self.ws.person(text_in(about, "as"))
        place = self.actions.place(me, text_in(about, "conversation"))
        message = self.ws.messages.get(place.id, text_in(about, "ts"))
        if not message.seen_by(me.id):
            raise PageError("That message isn't yours to see.", 404)
        ephemeral = message.only_for is not None
        return {"message": message_object(self.ws, message), "ephemeral": ephemeral}

    async def views(self, about: Json) -> Json:
        """The dialog on top and the Home tab as they are now; the app is not told that anybody looked."""
        me = self.ws.person(text_in(about, "as"))
        stack = self.ws.views.stack(me.id)
        return {"dialog": self._view(stack[-1] if stack else None), "home": self._view(self.ws.views.home(me.id))}

    def _view(self, view: View | None) -> Json | None:
        return current_view(self.ws, view) if view else None

    async def faults(self, _about: Json) -> Json:
        """What can go wrong, what is to go wrong, and whether there is a connection to break."""
        return {
            "methods": [SOCKET, *sorted({*METHODS, *APP_METHODS})],
            "waiting": waiting_json(self.ws.faults),
            "connected": self.link.connected,
        }

    async def fault(self, told: Json) -> Json:
        """Something goes wrong at the next call."""
        method, times, mishap = mishap_from(told, {SOCKET, *METHODS, *APP_METHODS})
        self.ws.faults.next(method, times=times, **mishap)
        return await self.faults({})

    async def cancel(self, told: Json) -> Json:
        """Take everything back that was to go wrong at a method."""
        self.ws.faults.cancel(text_in(told, "method"))
        return await self.faults({})

    async def reconnect(self, _told: Json) -> Json:
        """Ask the app to connect again, as Slack does now and then."""
        self._connected()
        await self.link.disconnect("refresh_requested")
        return {}

    async def cut(self, _told: Json) -> Json:
        """Break the connection without a word."""
        self._connected()
        await self.link.cut()
        return {}

    def _connected(self) -> None:
        if not self.link.connected:
            raise PageError(NOT_HERE)

    async def scheduled(self, _about: Json) -> Json:
        """What is to be said later, the earliest first."""
        names = {place.id: place.name for place in self.ws.conversations}
        waiting = [
            {
                "id": one.id,
                "post_at": one.post_at,
                "where": names.get(one.conversation) or "a direct conversation",
                "text": one.said.text,
            }
            for one in self.ws.scheduled
        ]
        return {"scheduled": waiting}
