"""The bot in a local workspace: the real one, and only the workspace is ours."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.clock import MovableClock
from bot.config import BadConfig, Config
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.rates import RATES
from bot.playground import App, Playground, Workspace, app_from, make_company
from bot.playground.model.manifest import BadManifest, any_app, read_manifest
from bot.playground.model.never import never_comes
from bot.process.assembly import Bot, assemble, slack
from rituals.catalog import Catalog
from rituals.dates import read_moment
from rituals.errors import KindlingError
from rituals.zones import zone_or_utc
from storage import UNLIMITED

PORT = 8765
SECRET = "the secret of colleagues who are made up"
"""The same at every start, for the database may be; and no file is written for it."""


@dataclass(frozen=True, slots=True)
class Play:
    """How the local workspace is to be; port 0 takes any, an empty database one that is thrown away.

    With `chatter`, its channels hold a few friendly messages from before; with `rate_limits`, the bot may call each
    method as often as Slack allows. `ack_seconds` are how long the bot may take to acknowledge; everything else goes
    by the workspace's clock.
    """

    port: int = PORT
    people: int = 24
    seed: int = 7
    database: str = ""
    chatter: bool = False
    rate_limits: bool = False
    ack_seconds: float = 3.0


@asynccontextmanager
async def connecting(play: Play, app: App, clock: MovableClock) -> AsyncIterator[Playground]:
    """A local workspace alone, for an app that runs elsewhere; BadConfig if the app's addresses cannot be used."""
    company = make_company(
        app=app, people=play.people, seed=play.seed, chatter=play.chatter, clock=clock, rate_limits=True
    )
    company.read_moment = _moment
    try:
        playground = Playground(company, play.port)
    except ValueError as problem:
        raise BadConfig(str(problem)) from None
    await _start(playground, play.port)
    try:
        yield playground
    finally:
        await playground.stop()


def app_at(manifest: Path | None) -> App:
    """The app that a manifest file declares, or one that may do everything; BadConfig names what is wrong."""
    if manifest is None:
        return any_app()
    try:
        declared = read_manifest(manifest.read_text("utf-8"))
        app = app_from(declared)
        app.in_vain = never_comes(declared)
        return app
    except (OSError, UnicodeDecodeError):
        raise BadConfig(f"{manifest} can't be read: --manifest takes a file with the app's manifest.") from None
    except BadManifest as problem:
        raise BadConfig(str(problem)) from None


def settings_of(playground: Playground) -> dict[str, str]:
    """What an app must know to connect, by the names under which it reads them.

    The last two only for an app that can be installed: Bolt leaves the bot token alone as soon as it finds them.
    """
    app = playground.grid.app
    oauth = {"SLACK_CLIENT_ID": app.client_id, "SLACK_CLIENT_SECRET": app.client_secret}
    return {
        "SLACK_API_URL": playground.api_url,
        "SLACK_BOT_TOKEN": playground.bot_token,
        "SLACK_APP_TOKEN": playground.app_token,
        "SLACK_SIGNING_SECRET": playground.signing_secret,
        **(oauth if app.addresses.redirects else {}),
    }


@asynccontextmanager
async def playing(
    play: Play, catalog: Catalog, clock: MovableClock, *, bell_seconds: float = 1.0
) -> AsyncIterator[tuple[Playground, Bot]]:
    """A local workspace with the bot connected to it, until the end of the block."""
    playground = Playground(_company(play, catalog, clock), play.port, ack_seconds=play.ack_seconds)
    await _start(playground, play.port)
    try:
        with _database(play) as database:
            rates = RATES if play.rate_limits else UNLIMITED
            config = _config(playground, database)
            bot = assemble(
                config,
                catalog,
                clock,
                [slack(config, clock, rates=rates)],
                bell_seconds=bell_seconds,
                answer_seconds=0.9 * play.ack_seconds,
            )
            playground.workspace.on_clock = bot.travel
            await bot.start()
            try:
                yield playground, bot
            finally:
                await bot.stop()
    finally:
        await playground.stop()


async def _start(playground: Playground, port: int) -> None:
    """Raises BadConfig where there is no port for it."""
    try:
        await playground.start()
    except OSError:
        raise BadConfig(f"Port {port} and those after it are taken. Try another with --port, like 0 for any.") from None


def _company(play: Play, catalog: Catalog, clock: MovableClock) -> Workspace:
    company = make_company(
        app=app_from(manifest(catalog)),
        people=play.people,
        seed=play.seed,
        chatter=play.chatter,
        rate_limits=play.rate_limits,
        clock=clock,
        monotonic=clock.steady,
    )
    company.read_moment = _moment
    return company


def _moment(text: str, now: datetime, zone: str) -> datetime:
    """As people type it to the bot."""
    try:
        return read_moment(text, now, zone_or_utc(zone))
    except KindlingError as problem:
        raise ValueError(str(problem)) from None


def _config(playground: Playground, database: str) -> Config:
    return replace(
        Config(),
        bot_token=playground.bot_token,
        app_token=playground.app_token,
        signing_secrets=(playground.signing_secret,),
        slack_api=playground.api_url,
        database=database,
        secret=SECRET,
    )


@contextlib.contextmanager
def _database(play: Play) -> Iterator[str]:
    """The database asked for, or a file that goes when the workspace does: the workspace's state is in memory."""
    if play.database:
        yield play.database
        return
    with tempfile.TemporaryDirectory(prefix="kindling-") as folder:
        yield f"sqlite:///{Path(folder) / 'kindling.db'}"
