"""Everybody can ask what is held about them, and be forgotten, by themselves and at once."""

import re
from datetime import timedelta

import pytest

from bot.requests.privacy import IN_TABLES
from bot.testing import Actor, Stage, on_stage
from rituals.catalog import load_catalog
from storage import Transaction
from storage.tables.models import Base
from tests.stories.casting import coffee_circle
from tests.stories.kind_words.casting import start_words, writes

RAW = re.compile(r"\d{4}-\d\d-\d\d|[{}\[\]]|\b[A-Z][A-Z0-9]{7,}\b|\w+_\w+|\b(True|False|None)\b|[0-9a-f]{32}|<@")
"""ISO dates, JSON, ids, names in the code, Python's own words."""


def start_with(stage: Stage, *handles: str) -> None:
    coffee_circle(stage, "fergus", *handles)


def test_anybody_can_ask_who_sees_what(amara: Actor) -> None:
    told = amara.types("/kind privacy")
    for who in ("What I can see", "What champions can see", "What your group can see", "What IT can see"):
        assert who in told
    assert "I cannot read messages" in told


def test_of_somebody_new_nothing_is_known(amara: Actor) -> None:
    assert amara.types("/kind my data") == (
        "I know nothing about you. You take part in nothing, and I've kept nothing."
    )


def test_my_data_is_a_letter_with_names_and_dates(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    told = amara.types("/kind my data")
    assert "you're called Amara Okafor" in told
    assert "You've taken part in coffee roulette in #coffee since 20 November." in told
    assert "On 23 November I introduced you to @carys." in told
    amara.types("/kind coffee met yes")
    assert "I introduced you to @carys. You answered: we met." in amara.types("/kind my data")


def test_my_answers_are_in_my_data_and_in_nobody_elses(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    amara.types("/kind coffee met no")
    assert "You answered: we didn't meet." in amara.types("/kind my data")
    assert "You answered" not in stage.person("carys").types("/kind my data")


def test_what_one_answered_changes_nothing_that_the_other_reads(stage: Stage, amara: Actor) -> None:
    """Not even what follows from it: whether they count as having met."""
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    before = stage.person("carys").types("/kind my data")
    for answer in ("no", "yes", "will"):
        amara.types(f"/kind coffee met {answer}")
        assert stage.person("carys").types("/kind my data") == before


def test_my_data_says_how_i_take_part(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    amara.types("/kind coffee skip")
    assert "You sit out the next round." in amara.types("/kind my data")
    amara.types("/kind coffee pause until 1 March")
    assert "You're away until 1 March 2027." in amara.types("/kind my data")
    assert "You look after coffee roulette in #coffee." in stage.person("fergus").types("/kind my data")


def test_a_kind_word_is_told_to_the_one_who_wrote_it_and_to_the_one_who_got_it(stage: Stage, amara: Actor) -> None:
    bjorn = stage.person("bjorn")
    start_words(stage.person("una"))
    writes(amara, bjorn, words="Thank you for the tea.")
    bjorn.clicks("Say thank you", "@kindling")
    stage.clock_to("+1 hour")
    assert "On 20 November you sent a kind word to @bjorn, with your name." in amara.types("/kind my data")
    assert "@amara sent you a kind word. You said thank you." in bjorn.types("/kind my data")


def test_nothing_raw_is_in_anybodys_letter() -> None:
    with on_stage(load_catalog()) as stage:
        everybody = [stage.person(handle) for handle in ("amara", "bjorn", "carys", "una")]
        _live(stage, *everybody)
        for person in everybody:
            told = person.types("/kind my data")
            assert len(told.splitlines()) > 3
            assert not RAW.search(told), RAW.search(told)


def _live(stage: Stage, amara: Actor, bjorn: Actor, carys: Actor, una: Actor) -> None:
    """A little of every ritual."""
    coffee_circle(stage, "una", "amara", "bjorn", "carys")
    start_words(una)
    for ritual in ("potluck", "talk"):
        una.types(f"/kind start {ritual}")
        assert una.submits() == {}
    una.types("/kind talk add Seen any birds today?")
    una.types("/kind potluck propose")
    assert una.submits(date="2026-12-04", time="12:30", place="Garden room") == {}
    for person, part in ((amara, "come"), (bjorn, "role washing up")):
        person.types(f"/kind potluck {part}")
    writes(amara, bjorn, words="Thank you for the tea.")
    bjorn.clicks("Keep it", "@kindling")
    amara.types("/kind coffee about me")
    assert amara.submits(team="Ward 7", start="07:00", end="15:00") == {}
    stage.clock_to("monday 10:00")
    amara.types("/kind coffee met will")
    bjorn.types("/kind coffee cant")
    carys.types("/kind words leave")
    carys.types("/kind coffee pause until 1 March")


def rounds(tx: Transaction, stage: Stage, amara: Actor, carys: Actor, count: int) -> None:
    """Amara and Carys were introduced to each other in so many weeks until now."""
    (circle,) = tx.circles.running(next(iter(stage.bot.only.platform.workspaces)))
    now = stage.bot.clock.now()
    for week in range(count, 0, -1):
        due = now - timedelta(weeks=week)
        held = circle.begin_round(due, due.date(), circle.next_due, due)
        assert held
        circle.gather(held.id, (amara.id, carys.id))


def test_a_long_letter_is_cut_kindly_and_can_be_read_to_its_end(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    with stage.bot.store.begin() as tx:
        rounds(tx, stage, amara, stage.person("carys"), 45)
    short = amara.types("/kind my data")
    assert short.count("I introduced you to @carys") == 5
    assert "And 40 more. To see them all, type /kind my data all." in short
    assert "On 13 November I introduced you" in short
    pages = [amara.types(f"/kind my data all {number}") for number in (1, 2, 3)]
    assert "Page 1 of 3. To read on, type /kind my data all 2." in pages[0]
    assert "Page 3 of 3, the last one." in pages[2]
    assert sum(page.count("I introduced you to @carys") for page in pages) == 45
    assert "On 9 January I introduced you" in pages[2]
    assert amara.types("/kind my data all") == pages[0]
    assert amara.types("/kind my data all 999999") == pages[2]


@pytest.mark.parametrize("words", ["/kind my data all now", "/kind my data of carys", "/kind my data all -1"])
def test_what_is_no_page_is_not_taken_for_one(stage: Stage, amara: Actor, words: str) -> None:
    start_with(stage, "amara")
    assert "What I keep about you" not in amara.types(words)


def test_being_forgotten_is_asked_about_first(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara")
    assert "Shall I forget you?" not in amara.types("/kind my data")
    assert "I'd delete your name" in amara.types("/kind forget me")
    assert "You've taken part" in amara.types("/kind my data")


def test_the_button_forgets_me_at_once(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys")
    stage.clock_to("monday 10:00")
    amara.types("/kind forget me")
    assert "I know nothing about you any more" in amara.clicks("Forget me")
    assert amara.types("/kind my data").startswith("I know nothing about you.")


@pytest.mark.parametrize(
    "asked", ["my data", "my data all", "privacy", "forget me", "forget me now", "help", "", "worried", "nonsense"]
)
def test_whoever_was_forgotten_can_ask_and_is_not_known_again(stage: Stage, amara: Actor, asked: str) -> None:
    """The question itself must not bring back what was forgotten."""
    start_with(stage, "amara", "carys")
    amara.types("/kind forget me now")
    amara.types(f"/kind {asked}")
    amara.opens_home()
    assert amara.types("/kind my data").startswith("I know nothing about you.")
    with stage.bot.store.begin() as tx:
        assert tx.people.get(next(iter(stage.bot.only.platform.workspaces)), amara.id) is None


def test_who_was_forgotten_hears_nothing_more_and_others_cannot_tell_who_it_was(stage: Stage, amara: Actor) -> None:
    start_with(stage, "amara", "carys", "dev")
    stage.clock_to("monday 10:00")
    amara.types("/kind forget me now")
    before = amara.reads_all()
    stage.clock_to("+2 weeks")
    assert amara.reads_all() == before
    held = stage.person("carys").types("/kind my data")
    assert "amara" not in held.lower()
    assert "I introduced you to @dev and somebody." in held
    asked = stage.person("carys").reads("@kindling")[0]
    assert "introduced to @dev and somebody." in asked


def test_a_champion_who_was_forgotten_leaves_room_for_another(stage: Stage, amara: Actor) -> None:
    start_with(stage)
    stage.person("fergus").types("/kind forget me now")
    assert "Now you do" in amara.types("/kind start coffee")
    assert "You look after this circle" in amara.types("/kind coffee status")


def test_the_page_of_who_sees_what_names_every_table_and_what_each_ritual_stores(amara: Actor) -> None:
    """Whoever adds a table has to say there what IT can read in it, or that it is about nobody."""
    about_nobody = {"workspaces", "circles", "rounds", "switches", "seen", "pace", "readings", "workers"}
    assert IN_TABLES.keys() | about_nobody == Base.metadata.tables.keys()
    told = amara.types("/kind privacy")
    for words in (*IN_TABLES.values(), *(ritual.stores for ritual in load_catalog().rituals.values())):
        assert words in told
