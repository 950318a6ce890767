"""Databases to be killed over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.databases import Databases, Files, OnServer


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """Where there is no file yet."""
    return f"sqlite:///{tmp_path}/kindling.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def databases_to_copy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Those of one kind, then of the other."""
    if request.param == "sqlite":
        yield Files(tmp_path)
        return
    with OnServer.of(request.getfixturevalue("postgres")) as databases:
        yield databases
