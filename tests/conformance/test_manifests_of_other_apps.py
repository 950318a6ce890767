"""What `kindling play --connect` takes, prints and refuses, and the company it makes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import BadConfig
from bot.playground.model.consent import PERMISSIONS
from bot.playground.model.manifest import BadManifest, any_app, app_in, check_manifest
from bot.playground.model.never import NEEDS, never_comes
from bot.process.play import app_at
from tests.command_line import kindling

ROOT = Path(__file__).parents[2]
GOOD = {"display_information": {"name": "Tea Round"}}


def command(**fields) -> dict:
    return GOOD | {"features": {"slash_commands": [fields]}}


def shortcut(**fields) -> dict:
    return GOOD | {"features": {"shortcuts": [{"name": "Tea", "type": "global", "callback_id": "tea"} | fields]}}


def test_without_a_manifest_an_app_may_do_everything():
    app = any_app()

    assert app.scopes == frozenset(PERMISSIONS)
    assert list(app.commands) == ["/hello"]
    assert app.socket_mode


def test_a_manifest_may_be_yaml_or_json():
    manifest = command(command="/tea", new_field="of tomorrow", usage_hint=None)

    assert app_in(json.dumps(manifest)).commands["/tea"].usage_hint == ""
    assert app_in("display_information: {name: Tea Round}").name == "Tea Round"


def test_kindlings_own_manifest_is_taken():
    assert "/kind" in app_at(ROOT / "manifest.yml").commands


def test_what_will_never_come_is_said_in_one_line_each(tmp_path: Path):
    manifest = GOOD | {
        "features": {"assistant_view": {"assistant_description": "Tea"}, "slash_comands": [{"command": "/tea"}]},
        "oauth_config": {"scopes": {"bot": ["chat:write", "chat:wirte", "links:read"], "user": ["search:read"]}},
        "settings": {
            "org_deploy_enabled": False,
            "event_subscriptions": {"bot_events": ["app_home_opened", "app_mentoin", "link_shared", "message.im"]},
        },
        "functions": {"brew": {"title": "Brew"}},
    }
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest))

    assert app_at(file).in_vain == [
        "The event app_mentoin never comes here. Did you mean app_mention?",
        "The event link_shared never comes here.",
        "The event message.im never comes without the scope im:history.",
        "The scope chat:wirte opens nothing here. Did you mean chat:write?",
        "The scope links:read opens nothing here.",
        "features.assistant_view: there are no assistants here.",
        "features.slash_comands: this has no effect here. Did you mean slash_commands?",
        "oauth_config.scopes.user: there are no tokens of people here.",
        "functions: no function is ever called here.",
    ]


def test_nothing_that_kindling_asks_for_is_in_vain():
    assert app_at(ROOT / "manifest.yml").in_vain == []


@pytest.mark.parametrize("event", NEEDS)
def test_an_app_with_every_scope_asks_for_no_known_event_in_vain(event: str):
    settings = {"event_subscriptions": {"bot_events": [event]}}
    assert never_comes(GOOD | {"settings": settings, "oauth_config": {"scopes": {"bot": sorted(PERMISSIONS)}}}) == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda held: st.lists(held) | st.dictionaries(st.text(max_size=5), held),
    )
)
def test_whatever_stands_in_a_manifest_each_sentence_is_one_line(held: object):
    assert all(len(line.splitlines()) <= 1 for line in never_comes(GOOD | {"strange": held, "features": {"odd": held}}))


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ({}, "display_information.name is missing in the manifest."),
        ({"display_information": {"name": ""}}, "display_information.name is missing in the manifest."),
        ({"display_information": "Tea"}, "display_information in the manifest must be a group of settings."),
        ({"display_information": {"name": 4}}, "display_information.name in the manifest must be text."),
        (
            GOOD | {"oauth_config": {"scopes": {"bot": "chat:write"}}},
            "oauth_config.scopes.bot in the manifest must be a list.",
        ),
        (GOOD | {"oauth_config": {"scopes": {"bot": [1]}}}, "oauth_config.scopes.bot[0] in the manifest must be text."),
        (
            GOOD | {"settings": {"socket_mode_enabled": "yes"}},
            "settings.socket_mode_enabled in the manifest must be true or false.",
        ),
        (command(description="Tea"), "features.slash_commands[0].command is missing in the manifest."),
        (
            command(command="tea please"),
            "features.slash_commands[0].command in the manifest must be one lower-case word after a slash, "
            "like /hello.",
        ),
        (shortcut(callback_id=""), "features.shortcuts[0].callback_id is missing in the manifest."),
        (shortcut(type="local"), "features.shortcuts[0].type in the manifest must be global or message."),
    ],
)
def test_the_field_that_is_wrong_is_named(manifest: dict, sentence: str):
    with pytest.raises(BadManifest) as caught:
        check_manifest(manifest)

    assert str(caught.value) == sentence


@pytest.mark.parametrize("text", ["{", "- [", "just words", "[]", "\x00", "", "a: *b", "{" * 9999])
def test_what_is_no_manifest_is_refused(text: str):
    with pytest.raises(BadManifest):
        app_in(text)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path):
    with pytest.raises(BadConfig, match=r"none.yml can't be read"):
        app_at(tmp_path / "none.yml")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("display_information", "features", "oauth_config", "settings")
INNER = (
    "name",
    "slash_commands",
    "shortcuts",
    "scopes",
    "redirect_urls",
    "event_subscriptions",
    "bot_user",
    "interactivity",
)


@given(st.dictionaries(st.sampled_from(NAMES), JSON | st.dictionaries(st.sampled_from(INNER), JSON)))
def test_any_manifest_makes_an_app_or_one_sentence(manifest: dict):
    try:
        app = app_in(json.dumps(manifest))
    except BadManifest as problem:
        assert str(problem).endswith(".")
    else:
        assert app.name


COMPANY = """
from bot.playground import make_company
ws = make_company(people=500, seed=7)
for person in ws.people:
    print(person.id, person.name, person.real_name, person.tz, person.title)
for place in ws.conversations:
    print(place.id, place.name, *place.members)
"""


def test_five_hundred_people_are_the_same_in_every_run():
    """Whatever the seed of Python's own hashes is."""
    made = {
        subprocess.run(
            [sys.executable, "-c", COMPANY],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "random")
    }

    assert len(made) == 1
    assert made.pop().count(b"\n") > 500


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--manifest", "manifest.yml"), "--manifest is for another app, so it needs --connect beside it.\n"),
        (
            ("--connect", "--manifest", "none.yml"),
            "none.yml can't be read: --manifest takes a file with the app's manifest.\n",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_standard_error(tmp_path, options: tuple[str, ...], sentence: str):
    told = kindling("play", *options, folder=tmp_path)

    assert (told.returncode, told.stdout, told.stderr) == (2, "", sentence)
