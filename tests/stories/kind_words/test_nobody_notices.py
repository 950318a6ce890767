"""The attacker on kind words: whatever their receiver chooses alone, whoever writes and everybody else see the same.

What others may see of it, and why, is in docs/decisions: that somebody was not comfortable is told to who looks after
things, a thank-you to its writer, and what is shared to all.
"""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.testing import Actor, Stage
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, fills_in, start_words, writes
from tests.two_worlds import Seen, View, seen_in_a_world, told_apart

RECEIVER = "bjorn"
TYPED = (
    "leave",
    "pause until 1 Dec",
    "signed",
    "not from @amara",
    "not from",
    "join",
    "anyone",
    "again from everyone",
    "again from @amara",
    "decline now",
    "keep",
    "status",
)
PRESSED = ("No more kind words", "Not from this person", "Not comfortable", "Keep it")
NOTE = "somebody was not comfortable with a kind word"
choices = st.lists(st.sampled_from((*TYPED, *PRESSED)), max_size=4).map(tuple)


@settings(max_examples=8)
@example(("leave",))
@example(("pause until 1 Dec",))
@example(("signed",))
@example(("No more kind words",))
@example(("Not from this person",))
@example(("Not comfortable",))
@example(("not from @amara", "Keep it"))
@given(choices)
def test_whatever_somebody_chooses_nobody_else_can_tell(chosen: tuple[str, ...]) -> None:
    assert told_apart(world(), world(chosen), but_for_the_note) == []


def test_nobody_can_tell_whether_somebody_was_forgotten_before_they_wrote() -> None:
    stranger, forgotten = (
        seen_in_a_world(lambda stage, line=line: a_first_word(stage, line), RECEIVER)
        for line in ("/kind my data", "/kind forget me now")
    )
    assert told_apart(stranger, forgotten) == []


def test_this_would_notice_what_is_told() -> None:
    """An answer that is meant for the writer makes the worlds differ, so that the rest proves something."""
    assert any("says thank you" in line for line in told_apart(world(), world(("thank",)), but_for_the_note))


@cache
def world(chosen: tuple[str, ...] = ()) -> View:
    """What everybody else sees where he chose this, one thing after the other, beneath words that he had."""
    return seen_in_a_world(lambda stage: a_story(stage, chosen), RECEIVER)


def a_story(stage: Stage, chosen: tuple[str, ...]) -> None:
    amara, bjorn = stage.person("amara"), stage.person(RECEIVER)
    start_words(stage.person("una"), anonymous="yes", cap="5")
    stage.a_second_goes_by()
    writes(amara, bjorn, words="Before, unsigned.", anonymous=True)
    stage.a_second_goes_by()
    writes(amara, bjorn, words="Before.")
    for number, choice in enumerate(chosen, 1):
        stage.clock_to(f"09:0{number}")
        chooses(bjorn, choice)
    tries(stage, amara, bjorn)


def a_first_word(stage: Stage, line: str) -> None:
    start_words(stage.person("una"), anonymous="yes", cap="5")
    stage.clock_to("09:01")
    stage.person(RECEIVER).types(line, BOT)
    tries(stage, stage.person("amara"), stage.person(RECEIVER))


def chooses(bjorn: Actor, choice: str) -> None:
    """By typing, or by the newest button of that name if he has one."""
    if choice not in PRESSED:
        bjorn.types(f"/kind words {choice}", BOT)
    elif choice in bjorn.reads_all():
        bjorn.clicks(choice, BOT)


def tries(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    """All that somebody can do who wants to find something out."""
    stage.clock_to("09:05")
    for words, how in (("Before.", {}), (THANKS, {}), ("Unsigned.", {"anonymous": True}), (THANKS, {})):
        stage.a_second_goes_by()
        amara.types("/kind words write", PLACE)
        fills_in(amara, [bjorn], words, **how)
    for moment in ("09:06", "monday 10:00", "+31 days"):
        stage.clock_to(moment)
        for line in ("my data all", "words name yes", "words status", "words kept"):
            stage.a_second_goes_by()
            amara.types(f"/kind {line}", PLACE)
        stage.person("una").types("/kind words preview", PLACE)
        for person in (amara, stage.person("una"), stage.person("carys")):
            person.opens_home()


def but_for_the_note(seen: Seen) -> Seen | None:
    """That somebody was not comfortable is told to a champion."""
    return None if NOTE in seen.words else seen
