"""The bot in a local workspace: the real one, and only the workspace is ours."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import Bot, assemble
from bot.clock import MovableClock
from bot.config import Config
from bot.manifest import EVENTS, SCOPES, manifest
from bot.playground import Command, Playground, Workspace, make_company
from rituals.catalog import Catalog

PORT = 8765


@dataclass(frozen=True, slots=True)
class Play:
    """How the local workspace is to be; port 0 takes any, an empty database one that is thrown away.

    With `chatter`, its channels hold a few friendly messages from before.
    """

    port: int = PORT
    people: int = 24
    seed: int = 7
    database: str = ""
    chatter: bool = False


@asynccontextmanager
async def playing(
    play: Play, catalog: Catalog, clock: MovableClock, *, bell_seconds: float = 1.0
) -> AsyncIterator[tuple[Playground, Bot]]:
    """A local workspace with the bot connected to it, until the end of the block."""
    playground = Playground(_company(play, catalog, clock), play.port)
    await playground.start()
    try:
        with _database(play) as database:
            bot = assemble(_config(playground, database), catalog, clock, bell_seconds=bell_seconds)
            playground.workspace.on_clock = bot.travel
            await bot.start()
            try:
                yield playground, bot
            finally:
                await bot.stop()
    finally:
        await playground.stop()


def _company(play: Play, catalog: Catalog, clock: MovableClock) -> Workspace:
    declared = manifest(catalog)["features"]["slash_commands"]
    return make_company(
        people=play.people,
        seed=play.seed,
        chatter=play.chatter,
        clock=clock,
        scopes=SCOPES,
        events=EVENTS,
        commands=[Command(**command) for command in declared],
    )


def _config(playground: Playground, database: str) -> Config:
    return replace(
        Config(),
        bot_token=playground.bot_token,
        app_token=playground.app_token,
        signing_secret=playground.signing_secret,
        slack_api=playground.api_url,
        database=database,
    )


@contextlib.contextmanager
def _database(play: Play) -> Iterator[str]:
    """The database asked for, or a file that goes when the workspace does: the workspace's state is in memory."""
    if play.database:
        yield play.database
        return
    with tempfile.TemporaryDirectory(prefix="kindling-") as folder:
        yield f"sqlite:///{Path(folder) / 'kindling.db'}"
