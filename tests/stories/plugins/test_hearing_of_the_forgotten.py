"""A ritual hears that somebody is forgotten, wherever its circles are; and nothing that it does keeps them."""

from collections.abc import Iterator

import pytest

from bot.testing import Stage, on_stage
from rituals import Circle, Post, Ritual, Settings, Update, say
from rituals.catalog import Catalog
from rituals.effects import Effect
from rituals.events import CircleStarted, CommandUsed, PersonForgotten

wall = Ritual(name="wall", summary="A wall of names.", settings=Settings, stores="Names.", sends="The wall.")


@wall.started
def started(event: CircleStarted, circle: Circle[Settings]) -> Iterator[Effect]:
    """Put it up."""
    yield Post(say("On the wall: nobody."), key="wall")


@wall.command("sign")
def sign(event: CommandUsed, circle: Circle[Settings]) -> Iterator[Effect]:
    """Sign it."""
    circle.add("name", event.person, {}, event.now)
    yield Update("wall", say(f"On the wall: {circle.profile(event.person).name}."))


@wall.forgotten
def forgotten(event: PersonForgotten, circle: Circle[Settings]) -> Iterator[Effect]:
    """Wipe it."""
    if any(entry.person == event.person for entry in circle.entries("name")):
        yield Update("wall", say("On the wall: nobody."))
    circle.add("name", event.person, {"kept": event.person}, event.now)  # which is in vain
    if circle.entries("broken"):
        raise RuntimeError


@pytest.fixture
def stage() -> Iterator[Stage]:
    with on_stage(Catalog({"wall": wall})) as stage:
        yield stage


def _signed(stage: Stage) -> None:
    stage.person("amara").types("/kind start wall")
    stage.person("amara").submits()
    stage.person("bjorn").types("/kind wall sign")
    assert "On the wall: Björn Lindqvist." in stage.person("amara").reads()


def _forgets(stage: Stage) -> dict[str, int]:
    stage.person("bjorn").types("/kind forget me now")
    with stage.bot.store.begin() as tx:
        return tx.named_in(stage.workspace.team_id, stage.person("bjorn").id)


def test_it_puts_its_card_right_and_keeps_nobody(stage: Stage) -> None:
    _signed(stage)
    assert _forgets(stage) == {}
    assert "On the wall: nobody." in stage.person("amara").reads()


@pytest.mark.parametrize(
    ("who", "where", "how"), [("amara", "#coffee", "wall stop now"), ("priya", "#general", "rituals off wall")]
)
def test_also_where_it_has_stopped_or_is_switched_off(stage: Stage, who: str, where: str, how: str) -> None:
    _signed(stage)
    stage.person(who).types(f"/kind {how}", where)
    assert _forgets(stage) == {}
    assert "On the wall: nobody." in stage.person("amara").reads()


def test_a_ritual_that_fails_keeps_nobody_from_being_forgotten(stage: Stage) -> None:
    _signed(stage)
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.all(stage.workspace.team_id)
        circle.add("broken", "", {}, stage.bot.clock.now())
    assert _forgets(stage) == {}
