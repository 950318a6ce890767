"""What every story starts with."""

import os
from collections.abc import Generator, Iterator

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing may be skipped: what is not run there is run nowhere."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Friday 20 November 2026, 09:00 in London; the bot is in #coffee and #kindness."""
    with on_stage(load_catalog()) as stage:
        yield stage


@pytest.fixture
def amara(stage: Stage) -> Actor:
    return stage.person("amara")


@pytest.fixture
def bjorn(stage: Stage) -> Actor:
    return stage.person("bjorn")
