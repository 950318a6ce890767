"""Three workers are killed at random times while they introduce people, in a workspace that fails: all is well."""

from collections.abc import Iterator

import pytest

from storage import Rate, Rates
from tests.chaos.run import CRASHES, LEASE, LEAST_KILLS, Run, run_chaos
from tests.postgres import Server, wheel

SECONDS = 8.0


@pytest.mark.fault("F2", "three workers killed at random times, 200 introductions: none twice, none lost")
@pytest.mark.fault("F3", "workers frozen for longer than their lease: at most one introduction each")
@pytest.mark.fault("F18", "resets, 429, 500, halves and late answers at random: at most one introduction each")
def test_nothing_is_sent_twice_and_nothing_is_lost(address: str) -> None:
    report = run_chaos(Run(address, introductions=200, seconds=SECONDS, seed=1))
    assert report.kills >= LEAST_KILLS
    assert report.mishaps.total() > 50
    assert report.findings.introductions >= 200
    assert report.findings.well, report.as_dict() | {"sentences": report.findings.broken}


@pytest.fixture
def server() -> Iterator[Server]:
    """A PostgreSQL for one test alone."""
    programs = wheel()
    if programs is None:
        pytest.skip("there is no PostgreSQL for this machine in the wheel")
    server = Server(programs)
    yield server
    server.close()


@pytest.mark.sweep
@pytest.mark.fault("F9", "PostgreSQL crashes six times under three workers that are killed: none twice, none lost")
def test_when_the_database_crashes_too_nothing_is_sent_twice_and_nothing_is_lost(server: Server) -> None:
    def crash() -> None:
        server.crash()
        server.start()

    address = server.url.render_as_string(hide_password=False)
    report = run_chaos(Run(address, introductions=100, seconds=SECONDS, seed=3, crash=crash))
    assert report.crashes == CRASHES
    assert report.findings.introductions >= 100
    assert report.findings.well, report.as_dict() | {"sentences": report.findings.broken}


@pytest.mark.sweep
@pytest.mark.fault("F17", "three workers that are killed keep the rate they share")
def test_killed_workers_say_no_more_in_any_while_than_their_rate_allows(address: str) -> None:
    """A message that is claimed counts at once, and is said while its lease lasts."""
    a_second, burst = 5.0, 5
    kinds = dict.fromkeys(("introduce", "tell", "nudge", "post"), ("chat.postMessage",))
    rates = Rates(of={"chat.postMessage": Rate(a_second * 60, burst)}, calls=kinds)
    report = run_chaos(Run(address, introductions=60, seconds=SECONDS, seed=4, rates=rates))
    assert report.findings.well, report.as_dict() | {"sentences": report.findings.broken}
    assert report.kills >= LEAST_KILLS
    assert len(report.said) >= 60
    for first, began in enumerate(report.said):
        for last, ended in enumerate(report.said[first:], first):
            assert last - first + 1 <= burst + a_second * (ended - began + LEASE) + 1


@pytest.mark.sweep
def test_the_courier_that_everybody_writes_first_sends_twice(sqlite_address: str) -> None:
    """Sending again when a lease ends is what this is a test of: it must be found out."""
    report = run_chaos(Run(sqlite_address, introductions=120, seconds=SECONDS, seed=2, naive=True))
    assert report.findings.duplicates > 0
    assert not report.findings.well
