"""Small talk on a stage of its own: the catalog holds it and the coffee roulette."""

from collections.abc import Iterator

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import Catalog
from rituals.coffee import coffee
from rituals.small_talk import talk
from tests.stories.small_talk.casting import start_talk


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Friday 20 November 2026, 09:00 in London; the bot is in #coffee and #kindness."""
    with on_stage(Catalog({"coffee": coffee, "talk": talk})) as stage:
        yield stage


@pytest.fixture
def carys(stage: Stage) -> Actor:
    return stage.person("carys")


@pytest.fixture
def circle(amara: Actor) -> None:
    """Amara looks after small talk in #kindness, on Tuesdays and Thursdays at 10:00."""
    start_talk(amara)
