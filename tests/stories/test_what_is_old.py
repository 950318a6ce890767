"""What is old goes by itself, whoever is away meanwhile; and an old card's button gets a kind answer."""

import pytest

from bot.process.worker import Worker
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from tests.stories.company import BOT, coffee_with
from tests.stories.kind_words.casting import PLACE, start_words, writes
from tests.stories.kind_words.test_nothing_is_kept import everything_in

SECRET = "Nobody is to find this."


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('old') / 'kindling.db'}"


def test_words_and_their_writer_go_in_time_though_the_ritual_is_switched_off(database: str) -> None:
    with on_stage(load_catalog(), database=database) as stage:
        una, amara, bjorn = (stage.person(handle) for handle in ("una", "amara", "bjorn"))
        start_words(una, anonymous="yes")
        writes(amara, bjorn, words=SECRET, anonymous=True)
        una.types("/kind rituals off words", PLACE)
        assert SECRET in everything_in(database)
        stage.clock_to("+21 minutes")
        assert SECRET not in everything_in(database)
        assert _tells_who_wrote(database, amara)
        stage.clock_to("+31 days")
        assert not _tells_who_wrote(database, amara)


def test_what_went_too_old_while_the_bot_was_away_goes_before_anything_else(database: str) -> None:
    with on_stage(load_catalog(), database=database) as stage:
        una, amara, bjorn = (stage.person(handle) for handle in ("una", "amara", "bjorn"))
        start_words(una, anonymous="yes")
        writes(amara, bjorn, words=SECRET, anonymous=True)
        bjorn.clicks("Say thank you", BOT)
        stage.does(stage.bot.stop())
        stage.clock_passes("+31 days")
        assert _tells_who_wrote(database, amara)
        stage.starts_anew()
        assert not _tells_who_wrote(database, amara)
        assert SECRET not in everything_in(database)


def test_nothing_is_begun_before_that(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[bool] = []
    begin = Worker.start

    def begins(worker: Worker) -> None:
        found.append(SECRET in everything_in(database))
        begin(worker)

    with on_stage(load_catalog(), database=database) as stage:
        start_words(stage.person("una"))
        writes(stage.person("amara"), stage.person("bjorn"), words=SECRET)
        monkeypatch.setattr(Worker, "start", begins)
        for later in ("+1 minute", "+11 minutes"):
            stage.restarts(later)
    assert found == [True, False]


def _tells_who_wrote(database: str, writer: Actor) -> bool:
    """Whether any row still names the writer, but for who they are."""
    return any(writer.id in row for row in everything_in(database).splitlines() if "Amara" not in row)


def _is_away(stage: Stage, years: int) -> None:
    """And a little longer."""
    for _ in range(years):
        stage.restarts("+370 days")


def test_who_was_told_what_is_known_for_a_month(database: str) -> None:
    with on_stage(load_catalog(), database=database) as stage:
        amara, _ = coffee_with(stage, "amara", "bjorn")
        stage.clock_to("monday 10:00")
        stage.clock_to("friday 10:00")
        assert f"person:{amara.id}" in everything_in(database)
        amara.types("/kind coffee leave")
        stage.clock_to("+31 days")
        assert f"person:{amara.id}" not in everything_in(database)


def test_an_old_invitation_has_kind_buttons(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    (place,) = amara.groups()
    _is_away(stage, years=2)
    assert amara.clicks("Another opener", place).startswith("That round is over")
    _is_away(stage, years=1)
    assert "is older than I remember" in bjorn.clicks("Another opener", place)


def test_whether_you_met_is_not_asked_of_long_ago(stage: Stage) -> None:
    amara, bjorn = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    stage.clock_to("friday 10:00")
    amara.clicks("Yes", BOT)
    stage.restarts("+92 days")
    for answer in (bjorn.clicks("Not this time", BOT), bjorn.types("/kind coffee met no")):
        assert answer == "That's a while ago, and I don't keep answers that long. Nothing was changed."


def test_an_old_lunch_has_kind_buttons(stage: Stage, amara: Actor) -> None:
    amara.types("/kind start potluck")
    assert amara.submits() == {}
    amara.types("/kind potluck propose 4 Dec")
    assert amara.submits(place="The attic") == {}
    amara.clicks("Just bring myself")
    _is_away(stage, years=2)
    assert "is older than I remember" in amara.clicks("Share a recipe")
