"""What people do in Slack, as requests; and what comes of it, back to them."""

import contextlib
import re
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError

from bot.metrics import Metrics
from bot.platforms import Message, NotSent, Refused, Uncertain, words
from bot.platforms.desk import Desk
from bot.platforms.requests import ButtonPressed, CommandTyped, FormSent, FormToOpen, Outcome
from bot.platforms.slack import blocks, views
from bot.platforms.slack.api import call
from bot.platforms.slack.connections import Connections
from bot.platforms.slack.reading import (
    HOME,
    Body,
    check_response_url,
    id_at,
    installed_in,
    is_at_home,
    read_command,
    read_form,
    read_press,
    read_profile,
    read_reaction,
    take,
    was_taken,
)
from rituals.cards import say
from rituals.errors import KindlingError, NotYours

log = structlog.get_logger()
FEW = 8
"""How many messages are kept as they look: there is one help for each choice of rituals."""
ANYTHING = re.compile(".*", re.DOTALL)


def listen(app: AsyncApp, inbound: "Inbound") -> None:
    """Register every listener; each is a method of the same name."""
    app.command(ANYTHING)(inbound.command)
    app.action(ANYTHING)(inbound.button)
    app.view(ANYTHING)(inbound.form)
    app.event("app_home_opened")(inbound.home_opened)
    app.event("user_change")(inbound.user_changed)
    app.event("member_joined_channel")(inbound.came)
    app.event("member_left_channel")(inbound.went)
    app.event("reaction_added")(inbound.reacted)
    app.event("app_uninstalled")(inbound.uninstalled)
    app.event("tokens_revoked")(inbound.revoked)
    app.event(ANYTHING)(inbound.nothing)
    app.error(failed)


async def failed(context: AsyncBoltContext) -> BoltResponse:
    """What was read and could not be kept is to be sent again; what could not be read is not."""
    if was_taken(context):
        log.exception("request_not_kept")
        return BoltResponse(status=503, body="")
    log.warning("request_refused")
    return BoltResponse(status=400, body="", headers={"x-slack-no-retry": "1"})


class Inbound:
    """Slack's listeners. Each reads the whole request before it does anything, and answers when it is done."""

    def __init__(self, connections: Connections, desk: Desk, metrics: Metrics) -> None:
        self._connections = connections
        self._desk = desk
        self._metrics = metrics
        self._kept: deque[tuple[Message, dict[str, Any]]] = deque(maxlen=FEW)

    async def command(self, ack: AsyncAck, body: Body, respond: AsyncRespond, context: AsyncBoltContext) -> None:
        """A slash command. Its first reply is the acknowledgement itself: one call fewer, and nothing to lose."""
        request = read_command(body)
        take(context)
        with self._metrics.acknowledging("command"):
            outcome = await self._desk.receive(request)
            sorry = await self._form_or_sorry(outcome.form, request.workspace, request.channel, request.id)
            replies = [*outcome.replies, *(_with_the_line(one, request) for one in sorry)]
            first, rest = replies[:1], replies[1:]
            look = self._seen_before if outcome.general else _body
            await (ack(response_type=_heard_by(first[0]), **look(first[0])) if first else ack())
            await _respond(respond, rest)

    async def button(self, ack: AsyncAck, body: Body, respond: AsyncRespond, context: AsyncBoltContext) -> None:
        """A button, on a message or on the Home tab."""
        check_response_url(body)
        action = body["actions"][0]
        if "url" in action:
            await ack()
            return
        workspace, person, at_home = installed_in(body), id_at(body, "user", "id"), is_at_home(body)
        place = HOME if at_home else id_at(body, "channel", "id")
        try:
            request: ButtonPressed | Outcome = read_press(body, action)
        except NotYours as error:
            request = Outcome(replies=(Message(say(*error.sentence)),))
        take(context)
        with self._metrics.acknowledging("button"):
            outcome = request if isinstance(request, Outcome) else await self._desk.receive(request)
            sorry = await self._form_or_sorry(outcome.form, workspace, place, body["trigger_id"])
            await ack()
            await self._answer(workspace, person, [*outcome.replies, *sorry], at_home, respond)

    async def form(self, ack: AsyncAck, body: Body, view: Body, context: AsyncBoltContext) -> None:
        """A form's answers."""
        request, place = read_form(body, view)
        take(context)
        with self._metrics.acknowledging("form"):
            outcome = await self._desk.receive(request)
            if outcome.problems:
                await ack(response_action="errors", errors=views.errors(outcome.problems, view))
                return
            await ack()
            await self._answer_form(request, outcome.replies, place)

    async def home_opened(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Somebody opened the Home tab. What Slack did not take is shown when it sends the event again."""
        if event.get("tab") == HOME:
            workspace, person = installed_in(body), id_at(event, "user")
            take(context)
            with self._metrics.acknowledging("home"), _refusals_logged():
                await self._desk.home(workspace, person)
        await ack()

    async def user_changed(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Somebody's profile changed."""
        workspace = installed_in(body)
        changed = read_profile(event, self._connections.home(workspace))
        take(context)
        with self._metrics.acknowledging("profile"):
            await self._desk.person_changed(workspace, changed)
        await ack()

    async def came(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Somebody came into a channel of the bot's."""
        await self._moved(ack, body, event, context, here=True)

    async def went(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Somebody left a channel of the bot's, or was taken out of it."""
        await self._moved(ack, body, event, context, here=False)

    async def reacted(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Somebody reacted to a message. Only our own are looked up, and which emoji it was stays with Slack."""
        if reaction := read_reaction(body, event, context.bot_user_id):
            take(context)
            with self._metrics.acknowledging("reaction"):
                await self._desk.reacted(
                    reaction.workspace, reaction.person, reaction.conversation, reaction.message, reaction.id
                )
        await ack()

    async def uninstalled(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """The app was taken out of a workspace."""
        workspace = installed_in(body)
        take(context)
        await self._desk.uninstalled(workspace)
        await ack()

    async def revoked(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Tokens were taken back. Those of people are none of ours; without the bot's own, it has left."""
        tokens = event.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):
            await self.uninstalled(ack, body, context)
        else:
            await ack()

    async def nothing(self, ack: AsyncAck) -> None:
        """Any other event needs no answer."""
        await ack()

    async def _moved(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext, *, here: bool) -> None:
        workspace, channel, person = installed_in(body), id_at(event, "channel"), id_at(event, "user")
        take(context)
        with self._metrics.acknowledging("membership"):
            await self._desk.moved(workspace, channel, person, here=here)
        await ack()

    def _seen_before(self, message: Message) -> dict[str, Any]:
        """As _body, and kept for the next who is given this very message."""
        for one, body in self._kept:
            if one is message or one == message:
                return body
        self._kept.append((message, body := _body(message)))
        return body

    async def _form_or_sorry(
        self, form: FormToOpen | None, workspace: str, place: str, trigger: str
    ) -> Sequence[Message]:
        """Open the form; if Slack would not, say so."""
        if form is None:
            return ()
        try:
            view = views.modal(form.form, ritual=form.ritual, circle=form.circle, channel=place)
        except Exception:
            log.exception("form_refused", ritual=form.ritual, reference=(reference := uuid.uuid4().hex[:8]))
            return (Message(words.cannot_be_shown(reference)),)
        try:
            await call(self._connections.client(workspace).views_open(trigger_id=trigger, view=view))
        except (NotSent, Refused, Uncertain) as error:
            log.warning("form_not_opened", why=error.why)
            return (Message(say("Slack was too slow to open the form. Nothing was changed; please try once more.")),)
        return ()

    async def _answer(
        self, workspace: str, person: str, replies: Sequence[Message], at_home: bool, respond: AsyncRespond
    ) -> None:
        if at_home:
            await self._show_home(workspace, person, replies)
        else:
            await _respond(respond, replies)

    async def _answer_form(self, request: FormSent, replies: Sequence[Message], place: str) -> None:
        """Where the form was opened: on the Home tab, or in the channel, seen by that person alone."""
        if place == HOME:
            await self._show_home(request.workspace, request.person, replies)
            return
        for reply in replies:
            await self._whisper(request.workspace, request.channel, request.person, reply)

    async def _show_home(self, workspace: str, person: str, replies: Sequence[Message]) -> None:
        """What was done stands, whether or not it can be shown."""
        try:
            await self._desk.home(workspace, person, replies)
        except (NotSent, Refused, Uncertain, KindlingError) as error:
            log.warning("reply_lost", why=type(error).__name__)

    async def _whisper(self, workspace: str, channel: str, person: str, reply: Message) -> None:
        """In the channel, seen by that person alone; where Slack refuses that, in a direct message."""
        client = self._connections.client(workspace)
        try:
            try:
                await call(client.chat_postEphemeral(channel=channel, user=person, **_body(reply)))
            except Refused:
                await call(client.chat_postMessage(channel=person, **_body(reply)))
        except (NotSent, Refused, Uncertain) as error:
            log.warning("reply_lost", why=error.why)


async def _respond(respond: AsyncRespond, replies: Sequence[Message]) -> None:
    for reply in replies:
        try:
            await respond(response_type=_heard_by(reply), replace_original=False, **_body(reply))
        except (OSError, TimeoutError, ValueError, aiohttp.ClientError, SlackClientError) as error:
            log.warning("reply_lost", why=type(error).__name__)


def _with_the_line(sorry: Message, request: CommandTyped) -> Message:
    """What was typed for a form that did not open is in the answer."""
    return replace(sorry, card=words.with_the_line(sorry.card, request))


@contextlib.contextmanager
def _refusals_logged() -> Iterator[None]:
    """Sending it again would not help."""
    try:
        yield
    except Refused as error:
        log.warning("home_not_shown", why=error.why)


def _heard_by(reply: Message) -> str:
    return "in_channel" if reply.aloud else "ephemeral"


def _body(message: Message) -> dict[str, Any]:
    """The reply as Slack takes it; an apology for one that cannot be made to fit."""
    try:
        return blocks.message(message.card, ritual=message.ritual, circle=message.circle)
    except Exception:
        log.exception("card_refused", ritual=message.ritual, reference=(reference := uuid.uuid4().hex[:8]))
        return blocks.message(words.cannot_be_shown(reference), ritual="", circle="")
