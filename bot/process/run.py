"""The bot against Slack itself, until it is stopped."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

import structlog
from starlette.types import ASGIApp

from bot.clock import SystemClock
from bot.config import Config
from bot.metrics import NO_METRICS, Metrics
from bot.process.assembly import Bot, assemble, slack
from bot.process.health import Health
from bot.process.prometheus import Prometheus, showing
from bot.process.roles import Role
from bot.process.signals import stop_signal, unless
from bot.process.web import routes, serving
from rituals.catalog import Catalog

log = structlog.get_logger()


async def run(config: Config, catalog: Catalog, role: Role = Role.ALL) -> None:
    """Over Socket Mode if there is an app token, else over HTTP. Raises CannotStart and CannotOpen."""
    stopped = stop_signal()
    metrics = Prometheus() if config.metrics else NO_METRICS
    clock = SystemClock()
    platforms = [slack(config, clock)]
    bot = await asyncio.to_thread(assemble, config, catalog, clock, platforms, role=role, metrics=metrics)
    health = Health(bot)
    try:
        async with AsyncExitStack() as stack:
            stack.enter_context(_shown(bot, config, metrics))
            await unless(stopped, bot.start())
            await stack.enter_async_context(_listening(bot, config, health))
            log.info("ready", role=role.value, way="Socket Mode" if config.uses_socket else "HTTP")
            await stopped.wait()
            health.is_stopping = True
            log.info("stopping")
    finally:
        await bot.stop()


def front(bot: Bot, health: Health) -> ASGIApp:
    """What this process answers over HTTP: how it is, and the platforms that are reached that way."""
    return routes({"/healthz": health.alive, "/readyz": health.ready}, addresses(bot))


def addresses(bot: Bot) -> Mapping[str, ASGIApp]:
    """Where the platforms bring what people do, if this process is to receive it and it comes over HTTP."""
    if not bot.role.receives:
        return {}
    return {path: app for branch in bot.branches for path, app in branch.platform.addresses().items()}


@asynccontextmanager
async def _listening(bot: Bot, config: Config, health: Health) -> AsyncIterator[None]:
    """At the port, if Slack comes that way or the port was asked for."""
    if not config.wants_port and not addresses(bot):
        yield
        return
    async with serving(front(bot, health), config.host, config.port):
        yield


@contextmanager
def _shown(bot: Bot, config: Config, metrics: Metrics) -> Iterator[None]:
    if not (config.metrics and isinstance(metrics, Prometheus)):
        yield
        return
    watch(bot, metrics)
    with showing(metrics.registry, *config.metrics):
        yield


def watch(bot: Bot, metrics: Prometheus) -> None:
    """Show what waits in the outbox, and the bell where there is one."""
    metrics.watch_outbox(bot.depth, bot.clock)
    if bot.role.works:
        metrics.watch_bell(lambda: bot.bell.silent_for)
