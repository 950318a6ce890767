"""What goes wrong between the bot and the workspace, by chance, until it is told to stop."""

import random
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass

from bot.playground.model.faults import Fault, Faults

LATE = 0.15
"""Seconds: a slow answer, but one in time."""


SENDING = ("chat.postMessage", "chat.update", "conversations.open")
READING = 8000
"""A round asks so many questions that with as many failures among the answers none would ever be held."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """A kind of failure, and how many of a thousand calls it happens to (of `READING` calls that send nothing)."""

    name: str
    of_thousand: int
    fault: Fault


MISHAPS = (
    Mishap("429", 30, Fault("ratelimited", 429, 1)),
    Mishap("reset after accepting", 40, Fault(drop=True, after_effect=True)),
    Mishap("reset before", 20, Fault(drop=True)),
    Mishap("500 after acting", 25, Fault(status=500, after_effect=True)),
    Mishap("500 before", 25, Fault(status=500)),
    Mishap("503 in HTML", 10, Fault(status=503, body="<h1>Service unavailable</h1>")),
    Mishap("half an answer", 10, Fault(truncate=True, after_effect=True)),
    Mishap("slow", 50, Fault(delay=LATE)),
    Mishap("slow after acting", 30, Fault(delay=LATE, after_effect=True)),
)


class RandomFaults(Faults):
    """Failures of any method, drawn by the seed; `too_late` is a delay beyond every client's patience, in seconds."""

    def __init__(self, seed: int, too_late: float) -> None:
        super().__init__()
        self.happened: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.moments: defaultdict[str, list[float]] = defaultdict(list)
        self._draw = random.Random(seed)
        self._mishaps = (
            *MISHAPS,
            Mishap("too late", 2, Fault(delay=too_late)),
            Mishap("too late after acting", 3, Fault(delay=too_late, after_effect=True)),
        )
        self._stopped = threading.Event()

    def stop(self) -> None:
        """From now on all is well."""
        self._stopped.set()

    def take(self, method: str) -> Fault | None:
        """The failure this call must suffer, if any."""
        self.calls[method] += 1
        self.moments[method].append(time.monotonic())
        if self._stopped.is_set():
            return super().take(method)
        left = self._draw.randrange(1000 if method in SENDING else READING)
        for mishap in self._mishaps:
            left -= mishap.of_thousand
            if left < 0:
                self.happened[mishap.name] += 1
                return mishap.fault
        return super().take(method)
