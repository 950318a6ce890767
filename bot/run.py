"""The bot against Slack itself, until it is stopped."""

import asyncio

import uvicorn

from bot.app import Bot, assemble
from bot.clock import SystemClock
from bot.config import Config
from bot.platforms.slack.http import http_app
from bot.stopping import until_stopped
from rituals.catalog import Catalog


async def run(config: Config, catalog: Catalog) -> None:
    """Over Socket Mode if there is an app token, else over HTTP. Raises CannotStart and CannotOpen."""
    bot = await asyncio.to_thread(assemble, config, catalog, SystemClock())
    await bot.start()
    try:
        await (until_stopped() if config.uses_socket else _serve(bot, config))
    finally:
        await bot.stop()


async def _serve(bot: Bot, config: Config) -> None:
    app = http_app(bot.platform.app, config.signing_secret, bot.store.ping)
    settings = uvicorn.Config(app, host="0.0.0.0", port=config.port, log_config=None, access_log=False)
    await uvicorn.Server(settings).serve()
