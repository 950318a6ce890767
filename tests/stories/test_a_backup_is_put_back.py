"""Yesterday's backup is put back: what was said since then is not said again, and the champions know why."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.process.play import SECRET
from bot.rounds.restored import putting_back
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from storage.errors import CannotCopy
from storage.upkeep.backups import backup, restore
from tests.stories.company import BOT, CHAMPION, coffee_with, introduced_at, invitations, private_words, told
from tests.stories.kind_words.casting import PLACE, brought_to, start_words, tries_to_write, writes


def silent(_done: int, _steps: int) -> None:
    """Nobody watches."""


def put_back(stage: Stage, saved: Path, address: str, later: str) -> None:
    """The bot stops, the backup is put back, and at that moment a new bot starts."""
    stage.does(stage.bot.stop())
    stage.clock_passes(later)
    after = putting_back(load_catalog(), stage.workspace.clock.now())
    restore(saved, address, replace=True, told=silent, after=after, secret=SECRET)
    stage.starts_anew()


def join_again(people: list[Actor]) -> None:
    """They say once more that they take part."""
    for person in people:
        assert "You're in." in person.types("/kind coffee join")


@pytest.mark.fault("F15", "yesterday's backup is put back: nothing is said again, and the next round is held")
def test_what_was_said_after_the_backup_is_not_said_again(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        us = coffee_with(stage, "amara", "bjorn")
        backup(address, saved, silent)
        stage.clock_to("monday 10:00")
        assert [len(invitations(person)) for person in us] == [1, 1]
        put_back(stage, saved, address, "+1 hour")
        join_again(us)
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
        join_again(us)
        stage.clock_to("+1 day")
        assert [introduced_at(person, "America/Nuuk") for person in us] == [["Sun 28 Mar 00:30"]] * 2


def test_nobody_takes_part_until_they_say_so_again_and_all_are_asked_once(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys")
        backup(address, saved, silent)
        carys.types("/kind coffee leave")
        before = told(carys)
        put_back(stage, saved, address, "+1 hour")
        stage.clock_to("saturday 12:00")
        asked = [words for words in amara.reads() if "someone may have left coffee roulette since" in words]
        assert len(asked) == 1
        assert "You're not" in amara.types("/kind coffee status")
        stage.clock_to("+2 weeks")
        assert invitations(amara) == invitations(carys) == []
        assert told(carys) == before
        amara.clicks("Join")
        bjorn.types("/kind coffee join")
        stage.clock_to("+1 week")
        assert [len(invitations(person)) for person in (amara, bjorn, carys)] == [1, 1, 0]


def test_whoever_was_forgotten_or_refused_since_stays_so(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        start_words(stage.person("una"))
        amara, bjorn, carys = coffee_with(stage, "amara", "bjorn", "carys")
        writes(amara, bjorn)
        writes(amara, carys)
        stage.clock_to("monday 10:00")
        backup(address, saved, silent)
        bjorn.types("/kind forget me now")
        carys.types("/kind words leave", PLACE)
        put_back(stage, saved, address, "+1 hour")
        with stage.bot.store.begin() as tx:
            assert tx.named_in(stage.workspace.team_id, bjorn.id) == {}
            assert tx.named_in(stage.workspace.team_id, carys.id)
        before = len(brought_to(carys))
        tries_to_write(amara, carys, words="Hello again.")
        stage.clock_to("+10 minutes")
        assert len(brought_to(carys)) == before


def test_without_the_secret_nobody_is_brought_back_who_was_forgotten_since(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        [amara] = coffee_with(stage, "amara")
        backup(address, saved, silent)
        amara.types("/kind forget me now")
        stage.does(stage.bot.stop())
        with pytest.raises(CannotCopy, match="without KINDLING_SECRET nobody knows who, so nothing was changed"):
            restore(saved, address, replace=True, told=silent)
        stage.starts_anew()
        with stage.bot.store.begin() as tx:
            assert tx.named_in(stage.workspace.team_id, amara.id) == {}


def test_whoever_was_forgotten_and_came_back_before_the_backup_stays(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        [amara] = coffee_with(stage, "amara")
        amara.types("/kind forget me now")
        amara.types("/kind coffee join")
        amara.types("/kind coffee about me")
        backup(address, saved, silent)
        put_back(stage, saved, address, "+1 hour")
        with stage.bot.store.begin() as tx:
            assert tx.people.get(stage.workspace.team_id, amara.id)


def test_what_is_too_old_goes_before_anything_else(tmp_path: Path) -> None:
    address, saved = f"sqlite:///{tmp_path / 'kindling.db'}", tmp_path / "saved.db"
    with on_stage(load_catalog(), database=address) as stage:
        start_words(stage.person("una"))
        amara, bjorn = stage.person("amara"), stage.person("bjorn")
        writes(amara, bjorn)
        backup(address, saved, silent)
        stage.does(stage.bot.stop())
        stage.clock_passes("+31 days")
        restore(
            saved,
            address,
            replace=True,
            told=silent,
            after=putting_back(load_catalog(), stage.workspace.clock.now()),
            secret=SECRET,
        )
        with create_engine(address).connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM entries WHERE kind = 'word'")) == 0
        stage.starts_anew()
