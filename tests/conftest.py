"""What every story starts with."""

import os
from collections.abc import Generator, Iterator

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from storage.books import Books
from storage.store import Store
from tests.databases import Databases, Sqlite, opened
from tests.postgres import PostgreSQL, postgresql


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """A real PostgreSQL, started when the first test asks for it."""
    with postgresql() as found:
        if found is None:
            pytest.skip("there are no programs of PostgreSQL for this machine; set TEST_DATABASE_URL")
        yield found


@pytest.fixture
def postgres_address(postgres: PostgreSQL) -> Iterator[str]:
    """A PostgreSQL database of its own for one test, with all tables and nothing in them."""
    with postgres.fresh() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """One database after the other: the test holds on both."""
    fixture = {"sqlite": "sqlite", "postgresql": "postgres"}[request.param]
    return Databases(request.param, request.getfixturevalue(fixture))


@pytest.fixture
def address(databases: Databases) -> Iterator[str]:
    """A database of its own for one test, with all tables and nothing in them."""
    with databases.fresh() as address:
        yield address


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with opened(address) as store:
        yield store


@pytest.fixture
def books(store: Store) -> Iterator[Books]:
    """One transaction on it."""
    with store.begin() as books:
        yield books


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
