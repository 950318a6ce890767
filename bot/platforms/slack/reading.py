"""What Slack sends, read as requests before anything is done: whatever is not as Slack makes it is refused here."""

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncBoltContext

from bot.platforms.mentions import read_mentions
from bot.platforms.requests import ButtonPressed, CommandTyped, FormSent
from bot.platforms.slack import blocks, views
from bot.platforms.slack.people import Home, profile
from bot.typecheck import is_sound
from rituals.records import Profile

Body = Mapping[str, Any]
HOME = "home"
LONGEST_ID = 300
_LINK = re.compile(r"<((?:#|!|https?:|mailto:|tel:)[^<>|]*)(?:\|([^<>]*))?>")
_TAKEN = "taken"


class NotFromSlack(ValueError):
    """Slack makes no such request."""


def take(context: AsyncBoltContext) -> None:
    """The request was read and made sense: from now on a failure is the bot's own, and not the request's."""
    context[_TAKEN] = True


def was_taken(context: AsyncBoltContext) -> bool:
    return bool(context.get(_TAKEN))


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody reacted to something the bot said."""

    workspace: str
    person: str
    conversation: str
    message: str
    id: str


def id_at(body: Any, *path: str) -> str:
    """The id that is there. Raises NotFromSlack."""
    for step in path:
        if not isinstance(body, Mapping) or step not in body:
            raise NotFromSlack
        body = body[step]
    if not (isinstance(body, str) and body.isascii() and body.isprintable() and 0 < len(body) <= LONGEST_ID):
        raise NotFromSlack
    return body


def installed_in(body: Body) -> str:
    """The workspace whose bot is meant. Somebody of another company brings their own team along from a shared channel:
    it stands where one's own does, and the bot's is said elsewhere. Raises NotFromSlack."""
    authorizations = body.get("authorizations")
    if isinstance(view := body.get("view"), Mapping) and view.get("app_installed_team_id"):
        return id_at(view, "app_installed_team_id")
    if isinstance(authorizations, list) and authorizations:
        return id_at(authorizations[0], "team_id")
    return id_at(body, "team", "id") if body.get("team") else id_at(body, "team_id")


def check_response_url(body: Body) -> None:
    """Where to answer later is an address, or is not said. Raises NotFromSlack."""
    if not isinstance(body.get("response_url", ""), str):
        raise NotFromSlack


def read_command(body: Body) -> CommandTyped:
    """A slash command."""
    check_response_url(body)
    text, named = _words(body.get("text") or "")
    return CommandTyped(
        workspace=installed_in(body),
        person=id_at(body, "user_id"),
        channel=_channel(id_at(body, "channel_id")),
        id=id_at(body, "trigger_id"),
        command=id_at(body, "command"),
        text=text,
        named=named,
    )


def is_at_home(body: Body) -> bool:
    """Whether the button is on the Home tab, and not on a message."""
    return id_at(body, "container", "type") == "view"


def read_press(body: Body, action: Body) -> ButtonPressed:
    """A press of one of the bot's buttons. Raises NotYours for one that cannot be the bot's."""
    workspace, person = installed_in(body), id_at(body, "user", "id")
    channel, trigger = "" if is_at_home(body) else _channel(id_at(body, "channel", "id")), id_at(body, "trigger_id")
    press = blocks.read_button(action.get("action_id"), action.get("value"))
    return ButtonPressed(
        workspace=workspace,
        person=person,
        channel=channel,
        id=trigger,
        ritual=press.ritual,
        action=press.action,
        circle=press.circle,
        about=press.about,
        aliases=_clicks(body, action),
        seen=_seen(body),
    )


def read_form(body: Body, view: Body) -> tuple[FormSent, str]:
    """A form's answers, and the place that they are answered in: a channel, or HOME."""
    sent = views.read_modal(view)
    request = FormSent(
        workspace=installed_in(body),
        person=id_at(body, "user", "id"),
        channel="" if sent.channel == HOME else sent.channel,
        id=f"view:{id_at(view, 'id')}",
        ritual=sent.ritual,
        form=sent.form,
        circle=sent.circle,
        about=sent.about,
        values=sent.values,
        people=views.people(view.get("state") or {}),
    )
    return request, sent.channel


def read_reaction(body: Body, event: Body, bot: str | None) -> Reaction | None:
    """A reaction to a message of the bot's own; None to anything else."""
    item = event.get("item") or {}
    if item.get("type") != "message" or event.get("item_user") != bot:
        return None
    return Reaction(
        workspace=installed_in(body),
        person=id_at(event, "user"),
        conversation=id_at(item, "channel"),
        message=id_at(item, "ts"),
        id=id_at(body, "event_id"),
    )


def read_profile(event: Body, home: Home) -> Profile:
    """Somebody who has changed, as Slack knows them now, seen from `home`."""
    id_at(event, "user", "id")
    changed = profile(event["user"], home)
    if not is_sound(changed, Profile):
        raise NotFromSlack
    f"{changed.name}{changed.title}{changed.zone}".encode()  # half a character cannot be kept
    return changed


def _seen(body: Body) -> tuple[str, str] | None:
    """Where the message is whose button was pressed; none for a message that only one person sees."""
    where = body["container"]
    lasts = where["type"] == "message" and not where.get("is_ephemeral")
    return (id_at(where, "channel_id"), id_at(where, "message_ts")) if lasts else None


def _clicks(body: Body, action: Body) -> tuple[str, ...]:
    """Names under which two clicks within half a second, and none that are a second apart, are the same.

    A button's value can hold somebody's words, so the names are digests.
    """
    where = body["container"]
    place = where.get("message_ts") or where.get("view_id") or ""
    what = f"{body['user']['id']}/{place}/{action.get('block_id')}/{action.get('action_id')}/{action.get('value')}"
    when = _moment(action.get("action_ts"))
    moments = [f"{what}/{shift}/{int(when + shift)}" for shift in (0, 0.5)] if when else []
    return tuple(f"click:{hashlib.sha256(moment.encode('utf-8', 'replace')).hexdigest()}" for moment in moments)


def _moment(stamp: object) -> float:
    """Slack's time stamp in seconds; 0 for none. Raises NotFromSlack."""
    try:
        moment = float(str(stamp or 0))
    except ValueError:
        raise NotFromSlack from None
    if not 0 <= moment < 1e11:
        raise NotFromSlack
    return moment


def _words(text: str) -> tuple[str, dict[str, str]]:
    """The text of a command as it was typed, and who is named in it. With `should_escape` Slack makes names and
    addresses into `<@U01|bjorn>`, `<#C01|general>` and `<https://...|words>`; what people type is never such a thing,
    for its signs are escaped."""
    words, named = read_mentions(_LINK.sub(_shown, text))
    return html.unescape(words), named


def _shown(link: re.Match[str]) -> str:
    """A channel, an address or a group as somebody typed it."""
    target, label = link[1], link[2] or ""
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label if label.startswith("@") else f"@{label or target[1:].partition('^')[0]}"
    return label or target.removeprefix("mailto:")


def _channel(id: str) -> str:
    """The channel's id, or nothing where a circle cannot live: in a direct message."""
    return "" if id.startswith("D") else id
