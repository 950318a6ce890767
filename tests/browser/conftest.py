"""A real browser. Where there is none the tests are skipped, which CI does not accept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.testing import Stage

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=15_000)  # a busy machine is slow, and nothing here is about speed
HOW = "no Chromium here: install it (on Debian: apt-get install chromium) to run the browser tests"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for a file: each test has a context of its own. Playwright's loop would stand in the way of others' loops."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, stage: Stage) -> Iterator[Page]:
    """The workspace's page; a fault in its scripts fails the test."""
    size = {"width": 1440, "height": 900}
    context = chromium.new_context(viewport=size, timezone_id="Europe/London", locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(stage.playground.url)
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def artefacts() -> Path:
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS
