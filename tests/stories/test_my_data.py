"""Everybody can ask what is held about them, and be forgotten, by themselves and at once."""

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle


def start_with(stage: Stage, *handles: str) -> None:
    coffee_circle(stage, "fergus", *handles)


def test_anybody_can_ask_who_sees_what(amara: Actor) -> None:
    told = amara.types("/kind privacy")
    for who in ("What I can see", "What champions can see", "What your group can see", "What IT can see"):
        assert who in told
    assert "I cannot read messages" in told


def test_a_stranger_to_kindling_is_told_that_they_take_part_in_nothing(amara: Actor) -> None:
    assert "You take part in nothing" in amara.types("/kind my data")


def test_my_data_shows_what_i_take_part_in_and_whom_i_was_introduced_to(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    told = amara.types("/kind my data")
    assert "Amara Okafor" in told
    assert "you take part" in told
    assert "2026-11-23: introduced to @carys." in told


def test_my_answers_are_in_my_data_and_in_nobody_elses(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    amara.types("/kind coffee met no")
    assert "Your answer: no." in amara.types("/kind my data")
    assert "answer" not in stage.person("carys").types("/kind my data")


def test_being_forgotten_is_asked_about_first(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara")
    assert "Shall I forget you?" not in amara.types("/kind my data")
    assert "I'll forget your name" in amara.types("/kind forget me")
    assert "you take part" in amara.types("/kind my data")


def test_the_button_forgets_me_at_once(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    amara.types("/kind forget me")
    assert "I know nothing about you any more" in amara.clicks("Forget me")
    assert "You take part in nothing" in amara.types("/kind my data")


def test_who_was_forgotten_hears_nothing_more_and_others_cannot_tell_who_it_was(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys", "dev")
    stage.clock_to("monday 10:00")
    amara.types("/kind forget me now")
    before = amara.reads_all()
    stage.clock_to("+2 weeks")
    assert amara.reads_all() == before
    held = stage.person("carys").types("/kind my data")
    assert "amara" not in held.lower()
    assert "somebody" in held
    asked = stage.person("carys").reads("@kindling")[0]
    assert "introduced to @dev and somebody." in asked


def test_a_champion_who_was_forgotten_leaves_room_for_another(stage: Stage, amara: Actor) -> None:
    start_with(stage)
    stage.person("fergus").types("/kind forget me now")
    assert "Now you do" in amara.types("/kind start coffee")
    assert "You look after this circle" in amara.types("/kind coffee status")
