"""A ritual hears that somebody reacted to what it said: once, while its circle runs, and whatever it does with it."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.playground.delivery.payloads import event_callback
from bot.testing import Stage, on_stage
from rituals import Circle, Post, Ritual, Settings, say
from rituals.catalog import Catalog
from rituals.effects import Effect
from rituals.events import CircleStarted, Reacted

PLACE = "#coffee"
kettle = Ritual(name="kettle", summary="A kettle.", settings=Settings, stores="Who reacts.", sends="Steam.")


@kettle.started
def started(event: CircleStarted, circle: Circle[Settings]) -> Iterator[Effect]:
    """Put it on."""
    yield Post(say("It boils."), key="kettle")


@kettle.reacted
def reacted(event: Reacted, circle: Circle[Settings]) -> Iterator[Effect]:
    """Remember who did."""
    circle.add("heard", event.person, {"about": event.about}, event.now)
    if circle.entries("broken"):
        raise RuntimeError
    yield from ()


@pytest.fixture
def stage() -> Iterator[Stage]:
    with on_stage(Catalog({"kettle": kettle})) as stage:
        stage.person("amara").types("/kind start kettle", PLACE)
        stage.person("amara").submits()
        yield stage


def heard(stage: Stage) -> list[tuple[str, str]]:
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.all(stage.workspace.team_id)
        return [(entry.person, entry.data["about"]) for entry in circle.entries("heard")]


def reaction(stage: Stage, who: str) -> dict[str, Any]:
    """What Slack tells of somebody's reaction to the newest message of the bot's in the channel."""
    ws, place = stage.workspace, stage.workspace.conversation(PLACE.removeprefix("#"))
    [*_, said] = [one for one in stage.person("amara").messages(PLACE) if one.by_bot and one.only_for is None]
    item = {"type": "message", "channel": place.id, "ts": said.ts}
    event = {"type": "reaction_added", "user": ws.person(who).id, "reaction": "tea", "item": item}
    return event_callback(ws, {**event, "item_user": ws.bot.id, "event_ts": "1.0"})


def tells(stage: Stage, told: dict[str, Any]) -> None:
    stage.does(stage.playground.link.deliver("events_api", told))


def test_what_slack_tells_twice_is_heard_once(stage: Stage) -> None:
    told = reaction(stage, "bjorn")
    tells(stage, told)
    tells(stage, told)
    assert heard(stage) == [(stage.person("bjorn").id, "kettle")]


def test_each_reaction_is_heard_by_itself(stage: Stage) -> None:
    for who in ("bjorn", "carys", "bjorn"):
        tells(stage, reaction(stage, who))
    assert [who for who, _ in heard(stage)] == [stage.person(who).id for who in ("bjorn", "carys", "bjorn")]


def test_a_circle_that_has_stopped_hears_nothing(stage: Stage) -> None:
    told = reaction(stage, "bjorn")
    stage.person("amara").types("/kind kettle stop now", PLACE)
    tells(stage, told)
    assert heard(stage) == []


def test_what_others_wrote_is_nothing_to_it(stage: Stage) -> None:
    told = reaction(stage, "bjorn")
    told["event"]["item"]["ts"] = "1234567890.000100"
    tells(stage, told)
    assert heard(stage) == []


def test_a_closed_account_is_not_heard(stage: Stage) -> None:
    told = reaction(stage, "bjorn")
    stage.does(stage.actions.deactivate("bjorn"))
    tells(stage, told)
    assert heard(stage) == []


def test_one_that_fails_remembers_nothing_and_hears_the_next(stage: Stage) -> None:
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.all(stage.workspace.team_id)
        broken = circle.add("broken", "", {}, stage.bot.clock.now())
    tells(stage, reaction(stage, "bjorn"))
    assert heard(stage) == []
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.all(stage.workspace.team_id)
        circle.remove(circle.entry(broken.id))
    tells(stage, reaction(stage, "carys"))
    assert [who for who, _ in heard(stage)] == [stage.person("carys").id]
