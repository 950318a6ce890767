"""Worker processes that are made to be killed. They are forked from a warm server, so that a new one costs little."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Config
from bot.platforms import CannotStart
from bot.process.assembly import Bot, assemble, slack
from bot.process.logs import configure_logs
from bot.process.roles import Role
from rituals.catalog import load_catalog
from storage import UNLIMITED, CannotOpen, Rates
from tests.chaos.naive import make_naive

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.chaos.warm"])


@dataclass(frozen=True, slots=True)
class Orders:
    """All a worker has to know. `lease` is in seconds; a `naive` one sends again when a lease ends."""

    api: str
    token: str
    database: str
    log: Path
    lease: float = 2.0
    bell: float = 0.1
    naive: bool = False
    rates: Rates = UNLIMITED

    def quick(self) -> "Orders":
        """The same for a worker that only has to finish."""
        return replace(self, bell=0.05)


def put_together(orders: Orders) -> Bot:
    """The bot of these orders: no socket, for nobody talks to it."""
    config = Config(bot_token=orders.token, slack_api=orders.api, database=orders.database, secret="chaos" * 8)
    clock = SystemClock()
    bot = assemble(
        config,
        load_catalog(),
        clock,
        [slack(config, clock, rates=orders.rates, lease=orders.lease)],
        bell_seconds=orders.bell,
        lease=orders.lease,
        role=Role.WORKER,
    )
    return make_naive(bot, orders.lease, orders.bell) if orders.naive else bot


def start(orders: Orders) -> ForkServerProcess:
    """One more worker."""
    process = SPAWN.Process(target=work, args=(orders,), daemon=True)
    process.start()
    return process


def work(orders: Orders) -> None:
    """What the process does until it is killed; SIGTERM ends it well."""
    write_logs(orders.log)
    with contextlib.suppress(CannotStart, CannotOpen):  # whoever looks after it starts another
        asyncio.run(_work(orders))


def write_logs(log: Path) -> None:
    """Everything that this process says on standard error stands in the file, also what it says while it dies."""
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    configure_logs("info")


async def _work(orders: Orders) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    bot = put_together(orders)
    await bot.start()
    await stopped.wait()
    await bot.stop()
