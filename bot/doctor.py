"""A look at everything the bot needs, in sentences."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.config import BadConfig, Config, need_slack
from bot.platforms import NotSent, Refused
from bot.platforms.slack.api import ask, web_client
from bot.roles import Role
from rituals.cards import count_words
from rituals.catalog import Catalog, load_catalog
from rituals.errors import KindlingError
from storage import Books, Depth, Store, WorkerState

LATE = 60
"""Minutes after which a message that waits is worth a look."""
SILENT = 60
"""Seconds; the bell rings every few."""


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
    now = SystemClock().now()
    try:
        store = Store(config.database, catalog.settings_of)
        store.upgrade()
        with store.begin() as books:
            found = [*_outbox(books.outbox.depth(now), now), _bell(books.workers.all()), *_closed(books)]
        store.close()
    except KindlingError as error:
        return [Finding(False, f"Database: {error.sentence}")]
    return [Finding(True, "Database: it answers, can be written to, and is up to date."), *found]


def _outbox(depth: Depth, now: datetime) -> Iterator[Finding]:
    waiting = depth.ready + depth.later + depth.sending
    each = f"{depth.ready} now, {depth.later} later, {depth.sending} being sent"
    yield Finding(True, f"Outbox: {count_words(waiting, 'message waits', 'messages wait')} ({each}).")
    if depth.oldest:
        minutes = int((now - depth.oldest).total_seconds() // 60)
        yield Finding(minutes < LATE, f"Outbox: the oldest has waited for {count_words(minutes, 'minute')}.")
    yield Finding(depth.failed == 0, f"Outbox: {count_words(depth.failed, 'message')} could not be delivered.")


def _bell(workers: Sequence[WorkerState]) -> Finding:
    """When a process last looked for something to do."""
    ringing = [worker for worker in workers if worker.role != Role.WEB]
    if not ringing:
        return Finding(True, "Bell: no process works on this database just now.")
    quiet, here = ringing[0].quiet_for, {f"{worker.role} {worker.version}" for worker in ringing}
    where = "the one process" if len(ringing) == 1 else f"one of {len(ringing)} processes"
    return Finding(quiet < SILENT, f"Bell: it rang {quiet:.0f} seconds ago, in {where} ({', '.join(sorted(here))}).")


def _closed(books: Books) -> Iterator[Finding]:
    for workspace, why in books.workspaces.closed().items():
        yield Finding(False, f"Workspace {workspace}: nothing is sent there ({why}).")


async def _slack(config: Config) -> list[Finding]:
    if not config.has_slack:
        return [Finding(True, "Slack: not configured; kindling runs in a local workspace.")]
    try:
        need_slack(config)
    except BadConfig as error:
        return [Finding(False, f"Slack: {error}")]
    return [await _token(web_client(token, config.slack_api)) for token in config.bot_tokens]


async def _token(client: AsyncWebClient) -> Finding:
    try:
        answer = await ask(client.auth_test())
    except (NotSent, Refused) as error:
        return Finding(False, f"Slack: it refused the bot token, or cannot be reached ({error.why}).")
    return Finding(True, f"Slack: connected to {answer.get('team', 'a workspace')}.")
