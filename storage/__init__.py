"""The only package that knows SQL: what the bot remembers, one transaction at a time."""

from storage.alarms import Alarm
from storage.books import Books
from storage.circles import SqlCircle
from storage.errors import CannotOpen, NewerDatabase, OlderDatabase, Unavailable
from storage.held import Added, Held, Met, Place, Told, Waiting
from storage.jobs import COPY, GONE, NOBODY, TO_CHAMPIONS, Depth, Job
from storage.left import Left
from storage.looking import State, state_of
from storage.pace import UNLIMITED, Rate, Rates
from storage.reading import EVERYBODY, Reading
from storage.store import Store
from storage.waits import LONGEST_PAUSE
from storage.workers import WorkerState

__all__ = [
    "COPY",
    "EVERYBODY",
    "GONE",
    "LONGEST_PAUSE",
    "NOBODY",
    "TO_CHAMPIONS",
    "UNLIMITED",
    "Added",
    "Alarm",
    "Books",
    "CannotOpen",
    "Depth",
    "Held",
    "Job",
    "Left",
    "Met",
    "NewerDatabase",
    "OlderDatabase",
    "Place",
    "Rate",
    "Rates",
    "Reading",
    "SqlCircle",
    "State",
    "Store",
    "Told",
    "Unavailable",
    "Waiting",
    "WorkerState",
    "state_of",
]
