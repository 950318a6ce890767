"""Runs a ritual's handler so that nobody else is harmed: apart, for a limited time, with its own circle and no more."""

import contextlib
import ctypes
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from itertools import islice
from types import MethodType
from typing import Any, TypeVar

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
        return _run_apart(ritual, lambda: _all(function(event, given), most), seconds, lent.take_back)
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


class _Apart(threading.Thread):
    """Runs one handler. A daemon, and no executor's thread: one that hangs holds up neither others nor the end."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(name="ritual", daemon=True)
        self.done: Future[Any] = Future()
        self._work = work
        self._ending = threading.Lock()
        self._is_over = False
        self.start()

    def run(self) -> None:
        with contextlib.suppress(_Abandoned):
            self._fulfil()
            with self._ending:
                self._is_over = True

    def abandon(self, name: str) -> None:
        """Python stops a busy thread at its next step; one that waits for something outside of it goes on waiting."""
        with self._ending:
            if self.ident and not self._is_over:
                self.name = name
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident), ctypes.py_object(_Abandoned))

    def _fulfil(self) -> None:
        try:
            self.done.set_result(self._work())
        except Exception as error:
            self.done.set_exception(error)
        except BaseException as error:  # sys.exit() in a handler must not end the bot
            self.done.set_exception(RitualFailed(f"it raised {type(error).__name__}"))


def _run_apart(ritual: str, work: Callable[[], T], seconds: float, take_back: Callable[[], None]) -> T:
    """The work's result, from a thread of its own: one that hangs can be left behind."""
    stuck = f"stuck in {ritual}"
    if sum(thread.name == stuck for thread in threading.enumerate()) >= MOST_STUCK:
        raise RitualFailed("too many of its handlers hang already")
    thread = _Apart(work)
    try:
        result: T = thread.done.result(seconds)
    except TimeoutError:
        if thread.done.done():
            raise
        take_back()
        thread.abandon(stuck)
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
