"""A champion introduces everybody today instead of waiting."""

from bot.testing import Stage
from tests.stories.company import CHAMPION, coffee_with, forges_a_click, introduced_at, introductions, told

NOW = "/kind coffee introduce now"


def test_introduce_now_introduces_everybody_at_once(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    assert "I'm introducing everyone who's free now." in stage.person(CHAMPION).types(NOW)
    assert [len(introductions(person)) for person in us] == [1, 1, 1, 1]


def test_introduce_alone_asks_first_and_says_whom_in_general(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    una = stage.person(CHAMPION)
    asked = una.types("/kind coffee introduce")
    assert "This introduces everyone who's free in #coffee today, not later." in asked
    assert "type /kind coffee introduce now" in asked
    assert [told(person) for person in us] == [0, 0, 0, 0]
    blocks = una.messages("#coffee")[-1].blocks or []
    [button] = [element for block in blocks for element in block.get("elements", ()) if "confirm" in element]
    assert button["confirm"]["title"]["text"] == "Introduce everyone now?"
    assert "I'm introducing everyone who's free now." in una.clicks("Introduce now")
    assert [len(introductions(person)) for person in us] == [1, 1, 1, 1]


def test_a_repeat_within_days_says_so_before_and_after_and_to_those_whom_it_is_about(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("thursday 10:00")
    una, soon = stage.person(CHAMPION), "The last round was 3 days ago, so people may meet the same person again."
    assert soon in una.types("/kind coffee introduce")
    assert soon in una.clicks("Introduce now")
    assert "I introduced you two here 3 days ago as well." in amara.reads_all()
    assert "I introduced you here 3 days ago, and someone had to be introduced again" in bjorn.types("/kind coffee why")


def test_without_a_repeat_nobody_is_told_of_one(stage: Stage) -> None:
    """Neither is the champion told whether there was one: it would tell who is free."""
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    stage.clock_to("thursday 10:00")
    assert "may meet the same person again" in stage.person(CHAMPION).types(NOW)
    assert "as well" not in us[0].reads_all()


def test_only_a_champion_can_press_it(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    una = stage.person(CHAMPION)
    una.types("/kind coffee introduce")
    message = una.messages("#coffee")[-1]
    forges_a_click(amara, message, "Introduce now")
    assert introductions(bjorn) == []


def test_twice_on_one_day_is_kindly_refused(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    una = stage.person(CHAMPION)
    una.types(NOW)
    stage.clock_to("friday 16:00")
    answer = una.types(NOW)
    assert answer == "Everybody was introduced today already, and one round a day is plenty."
    assert introduced_at(us[0]) == ["Fri 20 Nov 09:00"]


def test_the_next_scheduled_round_still_happens(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.person(CHAMPION).types(NOW)
    assert "Monday 23 November at 10:00" in us[0].types("/kind coffee status")
    stage.clock_to("+11 days")
    assert introduced_at(us[0]) == ["Fri 20 Nov 09:00", "Mon 23 Nov 10:00", "Mon 30 Nov 10:00"]


def test_on_the_morning_of_a_round_it_takes_that_rounds_place(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 08:30")
    stage.person(CHAMPION).types(NOW)
    assert "Monday 30 November at 10:00" in us[0].types("/kind coffee status")
    stage.clock_to("monday 12:00")
    assert introduced_at(us[0]) == ["Mon 23 Nov 08:30"]
    assert us[0].reads("@kindling") == []


def test_nobody_is_asked_on_the_same_day_whether_they_met(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 08:30")
    stage.person(CHAMPION).types(NOW)
    stage.clock_to("thursday 18:00")
    assert us[0].reads("@kindling") == []
    stage.clock_to("friday 10:00")
    assert "Did you meet?" in us[0].reads("@kindling")[0]


def test_shortly_before_a_round_nothing_is_said_about_working_hours(stage: Stage) -> None:
    """From Friday to Monday there is no time to suggest, and that is not because of anybody's hours."""
    (amara, _) = coffee_with(stage, "amara", "carys")
    stage.person(CHAMPION).types(NOW)
    assert "I found no time that suits you all, so" in amara.reads_all()
    assert "find a moment that is kind to everybody" in amara.reads_all()
    assert "working hours" not in amara.reads_all()


def test_with_one_person_nobody_is_introduced_and_only_they_are_told(stage: Stage) -> None:
    (amara,) = coffee_with(stage, "amara")
    assert "so there may be nobody to introduce." in stage.person(CHAMPION).types(NOW)
    assert introductions(amara) == []
    assert told(amara) == 1


def test_only_a_champion_can_introduce_now(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    assert "This circle is looked after by @una." in amara.types(NOW)
    assert introductions(bjorn) == []
