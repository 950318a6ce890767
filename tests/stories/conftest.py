"""More people of the stories, and the circle that most of them are about."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.casting import start_circle


@pytest.fixture
def carys(stage: Stage) -> Actor:
    return stage.person("carys")


@pytest.fixture
def dev(stage: Stage) -> Actor:
    return stage.person("dev")


@pytest.fixture
def circle(amara: Actor) -> None:
    """Amara looks after a coffee circle in #coffee; nobody has joined yet."""
    start_circle(amara)


@pytest.fixture
def fergus(stage: Stage) -> Actor:
    return stage.person("fergus")
