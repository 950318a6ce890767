"""Failures on request: what goes wrong at the next call of a method, or at the next envelope."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

SOCKET = "socket"
"""The name under which failures of Socket Mode stand among the methods."""

Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure; `after_effect` means the work was done and only the answer suffers."""

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    after_effect: bool = False
    delay: float = 0.0
    drop: bool = False
    truncate: bool = False
    body: str | None = None

    @property
    def only_slow(self) -> bool:
        """Whether the answer is the right one, only late."""
        wrong = self.error or self.drop or self.truncate or self.body is not None or self.status != 200
        return bool(self.delay) and not wrong

    @property
    def code(self) -> str:
        """The error that the app reads."""
        return self.error or "internal_error"

    @property
    def headers(self) -> dict[str, str]:
        """What goes with the status."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class Faults:
    """A queue of failures for every method; `sleep` is how the slow ones wait."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}
        self.sleep: Sleep = asyncio.sleep

    def next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int = 200,
        retry_after: int | None = None,
        times: int = 1,
        after_effect: bool = False,
        delay: float = 0.0,
        drop: bool = False,
        truncate: bool = False,
        body: str | None = None,
    ) -> None:
        """The next `times` calls of that method fail so.

        `delay` is in seconds, and alone it makes a right answer late. `drop` closes the connection without an
        answer, `truncate` in the middle of it; `body` is sent in its place. For "socket" there are `drop` and `delay`.
        """
        if retry_after is not None:
            error, status = "ratelimited", 429
        fault = Fault(error, status, retry_after, after_effect, delay, drop, truncate, body)
        if method == SOCKET and not (drop or delay):
            raise ValueError("An envelope can be dropped or be late; it has no answer that could be wrong.")
        self._waiting.setdefault(method, deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The failure this call must suffer, if any."""
        waiting = self._waiting.get(method)
        return waiting.popleft() if waiting else None

    def waiting(self) -> list[tuple[str, Fault]]:
        """What has not happened yet, with its method; in order for each method."""
        return [(method, fault) for method, faults in self._waiting.items() for fault in faults]

    def cancel(self, method: str) -> int:
        """Nothing goes wrong at that method any more; how many failures were taken back."""
        return len(self._waiting.pop(method, ()))

    def clear(self) -> None:
        """Everything works again."""
        self._waiting.clear()
