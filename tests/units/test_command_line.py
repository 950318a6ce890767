"""What somebody who starts the bot sees: help worth reading, and one clear line when it cannot start."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.manifest import manifest_text
from bot.testing import Stage
from rituals.cards import say
from rituals.catalog import load_catalog
from rituals.effects import Tell
from storage import Store

ROOT = Path(__file__).parents[2]


def kindling(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "KINDLING_", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *words],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that was said, with exit code 2 and no traceback."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize(
    "command", [(), ("play",), ("run",), ("db",), ("simulate",), ("manifest",), ("rituals",), ("doctor",)]
)
def test_every_command_has_help(command: tuple[str, ...], tmp_path: Path) -> None:
    done = kindling(*command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_the_manifest_can_be_printed(tmp_path: Path) -> None:
    assert kindling("manifest", folder=tmp_path).stdout == manifest_text(load_catalog())


def test_the_rituals_are_listed(tmp_path: Path) -> None:
    assert "Meet a colleague for a short coffee." in kindling("rituals", folder=tmp_path).stdout


def test_the_database_is_made_and_brought_up_to_date(tmp_path: Path) -> None:
    assert "up to date" in kindling("db", "upgrade", folder=tmp_path).stdout
    assert (tmp_path / "kindling.db").exists()


def test_the_doctor_finds_all_well_without_slack(tmp_path: Path) -> None:
    done = kindling("doctor", folder=tmp_path)
    assert done.returncode == 0
    assert "Outbox: 0 messages wait" in done.stdout
    assert "Slack: not configured" in done.stdout


def test_the_doctor_counts_what_waits(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kindling.db"
    store = Store(address, load_catalog().settings_of)
    store.upgrade()
    now = datetime.now(UTC)
    with store.begin() as books:
        books.outbox.put_all("T1", None, [Tell("U1", say("Hello."), "note")], now - timedelta(seconds=90))
    store.close()
    done = kindling("doctor", folder=tmp_path, DATABASE_URL=address)
    assert "Outbox: 1 message waits (1 now, 0 later, 0 being sent)." in done.stdout
    assert "Outbox: the oldest has waited for 1 minute." in done.stdout
    assert "Outbox: 0 messages could not be delivered." in done.stdout


def test_the_doctor_says_what_to_look_at(tmp_path: Path) -> None:
    done = kindling("doctor", folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/kindling.db")
    assert done.returncode == 1
    assert "look  Database:" in done.stdout


def test_a_wrong_token_is_one_clear_line(tmp_path: Path) -> None:
    done = kindling("run", folder=tmp_path, SLACK_BOT_TOKEN="xapp-wrong-kind", SLACK_APP_TOKEN="xapp-1")
    assert "SLACK_BOT_TOKEN should begin with xoxb-" in refused(done)


def test_a_token_that_slack_refuses_is_one_clear_line(tmp_path: Path, stage: Stage) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-of-somebody-else", "SLACK_APP_TOKEN": stage.playground.app_token}
    done = kindling("run", folder=tmp_path, SLACK_API_URL=stage.playground.api_url, **tokens)
    assert "Slack refused SLACK_BOT_TOKEN (invalid_auth)" in refused(done)


def test_an_app_token_that_slack_refuses_is_one_clear_line(tmp_path: Path, stage: Stage) -> None:
    tokens = {"SLACK_BOT_TOKEN": stage.playground.bot_token, "SLACK_APP_TOKEN": "xapp-1-of-somebody-else"}
    done = kindling("run", folder=tmp_path, SLACK_API_URL=stage.playground.api_url, **tokens)
    assert "Slack refused SLACK_APP_TOKEN" in refused(done)


def test_an_unknown_value_is_one_clear_line(tmp_path: Path) -> None:
    assert "KINDLING_LOG should be one of" in refused(kindling(folder=tmp_path, KINDLING_LOG="loud"))


def test_running_without_slack_settings_is_one_clear_line(tmp_path: Path) -> None:
    assert "SLACK_BOT_TOKEN is missing" in refused(kindling("run", folder=tmp_path))


def test_a_database_that_cannot_be_opened_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "kindling.db").write_text("This is not a database, but somebody's notes.\n" * 100)
    assert "database" in refused(kindling("db", "upgrade", folder=tmp_path)).lower()


def test_an_address_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    assert "database" in refused(kindling("db", "upgrade", folder=tmp_path, DATABASE_URL="notes.txt")).lower()


def test_slack_out_of_reach_is_one_clear_line(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9/api/"
    done = kindling("run", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", SLACK_API_URL=nobody)
    assert "Slack cannot be reached" in refused(done)
