"""Workspaces that are served from some moment on, while the bot runs."""

import asyncio

from bot.clock import MovableClock
from bot.process.upkeep import Upkeep
from rituals.catalog import load_catalog
from storage import Store
from tests.chaos.town import Town


class Shut(Town):
    """It lets nobody in again."""

    async def welcomes(self, workspace: str) -> bool:
        return False


def test_a_new_one_is_open_from_the_next_bell_and_a_closed_one_stays_closed(store: Store) -> None:
    served = {"T1": "Town", "T2": "Harbour"}
    upkeep = Upkeep(store, Shut({}, workspaces=served), load_catalog(), MovableClock(), "all", "this process")
    upkeep.arrive()
    with store.begin() as tx:
        tx.workspaces.close("T1", "shut out")
        tx.workspaces.close("T3", "not served yet")
    served["T3"] = "New wing"
    asyncio.run(upkeep.tend())
    with store.begin() as tx:
        assert tx.workspaces.closed() == {"T1": "shut out"}
