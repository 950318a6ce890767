"""Joining, closed accounts and lunches: of these, too, nobody can tell more than docs/what-others-can-tell.md says."""

from functools import partial

import pytest

from bot.testing import Actor, Stage
from tests.stories.company import BOT, CHAMPION, coffee_with
from tests.stories.kind_words.casting import start_words, tries_to_write, writes
from tests.stories.potluck.casting import PLACE, propose, start_potluck
from tests.stories.test_told_sideways import (
    FIRST,
    FORGOTTEN,
    LEAVE,
    NOTHING,
    ONCE,
    PAUSE,
    SECOND,
    SKIP,
    WHO,
    Choice,
    allowed,
    as_allowed,
    types,
)
from tests.two_worlds import View, seen_in_a_world, told_apart

JOIN = types("join", "coffee join")
WITHDRAW = types("withdraw", "potluck withdraw")
LINES = (
    "my data",
    "coffee why",
    "coffee status",
    "coffee preview",
    "coffee introduce",
    "potluck status",
    "potluck list",
)


def look_around(stage: Stage) -> None:
    for person in (stage.person(CHAMPION), stage.person("bjorn")):
        for line in LINES:
            stage.a_second_goes_by()
            person.types(f"/kind {line}", "#coffee" if line.startswith("coffee") else PLACE)
        person.opens_home()


def goes_on(stage: Stage, *moments: str) -> None:
    for moment in moments:
        stage.clock_to(moment)
        look_around(stage)


def closes(stage: Stage) -> None:
    stage.a_second_goes_by()
    stage.does(stage.actions.deactivate(WHO))
    stage.a_second_goes_by()


# joining


@pytest.mark.parametrize("before", [NOTHING, LEAVE, FORGOTTEN], ids=lambda choice: choice.name or "never there")
@pytest.mark.parametrize("moment", ["09:05", "monday 10:30"])
def test_that_somebody_joins_is_told_to_nobody(moment: str, before: Choice) -> None:
    """From the next round on they meet people; until then, and besides, the worlds are alike."""

    def story(stage: Stage, choice: Choice) -> None:
        coffee_with(stage, "bjorn", "carys", "dev")
        amara = stage.person(WHO)
        if before is not NOTHING:
            amara.types("/kind coffee join")
            before.does(amara, "#coffee")
        stage.clock_to(moment)
        choice.does(amara, "#coffee")
        look_around(stage)
        goes_on(stage, "monday 10:45", "30 November 10:30")

    since = FIRST if moment == "09:05" else SECOND
    worlds = [seen_in_a_world(partial(story, choice=choice), WHO) for choice in (NOTHING, JOIN)]
    assert told_apart(*worlds, partial(as_allowed, allowed("join"), since)) == []


# closed accounts


def closed_after(choice: Choice, moment: str) -> View:
    def story(stage: Stage) -> None:
        coffee_with(stage, WHO, "bjorn", "carys", "dev")
        stage.clock_to(moment)
        stage.a_second_goes_by()
        choice.does(stage.person(WHO), "#coffee")
        closes(stage)
        goes_on(stage, "monday 10:45", "27 November 10:30", "30 November 10:30")

    return seen_in_a_world(story, WHO)


@pytest.mark.parametrize("choice", [SKIP, ONCE, PAUSE, LEAVE, FORGOTTEN], ids=lambda choice: choice.name)
def test_what_somebody_did_before_their_account_was_closed_is_told_to_nobody(choice: Choice) -> None:
    worlds = closed_after(NOTHING, "09:05"), closed_after(choice, "09:05")
    assert told_apart(*worlds, partial(as_allowed, allowed(choice.name) & {"the number"}, None)) == []


@pytest.mark.parametrize("choice", [PAUSE, LEAVE], ids=lambda choice: choice.name)
def test_not_after_they_were_introduced_either(choice: Choice) -> None:
    worlds = closed_after(NOTHING, "monday 10:30"), closed_after(choice, "monday 10:30")
    assert told_apart(*worlds, partial(as_allowed, allowed(choice.name) & {"the number"}, None)) == []


REFUSALS = ("words leave", "words signed", "words not from @bjorn", "words pause until 1 Dec")


def writes_to_a_closed_account(stage: Stage, line: str = "") -> list[dict[str, str]]:
    """Björn's word waits for Slack while Amara chooses and is gone, and then he tries again; what his forms say."""
    amara, bjorn = stage.person(WHO), stage.person("bjorn")
    start_words(stage.person(CHAMPION), anonymous="yes")
    stage.workspace.faults.next("chat.postMessage", retry_after=30)
    writes(bjorn, amara, anonymous=True)
    stage.a_second_goes_by()
    if line:
        amara.types(f"/kind {line}", BOT)
    closes(stage)
    stage.clock_to("+2 minutes")
    said = [tries_to_write(bjorn, amara, words=words) for words in ("Again.", "And again.")]
    stage.clock_to("+1 day")
    bjorn.types("/kind my data all", BOT)
    return said


@pytest.mark.parametrize("line", REFUSALS)
def test_what_somebody_refused_before_their_account_was_closed_is_told_to_nobody(line: str) -> None:
    forms: list[list[dict[str, str]]] = []
    worlds = [
        seen_in_a_world(lambda stage, chosen=chosen: forms.append(writes_to_a_closed_account(stage, chosen)), WHO)
        for chosen in ("", line)
    ]
    assert told_apart(*worlds) == []
    assert forms[0] == forms[1]
    assert any("could not be brought to" in seen.words for seen in worlds[0]["bjorn"])


# lunches


def no_more_for_lunch(how: Choice, *, full: bool) -> View:
    def story(stage: Stage) -> None:
        una, amara = stage.person(CHAMPION), stage.person(WHO)
        start_potluck(una)
        propose(una, **({"places": "2"} if full else {}))
        for handle in (WHO, "carys", "dev"):
            stage.a_second_goes_by()
            stage.person(handle).clicks("Just bring myself", PLACE)
        stage.a_second_goes_by()
        how.does(amara, BOT)
        look_around(stage)
        goes_on(stage, "26 November 10:30", "27 November 16:30")

    return seen_in_a_world(story, WHO)


@pytest.mark.parametrize("full", [False, True], ids=["places left", "somebody waits"])
def test_how_it_comes_that_somebody_is_not_coming_to_lunch_is_told_to_nobody(full: bool) -> None:
    assert told_apart(no_more_for_lunch(WITHDRAW, full=full), no_more_for_lunch(FORGOTTEN, full=full)) == []


def test_this_would_notice_who_is_not_coming() -> None:
    assert told_apart(no_more_for_lunch(WITHDRAW, full=False), no_more_for_lunch(NOTHING, full=False))


def what_else_they_do(stage: Stage, lines: tuple[str, ...]) -> Actor:
    una, amara = stage.person(CHAMPION), stage.person(WHO)
    start_potluck(una)
    propose(una)
    amara.clicks("Just bring myself", PLACE)
    for line in lines:
        stage.a_second_goes_by()
        amara.types(f"/kind {line}", PLACE)
    stage.clock_to("09:10")
    look_around(stage)
    goes_on(stage, "26 November 10:30", "27 November 16:30")
    return amara


def test_what_somebody_who_comes_to_lunch_reads_and_refuses_besides_is_told_to_nobody() -> None:
    asks = ("potluck allergens", "potluck print", "potluck status", "words leave", "my data")
    worlds = [seen_in_a_world(partial(what_else_they_do, lines=lines), WHO) for lines in ((), asks)]
    assert told_apart(*worlds) == []
