"""Imported by the server that workers are forked from. A round is held here first, so that all they need is loaded."""

import asyncio
import gc
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.playground import Playground
from tests.chaos.plan import make_plans
from tests.chaos.scene import company
from tests.chaos.workers import Orders, put_together


async def _hold_a_round(folder: Path) -> None:
    playground = Playground(company(12, 1), 0)
    await playground.start()
    orders = Orders(playground.api_url, playground.bot_token, f"sqlite:///{folder}/warm.db", folder / "log")
    bot = put_together(orders)
    (plan,) = make_plans(playground.workspace, bot.store, 2, random.Random(1))
    with bot.store.begin() as tx:
        circle = tx.circles.lock(playground.workspace.team_id, plan.circle)
        assert circle
        circle.change(circle.settings, circle.zone, datetime.now(UTC))
    await bot.only.platform.start(receiving=False)
    await bot.only.worker.work()
    bot.store.close()
    await playground.stop()


with tempfile.TemporaryDirectory(prefix="kindling-warm-") as _folder:
    asyncio.run(_hold_a_round(Path(_folder)))
gc.collect()
gc.freeze()
