"""“/kind coffee status”: one's own next coffee, and for a champion a number."""

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, start_circle

NEXT = "Your next coffee: *Monday 23 November at 10:00*."
NOT_IN = "You're not taking part here. To join, type /kind coffee join."


def test_a_participant_is_told_their_own_next_coffee(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    assert carys.types("/kind coffee status") == NEXT


def test_after_a_round_the_next_one_is_told(stage: Stage) -> None:
    carys, _ = coffee_circle(stage, "amara", "carys", "dev", when__often="weekly-2")
    stage.clock_to("monday 10:00")
    assert carys.types("/kind coffee status") == "Your next coffee: *Monday 7 December at 10:00*."


def test_after_a_skip_the_status_says_so(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    carys.types("/coffee skip")
    assert carys.types("/coffee status") == (
        "You're sitting out the next coffee, Monday 23 November at 10:00. After that you're back."
    )


def test_somebody_outside_is_told_how_to_join(circle: None, carys: Actor) -> None:
    assert carys.types("/kind coffee status") == NOT_IN


def test_a_champion_gets_a_number_and_no_names(stage: Stage, amara: Actor) -> None:
    people = coffee_circle(stage, "amara", "carys", "dev", "bjorn", "grace", "hana")
    words = amara.types("/kind coffee status")
    assert "You look after this circle. At least 5 people take part besides you." in words
    for person in people:
        assert f"@{person.handle}" not in words
        assert stage.workspace.person(person.handle).real_name not in words


def test_a_champion_who_takes_part_is_told_both(circle: None, amara: Actor) -> None:
    amara.clicks("Join")
    words = amara.types("/kind coffee status")
    assert NEXT in words
    assert "Fewer than 5 people take part besides you." in words


def test_a_participant_gets_no_number(stage: Stage) -> None:
    carys, _ = coffee_circle(stage, "amara", "carys", "dev")
    assert "take part" not in carys.types("/kind coffee status")


# in a direct message with the bot


def test_in_a_direct_message_the_only_circle_is_meant(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    assert carys.types("/kind coffee status", "@kindling") == NEXT
    assert "You'll sit out the next coffee" in carys.types("/kind coffee skip", "@kindling")
    assert "You've left the coffee roulette in #coffee" in carys.types("/kind coffee leave", "@kindling")


def test_in_another_channel_the_only_circle_is_meant(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    assert carys.types("/kind coffee status", "#general") == NEXT


def test_in_a_direct_message_without_a_circle_one_is_told_how_to_join(circle: None, carys: Actor) -> None:
    for verb in ("status", "skip", "pause 2 weeks", "leave", "settings"):
        assert carys.types(f"/kind coffee {verb}", "@kindling") == (
            "You have no coffee circle yet. To join one, press the Join button in its channel."
        )


def test_with_several_circles_the_channel_decides(stage: Stage, amara: Actor) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    start_circle(amara, where="#kindness", when__days=["1"])
    carys.types("/coffee join", "#kindness")
    assert carys.types("/coffee status", "#coffee") == NEXT
    assert "Tuesday 24 November" in carys.types("/coffee status", "#kindness")
    assert carys.types("/coffee about", "@kindling") == (
        "You have more than one coffee circle. Type this in the channel you mean, or use my Home tab."
    )
    assert carys.types("/coffee status", "#coffee") == NEXT


def test_a_champion_asks_in_a_direct_message(stage: Stage, amara: Actor) -> None:
    coffee_circle(stage, "amara", "carys", "dev")
    assert "people take part besides you." in amara.types("/kind coffee status", "@kindling")
    assert "A preview, for your eyes only." in amara.types("/kind coffee preview", "@kindling")


def test_somebody_who_takes_part_elsewhere_cannot_stop_it_from_afar(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    shown = carys.types("/kind coffee stop now", "@kindling")
    assert shown.startswith("Here's the way out. Nothing has changed yet.")
    assert carys.types("/kind coffee status") == NEXT


def test_joining_from_a_direct_message_says_where_to(circle: None, carys: Actor) -> None:
    assert carys.types("/kind coffee join", "@kindling") == (
        "To join a coffee circle, press the Join button in its channel, or type /kind coffee join there."
    )
    assert carys.types("/kind coffee status") == NOT_IN
