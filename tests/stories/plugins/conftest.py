"""The stage on which a ritual misbehaves."""

from collections.abc import Iterator

import pytest

from bot.testing import Actor, Stage
from tests.stories.plugins.unruly import Unruly, beside_coffee


@pytest.fixture
def unruly() -> Unruly:
    return Unruly()


@pytest.fixture
def stage(unruly: Unruly) -> Iterator[Stage]:
    with beside_coffee(unruly) as stage:
        yield stage


@pytest.fixture
def carys(stage: Stage) -> Actor:
    return stage.person("carys")
