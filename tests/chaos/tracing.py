"""Every line that a worker comes by, and a worker that dies at one of them."""

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
TRACED = (
    "bot/rounds/*.py",
    "bot/delivery/*.py",
    "bot/handlers/*.py",
    "bot/people/*.py",
    "bot/process/worker.py",
    "bot/process/upkeep.py",
    "bot/platforms/slack/adapter.py",
    "bot/platforms/slack/api.py",
    "storage/**/*.py",
)
"""The way of a round from the bell to the workspace."""


@dataclass(frozen=True, slots=True)
class Point:
    """A line that is about to run, or a return from it; the `time` at which it is met, from 1."""

    place: str
    event: str
    time: int

    def __str__(self) -> str:
        return f"{self.place} {self.event} {self.time}"


def parse_point(words: str) -> Point:
    """The opposite of its words."""
    place, event, time = words.rsplit(" ", 2)
    return Point(place, event, int(time))


class Tracer:
    """Counts the points that are met, over all threads; at the `fatal` one the process is killed."""

    def __init__(self, fatal: Point | None = None) -> None:
        self.met: list[Point] = []
        self._fatal = fatal
        self._times: Counter[tuple[str, str]] = Counter()
        self._names = {str(path): str(path.relative_to(ROOT)) for glob in TRACED for path in ROOT.glob(glob)}

    @contextmanager
    def tracing(self) -> Iterator[None]:
        """In this thread, and in those that begin meanwhile."""
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        try:
            yield
        finally:
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]

    def _trace(self, frame: FrameType, event: str, _argument: object) -> Any:
        name = self._names.get(frame.f_code.co_filename)
        if name is None:
            return None
        if event in ("line", "return"):
            self._meet(f"{name}:{frame.f_lineno}", event)
        return self._trace

    def _meet(self, place: str, event: str) -> None:
        self._times[place, event] += 1
        point = Point(place, event, self._times[place, event])
        if point == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        self.met.append(point)
