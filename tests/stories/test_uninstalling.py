"""The bot is removed from a workspace, and perhaps installed again: nobody is taken to have said yes."""

from collections.abc import Callable

import pytest

from bot.playground.changes import installing
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.company import coffee_with, introductions, start_coffee
from tests.stories.kind_words.casting import start_words
from tests.stories.kind_words.test_nothing_is_kept import everything_in
from tests.stories.potluck.casting import start_potluck
from tests.stories.small_talk.casting import start_talk

PLACE = "#coffee"


def happens(stage: Stage, what: Callable[[], object]) -> None:
    """In the workspace, and the bot hears of it."""

    async def there() -> None:
        what()
        await stage.playground.link.settle()

    stage.does(there())


def uninstalled(stage: Stage) -> None:
    stage.does(stage.actions.uninstall("priya"))


def installed_again(stage: Stage, scopes: frozenset[str]) -> None:
    """By an admin, with a new token; somebody invites the bot into its channel."""
    stage.does(stage.bot.stop())
    happens(stage, lambda: installing.install(stage.workspace, scopes))
    stage.starts_anew()
    stage.person("carys").types("/invite @Kindling", PLACE)


@pytest.fixture
def amara(stage: Stage) -> Actor:
    """She and Bjorn take part in coffee, and Una looks after all four rituals."""
    amara, _ = coffee_with(stage, "amara", "bjorn")
    una = stage.person("una")
    start_potluck(una, PLACE)
    start_words(una, PLACE)
    start_talk(una, PLACE)
    return amara


def test_nobody_takes_part_after_it_comes_back(stage: Stage, amara: Actor) -> None:
    scopes = frozenset(stage.workspace.scopes)
    uninstalled(stage)
    installed_again(stage, scopes)
    assert amara.types("/kind coffee status").startswith("There's no coffee circle in this channel yet.")
    start_coffee(stage, champion="carys")
    assert "not taking part" in amara.types("/kind coffee status")
    stage.clock_to("monday 10:00")
    assert introductions(amara) == []


@pytest.mark.parametrize("ritual", ["coffee", "potluck", "words", "talk"])
def test_nobody_looks_after_anything_after_it_comes_back(stage: Stage, amara: Actor, ritual: str) -> None:
    scopes = frozenset(stage.workspace.scopes)
    uninstalled(stage)
    installed_again(stage, scopes)
    carys = stage.person("carys")
    carys.types(f"/kind start {ritual}")
    assert carys.submits() == {}
    assert "looked after by @carys." in stage.person("una").types(f"/kind {ritual} settings")


def test_what_waited_names_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = f"sqlite:///{tmp_path_factory.mktemp('uninstalled') / 'kindling.db'}"
    with on_stage(load_catalog(), database=database) as stage:
        amara, _ = coffee_with(stage, "amara", "bjorn")
        stage.workspace.faults.next("conversations.open", retry_after=60)
        stage.clock_to("monday 10:00")
        assert "Time for a coffee" in everything_in(database)
        uninstalled(stage)
        held = everything_in(database)
    assert "Time for a coffee" not in held
    assert [row for row in held.splitlines() if amara.id in row and "introduce" in row] == []


def test_a_persons_own_token_is_not_the_workspaces(stage: Stage, amara: Actor) -> None:
    """Slack tells of both in one event; ours is the bot's."""
    tokens = {"oauth": [amara.id], "bot": []}
    happens(stage, lambda: stage.workspace.tell_app({"type": "tokens_revoked", "tokens": tokens}))
    assert "You're in." in stage.person("dev").types("/kind coffee join")
    stage.clock_to("monday 10:00")
    assert introductions(amara) != []


def test_without_the_bots_token_it_has_left(stage: Stage, amara: Actor) -> None:
    scopes = frozenset(stage.workspace.scopes)
    happens(stage, lambda: installing.revoke(stage.workspace, stage.workspace.bot_token))
    installed_again(stage, scopes)
    assert amara.types("/kind coffee status").startswith("There's no coffee circle in this channel yet.")
