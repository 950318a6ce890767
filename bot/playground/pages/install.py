"""The page where somebody lets an app into a workspace, or doesn't."""

from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.playground.model.consent import check_redirect, check_scopes, known_scopes, meaning
from bot.playground.model.errors import SlackError
from bot.playground.model.grid import Grid
from bot.playground.model.installation import Consent
from bot.playground.model.people import Person
from bot.playground.model.workspace import Workspace
from bot.playground.web_api.reading import read_values

Json = dict[str, Any]

PATH = "/oauth/v2/authorize"
MOST_PEOPLE = 50
WRONG = {
    "bad_client_id": "No app here has this client id. Check client_id in the address.",
    "bad_redirect_uri": "The app wants to send you on to an address that it did not register.",
    "team_not_found": "There is no workspace like that here. Check team in the address.",
    "invalid_user_scope": "This workspace gives tokens to bots only. Leave user_scope out of the address.",
    "user_not_found": "Only somebody who works here, and is not a guest, can add an app.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What an app asks for, checked."""

    scopes: tuple[str, ...]
    redirect: str
    values: Json

    def onward(self, **told: str) -> str:
        """Where the browser goes next."""
        parts = urlsplit(self.redirect)
        query = urlencode({**told, "state": str(self.values.get("state") or "")})
        return parts._replace(query=f"{parts.query}&{query}" if parts.query else query).geturl()


class InstallPage:
    """Asks, and sends the browser back to the app with the answer."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def routes(self) -> list[Route]:
        """The one address, to look and to answer."""
        return [Route(PATH, self.ask), Route(PATH, self.answer, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        """Which workspace, what the app may do, and two buttons."""
        try:
            wish = self._wish(dict(request.query_params))
            ws = self._workspace(wish)
        except SlackError as refusal:
            return _problem(refusal)
        return _consent(ws, wish) if ws else _choice(self.grid, wish)

    async def answer(self, request: Request) -> Response:
        """Yes or no."""
        try:
            values = {name: _plain(held) for name, held in (await read_values(request)).items()}
            wish = self._wish(values)
            ws = self._workspace(wish) or self.grid.first
            if values.get("answer") != "allow":
                return RedirectResponse(wish.onward(error="access_denied"), 302)
            person = _installer(ws, str(values.get("person") or ""))
        except SlackError as refusal:
            return _problem(refusal)
        named = bool(values.get("redirect_uri"))
        code = self.grid.app.codes.issue(Consent(ws.team_id, person.id, wish.scopes, wish.redirect, named))
        return RedirectResponse(wish.onward(code=code), 302)

    def _wish(self, values: Json) -> Wish:
        app = self.grid.app
        if values.get("client_id") != app.client_id:
            raise SlackError("bad_client_id")
        if values.get("user_scope"):
            raise SlackError("invalid_user_scope")
        redirect = check_redirect(app, str(values.get("redirect_uri") or ""))
        asked = str(values.get("scope") or "").replace(" ", ",").split(",")
        scopes = [scope for scope in asked if scope]
        try:
            return Wish(check_scopes(app, scopes), redirect, values)
        except SlackError as refusal:
            raise SlackError(refusal.code, sorted(set(scopes) - known_scopes(app))) from None

    def _workspace(self, wish: Wish) -> Workspace | None:
        """The one that is named, or the only one there is; None if somebody must choose."""
        if team := str(wish.values.get("team") or ""):
            if found := self.grid.named(team):
                return found
            raise SlackError("team_not_found")
        return self.grid.first if len(list(self.grid)) == 1 else None


def app_state(grid: Grid, ws: Workspace) -> Json:
    """What the page shows about the workspaces, and about the app in this one."""
    shown = [{"name": one.name, "domain": one.domain, "url": one.url, "installed": one.installed} for one in grid]
    app = grid.app
    told: Json = {"workspaces": shown, "installed": ws.installed}
    if not app.addresses.redirects or not app.scopes:
        return told
    asked = {"client_id": app.client_id, "scope": ",".join(sorted(app.scopes)), "team": ws.team_id}
    return told | {"install_url": f"{PATH}?{urlencode(asked)}"}


def _plain(held: object) -> str:
    """Text that can stand in an address: half a surrogate pair cannot."""
    return str(held or "").encode("utf-8", "replace").decode()


def _installer(ws: Workspace, user_id: str) -> Person:
    person = next((person for person in _installers(ws) if user_id in ("", person.id)), None)
    if person is None:
        raise SlackError("user_not_found")
    return person


def _installers(ws: Workspace) -> list[Person]:
    """Who may add an app, admins first."""
    able = [person for person in ws.people if person.is_colleague]
    return sorted(able, key=lambda person: not person.is_admin)


def _consent(ws: Workspace, wish: Wish) -> Response:
    name, where = escape(ws.app.name), escape(ws.name)
    before = [scope for scope in wish.scopes if scope in ws.scopes]
    fresh = [scope for scope in wish.scopes if scope not in ws.scopes]
    hidden = {"team": ws.team_id} | {name: str(wish.values.get(name) or "") for name in PASSED}
    parts = [
        f"<h1>{name} would like to come into {where}</h1>",
        _listed("It could", fresh),
        _listed("As before, it can", before),
        f"<p>{name} gets nothing else. An admin of {where} can take it out again at any time.</p>",
        f'<form method="post" action="{PATH}">',
        *(f'<input type="hidden" name="{escape(key)}" value="{escape(held)}">' for key, held in hidden.items()),
        _people(ws),
        '<div class="buttons"><button class="button" name="answer" value="cancel">Cancel</button>',
        '<button class="button primary" name="answer" value="allow">Allow</button></div></form>',
    ]
    return _page(f"Allow {name}?", "".join(parts), wish.redirect)


PASSED = ("client_id", "scope", "redirect_uri", "state")


def _listed(words: str, scopes: list[str]) -> str:
    items = "".join(f"<li>{escape(meaning(scope))} <code>{escape(scope)}</code></li>" for scope in scopes)
    return f"<h2>{words}</h2><ul>{items}</ul>" if scopes else ""


def _people(ws: Workspace) -> str:
    able = _installers(ws)[:MOST_PEOPLE]
    options = "".join(f'<option value="{escape(one.id)}">{escape(one.real_name)}</option>' for one in able)
    return f'<label for="person">You are</label><select id="person" name="person">{options}</select>'


def _choice(grid: Grid, wish: Wish) -> Response:
    def link(ws: Workspace) -> str:
        asked = urlencode({**wish.values, "team": ws.team_id})
        return f'<li><a href="{PATH}?{escape(asked)}">{escape(ws.name)}</a></li>'

    name = escape(grid.app.name)
    return _page(f"Add {name}", f"<h1>Where would you like {name}?</h1><ul>{''.join(map(link, grid))}</ul>")


def _problem(refusal: SlackError) -> Response:
    sentence = WRONG.get(refusal.code, refusal.sentence)
    if refusal.code == "invalid_scope":
        unknown = ", ".join(refusal.messages)
        sentence = (
            f"There is no such permission as {unknown}." if unknown else "The app didn't say what it wants to do."
        )
    words = f"<h1>This app can't be added like that</h1><p>{escape(sentence)}</p>"
    return _page("Something is missing", f"{words}<p><code>{escape(refusal.code)}</code></p>", status=400)


def _page(title: str, body: str, onward: str = "", status: int = 200) -> Response:
    """A form may only lead here and on to the app; the browser must say where it comes from when it is sent."""
    parts = urlsplit(onward)
    origin = f" {parts.scheme}://{parts.netloc}" if onward else ""
    policy = f"default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{origin}"
    headers = {
        "content-security-policy": policy,
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
    }
    return HTMLResponse(PAGE.format(title=title, body=body), status, headers)


PAGE = """<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{title}</title>
  <link rel="icon" href="/page/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/page/styles/base.css">
  <link rel="stylesheet" href="/page/styles/install.css">
</head>
<body class="consent">
  <main>{body}</main>
</body>
</html>
"""
