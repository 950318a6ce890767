"""Whoever asks has a copy of everything kept about them as files, in their direct message, and nobody else has."""

import json
import urllib.request
from typing import Any

import pytest

from bot.playground.model.files import File, file_object
from bot.testing import Actor, Stage
from rituals import fair
from tests.stories.casting import coffee_circle
from tests.stories.company import BOT
from tests.stories.kind_words.casting import start_words, writes
from tests.stories.test_my_data import rounds

BUTTON = "Send me a copy as files"
UPLOAD, SHARE = "files.getUploadURLExternal", "files.completeUploadExternal"


def files_of(actor: Actor, where: str = BOT) -> list[File]:
    """Every file that they can see there."""
    return [actor.stage.workspace.files.get(id) for message in actor.messages(where) for id in message.files]


def letter_of(actor: Actor) -> str:
    return downloaded(actor, files_of(actor)[-2]).decode()


def data_of(actor: Actor) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(downloaded(actor, files_of(actor)[-1]))
    return found


def downloaded(actor: Actor, file: File) -> bytes:
    """As their Slack would read it from where the message says that it is."""
    address = file_object(file, actor.stage.workspace.url)["url_private_download"]
    with urllib.request.urlopen(address, timeout=20) as answer:
        content: bytes = answer.read()
    return content


@pytest.fixture
def met(stage: Stage, amara: Actor) -> Actor:
    """Amara, who was introduced to Carys."""
    coffee_circle(stage, "fergus", "amara", "carys")
    stage.clock_to("monday 10:00")
    return amara


def test_a_copy_is_a_letter_to_read_and_the_same_as_data(stage: Stage, met: Actor) -> None:
    met.types("/kind coffee met yes")
    met.types("/kind my data")
    assert "Your copy is on its way, in a direct message from me" in met.clicks(BUTTON)
    assert met.reads(BOT)[-1].startswith("Here's what I keep about you")
    assert [file.name for file in files_of(met)] == [
        "kindling-my-data-2026-11-23.txt",
        "kindling-my-data-2026-11-23.json",
    ]
    assert "You've taken part in coffee roulette in #coffee since 20 November." in letter_of(met)
    assert "On 23 November I introduced you to Carys Bevan. You answered: we met." in letter_of(met)
    assert "on its way" not in letter_of(met)
    told, carys = data_of(met), stage.person("carys").id
    assert (told["schema"], told["version"], told["made"]) == ("kindling/my-data", 1, "2026-11-23T10:00:01Z")
    assert told["circles"][0]["participant"]["joined"] == "2026-11-20T09:00:00Z"
    assert told["names"][carys] == "Carys Bevan"
    [group] = told["groups"]
    assert (group["on"], group["people"], group["answers"]) == ("2026-11-23", [carys], {"met": "yes"})


def test_a_copy_comes_without_the_names_that_slack_does_not_tell(stage: Stage, met: Actor) -> None:
    carys = stage.person("carys")
    stage.workspace.faults.next("users.info", error="internal_error")
    met.types("/kind my data copy")
    assert f"I introduced you to @{carys.id}." in letter_of(met)
    stage.workspace.faults.next("users.conversations", error="internal_error")
    stage.clock_to("+1 minute")
    met.types("/kind my data copy")
    assert f"in #{stage.workspace.conversation('#coffee').id} since" in letter_of(met)
    assert data_of(met)["names"] == {}


def test_whoever_only_reads_gets_no_file(met: Actor) -> None:
    met.types("/kind my data")
    met.types("/kind my data all")
    assert files_of(met) == []


def test_a_long_letter_is_whole_in_the_file(stage: Stage, met: Actor) -> None:
    with stage.bot.store.begin() as tx:
        rounds(tx, stage, met, stage.person("carys"), 45)
    assert "And 41 more." in met.types("/kind my data")
    met.types("/kind my data as files")
    assert letter_of(met).count("I introduced you to Carys Bevan") == len(data_of(met)["groups"]) == 46
    assert "And 41 more" not in letter_of(met)


def test_only_who_asks_sees_the_files_and_they_are_about_them_alone(stage: Stage, met: Actor) -> None:
    """Also from a channel, and by a button that somebody else was given."""
    carys = stage.person("carys")
    met.types("/kind my data copy", "#coffee")
    assert len(files_of(met)) == 2
    assert not any(files_of(one, place) for one in (carys, stage.person("fergus")) for place in (BOT, "#coffee"))
    assert not any(file.shared_in != files_of(met)[0].shared_in for file in files_of(met))
    carys.types("/kind my data copy")
    assert data_of(carys)["person"] == carys.id
    assert "Amara Okafor" in letter_of(carys)
    assert "you're called Carys Bevan" in letter_of(carys)


def test_who_wrote_an_unsigned_word_is_in_no_file_of_who_got_it(stage: Stage, amara: Actor) -> None:
    bjorn = stage.person("bjorn")
    start_words(stage.person("una"), anonymous="yes")
    writes(amara, bjorn, words="Thank you for the tea.", anonymous=True)
    bjorn.clicks("Keep it", BOT)
    stage.clock_to("+1 hour")
    bjorn.types("/kind my data copy")
    everything = letter_of(bjorn) + json.dumps(data_of(bjorn))
    assert "someone sent you a kind word and didn't sign it" in everything
    assert amara.id not in everything
    assert "Amara" not in everything
    amara.types("/kind my data copy")
    assert data_of(amara)["entries"][0]["data"]["to"] == bjorn.id
    assert "Keep" not in json.dumps(data_of(amara))


def test_of_others_no_more_than_the_letter_says(stage: Stage, met: Actor) -> None:
    """Whatever the other answers, the file is the same."""
    carys = stage.person("carys")
    carys.types("/kind my data copy")
    before = data_of(carys)["groups"]
    for answer in ("no", "yes", "will"):
        met.types(f"/kind coffee met {answer}")
        stage.a_second_goes_by()
        carys.types("/kind my data copy")
        assert data_of(carys)["groups"] == before


def test_whoever_was_forgotten_is_nobody_in_the_files_of_others(stage: Stage, met: Actor) -> None:
    carys = stage.person("carys")
    met.types("/kind forget me now")
    carys.types("/kind my data copy")
    assert "I introduced you to somebody." in letter_of(carys)
    assert "gone:" not in letter_of(carys) + json.dumps(data_of(carys))
    assert data_of(carys)["groups"][0]["people"] == []


def test_of_somebody_new_no_file_is_made(amara: Actor) -> None:
    assert amara.types("/kind my data copy").startswith("I know nothing about you.")
    assert amara.reads_all() == ""


def test_what_waits_is_not_delivered_to_who_was_forgotten(stage: Stage, met: Actor) -> None:
    stage.workspace.faults.next(UPLOAD, retry_after=30)
    met.types("/kind my data copy")
    assert files_of(met) == []
    met.types("/kind forget me now")
    stage.clock_to("+1 hour")
    assert files_of(met) == []
    assert met.types("/kind my data").startswith("I know nothing about you.")


@pytest.mark.parametrize("fault", [{"retry_after": 30}, {"status": 500}, {"error": "internal_error"}])
def test_an_upload_that_fails_is_tried_again(stage: Stage, met: Actor, fault: dict[str, Any]) -> None:
    """Until it is in a message nobody can see it, so nothing comes twice."""
    stage.workspace.faults.next(UPLOAD, **fault)
    met.types("/kind my data copy")
    assert files_of(met) == []
    stage.clock_to("+5 minutes")
    assert len(files_of(met)) == 2


@pytest.mark.parametrize("fault", [{"status": 500}, {"error": "restricted_action"}])
def test_whose_files_did_not_come_is_told(stage: Stage, met: Actor, fault: dict[str, Any]) -> None:
    stage.workspace.faults.next(SHARE, **fault)
    met.types("/kind my data copy")
    stage.clock_to("+1 hour")
    assert "The files you asked for may not have come." in met.reads(BOT)[-1]
    assert files_of(met) == []
    met.types("/kind my data copy")
    assert len(files_of(met)) == 2


def test_nothing_of_a_copy_stays_in_the_database(stage: Stage, met: Actor) -> None:
    stage.workspace.faults.next(UPLOAD, retry_after=30)
    met.types("/kind my data copy")
    assert "Carys Bevan" not in _outbox(stage)
    stage.clock_to("+5 minutes")
    assert "what I keep about you" not in _outbox(stage)
    assert len(files_of(met)) == 2


def _outbox(stage: Stage) -> str:
    with stage.bot.store.begin() as tx:
        rows = tx._session.connection().exec_driver_sql("SELECT * FROM outbox WHERE circle_id IS NULL").all()
    assert rows
    return repr(rows)


def test_a_few_copies_a_day_are_plenty(stage: Stage, met: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "COPIES", 1)
    for _ in range(2):
        stage.a_second_goes_by()
        told = met.types("/kind my data copy")
    assert "Tomorrow you can have another" in told
    assert len(files_of(met)) == 2
    stage.clock_to("+1 day")
    met.types("/kind my data copy")
    assert len(files_of(met)) == 4
