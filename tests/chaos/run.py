"""A run: three workers, killed at random times, and failures; then calm, a clean worker, and a look at it all."""

import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.playground import Playground
from rituals.catalog import load_catalog
from storage import UNLIMITED, Rates, Store
from storage.engine import open_engine
from storage.tables.models import CircleRow, OutboxRow, RoundRow
from tests.chaos.findings import Findings, examine
from tests.chaos.mishaps import RandomFaults
from tests.chaos.plan import LATE, Plan, make_plans
from tests.chaos.scene import open_workspace
from tests.chaos.workers import Orders, start

WORKERS = 3
LEASE = 2.0
PATIENCE = 90.0
"""Seconds for the clean worker to finish, on a busy machine."""
PAUSE = 0.3
"""Seconds that an attempt waits here after one that failed: much shorter than in life."""
LIFE = (0.05, 0.5)
"""Seconds that a worker has before it is killed."""
MID_SENTENCE, SHORTLY, SAY = 0.6, 0.02, "chat.postMessage"
"""How many of them are killed so many seconds after a message has arrived, and what brings a message."""
PATIENT = 0.5
"""Seconds that such a one waits for its message."""
LEAST_KILLS, LONGEST = 6, 10.0
"""How many are killed at least, in at most so many times the seconds."""
CRASHES = 6
"""How often the database goes down, if it does, in at most as many."""
FREEZES = 0.05
"""How many of the kills are a freeze for longer than the lease instead, as when a machine sleeps."""


@dataclass(slots=True)
class Run:
    """How much, how long, with which chance."""

    database: str
    introductions: int
    seconds: float
    seed: int
    naive: bool = False
    crash: Callable[[], None] | None = None
    """Brings the database down, and up again."""
    rates: Rates = UNLIMITED


@dataclass(slots=True)
class Report:
    """What was done, and what was found."""

    kills: int = 0
    freezes: int = 0
    crashes: int = 0
    starts: int = 0
    seconds: float = 0.0
    mishaps: Counter[str] = field(default_factory=Counter)
    said: list[float] = field(default_factory=list)
    """When each message was brought, by the monotonic clock."""
    findings: Findings = field(default_factory=Findings)

    def as_dict(self) -> dict[str, Any]:
        """For the last line of the output."""
        counts = {"kills": self.kills, "freezes": self.freezes, "crashes": self.crashes, "starts": self.starts}
        more = {"mishaps": self.mishaps.total(), "seconds": round(self.seconds, 1)}
        return counts | self.findings.as_dict() | more


def run_chaos(run: Run) -> Report:
    """All of it, in a fresh database at that address."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kindling-chaos-") as folder:
        people = 40 + run.introductions // 20
        with open_workspace(people, run.seed) as playground, _engine(run.database) as engine:
            report = _Chaos(run, playground, engine, Path(folder) / "log").all()
    report.seconds = time.monotonic() - began
    return report


@contextmanager
def _engine(address: str) -> Iterator[Engine]:
    engine = open_engine(address)
    try:
        yield engine
    finally:
        engine.dispose()


class _Chaos:
    def __init__(self, run: Run, playground: Playground, engine: Engine, log: Path) -> None:
        self._run, self._ws, self._engine, self._log = run, playground.workspace, engine, log
        self._draw = random.Random(run.seed)
        known = (playground.api_url, playground.bot_token, run.database, log)
        self._orders = Orders(*known, lease=LEASE, naive=run.naive, rates=run.rates)
        store = Store(engine, load_catalog().settings_of)
        store.upgrade()
        self._plans = make_plans(self._ws, store, run.introductions, self._draw)
        self._report, self._hurried = Report(), 0.0
        self._faults = RandomFaults(run.seed, too_late=LEASE * 0.75)

    def all(self) -> Report:
        """Chaos, then calm, then the findings."""
        self._ws.faults = self._faults
        self._storm()
        self._faults.stop()
        self._calm()
        self._report.mishaps, self._report.said = self._faults.happened, self._faults.moments[SAY]
        self._report.findings = examine(self._engine, self._ws, self._plans, self._log)
        return self._report

    def _storm(self) -> None:
        """Workers come and are killed, rounds fall due, until the time is over."""
        start(replace(self._orders, api="http://127.0.0.1:9/")).join()  # so that the others are quickly born
        began, due = time.monotonic(), self._moments()
        crew = [_Doomed(self._orders, self._draw, self._report, self._faults) for _ in range(WORKERS)]
        while self._goes_on(now := time.monotonic() - began):
            due = [each for each in due if not (each[0] <= now and self._falls_due(each[1]))]
            for one in crew:
                one.tend()
            self._hurry()
            self._crash(now)
            time.sleep(0.005)
        for one in crew:
            one.ends()
        while due:
            due = [each for each in due if not self._falls_due(each[1])]
            self._calm()

    def _goes_on(self, now: float) -> bool:
        """On a busy machine all of it is long in coming, and the storm lasts until it came."""
        crashed = not self._run.crash or self._report.crashes >= CRASHES
        enough = self._report.kills >= LEAST_KILLS and crashed
        return now < self._run.seconds or (not enough and now < LONGEST * self._run.seconds)

    def _crash(self, now: float) -> None:
        """The database goes down and comes back, some times in a run."""
        moment = self._run.seconds * (self._report.crashes + 0.5) / CRASHES
        if self._run.crash and self._report.crashes < CRASHES and now > moment:
            self._run.crash()
            self._report.crashes += 1

    def _moments(self) -> list[tuple[float, Plan]]:
        """When each circle has its two rounds: seconds from the start, the earliest first."""
        firsts = [(self._draw.uniform(0.0, 0.4), plan) for plan in self._plans]
        seconds = [(self._draw.uniform(0.45, 0.85), plan) for plan in self._plans]
        return sorted(((share * self._run.seconds, plan) for share, plan in firsts + seconds), key=lambda each: each[0])

    def _falls_due(self, plan: Plan) -> bool:
        """The first round was due yesterday, the second is due now; False while the first is not held."""
        with suppress(OperationalError):  # a frozen worker has the database for itself
            return self._set_due(plan)
        return False

    def _set_due(self, plan: Plan) -> bool:
        with Session(self._engine) as session, session.begin():
            held = select(func.count()).select_from(RoundRow).filter_by(circle_id=plan.circle)
            if session.scalar(held) != len(plan.dues):
                return False
            moment = datetime.now(UTC) - (timedelta(0) if plan.dues else LATE)
            session.execute(update(CircleRow).filter_by(id=plan.circle).values(next_due=moment))
        plan.dues.append(moment)
        return True

    def _calm(self) -> None:
        """A clean worker does what is left."""
        worker = start(self._orders.quick())
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and worker.is_alive() and not self._is_done():
            self._hurry()
            time.sleep(0.05)
        worker.terminate()
        worker.join(10)
        worker.close()

    def _hurry(self) -> None:
        """Now and then all pauses between attempts are over, as they would be in a minute."""
        if (now := time.monotonic()) < self._hurried + PAUSE:
            return
        self._hurried = now
        with suppress(OperationalError), Session(self._engine) as session, session.begin():
            session.execute(update(OutboxRow).filter_by(state="ready").values(not_before=datetime.now(UTC)))

    def _is_done(self) -> bool:
        waiting = select(func.count()).select_from(OutboxRow).where(OutboxRow.state.in_(("ready", "sending", "begun")))
        due = select(func.count()).select_from(CircleRow).where(CircleRow.next_due <= datetime.now(UTC))
        with Session(self._engine) as session:
            return not session.scalar(waiting) and not session.scalar(due)


class _Doomed:
    """A place for a worker: whoever has it is killed after a while, and there is another."""

    def __init__(self, orders: Orders, draw: random.Random, report: Report, faults: RandomFaults) -> None:
        self._orders, self._draw, self._report, self._faults = orders, draw, report, faults
        self._worker: ForkServerProcess | None = None
        self._doom = self._wakes = 0.0
        self._said: int | None = None

    def tend(self) -> None:
        """Start one, kill it, or let it be."""
        now = time.monotonic()
        if self._worker is None or not self._worker.is_alive():
            self._begin(now)
        elif self._wakes:
            self._wake(now)
        elif self._is_doomed(now) and self._draw.random() < FREEZES:
            self._freeze(now)
        elif self._is_doomed(now):
            self.ends()
            self._report.kills += 1

    def ends(self) -> None:
        """No more of it."""
        if self._worker:
            self._worker.kill()
            self._worker.join()
            self._worker.close()
        self._worker = None

    def _begin(self, now: float) -> None:
        if self._worker:
            self._worker.close()
        self._worker = start(self._orders)
        self._report.starts += 1
        self._doom, self._wakes = now + self._draw.uniform(*LIFE), 0.0
        self._said = self._faults.calls[SAY] if self._draw.random() < MID_SENTENCE else None

    def _is_doomed(self, now: float) -> bool:
        """Its time is over; for some of them, that is just after the next message has arrived."""
        if now < self._doom or self._said is None:
            return now > self._doom
        said, self._said = self._said, self._faults.calls[SAY]
        if self._said > said or now > self._doom + PATIENT:
            self._doom, self._said = now + self._draw.uniform(0.0, SHORTLY), None
        return False

    def _freeze(self, now: float) -> None:
        self._signal(signal.SIGSTOP)
        self._report.freezes += 1
        self._wakes = now + LEASE * 1.5

    def _wake(self, now: float) -> None:
        if now > self._wakes:
            self._signal(signal.SIGCONT)
            self._wakes, self._doom = 0.0, now + self._draw.uniform(*LIFE)

    def _signal(self, number: int) -> None:
        if self._worker and self._worker.pid:
            os.kill(self._worker.pid, number)
