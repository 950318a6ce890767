"""The only package that knows SQL: what the bot remembers, one transaction at a time."""

from storage.circles.alarms import Alarm
from storage.circles.circle import SqlCircle
from storage.errors import CannotOpen, NewerDatabase, OlderDatabase, Unavailable
from storage.left import Left
from storage.outbox.jobs import COPY, GONE, NOBODY, TO_CHAMPIONS, Depth, Job
from storage.outbox.pace import UNLIMITED, Rate, Rates
from storage.outbox.waits import LONGEST_PAUSE
from storage.privacy.held import Added, Held, Met, Place, Told, Waiting
from storage.store import Store
from storage.transaction import Transaction
from storage.upkeep.state import State, state_of
from storage.upkeep.workers import WorkerState
from storage.workspaces.partial_reads import EVERYBODY, Reading

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
    "Transaction",
    "Unavailable",
    "Waiting",
    "WorkerState",
    "state_of",
]
