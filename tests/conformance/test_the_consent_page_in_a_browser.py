"""The consent page as a person meets it: a browser keeps the policies that other clients ignore."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.playground import App, Command, Playground, make_company
from tests.browser.conftest import chromium  # noqa: F401 - a fixture
from tests.wire.conftest import PATIENCE


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A workspace that runs beside the browser, and an app that is not installed in it."""
    app = App(commands=[Command("/kind", "Kind rituals")])
    running = Playground(make_company(app=app, installed=False), port=0, ack_seconds=PATIENCE)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(None)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(running.start(), loop).result(10)
    yield running
    asyncio.run_coroutine_threadsafe(running.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class _Callback(BaseHTTPRequestHandler):
    """Where the app waits for the answer."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Thank you!")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def callback() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Callback)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/back"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, playground: Playground, callback: str) -> Iterator[Page]:  # noqa: F811
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, locale="en-GB")
    shown = context.new_page()
    faults: list[str] = []
    shown.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    scopes = "commands,chat:write,im:write,users:read"
    asked = {"client_id": playground.grid.app.client_id, "scope": scopes, "redirect_uri": callback, "state": "s 1"}
    shown.goto(f"{playground.url}oauth/v2/authorize?{urlencode(asked)}")
    yield shown
    context.close()
    assert faults == []


@pytest.mark.keeps("oauth", "in a browser, Allow goes on to the app at another address with a code and its state")
def test_somebody_allows_it(page: Page, callback: str):
    expect(page.get_by_role("heading", level=1)).to_have_text("Kindling would like to come into St Brigid's & Wexcombe")
    page.get_by_label("You are").select_option(label="Amara Okafor")
    page.get_by_role("button", name="Allow").press("Enter")

    expect(page.get_by_text("Thank you!")).to_be_visible()
    told = parse_qs(urlsplit(page.url).query)
    assert page.url.startswith(f"{callback}?")
    assert told["state"] == ["s 1"]
    assert told["code"][0]


def test_somebody_cancels(page: Page):
    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("Thank you!")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["error"] == ["access_denied"]


@pytest.mark.parametrize("width", [360, 1000])
def test_it_fits_a_phone_and_a_desk(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("button", name="Allow").bounding_box()["height"] >= 44
