"""An app that is reached over HTTP, on a loopback port of its own, and the workspace in which it is installed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import web

from bot.clock import MovableClock
from bot.playground import App, Command, Playground, Shortcut, make_company
from bot.playground.model.app import Addresses
from tests.wire.conftest import FRIDAY, PATIENCE, Seconds

SHORTCUTS = [
    Shortcut("Plan a pause", "global", "pause", "A quiet quarter of an hour"),
    Shortcut("Say thank you", "message", "thank", "For a message"),
]


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """The address at which it listens, with a slash at its end."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


def reached_at(url: str, **beside: str) -> App:
    """An app whose every address is that one, if `beside` does not name another."""
    at = Addresses(events=url, interactivity=url, options=url)
    return App(
        commands=[Command("/kind", "Small rituals of kindness", url=url)],
        shortcuts=SHORTCUTS,
        addresses=replace(at, **beside),
        socket_mode=False,
    )


def move(app: App, url: str) -> None:
    """From now on every address of the app is that one."""
    elsewhere = reached_at(url)
    app.addresses, app.commands = elsewhere.addresses, elsewhere.commands


@asynccontextmanager
async def workspace_of(app: App) -> AsyncIterator[Playground]:
    """A running workspace with that app."""
    company = make_company(app=app, clock=MovableClock(FRIDAY, frozen=True), monotonic=Seconds())
    playground = Playground(company, port=0, ack_seconds=PATIENCE)
    await playground.start()
    try:
        yield playground
    finally:
        await playground.stop()


class Recorder:
    """A web application that keeps what it is sent and answers what a test says."""

    def __init__(self, answer: Callable[[web.Request], web.StreamResponse] = lambda _: web.Response()) -> None:
        self.answer = answer
        self.received: list[tuple[dict[str, str], str]] = []
        self.app = web.Application()
        self.app.router.add_route("*", "/{path:.*}", self.take)

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.text()
        if '"url_verification"' in body:
            return web.json_response({"challenge": (await request.json())["challenge"]})
        self.received.append((dict(request.headers), body))
        return self.answer(request)
