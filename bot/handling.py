"""Runs a ritual's handler so that nobody else is harmed: apart, for a limited time, with its own circle and no more."""

import contextlib
import ctypes
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from itertools import islice
from queue import SimpleQueue
from types import MethodType
from typing import Any, ClassVar, TypeVar

import structlog

from rituals.circle import Circle
from rituals.errors import KindlingError
from rituals.events import Act, Event

log = structlog.get_logger()
T = TypeVar("T")

ACT_SECONDS = 2.0
"""For what somebody waits for: Slack gives us three, and the database's queue is held meanwhile."""
UNATTENDED_SECONDS = 120.0
"""For a round, and for whatever else nobody waits for."""
MOST_EFFECTS = 1000
"""Of what one person did."""
MOST_UNATTENDED = 20_000
"""Of a round: an introduction for every two of 40,000 people."""
MOST_STUCK = 8
OFFERED = frozenset(name for name in vars(Circle) if not name.startswith("_"))


class RitualFailed(Exception):
    """A ritual's handler did what no handler may."""


class _Abandoned(BaseException):
    """Raised inside a handler that is out of time."""


def run_handler(
    function: Callable[[Any, Any], Iterable[T]], event: Event, circle: Circle[Any] | None, ritual: str
) -> tuple[T, ...]:
    """What the handler yields, up to a limit. Raises RitualFailed, and whatever the handler raises."""
    lent = Lent(circle)
    given = lent if circle else None
    seconds, most = (ACT_SECONDS, MOST_EFFECTS) if isinstance(event, Act) else (UNATTENDED_SECONDS, MOST_UNATTENDED)
    try:
        return _apart(ritual, lambda: _all(function(event, given), most), seconds, lent.take_back)
    except KindlingError:
        raise
    except Exception as error:
        log.error("ritual_failed", ritual=ritual, during=type(event).__name__, why=_why(error))
        raise
    finally:
        lent.take_back()


class Lent:
    """A circle as a handler has it: what `rituals.Circle` offers and nothing else, until it is taken back."""

    def __init__(self, circle: Circle[Any] | None) -> None:
        self.__circle = circle
        self.__turn = threading.RLock()
        self.__is_back = False

    def take_back(self) -> None:
        """From now on nothing can be read or changed through it; what is being done is finished first."""
        if not self.__is_back:
            with self.__turn:
                self.__is_back = True

    def __getattr__(self, name: str) -> Any:
        if name not in OFFERED:
            raise AttributeError(f"A circle has no {name}.")
        value = self.__do(partial(getattr, self.__circle, name))
        return partial(self.__do, value) if isinstance(value, MethodType) else value

    def __do(self, what: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with self.__turn:
            if self.__is_back:
                raise RitualFailed("it used its circle after its time")
            return what(*given, **named)


class _Errand:
    """Work that somebody waits for, in a thread that can be left behind."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.done: Future[Any] = Future()
        self.is_abandoned = False
        self._work = work
        self._ending = threading.Lock()
        self._is_over = False

    def run(self) -> None:
        self._fulfil()
        with self._ending:
            self._is_over = True

    def abandon(self, thread: threading.Thread, name: str) -> None:
        """Python stops a busy thread at its next step; one that waits for something outside of it goes on waiting."""
        with self._ending:
            if thread.ident and not self._is_over:
                self.is_abandoned, thread.name = True, name
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Abandoned))

    def _fulfil(self) -> None:
        try:
            self.done.set_result(self._work())
        except Exception as error:
            self.done.set_exception(error)
        except BaseException as error:  # sys.exit() in a handler must not end the bot
            self.done.set_exception(RitualFailed(f"it raised {type(error).__name__}"))


class _Runner(threading.Thread):
    """Runs one errand after the other, and ends with one that is abandoned. An executor's threads would hold up the
    end of the process, and cannot be left behind."""

    idle: ClassVar[deque["_Runner"]] = deque()

    def __init__(self) -> None:
        super().__init__(name="ritual", daemon=True)
        self._errands: SimpleQueue[_Errand] = SimpleQueue()
        self.start()

    @classmethod
    def sent(cls, errand: _Errand) -> "_Runner":
        """On its way, in a thread that has nothing else to do."""
        try:
            runner = cls.idle.pop()
        except IndexError:
            runner = cls()
        runner._errands.put(errand)
        return runner

    def run(self) -> None:
        with contextlib.suppress(_Abandoned):
            while self._runs_one():
                self.idle.append(self)

    def _runs_one(self) -> bool:
        """False if nobody waited for its end. In a method, so that what it brought is not kept meanwhile."""
        errand = self._errands.get()
        errand.run()
        return not errand.is_abandoned


os.register_at_fork(after_in_child=_Runner.idle.clear)  # a child has none of its parent's threads


def _apart(ritual: str, work: Callable[[], T], seconds: float, take_back: Callable[[], None]) -> T:
    """The work's result, from a thread of its own: one that hangs can be left behind."""
    stuck = f"stuck in {ritual}"
    if sum(thread.name == stuck for thread in threading.enumerate()) >= MOST_STUCK:
        raise RitualFailed("too many of its handlers hang already")
    errand = _Errand(work)
    runner = _Runner.sent(errand)
    try:
        result: T = errand.done.result(seconds)
    except TimeoutError:
        if errand.done.done():
            raise
        take_back()
        errand.abandon(runner, stuck)
        raise RitualFailed(f"it took longer than {seconds:g} seconds") from None
    return result


def _all(yielded: Iterable[T], most: int) -> tuple[T, ...]:
    found = tuple(islice(yielded, most + 1))
    if len(found) > most:
        raise RitualFailed(f"it yielded more than {most} effects")
    return found


def _why(error: Exception) -> str:
    """Its own sentence if it is ours; of any other error only the kind, for there may be somebody's words in it."""
    return str(error) if isinstance(error, RitualFailed) else type(error).__name__
