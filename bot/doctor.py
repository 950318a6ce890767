"""A look at everything the bot needs, in sentences."""

import asyncio
from dataclasses import dataclass

from bot.clock import SystemClock
from bot.config import BadConfig, Config, need_slack
from bot.platforms import NotSent, Refused, Uncertain
from bot.platforms.slack.api import call, web_client
from rituals.catalog import Catalog, load_catalog
from rituals.errors import KindlingError
from storage import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is well."""

    good: bool
    words: str


async def examine(config: Config) -> list[Finding]:
    """Rituals, database and Slack, one after the other; nothing is changed."""
    catalog = load_catalog()
    return [
        *_rituals(catalog),
        *await asyncio.to_thread(_database, config, catalog),
        *await _slack(config),
    ]


def _rituals(catalog: Catalog) -> list[Finding]:
    here = Finding(True, f"Rituals: {', '.join(catalog.rituals)}.")
    return [here, *(Finding(False, f"Left out: {name}. {why}") for name, why in catalog.left_out.items())]


def _database(config: Config, catalog: Catalog) -> list[Finding]:
    try:
        store = Store(config.database, catalog.settings_of)
        store.upgrade()
        with store.begin() as books:
            depth = books.outbox.depth(SystemClock().now())
        store.close()
    except KindlingError as error:
        return [Finding(False, f"Database: {error.sentence}")]
    waiting = depth.ready + depth.later + depth.sending
    return [
        Finding(True, f"Database: it answers, and {waiting} messages wait to be delivered."),
        Finding(depth.failed == 0, f"Outbox: {depth.failed} messages could not be delivered."),
    ]


async def _slack(config: Config) -> list[Finding]:
    if not config.has_slack:
        return [Finding(True, "Slack: not configured; kindling runs in a local workspace.")]
    try:
        need_slack(config)
        answer = await call(web_client(config.bot_token, config.slack_api).auth_test())
    except BadConfig as error:
        return [Finding(False, f"Slack: {error}")]
    except (NotSent, Refused, Uncertain) as error:
        return [Finding(False, f"Slack: it refused the bot token, or cannot be reached ({error.why}).")]
    return [Finding(True, f"Slack: connected to {answer.get('team', 'a workspace')}.")]
