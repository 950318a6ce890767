"""Three workers are killed at random times while they introduce people, in a workspace that fails: all is well."""

import pytest

from tests.chaos.run import Run, run_chaos

SECONDS = 8.0


@pytest.mark.fault("F2", "three workers killed at random times, 200 introductions: none twice, none lost")
@pytest.mark.fault("F3", "workers frozen for longer than their lease: at most one introduction each")
@pytest.mark.fault("F18", "resets, 429, 500, halves and late answers at random: at most one introduction each")
def test_nothing_is_sent_twice_and_nothing_is_lost(address: str) -> None:
    report = run_chaos(Run(address, introductions=200, seconds=SECONDS, seed=1))
    assert report.kills > 5
    assert report.mishaps.total() > 50
    assert report.findings.introductions >= 200
    assert report.findings.well, report.as_dict() | {"sentences": report.findings.broken}


def test_the_courier_that_everybody_writes_first_sends_twice(sqlite_address: str) -> None:
    """Sending again when a lease ends is what this is a test of: it must be found out."""
    report = run_chaos(Run(sqlite_address, introductions=120, seconds=SECONDS, seed=2, naive=True))
    assert report.findings.duplicates > 0
    assert not report.findings.well
