"""What the past costs: five everyday acts, with finished messages and meetings behind them, and without.

    .venv/bin/python -m benchmarks.what_is_over [--past 100000]

Prints milliseconds (the best of some tries, for the machine does other things too) on SQLite and on PostgreSQL, each
with the ratio to the same act with nothing behind it; and what is read, in rows, or in hundreds of SQLite's own steps.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.process.play import SECRET
from rituals.cards import say
from rituals.catalog import load_catalog
from rituals.effects import Introduce, Tell, Update
from rituals.records import Profile
from storage import Store, Transaction
from storage.circles.circle import SqlCircle
from tests.past import analyzed, met_long_ago, said_long_ago, watched
from tests.postgres import Server, wheel
from tests.storage.kit import LONDON

Cost = tuple[float, int]
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TRIES = 15
ANA, BEN = "UANA", "UBEN"


class Undone(Exception):
    """Nothing is kept of a try."""


def circle_of(tx: Transaction) -> SqlCircle:
    circle = tx.circles.find("T1", "coffee", "C1")
    settings = load_catalog().rituals["coffee"].settings()
    return circle or tx.circles.start("T1", "coffee", "C1", "UCHAMP", settings, LONDON, NOW, NOW)


def another_opener(tx: Transaction) -> None:
    """What the button asks of the database."""
    circle = circle_of(tx)
    group = circle.group_of(ANA)
    tx.outbox.learn("T1", circle.id, group.id, "G1", "1.0")
    circle.earlier(group.people)
    tx.outbox.put("T1", circle.id, Update(f"group:{group.id}", say("Another opener")), NOW)


def ring(tx: Transaction) -> None:
    """What the worker asks when it is woken: which rounds, moments and messages are due."""
    tx.circles.claim_due(NOW - timedelta(days=1), 60, 4)
    tx.alarms.due(NOW - timedelta(days=1), 50)
    tx.outbox.claim(NOW, 60, 20, workspaces=["T1"])


ACTS: dict[str, Callable[[Transaction], object]] = {
    "the courier's claim": lambda tx: tx.outbox.claim(NOW, 60, 20, workspaces=["T1"]),
    "my data": lambda tx: tx.about("T1", ANA),
    "forget me": lambda tx: tx.forget("T1", ANA),
    "another opener": another_opener,
    "the worker, woken": ring,
}


def live(tx: Transaction) -> str:
    """Two people who were introduced this week, and something on its way."""
    tx.people.save("T1", [Profile(id=ANA, name="Ana"), Profile(id=BEN, name="Ben")], NOW)
    circle = circle_of(tx)
    for person in (ANA, BEN):
        circle.join(person, NOW)
    round = circle.begin_round(NOW, NOW.date(), NOW + timedelta(weeks=1), NOW)
    assert round
    group = circle.gather(round.id, (ANA, BEN))
    tx.outbox.put("T1", circle.id, Introduce((ANA, BEN), say("Meet"), f"group:{group.id}"), NOW)
    (job,) = tx.outbox.claim(NOW, 60, 1)
    tx.outbox.done(job, {"conversation": "G1", "message": "1.0"})
    tx.outbox.put("T1", circle.id, Tell(ANA, say("Hello"), f"hello:{ANA}"), NOW)
    return circle.id


def measured(address: str, past: int) -> dict[str, Cost]:
    """Of each act, with so much behind it."""
    store = Store(address, load_catalog().settings_of, secret=SECRET)
    store.upgrade()
    with store.begin() as tx:
        circle = live(tx)
        said_long_ago(tx, "T1", circle, past, NOW)
        met_long_ago(tx, circle, past // 5, NOW)
        analyzed(tx._session.connection())
    found = {name: min(once(store, act) for _ in range(TRIES)) for name, act in ACTS.items()}
    store.close()
    return found


def once(store: Store, act: Callable[[Transaction], object]) -> Cost:
    with suppress(Undone), store.begin() as tx:
        with watched(tx._session.connection()) as work:
            begun = time.perf_counter()
            act(tx)
            taken = (time.perf_counter() - begun) * 1000
        raise Undone
    return taken, work.read


def show(name: str, without: dict[str, Cost], with_it: dict[str, Cost], past: int) -> None:
    print(f"{name}, with {past:,} finished messages and {past // 5:,} meetings, and with none")
    for act, (most, read) in with_it.items():
        least, reads = without[act]
        print(f"  {act:20} {most:8.2f} ms {least:8.2f} ms ({most / least:5.2f} x)   read {read:6} and {reads:6}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--past", type=int, default=100_000)
    past: int = parser.parse_args().past
    with TemporaryDirectory() as folder:
        show("SQLite", *(measured(f"sqlite:///{Path(folder) / str(each)}.db", each) for each in (0, past)), past)
    if programs := wheel():
        results = []
        for each in (0, past):
            server = Server(programs)
            results.append(measured(server.url.render_as_string(hide_password=False), each))
            server.close()
        show("PostgreSQL", *results, past)


if __name__ == "__main__":
    main()
