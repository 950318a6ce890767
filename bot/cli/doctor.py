"""A look at everything the bot needs, in sentences."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import SystemClock
from bot.config import SECRET, BadConfig, Config, need_slack
from bot.platforms import NotSent, Refused
from bot.platforms.slack.api import name_of_workspace
from bot.process.roles import Role
from rituals.cards import count_words
from rituals.catalog import Catalog, load_catalog
from rituals.dates import join_words
from rituals.errors import KindlingError
from storage import Depth, State, Store, Transaction, WorkerState, state_of

LATE = 60
"""Minutes after which a message that waits is worth a look."""
SILENT = 60
"""Seconds; a process looks for work every few."""
NOT_READY: Mapping[State, str] = {
    "missing": "Database: there isn't one yet. Kindling makes it when it first starts.",
    "empty": "Database: it answers, and it's empty. Kindling makes its tables when it first starts.",
    "older": "Database: it's from an older version of Kindling. Starting Kindling, or kindling db upgrade, updates it.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is well."""

    good: bool
    words: str


async def examine(config: Config) -> list[Finding]:
    """Rituals, secret, database and Slack, one after the other; nothing is changed."""
    catalog = load_catalog()
    return [
        *_rituals(catalog),
        _secret(config),
        *await asyncio.to_thread(_database, config, catalog),
        *await _slack(config),
    ]


def _rituals(catalog: Catalog) -> list[Finding]:
    here = Finding(True, f"Rituals: {', '.join(catalog.rituals)}.")
    return [here, *(Finding(False, f"Left out: {name}. {why}") for name, why in catalog.left_out.items())]


def _secret(config: Config) -> Finding:
    if config.secret:
        return Finding(True, f"Secret: {SECRET} is set. Keep it as safe as a backup, and not beside one.")
    made = "Kindling makes one when it first runs against Slack, and adds it to .env."
    return Finding(True, f"Secret: there isn't one yet. {made}")


def _database(config: Config, catalog: Catalog) -> list[Finding]:
    try:
        state = state_of(config.database)
        if state == "ready":
            return _inside(Store(config.database, catalog.settings_of))
        return [Finding(state != "older", NOT_READY[state])]
    except KindlingError as error:
        return [Finding(False, f"Database: {error}")]


def _inside(store: Store) -> list[Finding]:
    now = SystemClock().now()
    try:
        with store.begin() as tx:
            found = [*_messages(tx.outbox.depth(now), now), _at_work(tx.workers.all()), *_closed(tx)]
    finally:
        store.close()
    return [Finding(True, "Database: it answers, can be written to, and is up to date."), *found]


def _messages(depth: Depth, now: datetime) -> Iterator[Finding]:
    waiting = depth.ready + depth.later + depth.sending
    each = f" ({depth.ready} now, {depth.later} for later, {depth.sending} being sent)" if waiting else ""
    yield Finding(True, f"Messages: {count_words(waiting, 'is', 'are')} waiting to be sent{each}.")
    if depth.oldest:
        minutes = int((now - depth.oldest).total_seconds() // 60)
        late = minutes >= LATE
        ask = " Is Kindling running, and can it reach Slack?" if late else ""
        yield Finding(not late, f"Messages: the oldest has waited for {count_words(minutes, 'minute')}.{ask}")
    yield Finding(depth.failed == 0, f"Messages: {depth.failed} could not be delivered.")


def _at_work(workers: Sequence[WorkerState]) -> Finding:
    """When a process last looked for something to do."""
    working = [worker for worker in workers if worker.role != Role.WEB]
    if not working:
        return Finding(True, "Kindling: it isn't running on this database just now.")
    quiet, versions = working[0].quiet_for, sorted({worker.version for worker in working})
    how = f"{count_words(len(working), 'process', 'processes')}, version {join_words(versions)}"
    ask = "" if quiet < SILENT else " It should every few seconds. Start it again if it's stuck."
    return Finding(not ask, f"Kindling: it last looked for work {quiet:.0f} seconds ago ({how}).{ask}")


def _closed(tx: Transaction) -> Iterator[Finding]:
    for workspace, why in tx.workspaces.closed().items():
        yield Finding(False, f"Slack: nothing is sent to the workspace {workspace} ({why}).")


async def _slack(config: Config) -> list[Finding]:
    if not config.has_slack:
        return [Finding(True, "Slack: not configured, so kindling starts its local workspace.")]
    try:
        need_slack(config)
    except BadConfig as error:
        return [Finding(False, f"Slack: {error}")]
    return [await _token(token, config.slack_api) for token in config.bot_tokens]


async def _token(token: str, api: str) -> Finding:
    try:
        name = await name_of_workspace(token, api)
    except NotSent as error:
        return Finding(False, f"Slack: it can't be reached ({error.why}). Check the network and SLACK_API_URL.")
    except Refused as error:
        return Finding(False, f"Slack: it refused SLACK_BOT_TOKEN ({error.why}). Copy it again from your app's page.")
    return Finding(True, f"Slack: connected to {name or 'a workspace'}.")
