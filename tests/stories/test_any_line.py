"""Whatever is typed after any of the commands, somebody who takes part still does, unless they plainly said so."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.casting import coffee_circle

VERBS = ["leave", "stop", "skip", "pause", "resume", "join", "status", "quit", "unsubscribe", "help", "met", "cancel"]
NOISE = [
    "not",
    "don't",
    "me",
    "until",
    "January",
    "next",
    "week",
    "2",
    "for",
    "ever",
    "?",
    "please",
    "@carys",
    "back",
    "it",
]
PLAIN = {"leave", "for", "good", "ever", "please", "me"}
LETTERS = st.text("abcdefgh!.’ \u00a0", max_size=5)
MARKS = st.text('+&,;:.-–—/\\"()!?*_~`|0 ', max_size=5)
LINES = st.lists(st.sampled_from([*VERBS, *NOISE]) | LETTERS | MARKS, max_size=5).map(" ".join)
COMMANDS = ["/kind coffee", "/coffee", "/kind", "/kindword", "/potluck", "/kind talk", "/kind words"]


@pytest.fixture(scope="module")
def dev() -> Iterator[Actor]:
    """Dev takes part in a coffee circle; nobody looks after anything else."""
    with on_stage(load_catalog()) as stage:
        yield coffee_circle(stage, "amara", "dev")[0]


def takes_part(stage: Stage, actor: Actor) -> bool:
    with stage.bot.store.begin() as tx:
        return bool(tx.circles.of_person(stage.workspace.team_id, actor.id))


@settings(max_examples=60, deadline=None)
@given(command=st.sampled_from(COMMANDS), line=LINES)
@example(command="/kind coffee", line="don't leave")
@example(command="/kind coffee", line="leave until January")
@example(command="/coffee", line="leave me @carys")
@example(command="/coffee", line="skip +")
def test_nobody_is_out_who_did_not_say_so(dev: Actor, command: str, line: str) -> None:
    answer = dev.types(f"{command} {line}")
    assert answer or dev.has_form
    assert "Sorry, something went wrong" not in answer
    if not takes_part(dev.stage, dev):
        assert command in ("/kind coffee", "/coffee")
        assert set(re.findall(r"[^\W_]\S*?(?=[\W_]|$)", line.lower())) <= PLAIN
        dev.types("/kind coffee join")
    while dev.has_form:
        dev.stage.does(dev.stage.actions.close(dev.handle, dev.form.id))
