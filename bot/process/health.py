"""Whether this process lives, and whether it can take work now: each a few plain words, without names or secrets."""

import asyncio
from dataclasses import dataclass, field

from bot.process.assembly import Bot
from rituals.errors import KindlingError
from storage import OlderDatabase

LONGEST_SILENCE = 60.0
"""Seconds without a bell, after which a process that has one is not well."""
ANSWER_SECONDS = 3.0

SILENT = "The bell has not rung for a minute."
DEAD = "The worker has ended."
STOPPING = "It is stopping."
NO_DATABASE = "The database cannot be used just now."
NOT_CONNECTED = "{} is not connected."


@dataclass(slots=True)
class Health:
    """Of one running bot."""

    bot: Bot
    is_stopping: bool = False
    _asking: asyncio.Task[str] | None = field(default=None, init=False)

    async def alive(self) -> list[str]:
        """What is wrong with the process itself, such that only starting it again helps; that it answers says most."""
        if not self.bot.role.works or self.is_stopping:
            return []
        silent = self.bot.bell.silent_for > LONGEST_SILENCE
        return [DEAD] * (not self.bot.is_working) + [SILENT] * silent

    async def ready(self) -> list[str]:
        """Why it should be sent no work just now."""
        if self.is_stopping:
            return [STOPPING]
        database = await self._database()
        platforms = [branch.platform for branch in self.bot.branches]
        away = [NOT_CONNECTED.format(one.name.capitalize()) for one in platforms if not await one.is_connected()]
        return [*([database] if database else []), *away, *await self.alive()]

    async def _database(self) -> str:
        """Asked once at a time: a database that hangs takes one thread and no more."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._ask))
        await asyncio.wait({self._asking}, timeout=ANSWER_SECONDS)
        return self._asking.result() if self._asking.done() else NO_DATABASE

    def _ask(self) -> str:
        try:
            self.bot.store.check()
        except KindlingError as error:
            return str(error) if isinstance(error, OlderDatabase) else NO_DATABASE
        return ""
