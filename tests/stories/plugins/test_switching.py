"""Installed is not active: each workspace switches rituals on and off, and loses nothing by it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import Catalog, load_catalog
from tests.stories.company import introductions, start_coffee

NO_COFFEE = (
    "The coffee roulette in #coffee is switched off just now, so there's no coffee. "
    "When it's on again, you're in it as before."
)
OFF = "Coffee is switched off in this workspace just now. An admin can switch it on again."
EVERYWHERE = "#general"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Coffee came with another package, let us say, so that it is off until it is switched on."""
    catalog = load_catalog([])
    origin = {**catalog.origin, "coffee": "kindling-coffee 1.0"}
    with on_stage(Catalog(catalog.rituals, origin=origin)) as stage:
        yield stage


@pytest.fixture
def priya(stage: Stage) -> Actor:
    """An admin of the workspace."""
    return stage.person("priya")


def switch(priya: Actor, how: str) -> str:
    return priya.types(f"/kind rituals {how} coffee", EVERYWHERE)


def test_a_ritual_from_elsewhere_is_off_at_first(amara: Actor) -> None:
    assert "*coffee* (off): Meet a colleague for a short coffee." in amara.types("/kind rituals")
    assert "/kind start coffee" not in amara.types("/kind")
    for typed in ("/kind start coffee", "/coffee start", "/kind coffee join", "/coffee", "/kind coffee"):
        assert amara.types(typed) == OFF
    assert not amara.has_form


def test_an_admin_switches_it_on_for_everybody(amara: Actor, priya: Actor) -> None:
    assert switch(priya, "on").startswith("Coffee is on now.")
    assert "*coffee* (on)" in amara.types("/kind rituals")
    assert "*/kind start coffee*" in amara.types("/kind")
    start_coffee(amara.stage)
    assert "You're in." in amara.types("/kind coffee join")


@pytest.mark.parametrize("how", ["on", "off"])
def test_nobody_else_can(amara: Actor, how: str) -> None:
    before = amara.types("/kind rituals")
    assert amara.types(f"/kind rituals {how} coffee").startswith("Only an admin of this workspace can switch")
    assert amara.types("/kind rituals") == before


@pytest.mark.parametrize("name", ["", "tea", "<!channel>", "coffee please"])
def test_what_is_not_installed_cannot_be_switched(priya: Actor, name: str) -> None:
    assert priya.types(f"/kind rituals on {name}", EVERYWHERE).startswith("I know no ritual of that name.")


def test_switched_off_nothing_happens_by_itself_and_nothing_is_lost(
    stage: Stage, amara: Actor, bjorn: Actor, priya: Actor
) -> None:
    switch(priya, "on")
    start_coffee(stage)
    for person in (amara, bjorn):
        person.types("/kind coffee join")
    stage.clock_to("monday 10:00")
    assert [len(introductions(person)) for person in (amara, bjorn)] == [1, 1]
    said = amara.reads_all()
    assert "Nothing is lost" in switch(priya, "off")
    stage.clock_to("+15 days")
    assert amara.reads_all() == f"{said}\n{NO_COFFEE}"
    assert "Coffee is switched off just now, so nothing comes of it. You can still leave." in amara.opens_home()
    switch(priya, "on")
    assert "You're in" in amara.types("/kind coffee join")
    stage.clock_to("monday 10:00")
    assert [len(introductions(person)) for person in (amara, bjorn)] == [2, 2]


def test_buttons_and_forms_from_before_say_that_it_is_off(
    stage: Stage, amara: Actor, bjorn: Actor, priya: Actor
) -> None:
    switch(priya, "on")
    start_coffee(stage)
    bjorn.types("/kind start coffee", "#kindness")
    switch(priya, "off")
    assert amara.clicks("Join") == OFF
    assert list(bjorn.submits().values()) == [OFF]


def test_what_was_asked_for_meanwhile_happens_once_it_is_on_again(
    stage: Stage, amara: Actor, bjorn: Actor, priya: Actor
) -> None:
    switch(priya, "on")
    start_coffee(stage)
    for person in (amara, bjorn):
        person.types("/kind coffee join")
    stage.clock_to("monday 10:00")
    switch(priya, "off")
    stage.clock_to("+6 days")
    assert "Did you" not in amara.reads_all()
    switch(priya, "on")
    stage.clock_to("+6 hours")
    assert "Did you" in amara.reads_all()


def test_help_says_at_once_what_an_admin_has_switched(amara: Actor, priya: Actor) -> None:
    """Help is kept for a moment, and thrown away when it is no longer so."""
    for how, is_there in (("on", True), ("off", False), ("on", True)):
        assert ("/kind start coffee" in amara.types("/kind")) != is_there
        switch(priya, how)
        assert ("/kind start coffee" in amara.types("/kind")) == is_there


def test_help_hears_within_seconds_of_a_switch_in_another_process(stage: Stage, amara: Actor, priya: Actor) -> None:
    assert "/kind start coffee" not in amara.types("/kind")
    other = stage.another_bot()
    with other.store.begin() as tx:
        tx.switches.set(stage.workspace.team_id, "coffee", True)
    other.store.close()
    stage.moves_the_clock_unnoticed(stage.workspace.clock.now() + timedelta(seconds=5))
    assert "/kind start coffee" in amara.types("/kind")
