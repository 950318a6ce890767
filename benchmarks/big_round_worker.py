"""One worker of `benchmarks.big_round`: the bot in that role, until standard input ends."""

import asyncio
import sys

from bot.clock import SystemClock
from bot.config import read_config
from bot.platforms.slack.rates import RATES
from bot.process.assembly import assemble, slack
from bot.process.logs import configure_logs
from bot.process.roles import Role
from rituals.catalog import load_catalog
from storage import UNLIMITED

READY = "ready"


async def main(limits: str) -> None:
    """With Slack's rates kept, or with none."""
    config = read_config()
    configure_logs("error")
    rates = RATES if limits == "limited" else UNLIMITED
    clock = SystemClock()
    platforms = [slack(config, clock, rates=rates)]
    bot = assemble(config, load_catalog(), clock, platforms, role=Role.WORKER, bell_seconds=1.0)
    await bot.start()
    print(READY, flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await bot.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
