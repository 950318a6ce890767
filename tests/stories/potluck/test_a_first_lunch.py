"""From nothing to a lunch: proposed, filled, held, thanked for; and what comes before and after it."""

from bot.testing import Actor, Stage
from tests.stories.casting import filled_in
from tests.stories.potluck.casting import (
    PLACE,
    bring,
    card,
    pages,
    posted,
    propose,
    says,
    start_potluck,
    told,
    whispered,
)


def test_a_lunch_from_its_proposal_to_the_thanks(
    stage: Stage, circle: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    propose(amara)
    assert "Your lunch is in the channel." in whispered(amara)
    assert card(bjorn).startswith(
        "Pot-luck lunch, Friday 27 November at 12:30\nStill needed: 1 main, 2 sweet, 1 drink.\nWhere: Garden room. "
    )
    assert bring(bjorn, "Lentil soup", labels=["vegan"], serves="6") == {}
    assert "with “Lentil soup” (main). Thank you." in whispered(bjorn)
    assert "Still needed: 2 sweet, 1 drink." in card(amara)
    assert "Main: Lentil soup - @bjorn (vegan, serves 6)" in card(amara)
    carys.clicks("Just bring myself", PLACE)
    assert "Also coming: 1 person." in card(amara)
    assert "10 places left." in card(amara)

    stage.clock_to("26 November 10:00")
    assert told(bjorn)[0].startswith(
        "Tomorrow at 12:30 there's lunch together, Garden room. You're down for “Lentil soup”"
    )
    assert "You're down to bring just yourself." in told(carys)[0]
    assert told(amara) == []

    stage.clock_to("27 November 09:00")
    assert posted(amara).startswith("Today's lunch, 12:30\nGarden room. Still needed: 2 sweet, 1 drink.")
    assert "Lentil soup - @bjorn" in posted(amara)

    stage.clock_to("27 November 16:00")
    assert "Please take your dish home. Leftovers are for whoever likes them." in posted(amara)
    assert "This lunch is over." in card(amara)
    assert len(told(bjorn)) == 1


def test_a_change_on_the_day_shows_in_the_table_list_too(stage: Stage, lunch: None, bjorn: Actor) -> None:
    bring(bjorn, "Soup")
    stage.clock_to("27 November 09:00")
    says(bjorn, "withdraw")
    assert posted(bjorn).startswith("Today's lunch, 12:30\nGarden room. Still needed: 1 main, 2 sweet, 1 drink.")


def test_a_late_lunch_is_thanked_for_on_the_next_day(stage: Stage, circle: None, amara: Actor) -> None:
    propose(amara, time="18:30")
    says(amara, "come")
    stage.clock_to("27 November 23:00")
    assert posted(amara).startswith("Today's lunch, 18:30")
    stage.clock_to("28 November 10:00")
    assert posted(amara).startswith("Thank you for lunch")


def test_to_a_lunch_without_people_nobody_is_thanked(stage: Stage, lunch: None, amara: Actor) -> None:
    stage.clock_to("28 November 12:00")
    assert posted(amara).startswith("Today's lunch")


def test_recipes_and_leftovers_are_for_everybody(stage: Stage, lunch: None, amara: Actor, bjorn: Actor) -> None:
    bring(bjorn, "Lentil soup")
    assert "There has been no lunch here yet." in says(bjorn, "recipe")
    stage.clock_to("27 November 16:00")
    bjorn.clicks("Share a recipe", PLACE)
    assert filled_in(bjorn)["title"] == "Lentil soup"
    assert bjorn.submits(text="Lentils, an onion.\nHalf an hour.") == {}
    assert "Recipes\nLentil soup - @bjorn" in posted(amara)
    assert "Lentil soup" in says(amara, "recipes")
    assert "Half an hour." in says(amara, "recipes lentil")
    assert "There's no recipe called “goulash”." in says(amara, "recipes goulash")
    amara.clicks("There are leftovers", PLACE)
    assert amara.submits(words="Rice, in the kitchen") == {}
    assert "Leftovers: Rice, in the kitchen." in posted(bjorn)
    says(amara, "leftovers rice is gone, but there is cake")
    assert "Leftovers: rice is gone, but there is cake." in posted(bjorn)


def test_table_cards_and_the_table_list_are_sent_to_be_printed(lunch: None, amara: Actor, bjorn: Actor) -> None:
    assert "There is nothing to print yet" in says(amara, "print")
    bring(bjorn, "Lentil <b>soup", labels=["vegan"], allergen__celery="contains", allergen__milk="free", note="Hot!")
    assert "in your direct messages from me" in says(amara, "print")
    cards, pages_list = pages(amara)["table-cards.html"], pages(amara)["table-list.html"]
    assert "Lentil &lt;b&gt;soup" in cards
    assert "Björn Lindqvist - vegan" in cards
    assert "Contains: celery." in cards
    assert "Not sure about: cereals with gluten, crustaceans" in cards
    assert "Free of: milk." in cards
    assert "Hot!" in cards
    assert (
        "Main: Lentil &lt;b&gt;soup, Björn Lindqvist (vegan; contains celery; not sure about 12 allergens)"
        in pages_list
    )
    assert pages(bjorn) == {}


def test_what_is_in_the_dishes_names_no_person(lunch: None, amara: Actor, bjorn: Actor) -> None:
    assert "Nobody has named a dish" in amara.clicks("What's in the dishes", PLACE)
    bring(bjorn, "Lentil soup", allergen__celery="contains")
    words = says(amara, "allergens")
    assert "Lentil soup" in words
    assert "Contains: celery." in words
    assert "Not sure about: cereals with gluten" in words
    assert "@bjorn" not in words
    assert "bjorn" not in words.lower()


def test_the_lunch_list_names_every_lunch_that_is_planned(lunch: None, amara: Actor, bjorn: Actor) -> None:
    propose(bjorn, date="2026-12-04", place="Ward kitchen")
    words = says(bjorn, "list")
    assert "Friday 27 November at 12:30" in words
    assert "Also planned: Friday 4 December at 12:30, Ward kitchen." in words
    assert "Cancel the lunch" not in words
    assert "Cancel the lunch" in says(bjorn, "list 4 Dec")


def test_everybodys_own_lunches_are_in_their_status_and_at_home(lunch: None, una: Actor, bjorn: Actor) -> None:
    assert "You haven't said that you come to any lunch yet." in says(bjorn, "status")
    assert "Pot-luck in" not in bjorn.opens_home().replace("*", "")
    bring(bjorn, "Soup")
    words = "Friday 27 November at 12:30, Garden room: you're coming, with “Soup” (main)."
    assert words in says(bjorn, "status")
    assert words in bjorn.opens_home()
    assert "Propose a lunch" in una.opens_home()


def test_how_it_works_is_one_press_away(circle: None, bjorn: Actor) -> None:
    assert "nobody is asked what they eat" in bjorn.clicks("How it works", PLACE)
    assert "How it works" in says(bjorn, "how")


def test_the_short_command_does_the_same(lunch: None, bjorn: Actor) -> None:
    assert "You're coming to lunch on Friday 27 November" in bjorn.types("/potluck come", PLACE)
    words = bjorn.types("/potluck", PLACE)
    for verb in ("propose", "bring", "role", "come", "change", "withdraw", "move", "cancel", "print", "allergens"):
        assert f"/kind potluck {verb}" in words


def test_in_a_direct_message_the_only_circle_is_meant(lunch: None, bjorn: Actor) -> None:
    assert "You're coming to lunch" in bjorn.types("/kind potluck come", "@kindling")
    assert "11 places left." in card(bjorn)


# a lunch that comes round by itself


def test_on_the_first_friday_a_lunch_comes_round_by_itself(stage: Stage, una: Actor, bjorn: Actor) -> None:
    start_potluck(
        una, repeats__often="monthly-1", repeats__days=["4"], repeats__at="12:30", template="sweet", place="Canteen"
    )
    assert "on the first Friday of the month at 12:30" in bjorn.reads(PLACE)[0]
    stage.clock_to("27 November 09:59")
    assert len(bjorn.reads(PLACE)) == 1
    stage.clock_to("27 November 10:00")
    assert card(bjorn).startswith(
        "Pot-luck lunch, Friday 4 December at 12:30\nStill needed: 6 sweet, 2 fruit, 4 drink."
    )
    assert "Where: Canteen. 12 places left." in card(bjorn)
    assert "Proposed by" not in card(bjorn)
    stage.clock_to("2026-12-25 10:00")
    assert card(bjorn).startswith("Pot-luck lunch, Friday 1 January at 12:30")
    assert sum(words.startswith("Pot-luck lunch, ") for words in bjorn.reads(PLACE)) == 2


def test_a_cancelled_lunch_does_not_come_round_again(stage: Stage, una: Actor, bjorn: Actor) -> None:
    start_potluck(una, repeats__often="weekly-1", repeats__days=["4"], repeats__at="12:30", lead_days="7")
    stage.clock_to("10:00")
    assert card(bjorn).startswith("Pot-luck lunch, Friday 27 November")
    says(una, "cancel now")
    una.types("/kind potluck settings", PLACE)
    assert una.submits(place="Canteen") == {}
    stage.clock_to("26 November 12:00")
    assert card(bjorn).startswith("Lunch cancelled")
    stage.clock_to("27 November 18:00")
    assert card(bjorn).startswith("Pot-luck lunch, Friday 4 December")


def test_no_longer_regularly_means_that_none_comes_round(stage: Stage, una: Actor, bjorn: Actor) -> None:
    start_potluck(una, repeats__often="monthly-1", repeats__days=["4"], repeats__at="12:30")
    una.types("/kind potluck settings", PLACE)
    assert una.submits(repeats__often="never") == {}
    stage.clock_to("+5 weeks")
    assert len(bjorn.reads(PLACE)) == 1
