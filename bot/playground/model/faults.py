"""Failures on request: what goes wrong at the next call of a method."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure; `after_effect` means the method did its work and the answer was lost."""

    error: str
    status: int
    retry_after: int | None
    after_effect: bool
    delay: float

    @property
    def headers(self) -> dict[str, str]:
        """What goes with the status."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class Faults:
    """A queue of failures for every method."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}

    def next(
        self,
        method: str,
        *,
        error: str = "internal_error",
        status: int = 200,
        retry_after: int | None = None,
        times: int = 1,
        after_effect: bool = False,
        delay: float = 0.0,
    ) -> None:
        """The next `times` calls of that method fail so; `delay` is in seconds."""
        if retry_after is not None:
            error, status = "ratelimited", 429
        fault = Fault(error, status, retry_after, after_effect, delay)
        self._waiting.setdefault(method, deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The failure this call must suffer, if any."""
        waiting = self._waiting.get(method)
        return waiting.popleft() if waiting else None

    def clear(self) -> None:
        """Everything works again."""
        self._waiting.clear()
