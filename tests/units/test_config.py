"""What the environment may say, and the one sentence when it says something else."""

from pathlib import Path

import pytest

from bot.config import SLACK_API, BadConfig, need_slack, read_config


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
    assert (config.bot_token, config.signing_secret) == ("xoxb-environment", "from-the-file")


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
        ({"KINDLING_PORT": "http"}, "The port should be a number"),
        ({"KINDLING_LOGS": "info"}, "KINDLING_LOGS is not a setting that Kindling knows. Did you mean KINDLING_LOG?"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadConfig, match=sentence.replace("?", r"\?")):
        read_config(environment)


@pytest.mark.parametrize(
    ("environment", "missing"),
    [({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"), ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET")],
)
def test_half_of_the_slack_settings_is_not_enough(environment: dict[str, str], missing: str) -> None:
    with pytest.raises(BadConfig, match=missing):
        need_slack(read_config(environment))
