"""What the page asks and does, each time as one person."""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.playground.acts.actions import Actions
from bot.playground.delivery.payloads import view_object
from bot.playground.model.conversations import may_see
from bot.playground.model.errors import PageError, SlackError
from bot.playground.model.people import Person
from bot.playground.pages.asking import UNREADABLE, acted, asked, refused, text_in, words_in
from bot.playground.pages.avatars import avatar
from bot.playground.pages.install import app_state
from bot.playground.pages.interactions import Interactions, shortcuts_json
from bot.playground.pages.shapes import (
    conversation_json,
    message_json,
    person_json,
    stack_json,
)
from bot.playground.pages.threads import said_in, said_in_thread

Json = dict[str, Any]

PAGE, MOST = 100, 500
"""Messages in one answer."""


class PageApi:
    """Every address under /play/; a refusal is one kind sentence."""

    def __init__(self, actions: Actions) -> None:
        self.actions, self.ws, self.link = actions, actions.ws, actions.link

    def routes(self) -> list[Route]:
        """The addresses."""
        asks = {"state": self.state, "messages": self.messages, "home": self.home}
        acts = {
            "type": self.type,
            "click": self.click,
            "react": self.react,
            "submit": self.submit,
            "close": self.close,
            "open": self.open,
            "read": self.read,
            "join": self.join,
            "leave": self.leave,
            "invite": self.invite,
            "archive": self.archive,
            "clock": self.clock,
        }
        return [
            *(Route(f"/play/{name}", asked(handler)) for name, handler in asks.items()),
            *(Route(f"/play/{name}", acted(handler), methods=["POST"]) for name, handler in acts.items()),
            *Interactions(self.actions).routes(),
            Route("/play/events", self.events),
            Route("/play/avatar/{user}.svg", self.avatar),
            Route("/play/file/{file}/{name}", self.file),
        ]

    async def state(self, asked: Json) -> Json:
        """Everything the page shows first."""
        ws, now = self.ws, self.ws.clock.now()
        me = self._me(asked) if asked.get("as") else None
        seen = [place for place in ws.conversations if me and may_see(place, me)]
        return {
            "workspace": {"name": ws.name, "domain": ws.domain, "life": ws.life},
            "clock": {"now": now.isoformat(), "now_ts": now.timestamp()},
            "me": person_json(ws, me) if me else None,
            "people": [person_json(ws, person) for person in ws.people],
            "conversations": [conversation_json(ws, place, me) for place in seen if me],
            "commands": [
                {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
                for one in ws.commands.values()
            ],
            "shortcuts": shortcuts_json(ws.app),
            "bot": {"user_id": ws.bot.id, "name": ws.bot.real_name, "connected": self.link.connected},
            "views": stack_json(ws, me.id) if me else [],
            **app_state(self.link.grid, ws),
        }

    async def messages(self, asked: Json) -> Json:
        """What that person sees in a conversation, or in one thread of it, a page at a time."""
        me = self._me(asked)
        place = self.actions.place(me, text_in(asked, "conversation"))
        before, limit = str(asked.get("before") or ""), _limit(asked)
        if asked.get("thread_ts"):
            root = self.ws.messages.kept(place.id, text_in(asked, "thread_ts"))
            said, more = said_in_thread(self.ws, root, me, before, limit)
        else:
            said, more = said_in(self.ws, place, me, before, limit)
        return {"messages": [message_json(self.ws, message) for message in said], "has_more": more}

    async def home(self, asked: Json) -> Json:
        """The Home tab, after the bot was told that it is looked at."""
        view = await self.actions.open_home(self._me(asked))
        return {"view": view_object(self.ws, view) if view else None}

    async def type(self, told: Json) -> Json:
        """Say something or use a command."""
        thread = text_in(told, "thread_ts") if told.get("thread_ts") else None
        where, text = text_in(told, "conversation"), text_in(told, "text")
        message = await self.actions.type(self._me(told), where, text, thread)
        return {"ts": message.ts} if message else {}

    async def click(self, told: Json) -> Json:
        """Use an element of a message or a view."""
        me, block, action = self._me(told), text_in(told, "block_id"), text_in(told, "action_id")
        selected = told.get("selected")
        if told.get("view_id"):
            values = told.get("values") if isinstance(told.get("values"), dict) else {}
            await self.actions.click_view(me, text_in(told, "view_id"), block, action, selected, values or {})
        else:
            where, ts = text_in(told, "conversation"), text_in(told, "ts")
            await self.actions.click(me, where, ts, block, action, selected)
        return {}

    async def react(self, told: Json) -> Json:
        """Put an emoji to a message, or take it back (`on` is false)."""
        where, ts, name = text_in(told, "conversation"), text_in(told, "ts"), text_in(told, "name")
        await self.actions.react(self._me(told), where, ts, name, on=told.get("on") is not False)
        return {}

    async def submit(self, told: Json) -> Json:
        """Send a form."""
        values = told.get("values")
        if not isinstance(values, dict):
            raise PageError(UNREADABLE)
        errors = await self.actions.submit(self._me(told), text_in(told, "view_id"), values)
        return {"errors": errors} if errors else {}

    async def close(self, told: Json) -> Json:
        """Close a form."""
        await self.actions.close(self._me(told), text_in(told, "view_id"))
        return {}

    async def open(self, told: Json) -> Json:
        """Open a direct or group conversation."""
        place = await self.actions.open(self._me(told), words_in(told, "people"))
        return {"conversation": place.id}

    async def read(self, told: Json) -> Json:
        """Remember how far that person has read."""
        me = self._me(told)
        place, ts = self.actions.place(me, text_in(told, "conversation")), text_in(told, "ts")
        newest = self.ws.messages.last_ts(place.id, me.id) or ""
        place.read[me.id] = max(place.read.get(me.id, ""), min(ts, newest))
        return {}

    async def join(self, told: Json) -> Json:
        """Join a public channel."""
        await self.actions.join(self._me(told), text_in(told, "conversation"))
        return {}

    async def leave(self, told: Json) -> Json:
        """Leave a channel."""
        await self.actions.leave(self._me(told), text_in(told, "conversation"))
        return {}

    async def invite(self, told: Json) -> Json:
        """Bring people or the bot in."""
        await self.actions.invite(self._me(told), text_in(told, "conversation"), words_in(told, "people"))
        return {}

    async def archive(self, told: Json) -> Json:
        """Archive a channel."""
        await self.actions.archive(self._me(told), text_in(told, "conversation"))
        return {}

    async def clock(self, told: Json) -> Json:
        """Move time forward."""
        zone = self._me(told).tz if told.get("as") else "Europe/London"
        try:
            moment = self.ws.read_moment(text_in(told, "to"), self.ws.clock.now(), zone)
        except ValueError as problem:
            raise PageError(str(problem)) from None
        await self.actions.move_clock(moment)
        return {"now": self.ws.clock.now().isoformat()}

    async def events(self, request: Request) -> Response:
        """Everything that happens from now on, as server-sent events."""
        try:
            me = self._me(dict(request.query_params))
        except SlackError as refusal:
            return refused(refusal.sentence, 404)
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream(me), media_type="text/event-stream", headers=headers)

    async def _stream(self, me: Person) -> AsyncIterator[str]:
        yield "retry: 1000\n: welcome\n\n"
        async for kind, data in self.ws.feed.follow(me.id):
            yield f"event: {kind}\ndata: {json.dumps(data)}\n\n" if kind else ": still here\n\n"

    async def avatar(self, request: Request) -> Response:
        """Somebody's picture."""
        person = self.ws.people.get(request.path_params["user"])
        if person is None:
            return refused("There is nobody here by that name.", 404)
        return Response(avatar(person), media_type="image/svg+xml", headers={"cache-control": "max-age=60"})

    async def file(self, request: Request) -> Response:
        """The bytes of a file, never shown in place."""
        try:
            file = self.ws.files.uploaded(request.path_params["file"])
        except SlackError:
            return refused("That file isn't here.", 404)
        headers = {"content-disposition": "attachment"}
        return Response(file.data or b"", media_type=file.mimetype, headers=headers)

    def _me(self, told: Json) -> Person:
        return self.ws.person(text_in(told, "as"))


def _limit(asked: Json) -> int:
    given = str(asked.get("limit") or PAGE)
    return min(max(int(given), 1), MOST) if given.isascii() and given.isdigit() and len(given) < 6 else PAGE
