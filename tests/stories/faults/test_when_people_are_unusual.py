"""Nobody, everybody away, names that could harm, somebody who wants to be forgotten in the middle of it."""

import pytest
from sqlalchemy import inspect, text

from bot.testing import Actor, Stage
from tests.stories.company import CHAMPION, coffee_with, introductions, invitations, told

HARMFUL = {
    "everybody": "<!channel> <!here> @everyone",
    "a mention": "<@U01CARYS> Carys",
    "a link": "<https://evil.example|Payroll>",
    "a formula": "=cmd|' /C calc'!A0",
    "from the right": "\u202egnirotsaC \u202e",
    "emoji": "🫖" * 10_000,
    "marks": "*bold* _under_ ~gone~ `code`",
}


@pytest.mark.fault("F39", "an odd number: a trio, and nobody is left over")
def test_five_people_are_a_pair_and_a_trio(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys", "dev", "fergus")
    stage.clock_to("monday 10:00")
    assert sorted(len(introductions(person)[0]) for person in us) == [1, 1, 2, 2, 2]


@pytest.mark.fault("F39", "everybody is away: no introduction, and nothing breaks")
def test_when_everybody_is_away_nothing_is_sent(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    for person in us:
        person.types("/kind coffee pause until 1 Dec")
    stage.clock_to("29 November 12:00")
    assert [told(person) for person in us] == [0, 0]
    stage.clock_to("+9 days")
    assert [len(invitations(person)) for person in us] == [1, 1]


@pytest.mark.fault("F38", "somebody who turns out to be a bot is not introduced, and the others are")
def test_what_is_no_colleague_is_not_introduced(stage: Stage) -> None:
    us = coffee_with(stage, "amara", "bjorn", "carys")
    ws, (amara, bjorn, carys) = stage.workspace, us
    ws.person("carys").is_bot = True
    stage.clock_to("monday 10:00")
    assert introductions(amara) == [frozenset({"bjorn"})]
    assert introductions(bjorn) == [frozenset({"amara"})]
    assert told(carys) == 0


@pytest.mark.fault("F41", "somebody is forgotten while the round's messages wait: nothing is sent, no id is left")
def test_who_is_forgotten_during_a_round_hears_nothing_and_is_nowhere(stage: Stage) -> None:
    amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys")
    stage.workspace.faults.next("chat.postMessage", retry_after=300)
    stage.clock_to("monday 10:00")
    amara.types("/kind forget me now")
    stage.clock_to("monday 10:10")
    assert told(amara) == 0
    assert introductions(bjorn) == [frozenset({"carys"})]
    assert "amara" not in (bjorn.reads_all() + carys.reads_all()).lower()
    assert amara.id not in _everything_kept(stage)


@pytest.mark.fault("F44", "names and titles with markup, formulas, emoji or written from the right are only words")
@pytest.mark.parametrize("name", HARMFUL.values(), ids=HARMFUL)
def test_a_harmful_name_is_only_a_name(stage: Stage, name: str) -> None:
    ws = stage.workspace
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    for person in (amara, bjorn):
        found = ws.person(person.handle)
        found.real_name = found.title = name
    stage.clock_to("monday 10:00")
    _is_inert(amara, name)
    assert [len(invitations(person)) for person in (amara, bjorn)] == [1, 1]
    assert told(stage.person("carys")) == 0
    assert told(stage.person(CHAMPION)) == 0


def _is_inert(actor: Actor, name: str) -> None:
    """Slack would read no command, mention or link out of it."""
    (message,) = invitations(actor)
    sent = str(message.blocks) + message.text
    for markup in ("<!", "<@U01CARYS", "<https://evil"):
        assert markup not in sent
    assert len(sent) < 40_000


def _everything_kept(stage: Stage) -> str:
    """Every row of every table."""
    with stage.bot.store.begin() as tx:
        session = tx._session
        tables = inspect(session.connection()).get_table_names()
        return "\n".join(str(row) for table in tables for row in session.execute(text(f"SELECT * FROM {table}")))
