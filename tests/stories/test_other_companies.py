"""People of another company, in a channel that it shares with this one, as Slack shows them: by their team's id."""

import pytest

from bot.playground.model.people import Elsewhere, Person
from bot.testing import Actor, Stage

SHARED = "#new-wing"
FOR_COLLEAGUES = "That's for the people of this workspace, so nothing was changed. One of them can do it for you."
SET_UP = "Circles are set up by people with a full account here. Ask one of them, and they can do it for you."
ANOTHER_TRUST, ANOTHER_FIRM = "E0TRUST", "E0FIRM"


@pytest.fixture
def fergus(stage: Stage) -> Actor:
    """He brings the bot into the channel that is shared with the builders."""
    stage.does(stage.actions.invite("fergus", SHARED, ["kindling"]))
    return stage.person("fergus")


@pytest.fixture
def delyth(stage: Stage, fergus: Actor) -> Actor:
    """She is of the builders, and Slack does not call her a stranger, for she shares a channel with the bot."""
    return stage.person("delyth")


def is_stranger(person: Actor) -> bool:
    """As whom the bot knows them."""
    with person.stage.bot.store.begin() as tx:
        profile = tx.people.get(person.stage.workspace.team_id, person.id)
    assert profile
    return profile.is_stranger


def start(champion: Actor, ritual: str) -> None:
    champion.types(f"/kind start {ritual}", SHARED)
    assert champion.submits() == {}


def test_they_start_nothing_and_take_nothing_over(stage: Stage, fergus: Actor, delyth: Actor) -> None:
    assert SET_UP in delyth.types("/kind start coffee", SHARED)
    start(fergus, "coffee")
    stage.does(stage.actions.deactivate("fergus"))
    assert SET_UP in delyth.types("/kind start coffee", SHARED)
    assert not delyth.has_form


def test_their_press_is_the_workspaces_though_they_bring_a_team_of_their_own(
    stage: Stage, fergus: Actor, delyth: Actor
) -> None:
    """The form that a press opens comes back with the id of their team where the workspace's own stands."""
    start(fergus, "potluck")
    fergus.types("/kind potluck propose", SHARED)
    assert fergus.submits(date="2026-11-27", place="Site hut", wanted="main 1") == {}
    before = stage.person("elif").reads(SHARED)
    delyth.clicks("I'll bring something", SHARED)
    if delyth.has_form:
        assert list(delyth.submits(dish="Soup", category="main").values()) == [FOR_COLLEAGUES]
    assert stage.person("elif").reads(SHARED) == before
    assert is_stranger(delyth)


def test_nobody_writes_them_a_kind_word(stage: Stage, fergus: Actor, delyth: Actor) -> None:
    start(fergus, "words")
    fergus.types("/kind words write", SHARED)
    refused = fergus.submits(to=[delyth.id], words="The roof is on before the rain. Thank you.")
    assert list(refused) == ["to"]
    assert refused["to"].startswith("I can't find that person in this workspace.")


def test_a_change_of_their_profile_makes_nobody_a_colleague(stage: Stage, fergus: Actor, delyth: Actor) -> None:
    start(fergus, "coffee")
    delyth.types("/kind coffee join", SHARED)
    stage.does(stage.actions.change("delyth", title="Chief builder"))
    assert is_stranger(delyth)


@pytest.mark.parametrize(("organisation", "is_colleague"), [(ANOTHER_TRUST, True), (ANOTHER_FIRM, False), ("", False)])
def test_in_an_organisation_of_several_workspaces_all_its_people_are_colleagues(
    stage: Stage, fergus: Actor, organisation: str, is_colleague: bool
) -> None:
    """Their team is another one, and their organisation the same."""
    stage.workspace.enterprise_id = ANOTHER_TRUST
    stage.restarts()
    home = Elsewhere("T0SISTER", "The sister hospital", "sister", organisation)
    nia = Person("U01NIA", "nia", "Nia Rees", elsewhere=home)
    stage.does(stage.actions.arrive(nia))
    stage.does(stage.actions.invite("fergus", SHARED, ["nia"]))
    start(fergus, "potluck")
    stage.person("nia").types("/kind potluck propose", SHARED)
    assert is_stranger(stage.person("nia")) is not is_colleague
