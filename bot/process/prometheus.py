"""Counts and times for whoever runs the bot, as Prometheus reads them. None is about a person or a
workspace, and none holds an id.

| metric | what it is |
| --- | --- |
| `kindling_acknowledgement_seconds` | from a request taken to its answer, by kind; its `_count` is the requests |
| `kindling_deliveries_total` | messages by kind and outcome: delivered, later, failed, dropped |
| `kindling_rounds_total` | rounds by outcome: held, skipped |
| `kindling_outbox_messages` | what waits, by state: ready, later, sending, failed |
| `kindling_outbox_oldest_seconds` | how long the oldest undelivered message has waited |
| `kindling_bell_seconds` | how long ago the bell rang, in processes that have one |
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.config import how_to_add
from bot.platforms import CannotStart
from rituals.errors import KindlingError
from storage import Depth

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

DEEP = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds, in which acknowledgements are counted; Slack waits for three."""


class Prometheus:
    """The same, kept for Prometheus in a registry of its own. Raises CannotStart without its client library."""

    def __init__(self) -> None:
        try:
            from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
        except ImportError:
            raise CannotStart(f"KINDLING_METRICS needs one more package. {how_to_add('metrics')}") from None
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        seconds, told = "kindling_acknowledgement_seconds", "From a request taken to its answer."
        self._seconds = Histogram(seconds, told, ["kind"], buckets=DEEP, registry=registry)
        deliveries = "Messages, by kind and outcome."
        self._deliveries = Counter("kindling_deliveries", deliveries, ["kind", "outcome"], registry=registry)
        self._rounds = Counter("kindling_rounds", "Rounds, by outcome.", ["outcome"], registry=registry)

    @contextmanager
    def acknowledging(self, kind: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._seconds.labels(kind).observe(time.perf_counter() - begun)

    def delivered(self, kind: str, outcome: str) -> None:
        self._deliveries.labels(kind, outcome).inc()

    def round(self, outcome: str) -> None:
        self._rounds.labels(outcome).inc()

    def watch_outbox(self, depth: Callable[[], Depth], clock: Clock) -> None:
        """Ask this, at every reading, what waits; while the database does not answer, nothing is said of it."""
        from prometheus_client.core import GaugeMetricFamily
        from prometheus_client.registry import Collector

        class Outbox(Collector):
            def collect(self) -> Iterator[GaugeMetricFamily]:
                with suppress(KindlingError):
                    found = depth()
                    waiting = GaugeMetricFamily("kindling_outbox_messages", "Messages that wait.", labels=["state"])
                    for state in ("ready", "later", "sending", "failed"):
                        waiting.add_metric([state], getattr(found, state))
                    age = (clock.now() - found.oldest).total_seconds() if found.oldest else 0.0
                    yield waiting
                    yield GaugeMetricFamily("kindling_outbox_oldest_seconds", "The oldest undelivered message.", age)

            def describe(self) -> list[GaugeMetricFamily]:
                """Nothing is asked before the first reading."""
                return []

        self.registry.register(Outbox())

    def watch_bell(self, silent_for: Callable[[], float]) -> None:
        """Ask this, at every reading, how many seconds ago the bell rang."""
        from prometheus_client import Gauge

        bell = Gauge("kindling_bell_seconds", "Since the bell rang.", registry=self.registry)
        bell.set_function(silent_for)


@contextmanager
def showing(registry: "CollectorRegistry", address: str, port: int) -> Iterator[int]:
    """Show the registry's metrics at this address inside of the block; the port, which 0 leaves open."""
    from prometheus_client import start_http_server

    try:
        server, thread = start_http_server(port, address, registry)
    except OSError:
        raise CannotStart(f"KINDLING_METRICS: {address}:{port} cannot be used. Is something there already?") from None
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
