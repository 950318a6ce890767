"""A kind word that waits for Slack while its circle ends: it is brought, or its writer has it back, and once."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, brought_to, start_words, writes
from tests.two_worlds import seen_in_a_world, told_apart

GIVEN_BACK = "Your kind word could not be brought to @bjorn. The circle you wrote it in came to an end first."
ENDS = ["stopped", "archived", "off"]


def slack_is_slow(stage: Stage) -> None:
    stage.workspace.faults.next("chat.postMessage", retry_after=30)


def ends(stage: Stage, end: str) -> None:
    match end:
        case "stopped":
            stage.person("una").types("/kind words stop now", PLACE)
        case "archived":
            stage.does(stage.actions.archive("una", PLACE))
        case "off":
            stage.person("priya").types("/kind rituals off words", BOT)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("anonymous", [True, False])
def test_it_is_never_lost(
    stage: Stage, open_circle: None, amara: Actor, bjorn: Actor, end: str, anonymous: bool
) -> None:
    slack_is_slow(stage)
    writes(amara, bjorn, anonymous=anonymous)
    ends(stage, end)
    stage.clock_to("+5 minutes")
    assert (bjorn.reads_all() + amara.reads_all()).count(f"> {THANKS}") == 1


def test_whoever_wrote_it_reads_once_why_and_what(
    stage: Stage, open_circle: None, amara: Actor, bjorn: Actor, una: Actor
) -> None:
    slack_is_slow(stage)
    writes(amara, bjorn)
    ends(stage, "stopped")
    ends(stage, "stopped")
    stage.clock_to("+5 minutes")
    start_words(una)
    stage.clock_to("+5 minutes")
    assert amara.reads_all().count(f"{GIVEN_BACK}\nHere it is, to keep:\n> {THANKS}") == 1
    assert brought_to(bjorn) == []
    assert THANKS not in una.reads_all()


def test_what_has_arrived_stays_where_it_is(stage: Stage, open_circle: None, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn)
    ends(stage, "stopped")
    stage.clock_to("+5 minutes")
    assert len(brought_to(bjorn)) == 1
    assert amara.reads_all() == ""


@pytest.mark.parametrize("choice", ["leave", "signed", "not from @amara", "pause until 1 Dec"])
def test_it_tells_nothing_of_what_its_receiver_chose_meanwhile(choice: str) -> None:
    def story(stage: Stage, line: str = "") -> None:
        amara, bjorn = stage.person("amara"), stage.person("bjorn")
        start_words(stage.person("una"), anonymous="yes")
        slack_is_slow(stage)
        writes(amara, bjorn, anonymous=True)
        stage.a_second_goes_by()
        if line:
            bjorn.types(f"/kind words {line}", BOT)
        ends(stage, "stopped")
        stage.clock_to("+5 minutes")
        assert GIVEN_BACK in amara.reads_all()

    worlds = (seen_in_a_world(lambda stage, line=line: story(stage, line), "bjorn") for line in ("", choice))
    assert told_apart(*worlds) == []
