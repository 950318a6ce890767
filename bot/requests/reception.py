"""Where a platform's requests come in: get to know the person, check the channel, dispatch, wake the worker."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

import structlog

from bot.people.allowed import Unseen
from bot.people.directory import Directory
from bot.people.membership import Membership
from bot.platforms import Message, NotSent, Platform, Presence, Refused, Uncertain
from bot.platforms.mentions import not_known
from bot.platforms.requests import CommandTyped, FormSent, Outcome, Request, as_typed
from bot.requests import words
from bot.requests.dispatch import Dispatcher, Unmet
from bot.requests.typed.help import not_done
from rituals.cards import Card, Text, say
from rituals.errors import KindlingError
from rituals.records import Profile
from storage import Left

log = structlog.get_logger()

LOOK_UP_SECONDS = 0.8
ANSWER_SECONDS = 2.7
"""Slack waits for three."""


class Sleeper(Protocol):
    """Whoever works on what requests leave to be done."""

    async def wake(self, left: Left) -> None: ...


class Reception:
    """The desk of every adapter."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        directory: Directory,
        membership: Membership,
        platform: Platform,
        sleeper: Sleeper,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._dispatcher = dispatcher
        self._directory = directory
        self._membership = membership
        self._platform = platform
        self._sleeper = sleeper
        self._answer_seconds = answer_seconds

    async def receive(self, request: Request) -> Outcome:
        """What the person gets for what they did; everything else is saved and on its way."""
        request = as_typed(request)
        if outcome := self._dispatcher.at_once(request):
            return outcome
        try:
            if refusal := await self._cannot_start(request):
                return Outcome(replies=(Message(refusal),))
            outcome = await self._dispatched(await self._with_names(request))
        except KindlingError as error:
            return _not_done(error.sentence, request)
        except (NotSent, Refused, Uncertain) as error:
            log.warning("directory_unreachable", why=error.why)
            return _not_done((words.unreachable(),), request)
        await self._sleeper.wake(outcome.left)
        return outcome

    async def home(self, workspace: str, person: str, news: Sequence[Message] = ()) -> None:
        """Show the person their Home page, with news of what they just did on top."""
        home = await asyncio.to_thread(self._dispatcher.home, workspace, person)
        await self._platform.show_home(workspace, person, (*news, *home))

    async def reacted(self, workspace: str, person: str, conversation: str, message: str, id: str) -> None:
        """Somebody reacted to a message in a conversation that the bot is in; the same `id` is the same reaction."""
        about = (workspace, person, conversation, message, id)
        try:
            left = await asyncio.to_thread(self._dispatcher.reacted, *about)
        except Unmet:
            profile = await self._directory.look(workspace, person)
            left = await asyncio.to_thread(self._dispatcher.reacted, *about, profile) if profile else Left()
        await self._sleeper.wake(left)

    async def person_changed(self, workspace: str, profile: Profile) -> None:
        """The platform says that somebody changed: a name, a time zone, deactivated."""
        was = await self._directory.learned(workspace, profile)
        await self._membership.changed(workspace, profile, was)

    async def moved(self, workspace: str, channel: str, person: str, *, here: bool) -> None:
        """Somebody came into a channel that the bot is in, or is not in it any more."""
        await self._membership.moved(workspace, channel, person, here=here)

    async def uninstalled(self, workspace: str) -> None:
        """The bot is not in that workspace any more: nothing more is sent there."""
        await asyncio.to_thread(self._dispatcher.uninstalled, workspace)

    async def _dispatched(self, request: Request) -> Outcome:
        """In one transaction; in more, each after an answer of the platform's, when somebody is new to the bot."""
        met: Sequence[Profile] | None = None
        if isinstance(request, CommandTyped) and request.channel and not request.pressed:
            self._membership.typed(request.workspace, request.channel, request.person)
        request = replace(request, whereabouts=self._membership.known(request.workspace, request.person))
        while True:
            try:
                return await self._handled(request, met)
            except Unmet as error:
                met = await self._directory.learn(request.workspace, error.people, request.person)
            except Unseen as error:
                request = await self._seen(request, sorted(error.people), error.channel)

    async def _seen(self, request: Request, people: Sequence[str], channel: str) -> Request:
        """The same, with where these people are; with nobody named, where whoever acts is."""
        ask = partial(self._membership.ask, request.workspace)
        if not people:
            return replace(request, whereabouts=await ask(request.person))
        found = await asyncio.gather(*map(ask, people))
        outside = any(one.channels is not None and channel not in one.channels for one in found)
        public = not outside or await self._membership.is_public(request.workspace, channel)
        return replace(request, places={**request.places, **dict(zip(people, found, strict=True))}, public=public)

    async def _handled(self, request: Request, met: Sequence[Profile] | None) -> Outcome:
        """Nobody waits for a database that hangs: what is on its way there may still be done, and is not done twice."""
        work = asyncio.to_thread(self._dispatcher.handle, request, met=met)
        try:
            return await asyncio.wait_for(work, self._answer_seconds)
        except TimeoutError:
            log.error("database_hangs", kind=type(request).__name__)
            return _not_done((words.takes_too_long(),), request)

    async def _with_names(self, request: Request) -> Request:
        """Names that came without ids, as an app's earlier manifest sends them, are looked up if that is quick."""
        names = not_known(request.text, request.named) if isinstance(request, CommandTyped) else set()
        if not (names and isinstance(request, CommandTyped)):
            return request
        try:
            look_up = self._platform.named(request.workspace, names)
            found = await asyncio.wait_for(look_up, min(LOOK_UP_SECONDS, self._answer_seconds))
        except (TimeoutError, NotSent, Refused, Uncertain) as error:
            log.info("names_not_looked_up", why=type(error).__name__)
            return request
        return replace(request, named={**request.named, **found})

    async def _cannot_start(self, request: Request) -> Card | None:
        if not _starts(request):
            return None
        if not request.channel:
            return say(words.in_a_channel())
        try:
            presence = await self._platform.presence(request.workspace, request.channel)
        except Refused as error:  # a conversation that is no channel is closed to us: we ask for no such scope
            log.info("not_a_channel", why=error.why)
            return say(words.in_a_channel())
        match presence:
            case Presence.NOT_HERE:
                return say(*words.not_here())
            case Presence.ARCHIVED:
                return say(words.archived())
            case Presence.HERE:
                return None


def _not_done(sentence: Text, request: Request) -> Outcome:
    return Outcome(replies=(Message(not_done(sentence, request)),))


def _starts(request: Request) -> bool:
    match request:
        case CommandTyped(text=text):
            return "start" in text.lower().split()[:2]
        case FormSent(form=form):
            return form == "start"
        case _:
            return False
