"""A circle's champions go, or end it: those who take part hear what concerns them, once, and how to take it on."""

from bot.testing import Actor, Stage
from tests.stories.company import BOT, CHAMPION, coffee_with
from tests.stories.test_refused_by_slack import refuses, told

TAKE_ON = "Nobody looks after this circle any more. To take it on, type /kind start coffee in #coffee."
ENDED = "The coffee circle in #coffee came to an end on Friday 20 November."


def deactivated(stage: Stage, handle: str, *, in_silence: bool = False) -> None:
    """Somebody leaves the company; Slack may forget to say so."""
    if in_silence:
        stage.workspace.person(handle).deleted = True
    else:
        stage.does(stage.actions.deactivate(handle))


def told_to_take_it_on(person: Actor) -> int:
    return sum(TAKE_ON in words for words in person.reads(BOT))


def lose_the_channel(stage: Stage) -> None:
    stage.does(stage.actions.remove("kindling", "#coffee"))


def test_those_who_take_part_hear_what_the_champions_would_have(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    deactivated(stage, CHAMPION)
    lose_the_channel(stage)
    stage.clock_to("monday 10:00")
    assert [told_to_take_it_on(person) for person in us] == [1, 1]
    assert "I can't speak in #coffee any more" in us[0].reads_all()
    stage.clock_to("+2 weeks")
    assert [told_to_take_it_on(person) for person in us] == [1, 1]


def test_also_where_slack_had_not_said_that_the_champion_is_gone(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    deactivated(stage, CHAMPION, in_silence=True)
    lose_the_channel(stage)
    stage.clock_to("monday 10:00")
    assert [told_to_take_it_on(person) for person in us] == [1, 1]


def test_also_where_the_champion_asked_to_be_forgotten(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.person(CHAMPION).types("/kind forget me now")
    lose_the_channel(stage)
    stage.clock_to("monday 10:00")
    assert [told_to_take_it_on(person) for person in us] == [1, 1]


def test_while_one_champion_is_left_nobody_else_hears(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.running(stage.workspace.team_id)
        circle.add_champion(stage.person("carys").id)
    deactivated(stage, CHAMPION, in_silence=True)
    lose_the_channel(stage)
    stage.clock_to("monday 10:00")
    assert [told_to_take_it_on(person) for person in us] == [0, 0]
    assert "I can't speak in #coffee any more" in stage.person("carys").reads_all()


def test_who_takes_it_on_is_told_from_then_on_and_should_they_go_everybody_is_again(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    deactivated(stage, CHAMPION)
    lose_the_channel(stage)
    stage.clock_to("monday 10:00")
    stage.does(stage.actions.invite("amara", "#coffee", ["kindling"]))
    amara.types("/kind start coffee")
    lose_the_channel(stage)
    stage.clock_to("30 November 12:00")
    assert "I can't speak in #coffee" in told(amara)[-1]
    assert told_to_take_it_on(bjorn) == 1
    deactivated(stage, "amara")
    stage.clock_to("7 December 12:00")
    assert told_to_take_it_on(bjorn) == 2


def test_a_pause_is_kept_also_then(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    bjorn.types("/kind coffee pause 4 weeks")
    deactivated(stage, CHAMPION)
    lose_the_channel(stage)
    stage.clock_to("monday 10:00")
    assert [told_to_take_it_on(person) for person in (amara, bjorn)] == [1, 0]


def test_what_somebody_asked_for_who_is_gone_is_told_to_the_champions(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("chat.update", retry_after=60)
    una = stage.person(CHAMPION)
    una.types("/kind coffee settings")
    assert una.submits(group_size="3") == {}
    deactivated(stage, CHAMPION)
    refuses(stage, "chat.update", "is_archived")
    stage.clock_to("+2 minutes")
    assert "#coffee is archived." in told(amara)[-1]
    assert TAKE_ON in told(amara)[-1]


# the end of a circle


def test_when_a_circle_ends_each_who_took_part_hears_so_once(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.person(CHAMPION).types("/kind coffee stop now")
    for person in us:
        [note] = told(person)
        assert ENDED in note
    stage.clock_to("+2 weeks")
    assert [len(told(person)) for person in us] == [1, 1]
    assert told(stage.person("carys")) == []


def test_who_ends_it_has_their_answer_already(stage: Stage) -> None:
    una = stage.person(CHAMPION)
    coffee_with(stage, CHAMPION, "bjorn")
    una.types("/kind coffee stop now")
    assert told(una) == []


def test_who_is_away_hears_of_it_when_they_are_back(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    bjorn.types("/kind coffee pause until 4 december")
    stage.person(CHAMPION).types("/kind coffee stop now")
    stage.clock_to("3 December 18:00")
    assert (len(told(amara)), len(told(bjorn))) == (1, 0)
    stage.clock_to("+1 day")
    [note] = told(bjorn)
    assert ENDED in note


def test_who_joins_anew_before_they_would_have_been_back_is_not_told_of_the_old_end(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    bjorn.types("/kind coffee pause until 4 december")
    una = stage.person(CHAMPION)
    una.types("/kind coffee stop now")
    una.types("/kind start coffee")
    assert una.submits() == {}
    bjorn.types("/kind coffee join")
    stage.clock_to("4 December 12:00")
    assert ENDED not in bjorn.reads_all()
    assert ENDED in amara.reads_all()
