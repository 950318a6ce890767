"""When to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any


def stop_signal() -> asyncio.Event:
    """An event that Ctrl-C and SIGTERM set, from now on."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


async def until_stopped() -> None:
    """Wait for Ctrl-C or SIGTERM."""
    await stop_signal().wait()


async def unless(stopped: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do the work, and leave it as soon as it is time to stop. Raises what the work raises."""
    waiting, working = asyncio.ensure_future(stopped.wait()), asyncio.ensure_future(work)
    try:
        await asyncio.wait({waiting, working}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            await working
    finally:
        waiting.cancel()
        working.cancel()
        await asyncio.gather(waiting, working, return_exceptions=True)
