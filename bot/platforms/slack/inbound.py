"""What people do in Slack, as requests; and what comes of it, back to them."""

import hashlib
import html
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.platforms import Message, NotSent, Refused, Uncertain
from bot.platforms.slack import blocks, views
from bot.platforms.slack.api import call
from bot.platforms.slack.people import profile
from bot.reception import Reception
from bot.requests import ButtonPressed, CommandTyped, FormSent, FormToOpen, Outcome
from rituals.cards import say
from rituals.errors import NotYours

log = structlog.get_logger()
Body = Mapping[str, Any]
ANYTHING = re.compile(".*", re.DOTALL)
HOME = "home"


def listen(app: AsyncApp, client_of: Callable[[str], AsyncWebClient], reception: Reception) -> None:
    """Register every listener; each is a method of the same name."""
    inbound = Inbound(client_of, reception)
    app.command(ANYTHING)(inbound.command)
    app.action(ANYTHING)(inbound.button)
    app.view(ANYTHING)(inbound.form)
    app.event("app_home_opened")(inbound.home_opened)
    app.event("user_change")(inbound.user_changed)
    app.event("reaction_added")(inbound.reacted)
    app.event("app_uninstalled")(inbound.uninstalled)
    app.event("tokens_revoked")(inbound.revoked)
    app.event(ANYTHING)(inbound.nothing)


class Inbound:
    """Slack's listeners."""

    def __init__(self, client_of: Callable[[str], AsyncWebClient], reception: Reception) -> None:
        self._client_of = client_of
        self._reception = reception

    async def command(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        """A slash command. Its first reply is the acknowledgement itself: one call fewer, and nothing to lose."""
        request = CommandTyped(
            workspace=body["team_id"],
            person=body["user_id"],
            channel=_channel(body["channel_id"]),
            id=body["trigger_id"],
            command=body["command"],
            text=html.unescape(body.get("text") or ""),
        )
        outcome = await self._reception.receive(request)
        replies = [
            *outcome.replies,
            *await self._form_or_sorry(outcome.form, request.workspace, request.channel, body["trigger_id"]),
        ]
        first, rest = replies[:1], replies[1:]
        await (ack(response_type=_heard_by(first[0]), **_body(first[0])) if first else ack())
        await _respond(respond, rest)

    async def button(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        """A button, on a message or on the Home tab."""
        action = body["actions"][0]
        if "url" in action:
            await ack()
            return
        at_home = body["container"]["type"] == "view"
        outcome = await self._press(body, action, at_home)
        workspace, person = body["team"]["id"], body["user"]["id"]
        sorry = await self._form_or_sorry(outcome.form, workspace, _place(body, at_home), body["trigger_id"])
        await ack()
        await self._answer(workspace, person, [*outcome.replies, *sorry], at_home, respond)

    async def form(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """A form's answers."""
        sent = views.read_modal(view)
        place = sent.channel
        request = FormSent(
            workspace=body["team"]["id"],
            person=body["user"]["id"],
            channel="" if place == HOME else place,
            id=f"view:{view['id']}",
            ritual=sent.ritual,
            form=sent.form,
            circle=sent.circle,
            about=sent.about,
            values=sent.values,
            people=views.people(view.get("state") or {}),
        )
        outcome = await self._reception.receive(request)
        if outcome.problems:
            await ack(response_action="errors", errors=views.errors(outcome.problems, view))
            return
        await ack()
        await self._answer_form(request, outcome.replies, place)

    async def home_opened(self, ack: AsyncAck, body: Body, event: Body) -> None:
        """Somebody opened the Home tab."""
        if event.get("tab") == HOME:
            await self._reception.home(body["team_id"], event["user"])
        await ack()

    async def user_changed(self, ack: AsyncAck, body: Body, event: Body) -> None:
        """Somebody's profile changed."""
        await self._reception.person_changed(body["team_id"], profile(event["user"]))
        await ack()

    async def reacted(self, ack: AsyncAck, body: Body, event: Body, context: AsyncBoltContext) -> None:
        """Somebody reacted to a message. Only our own are looked up, and which emoji it was stays with Slack."""
        item = event.get("item") or {}
        if item.get("type") == "message" and event.get("item_user") == context.bot_user_id:
            told = body.get("event_id") or ""
            await self._reception.reacted(body["team_id"], event["user"], item["channel"], item["ts"], told)
        await ack()

    async def uninstalled(self, ack: AsyncAck, body: Body) -> None:
        """The app was taken out of a workspace."""
        await self._reception.uninstalled(body["team_id"])
        await ack()

    async def revoked(self, ack: AsyncAck, body: Body, event: Body) -> None:
        """Tokens were taken back. Those of people are none of ours; without the bot's own, it has left."""
        if (event.get("tokens") or {}).get("bot"):
            await self._reception.uninstalled(body["team_id"])
        await ack()

    async def nothing(self, ack: AsyncAck) -> None:
        """Any other event needs no answer."""
        await ack()

    async def _press(self, body: Body, action: Body, at_home: bool) -> Outcome:
        try:
            press = blocks.read_button(action.get("action_id"), action.get("value"))
        except NotYours as error:
            return Outcome(replies=(Message(say(error.sentence)),))
        return await self._reception.receive(
            ButtonPressed(
                workspace=body["team"]["id"],
                person=body["user"]["id"],
                channel="" if at_home else body["channel"]["id"],
                id=body["trigger_id"],
                ritual=press.ritual,
                action=press.action,
                circle=press.circle,
                about=press.about,
                aliases=_clicks(body, action),
                seen=_seen(body),
            )
        )

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
            await call(self._client_of(workspace).views_open(trigger_id=trigger, view=view))
        except (NotSent, Refused, Uncertain) as error:
            log.warning("form_not_opened", why=error.why)
            return (Message(say("Slack was too slow to open the form. Nothing was changed; please try once more.")),)
        return ()

    async def _answer(
        self, workspace: str, person: str, replies: Sequence[Message], at_home: bool, respond: AsyncRespond
    ) -> None:
        if at_home:
            await self._reception.home(workspace, person, replies)
        else:
            await _respond(respond, replies)

    async def _answer_form(self, request: FormSent, replies: Sequence[Message], place: str) -> None:
        """Where the form was opened: on the Home tab, or in the channel, seen by that person alone."""
        if place == HOME:
            await self._reception.home(request.workspace, request.person, replies)
            return
        for reply in replies:
            await self._whisper(request.workspace, request.channel, request.person, reply)

    async def _whisper(self, workspace: str, channel: str, person: str, reply: Message) -> None:
        """In the channel, seen by that person alone; where Slack refuses that, in a direct message."""
        client = self._client_of(workspace)
        try:
            try:
                await call(client.chat_postEphemeral(channel=channel, user=person, **_body(reply)))
            except Refused:
                await call(client.chat_postMessage(channel=person, **_body(reply)))
        except (NotSent, Refused, Uncertain) as error:
            log.warning("reply_lost", why=error.why)


def _seen(body: Body) -> tuple[str, str] | None:
    """Where the message is whose button was pressed; none for a message that only one person sees."""
    where = body["container"]
    lasts = where["type"] == "message" and not where.get("is_ephemeral")
    return (where["channel_id"], where["message_ts"]) if lasts else None


def _clicks(body: Body, action: Body) -> tuple[str, ...]:
    """Names under which two clicks within half a second, and none that are a second apart, are the same.

    A button's value can hold somebody's words, so the names are digests.
    """
    where = body["container"]
    place = where.get("message_ts") or where.get("view_id") or ""
    what = f"{body['user']['id']}/{place}/{action.get('block_id')}/{action.get('action_id')}/{action.get('value')}"
    when = float(action.get("action_ts") or 0)
    moments = [f"{what}/{shift}/{int(when + shift)}" for shift in (0, 0.5)] if when else []
    return tuple(f"click:{hashlib.sha256(moment.encode()).hexdigest()}" for moment in moments)


async def _respond(respond: AsyncRespond, replies: Sequence[Message]) -> None:
    for reply in replies:
        await respond(response_type=_heard_by(reply), replace_original=False, **_body(reply))


def _heard_by(reply: Message) -> str:
    return "in_channel" if reply.aloud else "ephemeral"


def _place(body: Body, at_home: bool) -> str:
    return HOME if at_home else str(body["channel"]["id"])


def _channel(id: str) -> str:
    """The channel's id, or nothing where a circle cannot live: in a direct message."""
    return "" if id.startswith("D") else id


def _body(message: Message) -> dict[str, Any]:
    """The reply as Slack takes it; an apology for one that cannot be made to fit."""
    try:
        return blocks.message(message.card, ritual=message.ritual, circle=message.circle)
    except Exception:
        log.exception("card_refused", ritual=message.ritual, reference=(reference := uuid.uuid4().hex[:8]))
        return blocks.message(words.cannot_be_shown(reference), ritual="", circle="")
