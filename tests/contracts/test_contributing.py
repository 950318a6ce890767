"""The verb that the page for contributors adds is added so, and its story is true."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.testing import Actor, Stage
from rituals.coffee import coffee

PAGE = (Path(__file__).parents[2] / "docs/contributing.md").read_text()
SAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def sample() -> Iterator[ModuleType]:
    """What the page defines; its verb is taken back afterwards."""
    before, module = dict(coffee.commands), ModuleType("sample")
    for code in SAMPLES:
        exec(compile(code, "docs/contributing.md", "exec"), module.__dict__)
    yield module
    coffee.commands.clear()
    coffee.commands.update(before)


def test_its_verb_is_added_and_its_story_is_true(sample: ModuleType, stage: Stage, amara: Actor, bjorn: Actor) -> None:
    sample.test_anybody_in_the_channel_can_ask_when_the_next_round_is(stage, amara, bjorn)


def test_the_page_has_no_other_code() -> None:
    assert PAGE.count("```") == 2 * len(SAMPLES) == 4
