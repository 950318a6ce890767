"""What every story starts with."""

from collections.abc import Iterator

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog


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
