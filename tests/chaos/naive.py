"""The courier that everybody writes first: when a lease ends, the message is sent again."""

from bot.delivery.courier import Courier
from bot.people.directory import Directory
from bot.process.assembly import Bot
from bot.process.bell import Bell
from bot.process.upkeep import Upkeep
from bot.process.worker import Worker
from rituals.catalog import load_catalog
from storage import Job


class NaiveCourier(Courier):
    """Does not ask whether an earlier attempt may have arrived."""

    async def _look_into(self, job: Job) -> str:
        return await self._try(job)


def make_naive(bot: Bot, lease: float, bell: float) -> Bot:
    """The same bot with that courier; both are in seconds."""
    directory = Directory(bot.store, bot.only.platform, bot.clock)
    catalog = load_catalog()
    courier = NaiveCourier(bot.store, bot.only.platform, catalog, directory, bot.clock, lease=lease)
    upkeep = Upkeep(bot.store, bot.only.platform, catalog, bot.clock, "worker", "naive")
    bot.only.worker = Worker(bot.only.worker.rounds, courier, upkeep)
    bot.bell = Bell(bot.only.worker.wake, bell)
    return bot
