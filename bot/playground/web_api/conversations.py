"""Web API: conversations and who is in them."""

from typing import Any

from bot.playground.changes import membership
from bot.playground.changes.talk import show_conversation
from bot.playground.model.conversations import Conversation, channel_object
from bot.playground.model.errors import SlackError
from bot.playground.model.people import Person
from bot.playground.model.scopes import BY_KIND_MANAGE, BY_KIND_READ, BY_KIND_WRITE
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args, page

Json = dict[str, Any]

MOST_INVITED = 100
KINDS = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}


def place_of(ws: Workspace, args: Args, scopes: dict[str, str] = BY_KIND_READ) -> Conversation:
    """The conversation that was named, if the bot can see it and holds the scope for its kind."""
    place = ws.conversations.get(args.need("channel", "channel_not_found"))
    if not place.seen_by(ws.bot.id):
        raise SlackError("channel_not_found")
    if place.kind not in scopes:
        raise SlackError("method_not_supported_for_channel_type")
    ws.require_scope(scopes[place.kind])
    return place


def shown(ws: Workspace, place: Conversation) -> Json:
    """Slack's conversation object as the bot sees it."""
    others = [ws.people.get(user_id) for user_id in place.others(ws.bot.id)] if place.kind == "im" else []
    return channel_object(place, ws.bot, ws.team_id, any(person and person.deleted for person in others))


def people_of(ws: Workspace, args: Args) -> list[Person]:
    """The people that were named, each once."""
    found = []
    for user_id in dict.fromkeys(args.words("users")):
        person = ws.people.get(user_id)
        if person is None:
            raise SlackError("user_not_found")
        found.append(person)
    return found


def open_(ws: Workspace, args: Args) -> Json:
    """One direct or group conversation for one set of people, however often it is opened."""
    if args.text("channel"):
        return _opened(ws, args, place_of(ws, args, BY_KIND_WRITE), True)
    people = [person for person in people_of(ws, args) if person is not ws.bot]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > 8:
        raise SlackError("too_many_users")
    ws.require_scope(BY_KIND_WRITE["im" if len(people) == 1 else "mpim"])
    for person in people:
        _check_can_talk(person)
    members = [ws.bot.id, *(person.id for person in people)]
    if args.flag("prevent_creation") and ws.conversations.between(members) is None:
        raise SlackError("channel_not_found")
    place, was_there = ws.open(members)
    if not was_there:
        show_conversation(ws, place)
    return _opened(ws, args, place, was_there)


def _check_can_talk(person: Person) -> None:
    if person.deleted:
        raise SlackError("user_disabled")
    if not person.is_human:
        raise SlackError("cannot_dm_bot")


def _opened(ws: Workspace, args: Args, place: Conversation, was_there: bool) -> Json:
    full = args.flag("return_im") or place.kind == "mpim"
    channel = shown(ws, place) if full else {"id": place.id}
    return {"channel": channel} | ({"no_op": True, "already_open": True} if was_there else {})


def info(ws: Workspace, args: Args) -> Json:
    """One conversation."""
    place = place_of(ws, args)
    channel = shown(ws, place)
    if args.flag("include_locale"):
        channel["locale"] = ws.bot.locale
    if args.flag("include_num_members"):
        channel["num_members"] = len(place.members)
    return {"channel": channel}


def members(ws: Workspace, args: Args) -> Json:
    """Who is in it, page by page."""
    members, following = page(list(place_of(ws, args).members), args, default=100)
    return {"members": members, "response_metadata": {"next_cursor": following}}


def list_(ws: Workspace, args: Args) -> Json:
    """Public channels, and the others the bot is in, page by page."""
    places = [place for place in _of_kinds(ws, args) if place.seen_by(ws.bot.id)]
    return _listed(ws, args, places, with_counts=True)


def users_conversations(ws: Workspace, args: Args) -> Json:
    """The conversations of the bot, or those of somebody else that the bot can see."""
    user_id = args.text("user") or ws.bot.id
    if ws.people.get(user_id) is None:
        raise SlackError("user_not_found")
    places = [place for place in _of_kinds(ws, args) if place.seen_by(ws.bot.id) and user_id in place.members]
    told = _listed(ws, args, places, with_counts=False)
    for channel in told["channels"]:
        channel.pop("is_member", None)  # Slack does not say it here
    return told


def _of_kinds(ws: Workspace, args: Args) -> list[Conversation]:
    asked = args.words("types") or ["public_channel"]
    if not set(asked) <= set(KINDS):
        raise SlackError("invalid_types")
    kinds = {KINDS[name] for name in asked}
    for kind in sorted(kinds):
        ws.require_scope(BY_KIND_READ[kind])
    archived_too = not args.flag("exclude_archived")
    return [place for place in ws.conversations if place.kind in kinds and (archived_too or not place.archived)]


def _listed(ws: Workspace, args: Args, places: list[Conversation], with_counts: bool) -> Json:
    some, following = page(places, args, default=100)
    channels = [shown(ws, place) for place in some]
    if with_counts:
        for place, channel in zip(some, channels, strict=True):
            channel |= {"num_members": len(place.members)} if place.is_named else {}
    return {"channels": channels, "response_metadata": {"next_cursor": following}}


def join(ws: Workspace, args: Args) -> Json:
    """The bot joins a public channel."""
    place = place_of(ws, args, {"channel": "channels:join"})
    joined = membership.join(ws, place, ws.bot)
    told: Json = {"channel": shown(ws, place)}
    if not joined:
        told |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return told


def invite(ws: Workspace, args: Args) -> Json:
    """The bot brings people in."""
    place = place_of(ws, args, BY_KIND_MANAGE)
    named = list(dict.fromkeys(args.words("users")))
    if not named:
        raise SlackError("no_user")
    if len(named) > MOST_INVITED:
        raise SlackError("too_many_users")
    if ws.bot.id not in place.members:
        raise SlackError("not_in_channel")
    refused = {user_id: why for user_id in named if (why := _why_not(ws, place, user_id))}
    errors = [{"user": user_id, "ok": False, "error": why} for user_id, why in refused.items()]
    welcome = [person for user_id in named if user_id not in refused and (person := ws.people.get(user_id))]
    if errors and not (args.flag("force") and welcome):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    membership.invite(ws, place, welcome, ws.bot)
    return {"channel": shown(ws, place)} | ({"errors": errors} if errors else {})


def _why_not(ws: Workspace, place: Conversation, user_id: str) -> str:
    """Why that person cannot be brought in; empty if they can."""
    person = ws.people.get(user_id)
    if place.archived:
        return "is_archived"
    if person is None:
        return "user_not_found"
    if person is ws.bot:
        return "cant_invite_self"
    if person.id in place.members:
        return "already_in_channel"
    if person.deleted:
        return "user_disabled"
    if person.id == "USLACKBOT":
        return "cant_invite"
    has_one = person.is_guest and person.is_single_channel and any(one.is_named for one in ws.conversations.of(user_id))
    return "ura_max_channels" if has_one else ""


def create(ws: Workspace, args: Args) -> Json:
    """A new channel with the bot in it."""
    private = args.flag("is_private")
    ws.require_scope(BY_KIND_MANAGE["private" if private else "channel"])
    place = membership.create(ws, args.text("name"), ws.bot, private)
    return {"channel": shown(ws, place)}


def archive(ws: Workspace, args: Args) -> Json:
    """The bot archives a channel it is in."""
    place = place_of(ws, args, BY_KIND_MANAGE)
    if ws.bot.id not in place.members:
        raise SlackError("not_in_channel")
    membership.archive(ws, place, ws.bot)
    return {}
