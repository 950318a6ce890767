"""What the comparison of two worlds can see, and what it is not misled by."""

from bot.testing import Stage
from tests.stories.company import coffee_with
from tests.two_worlds import seen_in_a_world, told_apart, without_what_is_sent_along


def a_week(stage: Stage, line: str, where: str = "@kindling") -> None:
    """Amara types a line, and on Monday there is coffee for whoever is free."""
    amara, bjorn, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.a_second_goes_by()
    amara.types(line, where)
    stage.clock_to("monday 10:30")
    bjorn.types("/kind coffee why")
    bjorn.opens_home()


def test_the_same_story_is_told_twice_alike_however_much_the_bot_says_to_one_of_them() -> None:
    plain = seen_in_a_world(lambda stage: a_week(stage, "/kind coffee status"), "amara")
    chatty = seen_in_a_world(lambda stage: a_week(stage, "/kind my data"), "amara")
    assert told_apart(plain, chatty) == []


def test_whatever_is_said_aloud_is_seen_and_by_whom() -> None:
    quiet = seen_in_a_world(lambda stage: a_week(stage, "/kind coffee status", "#coffee"), "amara")
    aloud = seen_in_a_world(lambda stage: a_week(stage, "hello there", "#coffee"), "amara")
    apart = told_apart(quiet, aloud, without_what_is_sent_along)
    assert "bjorn sees only in the second world: Fri 20 Nov 09:00:01 in #coffee: 'hello there' " in apart
    assert not any(line.startswith("amara") for line in apart)
