"""The composition root: the only place that names concrete classes."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock, MovableClock
from bot.config import Config
from bot.delivery.courier import LEASE, Courier
from bot.metrics import NO_METRICS, Metrics
from bot.people.directory import Directory
from bot.people.membership import Membership
from bot.platforms.slack.adapter import SlackPlatform
from bot.platforms.slack.rates import RATES
from bot.process.bell import Bell
from bot.process.roles import Role
from bot.process.upkeep import Upkeep
from bot.process.worker import Worker
from bot.requests.dispatch import Dispatcher
from bot.requests.reception import ANSWER_SECONDS, Reception
from bot.rounds.roll_call import RollCall
from bot.rounds.rounds import Rounds
from rituals.catalog import Catalog
from storage import Depth, Rates, Store

BELL_SECONDS = 5.0


@dataclass(slots=True)
class Bot:
    """Everything that runs, put together."""

    catalog: Catalog
    platform: SlackPlatform
    store: Store
    worker: Worker
    upkeep: Upkeep
    bell: Bell
    clock: Clock
    role: Role = Role.ALL
    is_running: bool = False

    @property
    def is_working(self) -> bool:
        """Whether rounds are held and messages delivered here."""
        return self.worker.is_at_work

    async def start(self) -> None:
        """Connect, then begin to work, as far as that is this process's role. Raises CannotStart."""
        await asyncio.to_thread(self.catalog.load)
        await self.platform.start(receiving=self.role.receives)
        await asyncio.to_thread(self.upkeep.arrive)
        if self.role.works:
            await self.upkeep.catch_up()
            self.worker.start()
            self.bell.start()
        self.is_running = True

    async def stop(self) -> None:
        """Begin nothing more, finish what is being sent, disconnect, close the database: within ten seconds."""
        self.is_running = False
        self.bell.stop()
        await self.worker.stop()
        await self.platform.stop()
        self.store.close()

    def depth(self) -> Depth:
        """What waits in the outbox. Raises Busy."""
        with self.store.begin() as tx:
            return tx.outbox.depth(self.clock.now())

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
    rates: Rates = RATES,
    lease: float = LEASE,
    role: Role = Role.ALL,
    metrics: Metrics = NO_METRICS,
    answer_seconds: float = ANSWER_SECONDS,
) -> Bot:
    """The bot as configured, with its database up to date; nothing is connected yet. Raises CannotOpen.

    A call to Slack is given up after a third of the `lease` (seconds), before anybody else can hold the message.
    """
    store = Store(config.database, catalog.settings_of, clock.now if clock.is_moved else None, config.secret)
    store.upgrade()
    platform = SlackPlatform(
        bot_tokens=config.bot_tokens,
        app_token=config.app_token,
        api=config.slack_api,
        clock=clock,
        rates=rates,
        timeout=lease / 3,
    )
    directory = Directory(store, platform, clock)
    roll_call = RollCall(store, platform, clock)
    rounds = Rounds(
        store, catalog, roll_call, clock, lambda: platform.workspaces, lease=2 * lease, observe=metrics.round
    )
    upkeep = Upkeep(store, platform, catalog, clock, role.value)
    courier = Courier(store, platform, catalog, directory, clock, lease=lease, observe=metrics.delivered)
    worker = Worker(rounds, courier, upkeep)
    dispatcher = Dispatcher(store, catalog, clock)
    reception = Reception(dispatcher, directory, Membership(store, platform, clock), platform, worker, answer_seconds)
    platform.serve(reception, metrics)
    return Bot(catalog, platform, store, worker, upkeep, Bell(worker.wake, bell_seconds), clock, role)
