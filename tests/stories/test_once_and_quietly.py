"""Nothing is done twice, and nobody's words or names are written down."""

import asyncio
import logging
import re
from collections.abc import Awaitable

import pytest
import structlog
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.playground.delivery.payloads import slash_command
from bot.testing import LONDON, Actor, Stage
from rituals.coffee.openers import OPENERS
from rituals.dates import read_moment
from tests.stories.company import (
    CHAMPION,
    coffee_with,
    forges_a_click,
    introduced_at,
    invitations,
    private_words,
    start_coffee,
    told,
)

PERMISSION = "Heather says that this is work time"
FULL_DISK = """
    CREATE TRIGGER full_disk BEFORE UPDATE ON circles BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
"""


@pytest.mark.fault("F27", "an act that arrives twice counts once")
def test_a_press_that_arrives_twice_counts_once(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    said = forges_a_click(amara, invitations(amara)[0], "Another opener", times=2)
    assert said == ["There's another opener above."]


def test_a_command_that_arrives_twice_counts_once(stage: Stage) -> None:
    start_coffee(stage)
    answers = _types_twice(stage.person("amara"), "coffee join")
    assert "You're in." in str(answers[0])
    assert answers[1] == {}


def test_introduce_now_that_arrives_twice_introduces_once(stage: Stage) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    _types_twice(stage.person(CHAMPION), "coffee introduce now")
    assert introduced_at(amara) == ["Fri 20 Nov 09:00"]


@pytest.mark.fault("F27", "two running copies do everything once")
@pytest.mark.parametrize("moment", ["monday 10:00", "27 November 10:00"])
def test_two_running_copies_do_everything_once(stage: Stage, moment: str) -> None:
    """The round of Monday, and the question of Friday."""
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev")
    asking = moment != "monday 10:00"
    if asking:
        stage.clock_to("monday 10:00")
    other = stage.another_bot()
    stage.does(other.only.platform.start(receiving=False))
    stage.moves_the_clock_unnoticed(read_moment(moment, stage.workspace.clock.now(), LONDON))
    copies = (stage.bot, other)
    stage.does(_all_at_once(*(bot.only.worker.work() for bot in copies for _ in range(2))))
    other.store.close()
    assert [len(invitations(person)) for person in us] == [1, 1, 1, 1]
    assert [len(private_words(person)) for person in us] == [int(asking)] * 4


def test_the_logs_hold_nobodys_words_or_names(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A whole story, with everything in it that is logged on the way: waits, refusals, lost answers."""
    caplog.set_level(logging.INFO)
    with capture_logs(processors=[structlog.processors.format_exc_info]) as logs:
        _a_story_with_trouble(stage)
    assert {"delivery_waits", "delivery_failed", "round_skipped"} <= {line["event"] for line in logs}
    _holds_no_words(stage, f"{logs}\n{caplog.text}")


def test_not_even_when_the_database_fails(stage: Stage) -> None:
    """The words that could not be saved are not in the traceback either."""
    una = stage.person(CHAMPION)
    una.types("/kind start coffee")
    with stage.bot.store.begin() as tx:
        tx._session.execute(text(FULL_DISK))
    with capture_logs(processors=[structlog.processors.format_exc_info]) as logs:
        una.submits(permission=PERMISSION)
    assert "something went wrong on my side, and nothing was changed" in una.reads()[-1]
    assert "the disk is full" in str(logs)
    _holds_no_words(stage, str(logs))


def _a_story_with_trouble(stage: Stage) -> None:
    faults = stage.workspace.faults
    amara, bjorn, *_ = coffee_with(stage, "amara", "bjorn", "carys", "dev", permission=PERMISSION)
    amara.types("/kind coffee joni my grandmother Ottoline")
    amara.types("/kind coffee pause until Ottoline's wedding")
    faults.next("chat.postMessage", retry_after=30)
    faults.next("files.getUploadURLExternal", error="internal_error")
    stage.clock_to("monday 11:00")
    amara.types("Hello, I am Amara, and Ottoline says hello", amara.groups()[-1])
    amara.clicks("Another opener", amara.groups()[-1])
    faults.next("chat.postMessage", status=500)
    faults.next("users.info", error="internal_error")
    stage.clock_to("27 November 10:00")
    bjorn.types("/kind coffee met no")
    stage.does(stage.actions.archive(CHAMPION, "#coffee"))
    stage.clock_to("+1 week")
    assert told(amara) > 1
    assert len(private_words(stage.person(CHAMPION))) == 2


def _holds_no_words(stage: Stage, logs: str) -> None:
    names = {name for person in stage.workspace.people for name in person.real_name.split() if person.is_human}
    titles = {person.title for person in stage.workspace.people if person.is_human}
    for words in {*names, *titles, *OPENERS, PERMISSION, "Ottoline", "Heather", "joni"}:
        assert not re.search(rf"\b{re.escape(words)}", logs), words
    assert "xoxb" not in logs
    assert "xapp" not in logs


def _types_twice(actor: Actor, words: str) -> list[dict[str, object]]:
    """Slack delivers one command two times: the answer to each."""
    stage, ws = actor.stage, actor.stage.workspace
    place = stage.actions.place(actor.handle, "#coffee")
    payload = slash_command(ws, ws.person(actor.handle), place, "/kind", words)
    link = stage.playground.link
    return [stage.does(link.deliver("slash_commands", payload, takes_payload=True)) for _ in range(2)]


async def _all_at_once(*acts: Awaitable[None]) -> None:
    await asyncio.gather(*acts)


@pytest.mark.fault("F30", "a double click is one click")
def test_a_double_click_is_one_click(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    before = bjorn.reads(bjorn.groups()[-1])
    answers = forges_a_click(amara, invitations(amara)[0], "Another opener")
    assert forges_a_click(amara, invitations(amara)[0], "Another opener") == answers
    changed = bjorn.reads(bjorn.groups()[-1])
    assert changed != before
    stage.a_second_goes_by()
    assert len(forges_a_click(amara, invitations(amara)[0], "Another opener")) == len(answers) + 1
    assert bjorn.reads(bjorn.groups()[-1]) != changed


@pytest.mark.fault("F42", "the bot is uninstalled in the middle of a round: nothing more is sent there")
def test_when_the_bot_is_uninstalled_in_the_middle_of_a_round_nothing_more_is_sent(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    stage.workspace.faults.next("conversations.open", retry_after=60)
    stage.clock_to("monday 10:00")
    stage.does(stage.actions.uninstall("priya"))
    stage.clock_to("+1 week")
    assert [told(person) for person in us] == [0, 0]
