"""What the environment may say, and the one sentence when it says something else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import config
from bot.config import DATABASE, KNOWN, SLACK_API, BadConfig, how_to_add, need_slack, read_config

SETTINGS = {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "PORT", *KNOWN}


def test_nothing_set_means_a_local_workspace() -> None:
    config = read_config({})
    assert not config.has_slack
    assert config.slack_api == SLACK_API


def test_an_app_token_means_socket_mode() -> None:
    config = read_config({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"})
    need_slack(config)
    assert config.uses_socket


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_SIGNING_SECRET=from-the-file\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-environment")
    config = read_config(env_file=file)
    assert (config.bot_token, config.signing_secrets) == ("xoxb-environment", ("from-the-file",))


def test_another_address_of_the_api_gets_its_slash() -> None:
    assert read_config({"SLACK_API_URL": "http://127.0.0.1:8765/api"}).slack_api == "http://127.0.0.1:8765/api/"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN should begin with xoxb-"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN should begin with xapp-"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL should be a web address"),
        ({"KINDLING_LOG": "loud"}, "KINDLING_LOG should be one of debug, info, warning, error, not “loud”"),
        ({"KINDLING_PORT": "0"}, "The port should be a number from 1 to 65535, not “0”"),
        ({"KINDLING_PORT": "http"}, "The port should be a number from 1 to 65535, not “http”. KINDLING_PORT sets it."),
        ({"KINDLING_PORT": "٣"}, "The port should be a number"),
        ({"KINDLING_PORT": "9" * 5000}, "The port should be a number"),
        ({"PORT": "80.0"}, "The port should be a number from 1 to 65535, not “80.0”. PORT sets it."),
        ({"SLACK_API_URL": "http://"}, "SLACK_API_URL should be a web address"),
        ({"SLACK_API_URL": "http://[::1"}, "SLACK_API_URL should be a web address"),
        ({"SLACK_API_URL": "http://127.0.0.1:api/"}, "SLACK_API_URL should be a web address"),
        ({"SLACK_API_URL": "http://slack .com/"}, "SLACK_API_URL should be a web address"),
        ({"SLACK_BOT_TOKEN": "xoxb-1,xoxb-é"}, "SLACK_BOT_TOKEN has a sign in it that no token has."),
        ({"SLACK_APP_TOKEN": "xapp-1\nxapp-2"}, "SLACK_APP_TOKEN has a sign in it that no token has."),
        ({"SLACK_SIGNING_SECRET": "abc “def”"}, "SLACK_SIGNING_SECRET has a sign in it that no secret has."),
        ({"KINDLING_LOGS": "info"}, "KINDLING_LOGS is not a setting that Kindling knows. Did you mean KINDLING_LOG?"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadConfig, match=sentence.replace("?", r"\?")):
        read_config(environment)


@given(st.sampled_from(sorted(SETTINGS)), st.text(st.characters(codec="utf-8"), max_size=30))
def test_whatever_a_setting_says_it_is_read_or_refused_in_one_sentence(name: str, value: str) -> None:
    try:
        read_config({name: value})
    except BadConfig as refusal:
        assert len(str(refusal).splitlines()) == 1
        assert name in str(refusal)


def test_a_blank_database_address_is_none() -> None:
    assert read_config({"DATABASE_URL": " "}).database == DATABASE


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (b"\xff\xfeK\0", r"\.env can't be read\. It should be text in UTF-8"),
        (b"KINDLING_LOG=info\n= 5\n", r"\.env, line 2 can't be read\. Write it like KINDLING_LOG=info\."),
        (b'KINDLING_LOG="info\n', r"\.env, line 1 can't be read"),
        (b"KINDLING_PORT=abc", "KINDLING_PORT sets it"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_one_sentence(tmp_path: Path, held: bytes, sentence: str) -> None:
    file = tmp_path / ".env"
    file.write_bytes(held)
    with pytest.raises(BadConfig, match=sentence):
        read_config(env_file=file)


@pytest.mark.parametrize(
    ("environment", "missing"),
    [({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"), ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET")],
)
def test_half_of_the_slack_settings_is_not_enough(environment: dict[str, str], missing: str) -> None:
    with pytest.raises(BadConfig, match=missing):
        need_slack(read_config(environment))


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("9100", ("127.0.0.1", 9100)),
        (":9100", ("127.0.0.1", 9100)),
        ("0.0.0.0:9100", ("0.0.0.0", 9100)),
        ("[::1]:9100", ("::1", 9100)),
    ],
)
def test_metrics_are_for_this_machine_unless_an_address_is_given(value: str, place: tuple[str, int]) -> None:
    assert read_config({"KINDLING_METRICS": value}).metrics == place


@pytest.mark.parametrize("value", ["yes", "0.0.0.0", "host:", "host:99999"])
def test_metrics_without_a_port_are_refused_in_one_sentence(value: str) -> None:
    with pytest.raises(BadConfig, match="KINDLING_METRICS should be a port"):
        read_config({"KINDLING_METRICS": value})


def test_two_signing_secrets_while_one_takes_the_others_place() -> None:
    assert read_config({"SLACK_SIGNING_SECRET": "one, two,"}).signing_secrets == ("one", "two")


@pytest.mark.parametrize(("values", "wanted"), [({}, False), ({"KINDLING_PORT": "3000"}, True), ({"PORT": "80"}, True)])
def test_a_port_is_asked_for_or_only_the_usual_one(values: dict[str, str], wanted: bool) -> None:
    assert read_config(values).wants_port == wanted


def test_who_receives_nothing_needs_the_bot_token_alone() -> None:
    worker = read_config({"SLACK_BOT_TOKEN": "xoxb-1"})
    need_slack(worker, receives=False)
    with pytest.raises(BadConfig, match="SLACK_SIGNING_SECRET"):
        need_slack(worker)


def test_an_extra_is_added_where_the_clone_is() -> None:
    assert how_to_add("charts") == "In Kindling's folder, type .venv/bin/pip install -e '.[charts]'"


def test_an_extra_of_what_came_as_a_package_is_added_by_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(config, "HOME", tmp_path)
    assert how_to_add("charts") == "Type pip install 'kindling-bot[charts]'"
