"""What somebody who starts the bot sees: help worth reading, and one clear line when it cannot start."""

import os
import re
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.platforms.slack.manifest import manifest_text
from bot.testing import Stage
from rituals.cards import say
from rituals.catalog import load_catalog
from rituals.effects import Tell
from storage import Store, state_of
from storage.engine import open_engine
from storage.tables.migrate import bring_to, changing
from tests.command_line import ROOT, kindling, kindling_alone, refused


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
    assert "Meet a colleague for a short coffee." in kindling_alone("rituals", folder=tmp_path).stdout


def test_the_database_is_made_and_brought_up_to_date(tmp_path: Path) -> None:
    assert "up to date" in kindling("db", "upgrade", folder=tmp_path).stdout
    assert (tmp_path / "kindling.db").exists()


def test_the_doctor_makes_no_database(tmp_path: Path) -> None:
    done = kindling("doctor", folder=tmp_path)
    assert done.returncode == 0
    assert "Database: there isn't one yet. Kindling makes it when it first starts." in done.stdout
    assert "Slack: not configured" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_all_well_without_slack(tmp_path: Path) -> None:
    kindling_alone("db", "upgrade", folder=tmp_path)
    done = kindling_alone("doctor", folder=tmp_path)
    assert done.returncode == 0
    assert "Database: it answers, can be written to, and is up to date." in done.stdout
    assert "Messages: 0 are waiting to be sent." in done.stdout
    assert "Kindling: it isn't running on this database just now." in done.stdout


def test_the_doctor_leaves_an_empty_file_and_an_older_database_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "kindling.db").touch()
    assert "Database: it answers, and it's empty." in kindling("doctor", folder=tmp_path).stdout
    assert (tmp_path / "kindling.db").stat().st_size == 0
    engine = open_engine(f"sqlite:///{tmp_path}/kindling.db")
    with changing(engine) as connection:
        bring_to(connection, "0001")
    engine.dispose()
    done = kindling("doctor", folder=tmp_path)
    assert done.returncode == 1
    assert "Database: it's from an older version of Kindling." in done.stdout
    assert state_of(f"sqlite:///{tmp_path}/kindling.db") == "older"


def test_the_doctor_counts_what_waits(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kindling.db"
    store = Store(address, load_catalog().settings_of)
    store.upgrade()
    now = datetime.now(UTC)
    with store.begin() as tx:
        tx.outbox.put_all("T1", None, [Tell("U1", say("Hello."), "note")], now - timedelta(seconds=90))
        tx.workers.rang("one", "all", "0.1.0", now)
    store.close()
    done = kindling("doctor", folder=tmp_path, DATABASE_URL=address)
    assert "Messages: 1 is waiting to be sent (1 now, 0 for later, 0 being sent)." in done.stdout
    assert "Messages: the oldest has waited for 1 minute." in done.stdout
    assert "Messages: 0 could not be delivered." in done.stdout
    assert re.search(
        r"Kindling: it last looked for work \d+ seconds? ago \(1 process, version 0\.1\.0\)\.", done.stdout
    )


def test_the_doctor_says_when_slack_refuses_the_token(tmp_path: Path, stage: Stage) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-of-somebody-else", "SLACK_APP_TOKEN": "xapp-1"}
    done = kindling("doctor", folder=tmp_path, SLACK_API_URL=stage.playground.api_url, **tokens)
    assert "look  Slack: it refused SLACK_BOT_TOKEN (invalid_auth)." in done.stdout
    nobody = kindling("doctor", folder=tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/", **tokens)
    assert "look  Slack: it can't be reached (no connection)." in nobody.stdout


def test_the_doctor_says_what_to_look_at(tmp_path: Path) -> None:
    done = kindling("doctor", folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/kindling.db")
    assert done.returncode == 1
    assert "look  Database:" in done.stdout


def test_a_wrong_token_is_one_clear_line(tmp_path: Path) -> None:
    done = kindling("run", folder=tmp_path, SLACK_BOT_TOKEN="xapp-wrong-kind", SLACK_APP_TOKEN="xapp-1")
    assert "SLACK_BOT_TOKEN should begin with xoxb-" in refused(done)


def test_the_first_start_keeps_a_secret_and_the_doctor_knows(tmp_path: Path, stage: Stage) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-of-somebody-else", "SLACK_APP_TOKEN": stage.playground.app_token}
    assert "Secret: there isn't one yet." in kindling("doctor", folder=tmp_path).stdout
    assert not (tmp_path / ".env").exists()
    kindling("run", folder=tmp_path, SLACK_API_URL=stage.playground.api_url, **tokens)
    made = (tmp_path / ".env").read_text()
    assert made.startswith("KINDLING_SECRET=")
    said = kindling("doctor", folder=tmp_path).stdout
    assert "Secret: KINDLING_SECRET is set." in said
    assert made.removeprefix("KINDLING_SECRET=").strip() not in said


def test_where_the_secret_cannot_be_kept_the_start_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    done = kindling("run", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    assert "KINDLING_SECRET is missing, and" in refused(done)


def test_a_token_that_slack_refuses_is_one_clear_line(tmp_path: Path, stage: Stage) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-of-somebody-else", "SLACK_APP_TOKEN": stage.playground.app_token}
    done = kindling_alone("run", folder=tmp_path, SLACK_API_URL=stage.playground.api_url, **tokens)
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


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("mysql://me:secret@host/x", "mysql"),
        ("foo://x", "foo"),
        ("postgresql+asyncpg://me:secret@host/x", "postgresql+asyncpg"),
        ("sqlite+aiosqlite:///x.db", "sqlite+aiosqlite"),
    ],
)
def test_an_unknown_database_driver_is_one_clear_line(tmp_path: Path, address: str, driver: str) -> None:
    said = refused(kindling("db", "upgrade", folder=tmp_path, DATABASE_URL=address))
    assert said.startswith(f"Kindling can't use a database by “{driver}”. In DATABASE_URL, write one like sqlite:///")
    assert "secret" not in said
    examined = kindling("doctor", folder=tmp_path, DATABASE_URL=address)
    assert f"look  Database: {said}" in examined.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("simulate", "--people", "x"), "--people: it should be a whole number. See "),
        (("simulate", "--people", "1"), "--people: it should be greater than or equal to 2. See "),
        (("simulate", "--seed", "1.5"), "--seed: it should be a whole number. See "),
        (("play", "--port", "70000"), "--port: it should be less than or equal to 65535. See "),
        (("run", "--role", "boss"), "--role: 'boss' is not one of 'web', 'worker', 'all'. See "),
        (("simulate", "--pepole", "3"), "No such option: --pepole (Possible options: --people). See "),
        (("brew",), "No such command 'brew'."),
        (("db", "move", "sqlite:///a.db"), "Missing argument 'target'. See kindling db move --help."),
        (("play", "--connect", "--database", "sqlite:///x.db"), "--database is for Kindling, and with --connect"),
    ],
)
def test_words_that_make_no_sense_are_one_clear_line(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    assert refused(kindling(*words, folder=tmp_path)).startswith(sentence)


def test_a_port_with_none_free_after_it_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 65535)):
        words = refused(kindling("play", "--headless", "--port", "65535", "--people", "2", folder=tmp_path))
    assert words == "Port 65535 and those after it are taken. Try another with --port, like 0 for any."


def test_slack_out_of_reach_is_one_clear_line(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9/api/"
    done = kindling("run", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", SLACK_API_URL=nobody)
    assert "Slack cannot be reached" in refused(done)


@pytest.mark.parametrize("name", ["rituals", "storage"])
def test_another_package_in_the_place_of_ours_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    done = kindling_alone("rituals", folder=tmp_path, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert refused(done).startswith(
        f"Another package called {name} is in this environment, in the way of Kindling's own."
    )
