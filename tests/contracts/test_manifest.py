"""The Slack manifest is what the code says, and asks for as little as it can."""

from pathlib import Path

import yaml

from bot.platforms.slack.manifest import EVENTS, SCOPES, manifest, manifest_text
from rituals.catalog import load_catalog

FILE = Path(__file__).parents[2] / "manifest.yml"


def test_the_file_is_what_the_command_prints() -> None:
    assert FILE.read_text() == manifest_text(load_catalog())


def test_the_text_says_what_slack_takes() -> None:
    assert yaml.safe_load(FILE.read_text()) == manifest(load_catalog())


def test_it_cannot_read_messages() -> None:
    assert not [scope for scope in SCOPES if scope.endswith(":history")]
    assert not [event for event in EVENTS if event.startswith("message")]


def test_every_scope_has_its_reason_beside_it() -> None:
    lines = FILE.read_text().splitlines()
    for scope, reason in SCOPES.items():
        assert any(line.strip() == f"- {scope}  # {reason}" for line in lines)


def test_every_built_in_ritual_has_its_alias() -> None:
    declared = {command["command"] for command in manifest(load_catalog())["features"]["slash_commands"]}
    assert declared == {"/kind", *(ritual.alias for ritual in load_catalog().rituals.values() if ritual.alias)}


def test_what_slack_shows_is_short_enough_for_it() -> None:
    told = manifest(load_catalog())
    assert len(told["display_information"]["description"]) <= 140
    for command in told["features"]["slash_commands"]:
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
