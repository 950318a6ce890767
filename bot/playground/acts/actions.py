"""What people do. Each act ends when the bot has acknowledged it."""

from datetime import datetime
from typing import Any

from bot.playground.acts.apps import AppActions
from bot.playground.acts.base import NOT_TAKEN, Where, Who, not_taken, remember
from bot.playground.acts.forms import FormActions
from bot.playground.acts.rooms import RoomActions
from bot.playground.acts.shortcuts import ShortcutActions
from bot.playground.acts.threads import ThreadActions
from bot.playground.acts.typed import as_command_text, as_message, mentioned
from bot.playground.blockkit.states import action_of, find_element
from bot.playground.changes.responses import answer
from bot.playground.changes.scheduling import travel
from bot.playground.changes.talk import Said, post, react, unreact
from bot.playground.delivery.payloads import message_click, slash_command
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import NotAnswered, PageError, SlackError
from bot.playground.model.messages import REACTION, Message
from bot.playground.model.people import Person


class Actions(RoomActions, FormActions, ThreadActions, ShortcutActions, AppActions):
    """Every way a person can act in the workspace."""

    async def type(self, who: Who, where: Where, text: str, thread_ts: str | None = None) -> Message | None:
        """Say something, perhaps in a message's thread, or use a slash command; the message posted, if any."""
        person = self.person(who)
        place = self.place(person, where)
        if place.archived:
            raise SlackError("is_archived")
        if person.id not in place.members:
            raise SlackError("not_in_channel")
        if not text.strip():
            raise SlackError("no_text")
        if thread_ts:
            self.check_text(text)
            return await self._say(person, place, text, self.root(place, thread_ts).ts)
        if text.startswith("/"):
            await self._command(person, place, text)
            return None
        return await self._say(person, place, text)

    def _check_may_say(self, place: Conversation) -> None:
        """Slack has no composer in the Messages tab of an app that takes no messages. A command is another thing: the
        same one can be typed in any other direct conversation, and reaches the app from there."""
        if not_taken(self.ws, place):
            raise PageError(NOT_TAKEN)

    async def _say(self, person: Person, place: Conversation, text: str, thread: str | None = None) -> Message:
        self._check_may_say(place)
        if len(text) > 12000:
            raise SlackError("msg_too_long")
        message = post(self.ws, place, person.id, Said(as_message(self.ws, person, text), thread_ts=thread))
        if f"<@{self.ws.bot.id}>" in message.text and self.ws.bot.id in place.members and place.is_named:
            told = {"user": person.id, "text": message.text, "ts": message.ts, "channel": place.id}
            told |= {"thread_ts": thread} if thread else {}
            self.ws.tell_app({"type": "app_mention", "team": self.ws.team_id, **told})
        await self.link.settle()
        return message

    async def _command(self, person: Person, place: Conversation, text: str) -> None:
        name, _, rest = text.partition(" ")
        if name in self.ws.commands:
            await self._app_command(person, place, name, rest.strip())
        elif name == "/invite":
            await self.invite(person, place, [other.id for other in mentioned(self.ws, rest)])
        elif name == "/leave":
            await self.leave(person, place)
        else:
            known = [*self.ws.commands, "/invite", "/leave"]
            raise PageError(f"There is no {name} here. There is {', '.join(known[:-1])} and {known[-1]}.")

    async def _app_command(self, person: Person, place: Conversation, name: str, text: str) -> None:
        ws, names = self.ws, self.ws.commands[name].should_escape
        payload = slash_command(ws, person, place, name, as_command_text(ws, person, text, names))
        try:
            reply = await self.link.deliver("slash_commands", payload, takes_payload=True)
        except NotAnswered:
            sentence = f"{ws.bot.real_name} didn't answer in time. Try again in a moment."
            post(ws, place, "USLACKBOT", Said(sentence), only_for=person.id)
            return
        if reply:
            answer(ws, person.id, place, reply)

    async def click(self, who: Who, where: Where, ts: str, block_id: str, action_id: str, selected: Any = None) -> None:
        """Use an element of a message that this person sees."""
        person = self.person(who)
        place = self.place(person, where)
        message = self.ws.messages.get(place.id, ts)
        if not message.seen_by(person.id):
            raise SlackError("message_not_found")
        block, element = find_element(message.blocks or [], block_id, action_id)
        action = action_of(block, element, selected, self.ws.stamps.next())
        chosen = message.chosen.setdefault(person.id, {})
        remember(chosen, block, element, selected)
        await self.interact(message_click(self.ws, person, message, [action]))

    async def react(self, who: Who, where: Where, ts: str, name: str, on: bool = True) -> None:
        """Put an emoji to a message, or take one's own back."""
        person = self.person(who)
        place = self.place(person, where)
        if place.archived:
            raise SlackError("is_archived")
        if person.id not in place.members:
            raise SlackError("not_in_channel")
        if not REACTION.fullmatch(name):
            raise SlackError("invalid_name")
        (react if on else unreact)(self.ws, self.ws.messages.kept(place.id, ts), person.id, name)
        await self.link.settle()

    async def move_clock(self, moment: datetime) -> None:
        """Move time forward: what falls due on the way is done by the bot."""
        if moment < self.ws.clock.now():
            raise PageError("The clock only moves forward.")
        await travel(self.ws, moment)
        now = self.ws.clock.now()
        told = {"now": now.isoformat(), "now_ts": now.timestamp()}
        self.ws.feed.publish("clock", lambda _: told)
