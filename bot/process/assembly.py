"""The composition root: the only place that names concrete classes."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock, MovableClock
from bot.config import Config
from bot.delivery.courier import LEASE, Courier
from bot.metrics import NO_METRICS, Metrics
from bot.people.directory import Directory
from bot.people.membership import Membership
from bot.platforms import Platform
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
class Branch:
    """What runs for one platform. The branches of a bot share its database, and none waits for another."""

    platform: Platform
    worker: Worker
    upkeep: Upkeep

    async def start(self, role: Role) -> None:
        """Connect, then begin to work, as far as that is the process's role. Raises CannotStart."""
        await self.platform.start(receiving=role.receives)
        await asyncio.to_thread(self.upkeep.arrive)
        if role.works:
            await self.upkeep.catch_up()
            self.worker.start()

    async def stop(self) -> None:
        """Finish what is being sent, and disconnect."""
        await self.worker.stop()
        await self.platform.stop()


@dataclass(slots=True)
class Bot:
    """Everything that runs, put together."""

    catalog: Catalog
    branches: tuple[Branch, ...]
    store: Store
    bell: Bell
    clock: Clock
    role: Role = Role.ALL
    is_running: bool = False

    @property
    def only(self) -> Branch:
        """The branch of a bot with one platform."""
        (branch,) = self.branches
        return branch

    @property
    def is_working(self) -> bool:
        """Whether rounds are held and messages delivered here."""
        return all(branch.worker.is_at_work for branch in self.branches)

    async def start(self) -> None:
        """Connect, then begin to work, as far as that is this process's role. Raises CannotStart."""
        await asyncio.to_thread(self.catalog.load)
        for branch in self.branches:
            await branch.start(self.role)
        if self.role.works:
            self.bell.start()
        self.is_running = True

    async def stop(self) -> None:
        """Begin nothing more, finish what is being sent, disconnect, close the database: within ten seconds."""
        self.is_running = False
        self.bell.stop()
        await asyncio.gather(*(branch.stop() for branch in self.branches))
        self.store.close()

    def depth(self) -> Depth:
        """What waits in the outbox. Raises Busy."""
        with self.store.begin() as tx:
            return tx.outbox.depth(self.clock.now())

    async def work(self) -> None:
        """Do all there is to do now."""
        for branch in self.branches:
            await branch.worker.work()

    def next_due(self) -> datetime | None:
        """When something is due next, on any platform."""
        return min((due for branch in self.branches if (due := branch.worker.rounds.next_due())), default=None)

    async def travel(self, moment: datetime) -> None:
        """Move a movable clock to `moment`, stopping at everything that is due on the way."""
        assert isinstance(self.clock, MovableClock)
        await self.work()
        while (due := self.next_due()) and due <= moment:
            self.clock.reach(due)
            await self.work()
            if self.next_due() == due:
                break
        self.clock.reach(moment)
        await self.work()


def slack(config: Config, clock: Clock, *, rates: Rates = RATES, lease: float = LEASE) -> SlackPlatform:
    """Slack as configured. A call to it is given up after a third of the `lease` (seconds), before anybody else can
    hold the message."""
    return SlackPlatform(
        bot_tokens=config.bot_tokens,
        app_token=config.app_token,
        signing_secrets=config.signing_secrets,
        api=config.slack_api,
        clock=clock,
        rates=rates,
        timeout=lease / 3,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What the branches of one bot have in common; `lease` and `answer` are seconds."""

    store: Store
    catalog: Catalog
    clock: Clock
    role: Role
    metrics: Metrics
    lease: float
    answer: float

    def branch(self, platform: Platform, process: str) -> Branch:
        """All that this platform needs. It brings what people do to a reception of its own."""
        store, catalog, clock = self.store, self.catalog, self.clock
        directory, calls = Directory(store, platform, clock), RollCall(store, platform, clock)
        served, counted = lambda: platform.workspaces, self.metrics
        rounds = Rounds(store, catalog, calls, clock, served, lease=2 * self.lease, observe=counted.round)
        upkeep = Upkeep(store, platform, catalog, clock, self.role.value, process)
        courier = Courier(store, platform, catalog, directory, clock, lease=self.lease, observe=counted.delivered)
        worker = Worker(rounds, courier, upkeep)
        membership, dispatcher = Membership(store, platform, clock), Dispatcher(store, catalog, clock)
        platform.serve(Reception(dispatcher, directory, membership, platform, worker, self.answer), counted)
        return Branch(platform, worker, upkeep)


def assemble(
    config: Config,
    catalog: Catalog,
    clock: Clock,
    platforms: Sequence[Platform],
    *,
    bell_seconds: float = BELL_SECONDS,
    lease: float = LEASE,
    role: Role = Role.ALL,
    metrics: Metrics = NO_METRICS,
    answer_seconds: float = ANSWER_SECONDS,
) -> Bot:
    """The bot on these platforms, with its database up to date; nothing is connected yet. Raises CannotOpen."""
    store = Store(config.database, catalog.settings_of, clock.now if clock.is_moved else None, config.secret)
    store.upgrade()
    parts = Parts(store, catalog, clock, role, metrics, lease, answer_seconds)
    process = uuid.uuid4().hex
    branches = tuple(parts.branch(platform, process) for platform in platforms)

    async def wake() -> None:
        for branch in branches:
            await branch.worker.wake()

    return Bot(catalog, branches, store, Bell(wake, bell_seconds), clock, role)
