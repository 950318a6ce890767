"""What a bell costs: finding the ten circles that are due among many, with 1,000 and with 100,000 circles.

    .venv/bin/python -m benchmarks.bell

Prints milliseconds on SQLite and on PostgreSQL, each with the ratio to a thousand circles in the same run.
"""

import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from rituals.catalog import load_catalog
from storage import Store
from storage.tables.models import CircleRow, WorkspaceRow, new_id
from tests.postgres import Server, wheel

FEW, MANY, DUE, RINGS = 1_000, 100_000, 10, 50
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def fill(store: Store, circles: int) -> None:
    """Spread over a hundred workspaces and a year; ten of them are due now."""
    with store.begin() as tx:
        session = tx._session
        session.execute(insert(WorkspaceRow), [{"id": f"T{n}", "name": "", "platform": "slack"} for n in range(100)])
        rows = [
            {
                "id": new_id(),
                "workspace": f"T{number % 100}",
                "ritual": "coffee",
                "channel": f"C{number}",
                "settings": {},
                "zone": "Europe/London",
                "is_running": True,
                "next_due": NOW if number < DUE else NOW + timedelta(minutes=5 * number),
                "started": NOW,
            }
            for number in range(circles)
        ]
        session.execute(insert(CircleRow), rows)


def ring(store: Store) -> float:
    """Milliseconds of one bell: who is due, and which moments have come. They are given back at once."""
    begun = time.perf_counter()
    with store.begin() as tx:
        due = tx.circles.claim_due(NOW, 0, DUE * 2)
    with store.begin() as tx:
        tx.alarms.due(NOW, 50)
    assert len(due) == DUE
    return (time.perf_counter() - begun) * 1000


def measured(address: str, circles: int) -> float:
    store = Store(address, load_catalog().settings_of)
    store.upgrade()
    fill(store, circles)
    times = [ring(store) for _ in range(RINGS)]
    store.close()
    return statistics.median(times)


def show(name: str, few: float, many: float) -> None:
    print(f"{name:12} {FEW:,} circles {few:6.2f} ms   {MANY:,} circles {many:6.2f} ms ({many / few:4.2f} x)")


def main() -> None:
    with TemporaryDirectory() as folder:
        few, many = (measured(f"sqlite:///{Path(folder) / str(count)}.db", count) for count in (FEW, MANY))
        show("SQLite", few, many)
    if programs := wheel():
        results = []
        for count in (FEW, MANY):
            server = Server(programs)
            results.append(measured(server.url.render_as_string(hide_password=False), count))
            server.close()
        show("PostgreSQL", *results)


if __name__ == "__main__":
    main()
