"""A busy machine is slow: on the stage only the story's own clock makes anything too late."""

import subprocess
import sys
from datetime import timedelta

import pytest

from bot.handlers import sandbox
from bot.playground.model import tickets
from bot.playground.model.errors import SlackError
from bot.testing import PATIENCE, Actor, Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.casting import start_circle


def test_a_form_opens_however_slow_the_machine_is(amara: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    start_circle(amara)
    monkeypatch.setattr(tickets, "TRIGGER_SECONDS", 0.0)  # the machine's own time is past that at once
    amara.types("/kind coffee settings")
    assert amara.has_form


def test_a_form_that_is_late_by_the_storys_clock_does_not_open(stage: Stage, amara: Actor) -> None:
    trigger = stage.workspace.triggers.issue(amara.id)
    stage.moves_the_clock_unnoticed(stage.workspace.clock.now() + timedelta(seconds=4))
    with pytest.raises(SlackError, match="expired_trigger_id"):
        stage.workspace.triggers.exchange(trigger)


STARTED = """
import sys
from bot.testing import on_stage
from rituals.catalog import load_catalog
with on_stage(load_catalog()):
    print("numpy" in sys.modules)
"""


def test_the_first_groups_of_a_process_wait_for_nothing() -> None:
    """They take numpy, which takes a busy machine longer than a handler may take: it is there before anybody asks."""
    told = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout == "True\n"


def test_a_handler_may_take_its_time_on_the_stage_and_nowhere_else() -> None:
    elsewhere = sandbox.ACT_SECONDS
    with on_stage(load_catalog()):
        assert sandbox.ACT_SECONDS == PATIENCE
    assert sandbox.ACT_SECONDS == elsewhere < 3
