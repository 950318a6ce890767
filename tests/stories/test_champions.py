"""A champion looks after a circle: settings, preview, introduce; and others leave it to them."""

from bot.testing import Actor, Stage
from tests.stories.casting import coffee_circle, filled_in, newest, sent_form, start_circle, told_privately
from tests.stories.company import EVERYBODY, forges_a_click, taking_part

BY_AMARA = "This circle is looked after by @amara. Ask them, and they can do this for you."


def test_a_new_circle_posts_one_friendly_message_with_a_join_button(amara: Actor, bjorn: Actor) -> None:
    start_circle(amara)
    [message] = bjorn.reads("#coffee")
    assert "Meet a colleague for a coffee" in message
    assert "two people at a time, every Monday at 10:00 (London time), for 30 minutes" in message
    assert "Join How it works" in message
    assert "Only you can join or leave." in message


def test_the_champion_alone_is_told_when_the_first_round_is(amara: Actor, bjorn: Actor) -> None:
    start_circle(amara)
    words = "The first round is *Monday 23 November at 10:00*."
    assert words in "\n".join(amara.reads("#coffee"))
    assert words not in "\n".join(bjorn.reads("#coffee"))


def test_starting_a_circle_makes_nobody_take_part_not_even_its_champion(amara: Actor) -> None:
    start_circle(amara)
    assert "You're not taking part here." in amara.types("/kind coffee status")
    assert taking_part(amara.stage) == set()


def test_the_permission_line_stands_in_the_channels_message(amara: Actor, bjorn: Actor) -> None:
    start_circle(amara, permission="This is work time. Ana, director")
    assert "This is work time. Ana, director" in newest(bjorn)


def test_how_it_works_is_told_to_the_one_who_asks(circle: None, bjorn: Actor, carys: Actor) -> None:
    words = bjorn.clicks("How it works")
    assert "every Monday at 10:00 (London time), you are introduced to somebody you seldom meet" in words
    assert "Saying no costs nothing" in words
    assert len(carys.reads("#coffee")) == 1


# settings


def test_settings_open_as_they_are(amara: Actor) -> None:
    start_circle(amara, when__often="weekly-2", group_size="4", permission="")
    assert amara.types("/kind coffee settings") == ""
    fields = filled_in(amara)
    assert (fields["when.often"], fields["group_size"], fields["permission"]) == ("weekly-2", "4", "")


def test_saved_settings_change_the_message_in_the_channel(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee settings")
    answers = {"when.often": "monthly-1", "when.days": ["1"], "when.at": "14:30"}
    assert amara.submits(**answers, group_size="3", minutes="45") == {}
    [message] = bjorn.reads("#coffee")
    assert "3 people at a time, on the first Tuesday of the month at 14:30 (London time), for 45 minutes" in message
    assert "Saved. The next round is *Tuesday 1 December at 14:30*." in newest(amara)


def test_settings_that_cannot_be_are_not_saved(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee settings")
    assert amara.submits(group_size="5", zone="Middle-earth") == {
        "zone": "I don't know the time zone “Middle-earth”. Try one like “Europe/London”."
    }
    assert "two people at a time, every Monday at 10:00" in newest(bjorn)


def test_a_new_schedule_is_everybodys_next_coffee(stage: Stage, amara: Actor) -> None:
    [carys] = coffee_circle(stage, "amara", "carys")
    amara.types("/kind coffee settings")
    assert amara.submits(when__days=["3"], when__at="15:00") == {}
    assert carys.types("/coffee status") == "Your next coffee: *Thursday 26 November at 15:00*."
    assert carys.reads_all() == ""


def test_the_circle_keeps_the_time_zone_it_is_given(stage: Stage, amara: Actor) -> None:
    start_circle(amara, zone="Stockholm")
    assert "Your next coffee: *Monday 23 November at 09:00*." in stage.person("carys").clicks("Join")
    assert "Your next coffee: *Monday 23 November at 10:00*." in stage.person("bjorn").clicks("Join")


def test_settings_saved_without_a_change_keep_the_rhythm(stage: Stage, amara: Actor) -> None:
    [carys] = coffee_circle(stage, "amara", "carys", when__often="weekly-2")
    stage.clock_to("wednesday 12:00")
    before = carys.types("/coffee status")
    amara.types("/kind coffee settings")
    assert amara.submits(permission="") == {}
    assert before == carys.types("/coffee status") == "Your next coffee: *Monday 7 December at 10:00*."


def test_settings_saved_after_the_circle_has_stopped_change_nothing(circle: None, amara: Actor) -> None:
    amara.types("/kind coffee settings")
    amara.types("/kind coffee stop now")
    [sentence] = amara.submits(group_size="5").values()
    assert sentence.startswith("That circle has ended")


def test_a_champion_changes_settings_from_a_conversation_with_the_bot(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee settings", "@kindling")
    assert amara.submits(group_size="3") == {}
    assert "3 people at a time" in newest(bjorn)


# preview


def test_a_preview_is_for_the_champions_eyes_and_sends_nothing(stage: Stage, amara: Actor) -> None:
    people = coffee_circle(stage, "amara", "bjorn", "carys", "dev", "grace", "hana")
    before = [len(person.reads("#coffee")) for person in people]
    words = amara.types("/kind coffee preview")
    assert "A preview, for your eyes only." in words
    assert "Nothing has been sent." in words
    assert [len(person.reads("#coffee")) for person in people] == before
    assert told_privately(stage) == {}


def test_a_preview_is_of_the_number_that_champions_are_told(stage: Stage, amara: Actor) -> None:
    """In fives, and whoever is away is in it: so that nobody's skip, pause or wish can be told from it."""
    _, _, dev, grace, *_ = coffee_circle(stage, "amara", *EVERYBODY[1:8], same_site="yes")
    words = amara.types("/kind coffee preview")
    assert "On Monday 23 November at 10:00, I'd introduce everyone who's free." in words
    assert "At least 5 people take part besides you: 5 would make 2 groups of 2 or 3." in words
    dev.types("/kind coffee skip")
    grace.types("/kind coffee pause 2 weeks")
    assert amara.types("/kind coffee preview") == words


def test_a_preview_for_a_few_says_nothing_of_how_many(stage: Stage, amara: Actor) -> None:
    start_circle(amara)
    words = amara.types("/kind coffee preview")
    assert "Fewer than 5 people take part besides you, so I can't say more." in words
    for handle in EVERYBODY[1:5]:
        stage.person(handle).clicks("Join")
        assert amara.types("/kind coffee preview") == words


def test_a_champion_is_not_counted_so_that_joining_and_leaving_finds_nothing_out(stage: Stage, amara: Actor) -> None:
    coffee_circle(stage, "amara", *EVERYBODY[1:5])
    words = "Fewer than 5 people take part besides you."
    assert words in amara.types("/kind coffee status")
    amara.clicks("Join")
    assert words in amara.types("/kind coffee status")


def test_a_preview_looks_ahead_to_the_first_repeat(stage: Stage, amara: Actor) -> None:
    """A pair and a trio each week; and in a group of five they have all met at once."""
    coffee_circle(stage, "amara", *EVERYBODY[1:6])
    assert "With 5 people, first repeats in week 2." in amara.types("/kind coffee preview")
    amara.types("/kind coffee settings")
    assert amara.submits(group_size="5", **{"when.often": "monthly-1"}) == {}
    assert "With 5 people, first repeats in round 2." in amara.types("/kind coffee preview")


def test_a_preview_names_nobody_but_the_champion(stage: Stage, amara: Actor) -> None:
    coffee_circle(stage, "amara", "bjorn", "carys")
    words = amara.types("/kind coffee preview")
    assert "@amara" in words
    assert "@bjorn" not in words
    assert "@carys" not in words


def test_a_preview_shows_a_group_of_the_set_size(circle: None, amara: Actor) -> None:
    words = amara.types("/kind coffee preview")
    assert "You both joined" in words
    amara.types("/kind coffee settings")
    amara.submits(group_size="4")
    words = amara.types("/kind coffee preview")
    assert "You all joined" in words
    assert words.count("*A colleague*, somebody you seldom meet") == 3


# introduce


def test_introduce_alone_says_what_it_would_do(stage: Stage, amara: Actor) -> None:
    coffee_circle(stage, "amara", "bjorn", "carys")
    asked = amara.types("/kind coffee introduce")
    assert asked.startswith("This introduces everyone who's free in #coffee today, not later.")
    assert "Or type /kind coffee introduce now." in asked
    assert told_privately(stage) == {}


def test_a_champion_introduces_everybody_now(stage: Stage, amara: Actor) -> None:
    bjorn, carys = coffee_circle(stage, "amara", "bjorn", "carys")
    assert "I'm introducing everyone who's free now." in amara.types("/kind coffee introduce now")
    assert "Time for a coffee?" in bjorn.reads_all()
    assert bjorn.groups() == carys.groups()


def test_everybody_is_introduced_at_most_once_a_day(stage: Stage, amara: Actor) -> None:
    bjorn, _ = coffee_circle(stage, "amara", "bjorn", "carys")
    amara.types("/kind coffee introduce now")
    words = amara.types("/kind coffee introduce now")
    assert "Everybody was introduced today already, and one round a day is plenty." in words
    assert bjorn.reads_all().count("Time for a coffee?") == 1


def test_introducing_one_person_to_nobody_tells_only_them(circle: None, amara: Actor, bjorn: Actor) -> None:
    bjorn.clicks("Join")
    words = amara.types("/kind coffee introduce now")
    assert words == (
        "I'm introducing everyone who's free now. Fewer than 5 people take part besides you, so there may be nobody to "
        "introduce."
    )
    assert "There was nobody to introduce you to in #coffee this time." in bjorn.reads_all()


# others


def test_somebody_else_opening_settings_is_told_whom_to_ask(circle: None, bjorn: Actor) -> None:
    assert bjorn.types("/kind coffee settings") == BY_AMARA
    assert not bjorn.has_form


def test_somebody_else_stopping_the_circle_is_told_whom_to_ask(circle: None, bjorn: Actor) -> None:
    assert bjorn.types("/kind coffee stop now") == BY_AMARA
    assert "You're in." in bjorn.clicks("Join")


def test_somebody_else_asking_for_a_preview_is_told_whom_to_ask(circle: None, bjorn: Actor) -> None:
    assert bjorn.types("/coffee preview") == BY_AMARA


def test_somebody_else_introducing_people_is_told_whom_to_ask(stage: Stage) -> None:
    bjorn, _ = coffee_circle(stage, "amara", "bjorn", "carys")
    assert bjorn.types("/kind coffee introduce now") == BY_AMARA
    assert told_privately(stage) == {}


def test_a_settings_form_sent_in_somebody_elses_name_is_refused(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor
) -> None:
    amara.types("/kind coffee settings")
    payload = sent_form(amara)
    payload["user"]["id"] = bjorn.id
    assert stage.does(stage.actions.interact(payload)) == {}
    assert newest(bjorn) == BY_AMARA


def test_a_stop_button_pressed_in_somebody_elses_name_is_refused(circle: None, amara: Actor, bjorn: Actor) -> None:
    amara.types("/kind coffee stop")
    assert forges_a_click(bjorn, amara.messages("#coffee")[-1], "Stop the circle") == [BY_AMARA]
    assert "You're in." in bjorn.clicks("Join")
