"""What the open pages are told, each from its own person's view."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

Json = dict[str, Any]
Render = Callable[[str], Json | None]
Notice = tuple[str, Json]
QUIET_SECONDS = 15.0
QUIET: Notice = ("", {})


class Feed:
    """Every open page has a queue; what a person may not see is never put into theirs."""

    def __init__(self) -> None:
        self._open: dict[asyncio.Queue[Notice | None], str] = {}
        self._watchers: set[asyncio.Event] = set()

    def publish(self, kind: str, render: Render) -> None:
        """Tell each page what `render` makes of it for that page's person; None means nothing."""
        for queue, user_id in self._open.items():
            data = render(user_id)
            if data is not None:
                queue.put_nowait((kind, data))
        self.stir()

    def stir(self) -> None:
        """Something changed: let those who wait look again."""
        for watcher in self._watchers:
            watcher.set()

    async def follow(self, user_id: str) -> AsyncIterator[Notice]:
        """Everything from now on, until the workspace closes; QUIET when nothing happened for a while."""
        queue: asyncio.Queue[Notice | None] = asyncio.Queue()
        self._open[queue] = user_id
        try:
            while (notice := await _next(queue)) is not None:
                yield notice
        finally:
            self._open.pop(queue, None)

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until the condition holds, looking again at every change; TimeoutError after that."""
        with self._watching() as changed:
            async with asyncio.timeout(seconds):
                while not condition():
                    await changed.wait()
                    changed.clear()

    def close(self) -> None:
        """Every page's stream ends."""
        for queue in self._open:
            queue.put_nowait(None)

    @contextmanager
    def _watching(self) -> Iterator[asyncio.Event]:
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            yield changed
        finally:
            self._watchers.discard(changed)


async def _next(queue: asyncio.Queue[Notice | None]) -> Notice | None:
    try:
        return await asyncio.wait_for(queue.get(), QUIET_SECONDS)
    except TimeoutError:
        return QUIET
