"""A profile is kept of those who take part or do something, and of nobody else, whoever names them."""

import pytest

from bot.testing import Stage
from tests.stories.company import coffee_with
from tests.stories.kind_words.casting import BOT, ON_ITS_WAY, PLACE, brought_to, start_words, tries_to_write, writes
from tests.stories.potluck.casting import told


def is_kept(stage: Stage, handle: str) -> bool:
    with stage.bot.store.begin() as tx:
        return tx.people.get(stage.workspace.team_id, stage.person(handle).id) is not None


def changes(stage: Stage, handle: str) -> None:
    """Their profile changes, and Slack tells of it."""
    stage.does(stage.actions.change(handle, real_name="Another Name", title="Something else"))


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Una looks after kind words in #kindness."""
    start_words(stage.person("una"))
    return stage


def test_whoever_does_something_is_known(stage: Stage) -> None:
    coffee_with(stage, "amara")
    assert is_kept(stage, "amara")
    changes(stage, "amara")
    assert "you're called Another Name" in stage.person("amara").types("/kind my data")


def test_of_whoever_is_only_written_to_no_profile_is_kept(stage: Stage) -> None:
    amara, bjorn = stage.person("amara"), stage.person("bjorn")
    writes(amara, bjorn)
    assert len(brought_to(bjorn)) == 1
    assert is_kept(stage, "amara")
    assert not is_kept(stage, "bjorn")
    bjorn.clicks("Say thank you", BOT)
    assert is_kept(stage, "bjorn")


def test_whoever_is_written_to_is_looked_at_all_the_same(stage: Stage) -> None:
    stage.does(stage.actions.deactivate("bjorn"))
    refused = tries_to_write(stage.person("amara"), stage.person("bjorn"))
    assert "Björn Lindqvist" in refused["to"]
    assert not is_kept(stage, "bjorn")


def test_whoever_left_before_the_words_came_is_not_kept_either(stage: Stage) -> None:
    amara = stage.person("amara")
    stage.workspace.faults.next("chat.postMessage", retry_after=60)
    writes(amara, stage.person("bjorn"))
    stage.does(stage.actions.deactivate("bjorn"))
    stage.clock_to("+5 minutes")
    assert "You stayed when the ward was short." in told(amara)[-1]
    assert not is_kept(stage, "bjorn")


def test_a_changed_profile_of_somebody_unknown_is_not_kept(stage: Stage) -> None:
    changes(stage, "bjorn")
    assert not is_kept(stage, "bjorn")


def test_the_next_mention_or_change_brings_nobody_back_who_was_forgotten(stage: Stage) -> None:
    coffee_with(stage, "bjorn")
    bjorn = stage.person("bjorn")
    bjorn.types("/kind forget me now")
    assert not is_kept(stage, "bjorn")
    changes(stage, "bjorn")
    writes(stage.person("amara"), bjorn)
    amara = stage.person("amara").types("/kind words write @bjorn thank you", PLACE)
    assert ON_ITS_WAY not in amara
    bjorn.opens_home()
    assert not is_kept(stage, "bjorn")
    bjorn.types("/kind coffee join")
    assert is_kept(stage, "bjorn")
