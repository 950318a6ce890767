"""What has to be done now and then: say that this process is alive, knock at closed doors, forget what is old."""

import asyncio
from datetime import timedelta
from importlib.metadata import version

import structlog

from bot.clock import Clock
from bot.config import DISTRIBUTION
from bot.platforms import Platform
from rituals.catalog import Catalog
from storage import Store, Unavailable

log = structlog.get_logger()

NOW_AND_THEN = timedelta(minutes=10)
ALIVE = timedelta(seconds=5)
"""How often a process says that it is there: the bell rings for every request too, and a commit costs something."""


class Upkeep:
    """Of one platform in a process, which has a role and a name of its own."""

    def __init__(
        self, store: Store, platform: Platform, catalog: Catalog, clock: Clock, role: str, process: str
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._platform = platform
        self._clock = clock
        self._role = role
        self._id = process
        self._started = clock.now()
        self._arrived: set[str] = set()
        self._last: dict[str, float] = {}
        """By what was done: when, by the steady clock."""

    async def catch_up(self) -> None:
        """Before anything else is done after an absence: what is too old by now goes."""
        try:
            await asyncio.to_thread(self._forget)
        except Unavailable as problem:  # the next bell tries again
            log.warning("not_caught_up", why=type(problem).__name__)
        else:
            self._last["forget"] = self._clock.steady()

    async def tend(self) -> None:
        """With every bell, but done only now and then; a workspace that is new is open from now on."""
        if self._platform.workspaces.keys() - self._arrived:
            await asyncio.to_thread(self.arrive)
        if self._is_time("say", ALIVE):
            await asyncio.to_thread(self._alive)
        if self._is_time("forget", NOW_AND_THEN):
            await asyncio.to_thread(self._forget)
        if self._is_time("knock", NOW_AND_THEN):
            await self._knock()

    async def _knock(self) -> None:
        for workspace in await asyncio.to_thread(self._closed):
            if await self._platform.welcomes(workspace):
                await asyncio.to_thread(self._open, workspace)

    def _is_time(self, what: str, every: timedelta) -> bool:
        """Whether it was so long ago, whatever was done to the clock meanwhile."""
        now, last = self._clock.steady(), self._last.get(what)
        if last is not None and now - last < every.total_seconds():
            return False
        self._last[what] = now
        return True

    def arrive(self) -> None:
        """The workspaces that the platform serves are open: what waits there goes on. One that was open before and has
        closed stays so."""
        with self._store.begin() as tx:
            for id, name in self._platform.workspaces.items():
                if id not in self._arrived:
                    tx.workspaces.save(id, name, self._platform.name)
        self._arrived |= self._platform.workspaces.keys()

    def leave(self) -> None:
        """This process stops, and nobody need wonder where it is."""
        with self._store.begin() as tx:
            tx.workers.left(self._id)

    def _alive(self) -> None:
        with self._store.begin() as tx:
            tx.workers.rang(self._id, self._role, version(DISTRIBUTION), self._started)
            tx.cut_waits(self._clock.now())

    def _forget(self) -> None:
        self._store.sweep(self._clock.now(), self._catalog.keeps)

    def _closed(self) -> list[str]:
        """Those of ours that are closed and were not left: the bot has a token for them."""
        with self._store.begin() as tx:
            closed = tx.workspaces.closed()
        return [id for id in self._platform.workspaces if id in closed]

    def _open(self, workspace: str) -> None:
        log.info("workspace_open_again", workspace=workspace)
        with self._store.begin() as tx:
            tx.workspaces.save(workspace, self._platform.workspaces[workspace], self._platform.name)
