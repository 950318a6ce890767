"""Pot-luck on a stage of its own: the catalog holds nothing else."""

from collections.abc import Iterator

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import Catalog
from rituals.potluck import potluck
from tests.stories.potluck.casting import propose, start_potluck


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Friday 20 November 2026, 09:00 in London; the bot is in #coffee and #kindness."""
    with on_stage(Catalog({"potluck": potluck})) as stage:
        yield stage


@pytest.fixture
def carys(stage: Stage) -> Actor:
    return stage.person("carys")


@pytest.fixture
def una(stage: Stage) -> Actor:
    """She looks after the circle, and comes to no lunch."""
    return stage.person("una")


@pytest.fixture
def circle(una: Actor) -> None:
    """Una looks after pot-luck lunches in #kindness; anybody may propose one."""
    start_potluck(una)


@pytest.fixture
def lunch(circle: None, amara: Actor) -> None:
    """Amara has proposed a lunch on Friday 27 November at 12:30 in the garden room, with 12 places."""
    propose(amara)
