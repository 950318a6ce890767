"""What a circle does is for those in its channel: from outside nobody finds out that there is one."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.potluck.casting import propose

PLACE, QUIET, BOT = "#kindness", "#quiet-room", "@kindling"
DISHES = "What's in the dishes"
OFFERED = "Here's the way out."


@pytest.fixture
def una(stage: Stage) -> Actor:
    """She has a private channel with the bot and Amara in it."""
    stage.does(stage.actions.create("una", QUIET[1:], True))
    stage.does(stage.actions.invite("una", QUIET, ["kindling", "amara"]))
    return stage.person("una")


def starts(champion: Actor, ritual: str, where: str = QUIET, **answers: str) -> None:
    champion.types(f"/kind start {ritual}", where)
    assert champion.submits(**answers) == {}


def test_whoever_leaves_a_private_channel_reads_nothing_more_by_an_old_button(stage: Stage, una: Actor) -> None:
    starts(una, "potluck")
    una.types("/kind potluck propose", QUIET)
    assert una.submits(date="2026-11-27", place="Quiet room", wanted="main 1") == {}
    amara = stage.person("amara")
    assert "Still needed: 1 main." in amara.types("/kind potluck list", BOT)
    stage.does(stage.actions.leave("amara", QUIET))
    for verb in ("list", "print", "allergens", "come", "recipes"):
        assert amara.types(f"/kind potluck {verb}", BOT) == "You have no potluck circle yet."


def test_the_way_out_names_no_channel_that_one_may_not_know(stage: Stage, una: Actor) -> None:
    starts(una, "words")
    bjorn, amara = stage.person("bjorn"), stage.person("amara")
    shown = bjorn.types("/kind leave me alone", BOT)
    assert OFFERED in shown
    assert QUIET not in shown
    assert QUIET in amara.types("/kind leave me alone", BOT)


def test_whom_to_call_is_told_to_those_in_the_channel_and_everybody_gets_the_lines(stage: Stage, una: Actor) -> None:
    starts(una, "talk", contacts="Una, room 4")
    amara, bjorn = stage.person("amara"), stage.person("bjorn")
    assert "Una, room 4" in amara.types("/kind worried", QUIET)
    assert "Una, room 4" in amara.types("/kind worried", BOT)
    page = bjorn.types("/kind worried", BOT)
    assert "Una, room 4" not in page
    assert "Whom to call" in page


def test_when_slack_does_not_say_where_somebody_is_they_get_the_lines_all_the_same(stage: Stage, una: Actor) -> None:
    starts(una, "talk", contacts="Una, room 4")
    stage.workspace.faults.next("users.conversations", error="fatal_error", times=9)
    page = stage.person("amara").types("/kind worried", BOT)
    assert "Whom to call" in page
    assert "Una, room 4" not in page


def test_when_slack_does_not_say_where_somebody_is_nothing_is_shown_from_elsewhere(stage: Stage, una: Actor) -> None:
    starts(una, "potluck")
    stage.workspace.faults.next("users.conversations", error="fatal_error", times=9)
    assert "I couldn't see in time which channels you're in" in stage.person("amara").types("/kind potluck how", BOT)


def test_slack_is_asked_about_somebody_once_a_minute_however_often_they_press(stage: Stage) -> None:
    una, amara = stage.person("una"), stage.person("amara")
    starts(una, "potluck", PLACE)
    propose(una)
    assert "Nobody has named a dish" in amara.clicks(DISHES, PLACE)
    stage.workspace.faults.next("users.conversations", error="fatal_error", times=99)
    for _ in range(20):
        assert "Nobody has named a dish" in amara.clicks(DISHES, PLACE)


def test_who_comes_in_is_let_in_at_once(stage: Stage) -> None:
    una, fergus = stage.person("una"), stage.person("fergus")
    starts(una, "potluck", PLACE)
    stage.does(stage.actions.leave("fergus", PLACE))
    assert fergus.types("/kind potluck how", BOT) == "You have no potluck circle yet."
    stage.does(stage.actions.join("fergus", PLACE))
    assert fergus.types("/kind potluck how", BOT).startswith("How it works")


def test_a_form_for_a_new_circle_starts_none_in_a_channel_that_its_sender_has_left(stage: Stage) -> None:
    bjorn = stage.person("bjorn")
    bjorn.types("/kind start potluck", PLACE)
    stage.does(stage.actions.leave("bjorn", PLACE))
    assert list(bjorn.submits().values()) == [
        "A circle is set up from inside its channel. Come in first, and type it there."
    ]


def test_a_reaction_of_another_company_wakes_no_small_talk(stage: Stage) -> None:
    stage.does(stage.actions.invite("fergus", "#new-wing", ["kindling"]))
    fergus = stage.person("fergus")
    starts(fergus, "talk", "#new-wing")

    def unanswered() -> int:
        with stage.bot.store.begin() as tx:
            (circle,) = tx.circles.running(stage.workspace.team_id, "talk")
            return int(next(entry.data["unanswered"] for entry in circle.entries("mood")))

    stage.clock_to("+1 week")
    opener = next(one for one in fergus.messages("#new-wing")[::-1] if one.by_bot and not one.only_for)
    before = unanswered()
    assert before
    stage.does(stage.actions.react("delyth", "#new-wing", opener.ts, "heart"))
    assert unanswered() == before
    stage.does(stage.actions.react("tomasz", "#new-wing", opener.ts, "heart"))
    assert unanswered() == 0
