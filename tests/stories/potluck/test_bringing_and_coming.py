"""A dish, a role, or just oneself; a guest; the waiting list; and changing one's mind."""

from typing import Any

from bot.testing import Actor, Stage
from tests.stories.casting import filled_in, sent_form
from tests.stories.company import forges_a_click
from tests.stories.potluck.casting import PLACE, bring, card, propose, says, start_potluck, told, whispered


def test_the_form_asks_about_the_dish_and_not_sure_is_its_answer(lunch: None, stage: Stage, bjorn: Actor) -> None:
    bjorn.clicks("I'll bring something", PLACE)
    fields = filled_in(bjorn)
    allergens = {name: value for name, value in fields.items() if name.startswith("allergen.")}
    assert len(allergens) == 14
    assert set(allergens.values()) == {"unsure"}
    assert fields["category"] == "main"
    assert "nobody is asked what they eat" in stage.words(bjorn.form)


def test_a_dish_can_be_named_in_the_command(lunch: None, bjorn: Actor) -> None:
    assert says(bjorn, "bring Lentil soup with lemon") == ""
    assert filled_in(bjorn)["dish"] == "Lentil soup with lemon"
    assert bjorn.submits() == {}
    assert "Lentil soup with lemon - @bjorn" in card(bjorn)


def test_a_dish_is_changed_in_the_form_that_remembers_it(lunch: None, bjorn: Actor) -> None:
    bring(bjorn, "Soup", labels=["halal"], serves="4", allergen__egg="free", note="Hot")
    bjorn.clicks("Change or withdraw", PLACE)
    bjorn.clicks("Change my dish", PLACE)
    fields = filled_in(bjorn)
    assert (fields["dish"], fields["serves"], fields["labels"], fields["note"]) == ("Soup", "4", ("halal",), "Hot")
    assert (fields["category"], fields["allergen.egg"]) == ("main", "free")
    assert bjorn.submits(dish="Cake", category="sweet") == {}
    assert "Sweet: Cake - @bjorn" in card(bjorn)
    assert "Soup" not in card(bjorn)
    assert "Still needed: 1 main, 1 sweet, 1 drink." in card(bjorn)


def test_of_two_people_with_the_last_main_one_is_told_kindly(lunch: None, amara: Actor, bjorn: Actor) -> None:
    amara.clicks("I'll bring something", PLACE)
    bjorn.clicks("I'll bring something", PLACE)
    assert bjorn.submits(dish="Pie") == {}
    problems = amara.submits(dish="Curry")
    assert problems == {
        "category": "Somebody was just before you with the last main. Still needed: 2 sweet, 1 drink. "
        "Or choose “Something else”."
    }
    assert amara.submits(dish="Curry", category="something else") == {}
    assert "Main: Pie - @bjorn" in card(amara)
    assert "Something else: Curry - @amara" in card(amara)


def test_when_all_is_there_something_else_is_still_welcome(circle: None, amara: Actor, bjorn: Actor) -> None:
    propose(amara, wanted="soup 1")
    bring(bjorn, "Broth", "soup")
    assert "Everything that was asked for is there." in card(bjorn)
    amara.clicks("I'll bring something", PLACE)
    assert filled_in(amara)["category"] == "something else"


def test_a_role_is_taken_by_form_or_by_name(lunch: None, amara: Actor, bjorn: Actor, carys: Actor) -> None:
    amara.clicks("Take a role", PLACE)
    carys.clicks("Take a role", PLACE)
    assert amara.submits(role="plates") == {}
    assert carys.submits(role="plates") == {
        "role": "Somebody has just taken that one. Still open: laying, washing up (2)."
    }
    assert "your role: washing up" in says(bjorn, "role Washing up")
    assert "Plates: @amara" in card(amara)
    assert "Roles still open: laying, washing up." in card(amara)
    assert "There's no such role at this lunch. Still open: laying, washing up." in says(carys, "role juggling")


def test_when_every_role_is_taken_one_is_thanked(circle: None, amara: Actor, bjorn: Actor) -> None:
    propose(amara, roles="plates")
    says(amara, "role plates")
    assert "Take a role" not in card(bjorn)
    assert "Every role is taken already." in says(bjorn, "role")


def test_just_myself_is_no_question(lunch: None, bjorn: Actor) -> None:
    assert "You're coming to lunch on Friday 27 November at 12:30. Thank you." in bjorn.clicks(
        "Just bring myself", PLACE
    )
    assert not bjorn.has_form
    assert "You're coming on Friday 27 November at 12:30 already." in bjorn.clicks("Just bring myself", PLACE)
    assert "11 places left." in card(bjorn)


def test_a_dish_is_given_up_and_the_place_kept(lunch: None, bjorn: Actor) -> None:
    bring(bjorn, "Soup")
    says(bjorn, "role plates")
    assert "You're coming to lunch on Friday 27 November at 12:30. Thank you." in says(bjorn, "just")
    assert "Still needed: 1 main" in card(bjorn)
    assert "11 places left." in card(bjorn)


def test_withdrawing_frees_the_dish_and_the_place(lunch: None, bjorn: Actor) -> None:
    bring(bjorn, "Soup")
    bjorn.clicks("Change or withdraw", PLACE)
    assert "That's fine." in bjorn.clicks("Withdraw", PLACE)
    assert "Still needed: 1 main, 2 sweet, 1 drink." in card(bjorn)
    assert "12 places left." in card(bjorn)
    assert "there was nothing to change" in says(bjorn, "withdraw")


def test_a_guest_takes_a_place_where_guests_are_welcome(una: Actor, amara: Actor, bjorn: Actor) -> None:
    start_potluck(una, plus_one="yes")
    propose(amara, places="3")
    assert bring(bjorn, "Soup", guest="yes") == {}
    assert "1 place left." in card(bjorn)
    assert "Also coming: 1 guest." in card(bjorn)
    assert "There's just one place left, so there is none for a guest." in says(amara, "come with a guest")
    amara.clicks("I'll bring something", PLACE)
    assert amara.submits(dish="Cake", category="sweet", guest="yes").keys() == {"guest"}
    says(bjorn, "guest no")
    assert "a guest" in amara.clicks("Bring a guest, too", PLACE)
    assert "Every place is taken." in card(bjorn)
    assert "There's no place left for a guest just now. Your own place is safe." in says(bjorn, "guest")


def test_without_a_plus_one_nobody_is_asked_about_guests(lunch: None, bjorn: Actor) -> None:
    assert "there is no place for a guest" in says(bjorn, "guest")
    bjorn.clicks("I'll bring something", PLACE)
    assert "guest" not in filled_in(bjorn)


def test_a_place_that_frees_goes_to_whoever_waited_longest(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor, una: Actor
) -> None:
    propose(amara, places="1")
    says(amara, "come")
    bring(bjorn, "Pie")
    assert "so you're on the waiting list, with “Pie” (main)." in whispered(bjorn)
    assert "on the waiting list" in says(carys, "come")
    assert "on the waiting list for Friday" in says(carys, "come")
    assert "2 people wait for one." in card(una)
    assert "Still needed: 1 main" in card(una)
    says(amara, "withdraw")
    assert told(bjorn) == [
        "A place is free, and it's yours: lunch on Friday 27 November at 12:30, Garden room, with “Pie” (main).\n"
        "Change or withdraw\nIf you can't come after all, withdraw, and it goes to the next one."
    ]
    assert told(carys) == []
    assert "Main: Pie - @bjorn" in card(una)
    bjorn.clicks("Change or withdraw", "@kindling")
    bjorn.clicks("Withdraw", "@kindling")
    assert told(carys)[0].startswith("A place is free, and it's yours")
    stage.clock_to("27 November 20:00")
    assert len([words for words in told(carys) if "A place is free" in words]) == 1


def test_more_places_seat_those_who_wait(circle: None, amara: Actor, bjorn: Actor) -> None:
    propose(amara, places="1")
    says(amara, "come")
    says(bjorn, "come")
    amara.clicks("Change the lunch", PLACE)
    assert amara.submits(places="2") == {}
    assert told(bjorn)[0].startswith("A place is free")
    amara.clicks("Change the lunch", PLACE)
    assert amara.submits(places="1") == {"places": "2 places are taken already, so it can't be fewer."}


def test_a_place_offered_to_somebody_who_has_left_goes_to_the_next(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    propose(amara, places="1")
    for person in (amara, bjorn, carys):
        says(person, "come")
    stage.does(stage.actions.deactivate("bjorn"))
    says(amara, "withdraw")
    assert told(carys)[0].startswith("A place is free, and it's yours")
    assert "Every place is taken. Roles" in card(carys)


# two forms, two days, somebody else's


def test_a_form_sent_twice_is_one_dish(stage: Stage, lunch: None, bjorn: Actor) -> None:
    sent = _filled(bjorn, "Soup")
    for _ in range(2):
        assert stage.does(stage.actions.interact(sent)) == {}
    assert card(bjorn).count("Soup - @bjorn") == 1
    assert "11 places left." in card(bjorn)


def test_with_two_forms_open_the_later_one_counts(stage: Stage, lunch: None, bjorn: Actor) -> None:
    first, second = _filled(bjorn, "Soup"), _filled(bjorn, "Stew")
    stage.does(stage.actions.interact(second))
    stage.does(stage.actions.interact(first))
    assert "Main: Soup - @bjorn" in card(bjorn)
    assert "Stew" not in card(bjorn)
    assert "11 places left." in card(bjorn)


def _filled(actor: Actor, dish: str) -> dict[str, Any]:
    """One more open form, filled in and about to be sent."""
    actor.clicks("I'll bring something", PLACE)
    sent = sent_form(actor)
    sent["view"]["state"]["values"]["dish"]["answer"]["value"] = dish
    return sent


def test_somebody_elses_dish_stays_theirs(lunch: None, amara: Actor, bjorn: Actor) -> None:
    bring(bjorn, "Lentil soup")
    for words in ("withdraw lentil soup", "change Lentil soup", "bring Lentil Soup"):
        assert "That dish is somebody else's, so only they can change it." in says(amara, words)
    assert "by their own choice" in says(amara, "withdraw @bjorn")
    assert "by their own choice" in says(amara, "come @bjorn")
    bjorn.clicks("Change or withdraw", PLACE)
    seen = next(each for each in reversed(bjorn.messages(PLACE)) if each.only_for == bjorn.id)
    assert "there was nothing to change" in "\n".join(forges_a_click(amara, seen, "Withdraw"))
    assert "Lentil soup - @bjorn" in card(amara)


def test_the_lunch_of_a_day_is_meant_if_one_is_named(lunch: None, amara: Actor, bjorn: Actor) -> None:
    propose(amara, date="2026-12-04", place="Ward kitchen")
    assert "You're coming to lunch on Friday 4 December" in says(bjorn, "come 4 Dec")
    assert "haven't said that you come on Friday 27 November" in says(bjorn, "withdraw")
    assert "There's no lunch on Saturday 5 December. The next one is on Friday 27 November." in says(
        bjorn, "come 5 Dec"
    )
    assert "I couldn't read “elevenses” as the day of a lunch." in says(bjorn, "come elevenses")


def test_today_is_a_day_too(stage: Stage, lunch: None, bjorn: Actor) -> None:
    stage.clock_to("27 November 08:00")
    for words in ("come today", "withdraw 27 Nov"):
        assert "Friday 27 November" in says(bjorn, words)


def test_once_it_has_begun_it_is_too_late(stage: Stage, lunch: None, bjorn: Actor) -> None:
    bjorn.clicks("I'll bring something", PLACE)
    stage.clock_to("27 November 13:00")
    assert "That lunch has begun or is over, so nothing was changed." in bjorn.submits(dish="Soup").values()
    assert "That lunch has begun" in says(bjorn, "come")
    assert "Nobody has said what they bring yet." in says(bjorn, "list")


def test_with_no_lunch_planned_one_hears_how_to_propose_one(circle: None, bjorn: Actor) -> None:
    for verb in ("bring", "come", "withdraw", "move", "cancel", "print", "list", "allergens"):
        assert "There's no lunch planned just now. To propose one, type /kind potluck propose." in says(bjorn, verb)


# what cannot be


NO_DISH: list[tuple[dict[str, Any], str, str]] = [
    ({"dish": "   "}, "dish", "Please complete this required field."),
    ({"dish": "***"}, "dish", "What is it called? A plain word, like “soup”, will do."),
    ({"serves": "many"}, "serves", "Write a number from 1 to 500, or leave it empty."),
    (
        {"labels": ["vegan"], "allergen.milk": "contains"},
        "labels",
        "It can't be vegan and contain milk. Which is right?",
    ),
]


def test_a_dish_that_cannot_be_gets_its_sentence(lunch: None, bjorn: Actor) -> None:
    """Each in turn, in a form that stays open until it is right."""
    good = {"dish": "Soup", "serves": "", "labels": []}
    bjorn.clicks("I'll bring something", PLACE)
    for answers, field, sentence in NO_DISH:
        assert bjorn.submits(**(good | answers)) == {field: sentence}
    assert "12 places left." in card(bjorn)
    assert bjorn.submits(**(good | {"allergen.milk": "free"})) == {}
    assert "Main: Soup - @bjorn" in card(bjorn)


def test_markup_and_mentions_in_a_dish_are_only_words(lunch: None, amara: Actor, bjorn: Actor) -> None:
    dish = "<!channel> *Pie* <https://example.org|x> & <@U0AMARA>"
    assert bring(bjorn, dish) == {}
    message = next(each for each in bjorn.messages(PLACE) if "Pie" in str(each.blocks))
    assert "<!channel>" not in str(message.blocks)
    assert "<https://example.org" not in str(message.blocks)
    assert "*Pie*" not in str(message.blocks)
    assert "<!channel>" in card(amara)


def test_a_long_table_in_many_scripts_fits(stage: Stage, circle: None, amara: Actor) -> None:
    """The stage is as strict as Slack about every message; sixty dishes are among the goldens."""
    propose(amara, places="200", wanted="main 60, sweet 60")
    members = [
        person.name
        for id in stage.workspace.conversation(PLACE).members
        if (person := stage.workspace.people.get(id)) and person.is_human and not person.deleted
    ]
    for number, handle in enumerate(members):
        bring(stage.person(handle), f"{'حساء العدس' * 3} {'汤' * 20} {'🍲' * 8} {number}")
    assert len(members) > 12
    assert card(amara).count("Main: ") == says(amara, "list").count("Main: ") == len(members)
    assert says(amara, "allergens").count("Not sure about any of the 14") == len(members)


def test_an_answer_is_shown_with_the_button_that_changes_it(lunch: None, bjorn: Actor) -> None:
    assert "You're coming to lunch" in bjorn.clicks("Just bring myself", PLACE)
    assert "you're coming" in bjorn.clicks("Change or withdraw", PLACE)
    assert "You're not down for" in bjorn.clicks("Withdraw", PLACE)
    assert "You're coming to lunch" in bjorn.clicks("I'm coming after all", PLACE)
    says(bjorn, "withdraw")
    says(bjorn, "withdraw")
    assert "You're coming to lunch" in bjorn.clicks("I'm coming", PLACE)
