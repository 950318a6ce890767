"""Yesterday's backup is put back: what was said since then is not said again, and the champions know why."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot import words
from bot.due import Calendar
from bot.testing import Stage, on_stage
from rituals.catalog import load_catalog
from storage.backups import backup, restore
from storage.restored import after_restore
from tests.stories.company import BOT, CHAMPION, coffee_with, introduced_at, invitations, private_words


def silent(_done: int, _steps: int) -> None:
    """Nobody watches."""


def put_back(stage: Stage, saved: Path, address: str, later: str) -> None:
    """The bot stops, the backup is put back, and at that moment a new bot starts."""
    stage.does(stage.bot.stop())
    stage.clock_passes(later)
    now, catalog = stage.workspace.clock.now(), load_catalog()
    known = {"settings_of": catalog.settings_of, "date_of": Calendar(catalog).date}
    silence = partial(after_restore, now=now, note=words.restored(), **known)
    restore(saved, address, replace=True, told=silent, after=silence)
    stage.starts_anew()


@pytest.mark.fault("F15", "yesterday's backup is put back: nothing is said again, and the next round is held")
def test_what_was_said_after_the_backup_is_not_said_again(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        us = coffee_with(stage, "amara", "bjorn")
        backup(address, saved, silent)
        stage.clock_to("monday 10:00")
        assert [len(invitations(person)) for person in us] == [1, 1]
        put_back(stage, saved, address, "+1 hour")
        stage.clock_to("friday 17:00")
        assert [len(invitations(person)) for person in us] == [1, 1]
        assert "I was brought back from a backup" in stage.person(CHAMPION).reads(BOT)[-1]
        stage.clock_to("+1 week")
        assert introduced_at(us[0]) == ["Mon 23 Nov 10:00", "Mon 30 Nov 10:00"]


@pytest.mark.fault("F15", "what waited in the backup is not sent twice")
def test_a_message_that_waited_in_the_backup_is_not_sent_twice(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        us = coffee_with(stage, "amara", "bjorn")
        stage.workspace.faults.next("conversations.open", retry_after=60)
        stage.clock_to("monday 10:00")
        backup(address, saved, silent)
        stage.clock_to("+5 minutes")
        assert [len(invitations(person)) for person in us] == [1, 1]
        put_back(stage, saved, address, "+1 hour")
        stage.clock_to("+1 hour")
        assert [len(invitations(person)) for person in us] == [1, 1]
        assert private_words(us[0]) == private_words(us[1])


@pytest.mark.fault("F15", "also where summer time began in the night, and the round after midnight is Saturday's")
def test_a_round_that_summer_time_moved_past_midnight_is_not_held_again(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address, start=datetime(2027, 3, 26, 9, tzinfo=UTC)) as stage:
        late = {"when__often": "weekly-1", "when__days": ["5"], "when__at": "23:30", "zone": "America/Nuuk"}
        us = coffee_with(stage, "amara", "bjorn", **late)
        backup(address, saved, silent)
        stage.clock_to("28 March 12:00")
        assert [introduced_at(person, "America/Nuuk") for person in us] == [["Sun 28 Mar 00:30"]] * 2
        put_back(stage, saved, address, "+1 hour")
        stage.clock_to("+1 day")
        assert [introduced_at(person, "America/Nuuk") for person in us] == [["Sun 28 Mar 00:30"]] * 2
