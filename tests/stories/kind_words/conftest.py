"""Kind words on a stage of their own: the catalog holds them and the coffee roulette."""

from collections.abc import Iterator

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import Catalog
from rituals.coffee import coffee
from rituals.kind_words import words
from tests.stories.kind_words.casting import start_words, writes


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Friday 20 November 2026, 09:00 in London; the bot is in #coffee and #kindness."""
    with on_stage(Catalog({"coffee": coffee, "words": words})) as stage:
        yield stage


@pytest.fixture
def carys(stage: Stage) -> Actor:
    return stage.person("carys")


@pytest.fixture
def una(stage: Stage) -> Actor:
    return stage.person("una")


@pytest.fixture
def circle(una: Actor) -> None:
    """Una looks after kind words in #kindness; every word is signed."""
    start_words(una)


@pytest.fixture
def open_circle(una: Actor) -> None:
    """Una looks after kind words in #kindness, which may be anonymous."""
    start_words(una, anonymous="yes")


@pytest.fixture
def signed_word(circle: None, amara: Actor, bjorn: Actor) -> None:
    """Amara's word for Björn, who may not name her."""
    writes(amara, bjorn)


@pytest.fixture
def anonymous_word(open_circle: None, amara: Actor, bjorn: Actor) -> None:
    """A word for Björn from nobody knows whom."""
    writes(amara, bjorn, anonymous=True)
