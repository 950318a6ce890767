"""Web API: who am I, the team, and its people."""

from typing import Any

from bot.playground.changes.membership import user_shown
from bot.playground.model.errors import SlackError
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.args import Args, page

Json = dict[str, Any]


def auth_test(ws: Workspace, _args: Args) -> Json:
    """Who the token belongs to."""
    return {
        "url": ws.url,
        "team": ws.name,
        "user": ws.bot.name,
        "team_id": ws.team_id,
        "user_id": ws.bot.id,
        "bot_id": ws.bot.bot_id,
        "is_enterprise_install": False,
        **({"enterprise_id": ws.enterprise_id} if ws.enterprise_id else {}),
    }


def team_info(ws: Workspace, args: Args) -> Json:
    """The workspace itself."""
    if args.text("team") not in ("", ws.team_id):
        raise SlackError("team_not_found")
    team = {"id": ws.team_id, "name": ws.name, "url": ws.url, "domain": ws.domain, "email_domain": ""}
    return {"team": team | {"icon": {"image_default": True}}}


def bots_info(ws: Workspace, args: Args) -> Json:
    """A bot by its bot id."""
    bot = ws.people.by_bot_id(args.need("bot", "bot_not_found"))
    if bot is None:
        raise SlackError("bot_not_found")
    told = {"id": bot.bot_id, "deleted": bot.deleted, "name": bot.real_name, "updated": bot.updated}
    picture = f"{ws.url}play/avatar/{bot.id}.svg"
    icons = dict.fromkeys(("image_36", "image_48", "image_72"), picture)
    return {"bot": told | {"app_id": bot.app_id, "user_id": bot.id, "icons": icons}}


def users_info(ws: Workspace, args: Args) -> Json:
    """One person."""
    person = ws.people.get(args.need("user", "user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": user_shown(ws, person, args.flag("include_locale"))}


def lookup_by_email(ws: Workspace, args: Args) -> Json:
    """Somebody whose account is in use, by their address."""
    person = ws.people.by_email(args.text("email"), ws.domain)
    if person is None:
        raise SlackError("users_not_found")
    return {"user": user_shown(ws, person)}


def users_list(ws: Workspace, args: Args) -> Json:
    """Everybody, page by page; without a limit, all at once."""
    people = list(ws.people)
    if not args.has("limit") and not args.text("cursor"):
        shown, following = people, ""
    else:
        shown, following = page(people, args, default=200)
    members = [user_shown(ws, person, args.flag("include_locale")) for person in shown]
    return {"members": members, "cache_ts": ws.now, "response_metadata": {"next_cursor": following}}
