"""Two workspaces of one app that is not installed yet, and somebody who answers its consent page."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from bot.clock import MovableClock
from bot.playground import App, Command, Workspace, make_company

CALLBACK = "http://127.0.0.1:9999/back"
BASIC = "ignore:BasicAuth is deprecated:DeprecationWarning"
"""slack_sdk still names the client in a way that its HTTP library is leaving behind."""
EVENTS = ("app_mention", "member_joined_channel", "reaction_added", "app_uninstalled", "tokens_revoked")


def an_app(monotonic, **beside: Any) -> App:
    """One command, the events of this suite."""
    return App(commands=[Command("/kind", "Kind rituals")], events=EVENTS, monotonic=monotonic, **beside)


def companies(app: App, seconds, installed: bool, moment) -> tuple[Workspace, Workspace]:
    """A hospital and a harbour, with a clock each."""
    first = make_company(app=app, clock=MovableClock(moment, frozen=True), monotonic=seconds, installed=installed)
    second = make_company(
        app=app,
        clock=MovableClock(moment, frozen=True),
        monotonic=seconds,
        name="Harbour & Sons",
        domain="harbour",
        team_id="T0HARBOUR",
        installed=installed,
    )
    return first, second


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.links: list[str] = []
        self.people: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "input":
            self.fields[held["name"]] = held["value"]
        elif tag == "a":
            self.links.append(held["href"])
        elif tag == "option":
            self.people.append(held["value"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@dataclass
class Page:
    """What the browser shows."""

    status: int
    text: str
    headers: Any

    @property
    def form(self) -> _Form:
        read = _Form()
        read.feed(self.text)
        return read

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.form.words).split())


class Visitor:
    """A browser without scripts: looks at pages, presses buttons, follows no redirect by itself."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self.session, self.base = session, base

    async def look(self, address: str, **headers: str) -> Page:
        async with self.session.get(address, headers=headers, allow_redirects=False) as answer:
            return Page(answer.status, await answer.text(), answer.headers)

    async def asked(self, app: App, **values: str) -> Page:
        """The consent page for these parameters."""
        given = {"client_id": app.client_id, "scope": "chat:write,commands", "redirect_uri": CALLBACK, "state": "s1"}
        return await self.look(f"{self.base}oauth/v2/authorize?{urlencode(given | values)}")

    async def press(self, page: Page, answer: str, origin: str | None = None, **changed: str) -> Page:
        """Send the page's form."""
        fields = page.form.fields | {"answer": answer} | changed
        address = f"{self.base}oauth/v2/authorize"
        headers = {"origin": origin or self.base.rstrip("/")}
        async with self.session.post(address, data=fields, headers=headers, allow_redirects=False) as told:
            return Page(told.status, await told.text(), told.headers)

    async def code(self, app: App, **values: str) -> str:
        """The code after somebody allowed it."""
        return sent_on(await self.press(await self.asked(app, **values), "allow"))["code"]


def sent_on(page: Page) -> dict[str, str]:
    """What the app is told in the address the browser is sent to."""
    assert page.status == 302, page.words
    query = parse_qs(urlsplit(page.headers["location"]).query, keep_blank_values=True)
    return {name: held[0] for name, held in query.items()}
