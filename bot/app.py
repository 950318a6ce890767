"""The composition root: the only place that names concrete classes."""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock, MovableClock
from bot.config import Config
from bot.courier import Courier
from bot.directory import Directory
from bot.dispatch import Dispatcher
from bot.metrics import NO_METRICS, Metrics
from bot.platforms.slack.adapter import SlackPlatform
from bot.reception import Reception
from bot.roles import Role
from bot.rounds import Rounds
from bot.scheduler import Bell
from bot.worker import Worker
from rituals.catalog import Catalog
from storage import Depth, Store

BELL_SECONDS = 5.0


@dataclass(slots=True)
class Bot:
    """Everything that runs, put together."""

    platform: SlackPlatform
    store: Store
    worker: Worker
    bell: Bell
    clock: Clock
    role: Role = Role.ALL
    _running: asyncio.Task[None] | None = None

    @property
    def is_working(self) -> bool:
        """Whether rounds are held and messages delivered here."""
        return self._running is not None and not self._running.done()

    async def start(self) -> None:
        """Connect, then begin to work, as far as that is this process's role. Raises CannotStart."""
        await self.platform.start(receiving=self.role.receives)
        if self.role.works:
            self._running = asyncio.create_task(self.worker.run())
            self.bell.start()
            await self.worker.wake()

    async def stop(self) -> None:
        """Stop working, disconnect, close the database."""
        self.bell.stop()
        if self._running:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        await self.platform.stop()
        self.store.close()

    def depth(self) -> Depth:
        """What waits in the outbox. Raises Busy."""
        with self.store.begin() as books:
            return books.outbox.depth(self.clock.now())

    async def travel(self, moment: datetime) -> None:
        """Move a movable clock to `moment`, stopping at everything that is due on the way."""
        assert isinstance(self.clock, MovableClock)
        await self.worker.work()
        while (due := self.worker.rounds.next_due()) and due <= moment:
            self.clock.reach(due)
            await self.worker.work()
            if self.worker.rounds.next_due() == due:
                break
        self.clock.reach(moment)
        await self.worker.work()


def assemble(
    config: Config,
    catalog: Catalog,
    clock: Clock,
    *,
    bell_seconds: float = BELL_SECONDS,
    role: Role = Role.ALL,
    metrics: Metrics = NO_METRICS,
) -> Bot:
    """The bot as configured, with its database up to date; nothing is connected yet. Raises CannotOpen."""
    store = Store(config.database, catalog.settings_of)
    store.upgrade()
    platform = SlackPlatform(
        bot_token=config.bot_token,
        app_token=config.app_token,
        api=config.slack_api,
        clock=clock,
    )
    directory = Directory(store, platform, clock)
    rounds = Rounds(store, catalog, directory, clock)
    worker = Worker(rounds, Courier(store, platform, catalog, clock))
    platform.serve(Reception(Dispatcher(store, catalog, clock), directory, platform, worker), metrics)
    return Bot(platform, store, worker, Bell(worker.wake, bell_seconds), clock, role)
