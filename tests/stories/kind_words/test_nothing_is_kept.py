"""The words are nowhere but with their receiver, and who wrote an anonymous one is told to nobody."""

import re

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.testing import Actor, Stage, on_stage
from rituals.catalog import Catalog
from rituals.kind_words import words
from tests.stories.company import everything_seen
from tests.stories.kind_words.casting import BOT, PLACE, THANKS, in_the_channel, start_words, writes

ID = "[0-9a-f]{32}"


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('words') / 'kindling.db'}"


def everything_in(database: str) -> str:
    """Every value of every row."""
    engine = create_engine(database)
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [row for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    engine.dispose()
    return "\n".join(map(str, rows))


def test_the_database_holds_words_only_where_their_receiver_kept_them(database: str) -> None:
    with on_stage(Catalog({"words": words}), database=database) as stage:
        una, amara, bjorn = (stage.person(handle) for handle in ("una", "amara", "bjorn"))
        start_words(una)
        writes(amara, bjorn, words="Let go.")
        writes(amara, bjorn, words="Kept safe.")
        bjorn.clicks("Keep it", BOT)
        assert bjorn.id in everything_in(database)
        stage.clock_to("+11 minutes")
        assert "Let go." not in everything_in(database)
        assert everything_in(database).count("Kept safe.") == 1
        bjorn.types("/kind words remove 1", PLACE)
        assert "Kept safe." not in everything_in(database)


def test_after_a_month_who_wrote_to_whom_is_forgotten(database: str) -> None:
    with on_stage(Catalog({"words": words}), database=database) as stage:
        una, amara, bjorn = (stage.person(handle) for handle in ("una", "amara", "bjorn"))
        start_words(una)
        writes(amara, bjorn)
        assert f'"to": "{bjorn.id}"' in everything_in(database)
        stage.clock_to("+31 days")
        assert f'"to": "{bjorn.id}"' not in everything_in(database)


def test_after_a_month_no_thanks_lead_from_the_writer_to_the_word(database: str) -> None:
    """From what is kept about her, no id leads to what is kept about him, however many steps it takes."""
    with on_stage(Catalog({"words": words}), database=database) as stage:
        una, amara, bjorn = (stage.person(handle) for handle in ("una", "amara", "bjorn"))
        start_words(una, anonymous="yes")
        writes(amara, bjorn, anonymous=True)
        bjorn.clicks("Say thank you", BOT)
        stage.workspace.faults.next("chat.postMessage", status=500, after_effect=True)
        writes(amara, bjorn, words="Perhaps lost.", anonymous=True)
        stage.clock_to("+31 days")
        rows = everything_in(database).splitlines()
    (circle,) = {re.findall(ID, row)[0] for row in rows if "'words', 'C" in row}
    known = [set(re.findall(ID, row)) - {circle} for row in rows if amara.id not in row and bjorn.id not in row]
    hers, his = (set(re.findall(ID, "".join(row for row in rows if one.id in row))) for one in (amara, bjorn))
    hers.discard(circle)
    while found := {id for ids in known if ids & hers for id in ids} - hers:
        hers |= found
    assert not hers & his


def test_who_wrote_an_anonymous_word_is_seen_by_nobody_else(
    stage: Stage, open_circle: None, una: Actor, amara: Actor, bjorn: Actor
) -> None:
    writes(amara, bjorn, anonymous=True, name="yes")
    bjorn.clicks("Keep it", BOT)
    bjorn.clicks("Share in the channel", BOT)
    bjorn.clicks("Not comfortable", BOT)
    for other in (bjorn, una):
        other.types("/kind my data", PLACE)
        seen = "\n".join(everything_seen(other))
        assert "amara" not in seen.lower()
        assert amara.id not in str([message.blocks for message in other.messages(BOT)])
    assert "amara" not in in_the_channel(stage)


def test_neither_of_two_learns_from_their_data_what_the_other_chose(
    stage: Stage, open_circle: None, amara: Actor, bjorn: Actor
) -> None:
    writes(amara, bjorn, anonymous=True)
    stage.clock_to("+11 minutes")
    before = amara.types("/kind my data", PLACE)
    bjorn.clicks("Not comfortable", BOT)
    assert amara.types("/kind my data", PLACE) == before
    held = bjorn.types("/kind my data", PLACE)
    assert "someone sent you a kind word and didn't sign it. You said that you weren't comfortable with it" in held
    assert "amara" not in held.lower()


def test_neither_words_nor_writers_are_logged(
    open_circle: None, amara: Actor, bjorn: Actor, capfd: pytest.CaptureFixture[str]
) -> None:
    writes(amara, bjorn, anonymous=True)
    bjorn.clicks("Not comfortable", BOT)
    logged = "".join(capfd.readouterr())
    assert THANKS not in logged
    assert amara.id not in logged


def test_keepsakes_are_in_somebodys_data_and_forgotten_with_them(circle: None, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn)
    bjorn.clicks("Keep it", BOT)
    assert THANKS in bjorn.types("/kind my data", PLACE)
    bjorn.types("/kind forget me now", PLACE)
    assert bjorn.types("/kind words kept", PLACE).startswith("You have kept no kind words yet.")


def test_a_forgotten_writer_is_somebody_on_a_keepsake(circle: None, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn)
    bjorn.clicks("Keep it", BOT)
    amara.types("/kind forget me now", PLACE)
    assert f"> {THANKS}\nFrom somebody, kept on" in bjorn.opens_home()


def test_nothing_counts_or_ranks(circle: None, una: Actor, amara: Actor, bjorn: Actor) -> None:
    writes(amara, bjorn)
    writes(amara, bjorn, words="Another.")
    said = "\n".join([una.opens_home(), amara.opens_home(), una.types("/kind words status", PLACE)])
    assert not any(word in said for word in ("2", "two", "times", "most"))
