"""Where it happens: a local workspace with failures in it, served from a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import SystemClock
from bot.platforms.slack.manifest import manifest
from bot.playground import Playground, Workspace, app_from, make_company
from bot.playground.model.conversations import Conversation
from rituals.catalog import load_catalog


def company(people: int, seed: int) -> Workspace:
    """A workspace with so many people, the bot in it, and Slack's limits off."""
    app = app_from(manifest(load_catalog()))
    return make_company(app=app, people=people, seed=seed, clock=SystemClock(), rate_limits=False)


@contextmanager
def open_workspace(people: int, seed: int) -> Iterator[Playground]:
    """Such a company, which answers until the end of the block."""
    playground = Playground(company(people, seed), 0)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(playground.start(), loop).result(30)
        try:
            yield playground
        finally:
            asyncio.run_coroutine_threadsafe(playground.stop(), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def colleagues(ws: Workspace) -> list[str]:
    """The ids of those who can be introduced: at work here, no guests, and of no other company."""
    return [one.id for one in ws.people if one.is_colleague]


def add_channel(ws: Workspace, name: str, people: list[str]) -> str:
    """A channel with these people and the bot in it; its id."""
    members = dict.fromkeys([*people, ws.bot.id])
    place = Conversation(ws.new_id("C"), "channel", name, ws.now, creator=people[0], members=members)
    return ws.conversations.add(place).id
