"""A worker is killed at a line on the way from the bell to the workspace, and another one finishes: all is well after.

Here it is a sample of the lines, the same until the code changes; `python -m tests.chaos --every-line` tries all of
them, and `--every-time` every single time that each is passed.
"""

from collections.abc import Sequence
from random import Random

import pytest

from tests.chaos.databases import Databases
from tests.chaos.every_line import first_times, sweep
from tests.chaos.tracing import Point

SOME = 24
pytestmark = pytest.mark.sweep


def a_sample(points: Sequence[Point]) -> list[Point]:
    """Some of the lines and returns, each where it is first passed."""
    lines = first_times(points)
    assert len(lines) > 500
    return Random(len(lines)).sample(lines, SOME)


@pytest.mark.fault("F1", "SIGKILL at a line of bell, claim and send: one introduction each, or a word about it")
@pytest.mark.parametrize("recovering", [False, True], ids=["on the way", "looking after another's death"])
def test_wherever_a_worker_dies_everybody_is_introduced_once(databases_to_copy: Databases, recovering: bool) -> None:
    found = sweep(databases_to_copy, a_sample, recovering=recovering)
    assert found.points == SOME
    assert found.kills == SOME
    assert found.findings.well, found.findings
    assert found.findings.unheard == 0
