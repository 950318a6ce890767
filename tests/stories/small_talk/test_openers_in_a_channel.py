"""An opener now and then: when it comes, when it doesn't, and what people can make of it."""

from datetime import UTC, datetime

from bot.testing import Actor, Stage
from rituals.small_talk.pools import KINDNESS, LIGHT, POOLS
from tests.stories.casting import told_privately
from tests.stories.company import forges_a_click
from tests.stories.small_talk.casting import PLACE, change, openers, reacts, start_talk, weeks_pass

EVERY = {words for pool in POOLS.values() for words in pool}


def test_a_new_circle_says_what_it_will_do_and_what_it_will_not(circle: None, bjorn: Actor) -> None:
    [welcome] = bjorn.reads(PLACE)
    assert "Every Tuesday and Thursday at 10:00 (London time), there is an opener here" in welcome
    assert "There is nothing to join." in welcome
    assert "It never reads what anybody writes." in welcome
    assert "Type /kind worried. Only you will see the answer." in welcome


def test_an_opener_comes_at_the_circles_rhythm(stage: Stage, circle: None, bjorn: Actor) -> None:
    stage.clock_to("tuesday 09:59")
    assert openers(bjorn) == []
    stage.clock_to("tuesday 10:00")
    [first] = openers(bjorn)
    stage.clock_to("thursday 10:00")
    _, second = openers(bjorn)
    assert first != second
    assert {first, second} < EVERY
    assert told_privately(stage) == {}


def test_the_champion_chooses_the_tone(stage: Stage, amara: Actor) -> None:
    start_talk(amara, tone="kindness")
    weeks_pass(stage)
    assert set(openers(amara)) < set(KINDNESS)
    assert change(amara, tone="light") == {}
    weeks_pass(stage)
    assert set(openers(amara)[2:]) < set(LIGHT)


def test_somebody_who_likes_an_opener_is_thanked_alone(stage: Stage, circle: None, bjorn: Actor, carys: Actor) -> None:
    stage.clock_to("tuesday 10:00")
    before = len(carys.reads(PLACE))
    assert "I'm glad. Nobody is told that you pressed it" in bjorn.clicks("Nice one", PLACE)
    assert "I'm glad." in bjorn.types("/kind talk nice", PLACE)
    assert len(carys.reads(PLACE)) == before


def test_anybody_can_see_how_it_works_and_when_the_next_one_is(circle: None, amara: Actor, bjorn: Actor) -> None:
    words = bjorn.types("/kind talk status", PLACE)
    assert "The next opener: *Tuesday 24 November at 11:00*. It will be something light, curious or kind." in words
    assert "You look after" not in words
    assert f"Of {len(EVERY)} openers, {len(EVERY)} have not been said yet." in amara.types("/kind talk status", PLACE)
    assert "When nobody reacts to two in a row, I rest" in bjorn.clicks("How it works", PLACE)


def test_a_preview_is_for_the_champions_eyes_and_posts_nothing(circle: None, amara: Actor, bjorn: Actor) -> None:
    words = amara.types("/kind talk preview", PLACE)
    assert "On Tuesday 24 November at 10:00, something like this:" in words
    assert any(one in words for one in EVERY)
    assert len(bjorn.reads(PLACE)) == 1
    assert "looked after by @amara" in bjorn.types("/kind talk preview", PLACE)


def test_a_champion_finds_it_on_the_home_page_and_nobody_else_does(circle: None, amara: Actor, bjorn: Actor) -> None:
    assert "The next opener: *Tuesday 24 November at 10:00*." in amara.opens_home()
    assert "Small talk" not in bjorn.opens_home()
    assert "There are none of your own yet." in amara.clicks_at_home("Your own openers")


def test_stopping_says_goodbye_and_nothing_is_posted_any_more(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind talk stop now", PLACE)
    weeks_pass(stage)
    assert "Good conversations need no prompting." in bjorn.reads(PLACE)[0]
    assert openers(amara) == []


# quiet times


def test_it_catches_up_in_the_daytime_but_not_in_the_quiet_hours(stage: Stage, circle: None, bjorn: Actor) -> None:
    stage.restarts(down_until="tuesday 20:30")
    assert openers(bjorn) == []
    stage.restarts(down_until="thursday 15:00")
    assert len(openers(bjorn)) == 1


def test_weekends_are_quiet_even_when_they_are_on_the_list_unless_a_champion_opens_them(
    stage: Stage, amara: Actor
) -> None:
    start_talk(amara, when__days=["4", "5", "6", "0"])
    stage.clock_to("friday 12:00")
    assert "The next opener: *Monday" in amara.types("/kind talk status", PLACE)
    stage.clock_to("monday 09:00")
    assert len(openers(amara)) == 1
    stage.clock_to("monday 10:00")
    assert len(openers(amara)) == 2
    assert change(amara, when__days=["5"], when__at="20:00", quiet_from="22", quiet_weekends="no") == {}
    stage.clock_to("saturday 20:00")
    assert len(openers(amara)) == 3


def test_a_rhythm_that_falls_into_the_quiet_hours_is_sent_back_with_a_reason(amara: Actor) -> None:
    amara.types("/kind start talk every Sunday at 20:00", PLACE)
    assert amara.submits() == {
        "when.days": "It is quiet on Saturdays and Sundays. Choose another day, or change that below.",
        "when.at": "20:00 is in the quiet hours. Choose another time, or change them below.",
    }
    assert amara.submits(when__days=["1"], when__at="10:00") == {}
    assert change(amara, quiet_from="9") == {
        "when.at": "10:00 is in the quiet hours. Choose another time, or change them below."
    }


def test_quiet_hours_go_by_the_circles_own_clock(stage: Stage, amara: Actor) -> None:
    start_talk(amara, zone="New York", when__at="09:00")
    stage.clock_to("tuesday 13:59")
    assert openers(amara) == []
    stage.clock_to("tuesday 14:00")
    assert len(openers(amara)) == 1


# rest


def test_after_two_openers_that_nobody_answers_it_rests_and_says_so_once(
    stage: Stage, circle: None, amara: Actor
) -> None:
    weeks_pass(stage, times=4)
    assert len(openers(amara)) == 2
    assert list(told_privately(stage)) == ["amara"]
    assert amara.reads_all().count("passed without a reaction, so I am resting there.") == 1
    assert "Small talk is resting here." in amara.types("/kind talk status", PLACE)
    assert "Resting, so nothing will be posted" in amara.types("/kind talk preview", PLACE)


def test_what_people_write_does_not_count_for_it_cannot_be_read(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    for day in ("tuesday 10:00", "thursday 10:00"):
        stage.clock_to(day)
        bjorn.types("I love these!", PLACE)
    weeks_pass(stage)
    assert len(openers(amara)) == 2


def test_one_sign_of_life_now_and_then_keeps_it_going(stage: Stage, circle: None, bjorn: Actor) -> None:
    for sign in (reacts, lambda who: who.clicks("Nice one", PLACE), lambda who: who.clicks("Not for us", PLACE)):
        weeks_pass(stage)
        sign(bjorn)
    weeks_pass(stage)
    assert len(openers(bjorn)) == 7
    assert told_privately(stage) == {}


def test_a_reaction_starts_it_again(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    weeks_pass(stage, times=3)
    reacts(bjorn, "heart")
    weeks_pass(stage)
    assert len(openers(amara)) == 4


def test_a_reaction_to_somebody_elses_message_is_nothing_to_it(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    weeks_pass(stage, times=2)
    bjorn.types("Cake in the kitchen", PLACE)
    message = bjorn.messages(PLACE)[-1]
    stage.does(stage.actions.react("carys", PLACE, message.ts, "heart"))
    weeks_pass(stage)
    assert len(openers(amara)) == 2


def test_a_champion_starts_it_again_by_a_command_a_button_or_the_settings(
    stage: Stage, circle: None, amara: Actor
) -> None:
    weeks_pass(stage, times=2)
    assert "Thank you, I'll start again. The next opener: " in amara.types("/kind talk again", PLACE)
    weeks_pass(stage, times=2)
    assert "I'll start again." in amara.clicks("Start again", "@kindling")
    weeks_pass(stage, times=2)
    assert change(amara) == {}
    weeks_pass(stage, times=2)
    assert len(openers(amara)) == 8
    assert amara.reads_all().count("so I am resting there.") == 4


def test_only_champions_say_again_and_only_after_a_rest(circle: None, amara: Actor, bjorn: Actor) -> None:
    assert "I wasn't resting." in amara.types("/kind talk again", PLACE)
    assert "looked after by @amara" in bjorn.types("/kind talk again", PLACE)


def test_the_button_of_a_resting_note_is_no_permission(stage: Stage, circle: None, amara: Actor, bjorn: Actor) -> None:
    weeks_pass(stage, times=2)
    [note] = [each for each in amara.messages("@kindling") if "resting" in stage.words(each)]
    forges_a_click(bjorn, note, "Start again")
    assert "Small talk is resting here." in amara.types("/kind talk status", PLACE)


# promises


def test_it_keeps_nothing_about_who_answered(stage: Stage, circle: None, bjorn: Actor) -> None:
    stage.clock_to("tuesday 10:00")
    reacts(bjorn)
    bjorn.clicks("Nice one", PLACE)
    bjorn.clicks("Not for us", PLACE)
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.running(stage.workspace.team_id, "talk")
        kept = [circle.entries(kind) for kind in ("said", "retired", "mood", "own")]
    assert bjorn.id not in str(kept)


def test_a_clock_that_stood_still_says_no_opener_twice(stage: Stage, circle: None, bjorn: Actor) -> None:
    stage.moves_the_clock_unnoticed(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    stage.clock_to("+1 minute")
    stage.clock_to("+1 minute")
    assert len(openers(bjorn)) == 1
