"""Somebody who has left the company can't ask to be forgotten: whoever runs Kindling does it for them."""

import json
from pathlib import Path

import pytest

from bot.cli.forget import Eraser, NobodyThere
from bot.config import Config
from bot.testing import Stage, on_stage
from rituals.catalog import load_catalog
from tests.command_line import kindling, refused
from tests.stories.company import coffee_with
from tests.stories.potluck.casting import bring, card, propose, start_potluck


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kindling.db'}"


def _lives(stage: Stage) -> None:
    """Bjorn drinks coffee, and brings soup; then he leaves the company."""
    start_potluck(stage.person("una"))
    propose(stage.person("amara"))
    bring(stage.person("bjorn"), "Soup")
    coffee_with(stage, "bjorn", "carys")
    stage.does(stage.actions.deactivate("bjorn"))


def test_he_is_forgotten_and_his_dish_is_off_the_card(address: str, tmp_path: Path) -> None:
    with on_stage(load_catalog(), database=address) as stage:
        _lives(stage)
        id, amara = stage.person("bjorn").id, stage.person("amara")
        assert "Soup - @bjorn" in card(amara)
        done = kindling("forget", "Björn Lindqvist", "--yes", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert f"{id} in the workspace {stage.workspace.team_id}:" in done.stdout
        assert "Forgotten: no row names them any more." in done.stdout
        with stage.bot.store.begin() as tx:
            assert tx.named_in(stage.workspace.team_id, id) == {}
        stage.clock_to("+1 minute")
        assert "Soup" not in card(amara)
        assert "Still needed: 1 main" in card(amara)


def test_it_is_logged_without_the_name(address: str, tmp_path: Path) -> None:
    with on_stage(load_catalog(), database=address) as stage:
        _lives(stage)
        done = kindling("forget", stage.person("bjorn").id, "--yes", folder=tmp_path)
        [line] = [json.loads(line) for line in done.stderr.splitlines()]
        assert (line["event"], line["workspace"]) == ("forgotten", stage.workspace.team_id)
        assert "BJORN" not in done.stderr
        assert "Lindqvist" not in done.stderr


def test_a_dry_run_counts_and_changes_nothing_and_without_yes_it_asks(address: str, tmp_path: Path) -> None:
    with on_stage(load_catalog(), database=address) as stage:
        _lives(stage)
        id = stage.person("bjorn").id
        dry = kindling("forget", id, "--dry-run", folder=tmp_path)
        assert "rows (" in dry.stdout
        assert dry.stdout.endswith("Nothing was changed.\n")
        asked = kindling("forget", id, folder=tmp_path)
        assert asked.returncode == 1
        assert "Forget them for good?" in asked.stdout
        assert "Soup - @bjorn" in card(stage.person("amara"))


@pytest.mark.parametrize("who", ["Soup", "U0NOBODY", "Björn", "lunch", ""])
def test_a_word_that_only_occurs_is_nobody(address: str, tmp_path: Path, who: str) -> None:
    with on_stage(load_catalog(), database=address) as stage:
        _lives(stage)
        assert refused(kindling("forget", who, "--yes", folder=tmp_path)).startswith("There is nothing in the database")
        assert "Soup - @bjorn" in card(stage.person("amara"))


def test_of_two_with_one_name_nobody_is_forgotten_by_guess(address: str) -> None:
    with on_stage(load_catalog(), database=address) as stage:
        carys, bjorn = (stage.workspace.person(handle) for handle in ("carys", "bjorn"))
        carys.real_name = bjorn.real_name
        coffee_with(stage, "bjorn", "carys")
        with Eraser.of(Config(database=address, secret="x" * 32), load_catalog()) as eraser:
            with pytest.raises(Exception, match="That may be any of these") as refusal:
                eraser.find("björn lindqvist")
            assert carys.id in str(refusal.value)
            assert eraser.find(carys.id, stage.workspace.team_id).id == carys.id
            with pytest.raises(NobodyThere):
                eraser.find(carys.id, "T0ELSEWHERE")


def test_where_there_is_no_database_nobody_is_forgotten(tmp_path: Path) -> None:
    assert "There is no database that is ready" in refused(kindling("forget", "U1", folder=tmp_path))
    assert list(tmp_path.iterdir()) == []
