"""What every story starts with."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.util import LRUCache
from structlog.dev import ConsoleRenderer, plain_traceback

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from storage import engine
from storage.store import Store
from storage.transaction import Transaction
from tests.databases import Databases, Sqlite, opened
from tests.postgres import PostgreSQL, postgresql


def pytest_configure(config: pytest.Config) -> None:
    # An error is logged without the values of everything around it: to write those takes seconds.
    ConsoleRenderer.get_active().exception_formatter = plain_traceback
    for plugin in ("tests.properties", "tests.skipped"):
        config.pluginmanager.import_plugin(plugin)


def pytest_collection_finish() -> None:
    """Thousands of tests were read: nobody looks through them for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(scope="module", autouse=True)
def nothing_left_open() -> Iterator[None]:
    """What tests forget to close is found beside them, and not in whichever test the garbage is next looked through."""
    yield
    gc.collect()


@pytest.fixture(scope="session", autouse=True)
def as_opened_in_earnest() -> Iterator[tuple[str, ...]]:
    """How SQLite is opened where it matters. Here nobody cuts the power, and no commit waits for the disk."""
    in_earnest = engine.PRAGMAS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "PRAGMAS", (*in_earnest, "synchronous=OFF"))
        yield in_earnest


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Nearly every test opens a database of its own: what one of them compiled for SQLite is compiled for all."""
    first = create_engine("sqlite://")
    first.connect().close()
    compiled = LRUCache[Any, Any](10_000)

    def alike(url: URL, **options: Any) -> Engine:
        made = create_engine(url, execution_options={"compiled_cache": compiled}, **options)
        if made.name == first.name:
            made.dialect = first.dialect
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", alike)
        yield
    first.dispose()


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
def tx(store: Store) -> Iterator[Transaction]:
    """One transaction on it."""
    with store.begin() as tx:
        yield tx


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
