"""A skipped test says why, and in CI none is skipped: what is not run there is run nowhere. A plugin for pytest."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
NO_REASON = ("", "Skipped", "unconditional skip")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """One test, and what is around it."""
    return _judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file."""
    return _judged((yield))


def _judged(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail") and (refusal := _refusal(report)):
        report.outcome, report.longrepr = "failed", f"{report.nodeid} {refusal}"
    return report


def _refusal(report: pytest.TestReport | pytest.CollectReport) -> str:
    if os.environ.get("CI"):
        return f"was skipped in CI: {_reason(report)}"
    return "" if _reason(report) not in NO_REASON else "was skipped, and does not say why"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
