"""Proposing a lunch, moving it, cancelling it; and everything that cannot be."""

from bot.testing import Actor, Stage
from tests.stories.casting import filled_in, newest, sent_form
from tests.stories.potluck.casting import BOT, PLACE, bring, card, propose, says, start_potluck, told, whispered


def test_the_form_is_filled_with_what_is_usual_here(una: Actor, bjorn: Actor) -> None:
    start_potluck(una, place="Canteen", places="20", time="13:00", template="big")
    bjorn.clicks("Propose a lunch", PLACE)
    fields = filled_in(bjorn)
    assert (fields["time"], fields["place"], fields["places"]) == ("13:00", "Canteen", "20")
    assert (fields["template"], fields["roles"]) == ("big", "plates, laying, washing up 2")
    assert bjorn.submits(date="2026-11-27") == {}
    assert "Still needed: 8 main, 6 side, 2 bread, 6 sweet, 4 drink." in card(bjorn)


def test_a_day_or_a_template_can_be_typed(circle: None, bjorn: Actor) -> None:
    says(bjorn, "propose 4 Dec")
    assert filled_in(bjorn)["date"] == "2026-12-04"
    says(bjorn, "propose sweet things")
    assert filled_in(bjorn)["template"] == "sweet"


def test_only_champions_propose_where_it_is_so(una: Actor, bjorn: Actor) -> None:
    start_potluck(una, anyone_may_propose="no")
    assert "Here it is the champions who propose lunches." in bjorn.clicks("Propose a lunch", PLACE)
    assert not bjorn.has_form
    propose(una)
    assert "Friday 27 November" in card(bjorn)


GOOD = {"date": "2026-11-27", "time": "12:30", "places": "12", "wanted": "main 1", "roles": "plates"}
NO_LUNCH: list[tuple[dict[str, str], str, str]] = [
    ({"date": "2026-11-19"}, "date", "That day has passed. Choose one that is still to come."),
    (
        {"date": "2026-11-20", "time": "08:30"},
        "time",
        "That time has passed today. Choose one that is still to come.",
    ),
    ({"date": "2028-11-20"}, "date", "That is a long way off. Choose a day within a year."),
    ({"places": "0"}, "places", "A lunch has 1 to 200 places. Write a number, like 12."),
    ({"places": "5000"}, "places", "A lunch has 1 to 200 places. Write a number, like 12."),
    ({"places": "a few"}, "places", "A lunch has 1 to 200 places. Write a number, like 12."),
    (
        {"wanted": "main 0"},
        "wanted",
        "What would be good to have on the table? Try “main 4, side 3, sweet 3”.",
    ),
    ({"wanted": "main 5000"}, "wanted", "At most 60 of a kind, please, like “main 4, side 3, sweet 3”."),
    ({"roles": "12"}, "roles", "I couldn't read “12”. Try “plates, laying, washing up 2”."),
]


def test_a_lunch_that_cannot_be_gets_its_sentence(circle: None, amara: Actor) -> None:
    """Each in turn, in a form that stays open until it is right."""
    amara.types("/kind potluck propose", PLACE)
    for answers, field, sentence in NO_LUNCH:
        assert amara.submits(**({"place": "Garden room", **GOOD} | answers)) == {field: sentence}
    assert "There's no lunch planned just now." in says(amara, "list")
    assert amara.submits(**GOOD) == {}
    assert "Friday 27 November at 12:30" in card(amara)


def test_a_proposal_sent_twice_is_one_lunch(stage: Stage, circle: None, amara: Actor) -> None:
    for _ in range(2):
        propose(amara)
    assert "You've proposed that lunch already" in whispered(amara)
    assert sum(words.startswith("Pot-luck lunch, ") for words in amara.reads(PLACE)) == 1


def test_a_moved_lunch_tells_everybody_who_comes_once(
    stage: Stage, lunch: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    bring(bjorn, "Soup")
    assert "Done: Friday 4 December at 13:00, Garden room. Everybody who comes is told." in says(
        amara, "move 4 Dec at 13:00"
    )
    assert card(bjorn).startswith("Pot-luck lunch, Friday 4 December at 13:00")
    assert len(told(bjorn)) == 1
    assert told(bjorn)[0].startswith(
        "Lunch has changed: it was Friday 27 November at 12:30, Garden room, and is now Friday 4 December at 13:00"
    )
    assert told(carys) == []
    stage.clock_to("28 November 12:00")
    assert len(told(bjorn)) == 1
    stage.clock_to("3 December 10:00")
    assert told(bjorn)[1].startswith("Tomorrow at 13:00")


def test_a_lunch_is_changed_in_a_form_by_its_proposer_or_a_champion(
    lunch: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    says(bjorn, "come")
    amara.clicks("Change the lunch", PLACE)
    assert filled_in(amara)["date"] == "2026-11-27"
    assert amara.submits(place="Roof") == {}
    assert "and is now Friday 27 November at 12:30, Roof." in told(bjorn)[0]
    says(una, "move")
    assert una.submits() == {}
    assert "Nothing was changed." in whispered(una)
    assert len(told(bjorn)) == 1
    for words in ("move 4 Dec", "cancel now"):
        assert "Only whoever proposed this lunch, or a champion of this circle, can do that." in says(bjorn, words)


def test_of_two_lunches_the_named_one_is_moved(lunch: None, amara: Actor) -> None:
    propose(amara, date="2026-12-04", place="Ward kitchen")
    assert "Done: Friday 11 December at 12:30, Ward kitchen." in says(amara, "move 4 Dec to 11 Dec")
    assert "Done: Friday 27 November at 13:00, Garden room." in says(amara, "move 13:00")


def test_a_lunch_cannot_be_moved_into_the_past(lunch: None, amara: Actor) -> None:
    assert "That day has passed." in says(amara, "move 1 Nov 2026")
    assert "That time has passed today." in says(amara, "move today at 08:00")
    assert "I couldn't read “whenever” as a day." in says(amara, "move whenever")
    assert "Friday 27 November at 12:30" in card(amara)


def test_a_cancelled_lunch_tells_everybody_who_was_to_come(
    stage: Stage, lunch: None, amara: Actor, bjorn: Actor, carys: Actor
) -> None:
    bring(bjorn, "Soup")
    assert "Cancel the lunch on Friday 27 November at 12:30?" in says(amara, "cancel")
    assert "is cancelled, and everybody who was to come is told" in amara.clicks("Cancel the lunch", PLACE)
    assert card(bjorn).startswith(
        "Lunch cancelled\nThe pot-luck lunch on Friday 27 November at 12:30 won't take place."
    )
    assert told(bjorn) == [
        "The pot-luck lunch on Friday 27 November at 12:30 is cancelled. There's nothing you need to do."
    ]
    stage.clock_to("+2 weeks")
    assert len(told(bjorn)) == 1
    assert told(carys) == []
    assert not any(words.startswith("Today's lunch") for words in bjorn.reads(PLACE))


def test_a_lunch_cancelled_while_a_form_is_open_says_so(lunch: None, amara: Actor, bjorn: Actor) -> None:
    bjorn.clicks("I'll bring something", PLACE)
    says(amara, "cancel now")
    assert list(bjorn.submits(dish="Soup").values()) == ["That lunch was cancelled, so nothing was changed."]
    assert "Soup" not in card(bjorn)


def test_a_form_about_another_circles_lunch_changes_nothing(
    stage: Stage, lunch: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    start_potluck(una, "#coffee")
    bjorn.clicks("I'll bring something", PLACE)
    payload = sent_form(bjorn)
    una.types("/kind potluck propose", "#coffee")
    una.submits(date="2026-11-27", place="Yard")
    other = next(each for each in amara.messages("#coffee") if "Yard" in str(each.blocks))
    its = str(other.blocks).split('"a":"')[1].split('"')[0]
    mine = payload["view"]["private_metadata"].split('"a":"')[1].split('"')[0]
    payload["view"]["private_metadata"] = payload["view"]["private_metadata"].replace(mine, its)
    assert "belongs to other people" in str(stage.does(stage.actions.interact(payload)))
    assert "12 places left." in card(bjorn)


def test_a_circle_that_stops_calls_its_lunches_off(stage: Stage, lunch: None, una: Actor, bjorn: Actor) -> None:
    says(bjorn, "come")
    una.types("/kind potluck stop now", PLACE)
    assert card(bjorn).startswith("Lunch cancelled")
    assert told(bjorn) == [
        "The pot-luck lunch on Friday 27 November at 12:30 is cancelled. There's nothing you need to do."
    ]
    assert bjorn.reads(PLACE)[0].startswith("The pot-luck lunches here have come to an end.")


def test_a_lunch_stays_when_its_proposer_is_forgotten(stage: Stage, lunch: None, amara: Actor, bjorn: Actor) -> None:
    says(amara, "come")
    says(bjorn, "come")
    assert "Garden room" in amara.types("/kind my data", BOT) + newest(amara, BOT)
    amara.types("/kind forget me now", BOT)
    assert "Also coming: 1 person." in says(bjorn, "list")
    says(bjorn, "role plates")
    assert "Plates: @bjorn" in card(bjorn)
    assert "Proposed by" not in card(bjorn)
