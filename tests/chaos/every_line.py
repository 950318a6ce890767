"""A worker is killed at a line, time passes, another one finishes: for every line on the way, one after another."""

import asyncio
import os
import random
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.platforms import Message
from bot.playground import Playground
from rituals.catalog import load_catalog
from storage import Store
from storage.engine import open_engine
from storage.tables.models import CircleRow, OutboxRow
from tests.chaos.databases import Databases
from tests.chaos.findings import Findings, bot_messages, examine
from tests.chaos.plan import Plan, make_plans
from tests.chaos.scene import open_workspace
from tests.chaos.tracing import Point, Tracer, parse_point
from tests.chaos.workers import SPAWN, Orders, put_together, write_logs

SIDE_BY_SIDE = 2
INTRODUCTIONS = 4
"""By two rounds, of which one is held here: a pair and a trio."""
SEED = 7
A_WHILE = timedelta(hours=1)
TRIES = 4
TURNS = 4
"""How often the clean worker is woken: whatever one turn puts, the next ones send."""


@dataclass(slots=True)
class Sweep:
    """What became of every point. One that chance made different, each time it was tried, kills nobody."""

    points: int = 0
    kills: int = 0
    findings: Findings = field(default_factory=Findings)

    def add(self, point: Point, found: Findings, killed: bool) -> None:
        """Count one of them."""
        total = self.findings
        self.points, self.kills = self.points + 1, self.kills + killed
        total.count(found)
        total.broken += [f"killed at {point}: {sentence}" for sentence in found.broken]
        total.expect(not found.duplicates, f"killed at {point}: sent twice")
        total.expect(not found.lost, f"killed at {point}: lost")

    def join(self, other: "Sweep") -> None:
        """Both together."""
        self.points, self.kills = self.points + other.points, self.kills + other.kills
        self.findings.count(other.findings)
        self.findings.broken += other.findings.broken

    def as_dict(self) -> dict[str, Any]:
        """For the last line of the output."""
        return {"points": self.points, "kills": self.kills} | self.findings.as_dict()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of several side by side happens: a workspace of its own, and the circle in it."""

    playground: Playground
    template: str
    plan: Plan
    folder: Path
    before: frozenset[str]


def sweep(
    databases: Databases, choose: Callable[[Sequence[Point]], Iterable[Point]], *, recovering: bool = False
) -> Sweep:
    """Kill a worker at each of the points that are chosen of those on its way: from the bell to the messages, or
    (`recovering`) from where another one died to what is said instead."""
    result = Sweep()
    with _places(databases, recovering) as places:
        free: SimpleQueue[Place] = SimpleQueue()
        for place in places:
            free.put(place)
        points = list(choose(_steady(databases, places[0])))

        def one(point: Point) -> tuple[Point, Findings, bool]:
            place = free.get()
            try:
                return point, *_surely_killed_at(databases, place, point)
            finally:
                free.put(place)

        with ThreadPoolExecutor(len(places)) as pool:
            for outcome in pool.map(one, points):
                result.add(*outcome)
    return result


def first_times(points: Sequence[Point]) -> list[Point]:
    """Each line and each return once: where it is first met."""
    return [point for point in points if point.time == 1]


@contextmanager
def _places(databases: Databases, recovering: bool) -> Iterator[list[Place]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kindling-lines-")))
        workspaces = [stack.enter_context(open_workspace(12, SEED)) for _ in range(SIDE_BY_SIDE)]
        yield [_place(databases, each, Path(tempfile.mkdtemp(dir=folder)), recovering) for each in workspaces]


def _place(databases: Databases, playground: Playground, folder: Path, recovering: bool) -> Place:
    """A circle whose round is due, or was begun by a worker that died, in a database that is copied for each point."""
    template, ws = databases.new(), playground.workspace
    store = Store(template, load_catalog().settings_of)
    store.upgrade()
    (plan,) = make_plans(ws, store, INTRODUCTIONS, random.Random(SEED))
    plan.dues.append(datetime.now(UTC))
    with store.begin() as tx:
        circle = tx.circles.lock(ws.team_id, plan.circle)
        assert circle
        circle.change(circle.settings, circle.zone, plan.dues[0])
    store.close()
    if recovering:
        _in_a_process(_die_in_the_middle, Orders(playground.api_url, playground.bot_token, template, folder / "log"))
        _time_passes(template)
    before = frozenset(message.ts for message in bot_messages(ws))
    return Place(playground, template, plan, folder, before)


def _dry(databases: Databases, place: Place) -> list[Point]:
    """Every point that a worker comes by when nobody kills it."""
    with _prepared(databases, place) as orders:
        met = place.folder / "points"
        _in_a_process(_trace_all, orders, met)
        return [parse_point(line) for line in met.read_text().splitlines()]


def _steady(databases: Databases, place: Place) -> list[Point]:
    """Those that it comes by each time: which of two threads is first, chance decides."""
    again = set(_dry(databases, place))
    return [point for point in _dry(databases, place) if point in again]


def _surely_killed_at(databases: Databases, place: Place, point: Point) -> tuple[Findings, bool]:
    """Tried again where chance went another way."""
    for _ in range(TRIES):
        found, killed = _killed_at(databases, place, point)
        if killed or not found.well:
            break
    return found, killed


def _killed_at(databases: Databases, place: Place, point: Point) -> tuple[Findings, bool]:
    with _prepared(databases, place) as orders:
        killed = _in_a_process(_die_at, orders, point) < 0
        _time_passes(orders.database)
        _in_a_process(_finish, orders)
        engine = open_engine(orders.database)
        try:
            found = examine(engine, place.playground.workspace, [deepcopy(place.plan)], orders.log)
        finally:
            engine.dispose()
    return found, killed


@contextmanager
def _prepared(databases: Databases, place: Place) -> Iterator[Orders]:
    """A fresh copy of the database, and nothing said."""
    copy = databases.copy(place.template)
    log = place.folder / "log"
    log.write_text("")
    try:
        yield Orders(place.playground.api_url, place.playground.bot_token, copy, log)
    finally:
        databases.drop(copy)
        ws = place.playground.workspace
        for message in list(bot_messages(ws)):
            if message.ts not in place.before:
                ws.messages.remove(message)


def _time_passes(database: str) -> None:
    """Leases have ended, and pauses are over."""
    engine = open_engine(database)
    with Session(engine) as session, session.begin():
        for row in session.scalars(select(OutboxRow)):
            row.lease_until = row.lease_until and row.lease_until - A_WHILE
            row.not_before -= A_WHILE
        for circle in session.scalars(select(CircleRow)):
            circle.lease_until = circle.lease_until and circle.lease_until - A_WHILE
    engine.dispose()


def _in_a_process(target: Callable[..., None], *arguments: object) -> int:
    """Its exit code: negative if it was killed."""
    process = SPAWN.Process(target=target, args=arguments)
    process.start()
    process.join()
    code = process.exitcode
    process.close()
    assert code is not None
    return code


def _trace_all(orders: Orders, met: Path) -> None:
    tracer = Tracer()
    _work_traced(orders, tracer)
    met.write_text("\n".join(map(str, tracer.met)))
    os._exit(0)


def _die_at(orders: Orders, point: Point) -> None:
    _work_traced(orders, Tracer(point))
    os._exit(0)


def _work_traced(orders: Orders, tracer: Tracer) -> None:
    write_logs(orders.log)
    bot = put_together(orders)

    async def work() -> None:
        await bot.only.platform.start(receiving=False)
        with tracer.tracing():
            await bot.only.worker.work()

    asyncio.run(work())


def _die_in_the_middle(orders: Orders) -> None:
    """Of two introductions that had begun, one has arrived and one has not; nobody recorded either."""
    write_logs(orders.log)
    bot = put_together(orders)

    async def work() -> None:
        await bot.only.platform.start(receiving=False)
        await bot.only.worker.rounds.hold_due()
        with bot.store.begin() as tx:
            jobs = tx.outbox.claim(datetime.now(UTC), orders.lease, 2)
        for number, job in enumerate(jobs):
            place = await bot.only.platform.conversation(job.workspace, job.people)
            with bot.store.begin() as tx:
                assert tx.outbox.begin(job, orders.lease, place)
            if number == 0:
                await bot.only.platform.say(job.workspace, place, Message(job.card, "coffee", job.circle_id or ""))

    asyncio.run(work())
    os.kill(os.getpid(), signal.SIGKILL)


def _finish(orders: Orders) -> None:
    write_logs(orders.log)
    bot = put_together(orders)

    async def work() -> None:
        await bot.only.platform.start(receiving=False)
        for _ in range(TURNS):
            await bot.only.worker.work()

    asyncio.run(work())
    os._exit(0)
