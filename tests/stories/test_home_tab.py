"""The bot's Home tab: what one takes part in, and the ways out."""

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, start_circle

NEXT = "Your next coffee: *Monday 23 November at 10:00*."
PROMISE = "Only you can make you take part. Kindling never reads your messages, keeps no score"


def test_somebody_who_is_in_nothing_reads_how_to_join(circle: None, carys: Actor) -> None:
    home = carys.opens_home()
    assert "You're not taking part in anything yet, and that's fine." in home
    assert "look for a Join button in a channel" in home
    assert PROMISE in home
    assert "Leave" not in home


def test_a_participant_sees_the_next_coffee_and_the_ways_out(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    home = carys.opens_home()
    assert "*Coffee roulette* in #coffee" in home
    assert NEXT in home
    assert "Skip the next one Pause… Leave" in home
    assert PROMISE in home


def test_each_circle_has_its_own_buttons(stage: Stage, amara: Actor) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    start_circle(amara, where="#kindness", when__days=["1"])
    carys.types("/coffee join", "#kindness")
    home = carys.opens_home()
    assert home.index("in #kindness") < home.index("in #coffee")
    carys.clicks_at_home("Skip the next one")
    assert "sitting out the next coffee, Tuesday 24 November" in carys.types("/coffee status", "#kindness")
    assert carys.types("/coffee status", "#coffee") == NEXT


def test_skip_at_home_shows_at_home(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    carys.opens_home()
    home = carys.clicks_at_home("Skip the next one")
    assert "You'll sit out the next coffee on Monday 23 November at 10:00." in home
    assert "I'm back Leave" in home
    assert "You're sitting out the next coffee" in carys.opens_home()


def test_im_back_at_home_ends_the_skip(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    carys.types("/coffee skip")
    carys.opens_home()
    home = carys.clicks_at_home("I'm back")
    assert f"Welcome back. {NEXT}" in home
    assert "Skip the next one Pause… Leave" in home


def test_leave_at_home_is_one_tap(stage: Stage) -> None:
    carys, _, _ = coffee_circle(stage, "amara", "carys", "dev", "grace")
    carys.opens_home()
    home = carys.clicks_at_home("Leave")
    assert "You've left the coffee roulette in #coffee" in home
    assert "You're not taking part in anything yet" in home
    stage.clock_to("monday 10:00")
    assert carys.reads_all() == ""


def test_what_is_pressed_at_home_is_seen_nowhere_else(stage: Stage) -> None:
    carys, dev = coffee_circle(stage, "amara", "carys", "dev")
    before = carys.reads("#coffee"), dev.reads("#coffee")
    carys.opens_home()
    carys.clicks_at_home("Skip the next one")
    assert (carys.reads("#coffee"), dev.reads("#coffee")) == before
    assert "sitting out" not in dev.opens_home()


def test_news_is_gone_when_home_is_opened_again(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    carys.opens_home()
    assert "without doing anything" in carys.clicks_at_home("Skip the next one")
    assert "without doing anything" not in carys.opens_home()


def test_a_button_on_a_home_tab_left_open_is_answered_as_things_are(stage: Stage) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    carys.opens_home()
    carys.types("/coffee leave")
    home = carys.clicks_at_home("Skip the next one")
    assert "You're not taking part here, so there was nothing to change." in home
    assert "You're not taking part in anything yet" in home


def test_home_shows_nobody_else(stage: Stage) -> None:
    carys, _ = coffee_circle(stage, "amara", "carys", "dev")
    home = carys.opens_home()
    for other in ("amara", "dev"):
        assert f"@{other}" not in home
        assert stage.workspace.person(other).real_name not in home


def test_after_the_circle_has_stopped_home_is_empty(stage: Stage, amara: Actor) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    amara.types("/coffee stop now")
    assert "You're not taking part in anything yet" in carys.opens_home()


def test_a_champion_who_does_not_take_part_can_join_and_reach_the_settings(circle: None, amara: Actor) -> None:
    home = amara.opens_home()
    assert "You're not taking part here" in home
    assert "Join Settings…" in home
    amara.clicks_at_home("Settings…")
    assert amara.submits(group_size="3") == {}
    amara.clicks_at_home("Join")
    assert "Your next coffee: *Monday 23 November at 10:00*" in amara.opens_home()
    assert any("3 people at a time" in words for words in amara.reads("#coffee"))
