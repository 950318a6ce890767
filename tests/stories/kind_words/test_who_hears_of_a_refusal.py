"""That somebody was not comfortable is told to neither of the two, and nobody can tell by what they do not hear."""

import pytest

from bot.testing import Actor, Stage
from tests.stories.kind_words.casting import BOT, PLACE, brought_to, writes

NOTE = "somebody was not comfortable with a kind word"
ADMIN = "priya"


@pytest.fixture
def champions(stage: Stage, open_circle: None, carys: Actor) -> None:
    """Una and Carys look after it; Priya is an admin, and known to be one."""
    with stage.bot.store.begin() as tx:
        [circle] = tx.circles.running(stage.workspace.team_id)
        circle.add_champion(carys.id)
    stage.person(ADMIN).types("/kind words how", PLACE)


def told(stage: Stage) -> set[str]:
    """Who has read of it."""
    people = [one.name for one in stage.workspace.people if one.is_human and not one.deleted]
    return {handle for handle in people if NOTE in stage.person(handle).reads_all()}


@pytest.mark.parametrize(
    ("writer", "receiver", "hear"),
    [
        ("amara", "bjorn", {"una", "carys"}),
        ("una", "bjorn", {ADMIN}),
        ("bjorn", "una", {ADMIN}),
        ("una", "carys", {ADMIN}),
        ("una", ADMIN, set()),
        (ADMIN, "bjorn", {"una", "carys"}),
    ],
)
def test_neither_of_the_two_hears_of_it_and_champions_hear_all_or_none(
    stage: Stage, champions: None, writer: str, receiver: str, hear: set[str]
) -> None:
    writes(stage.person(writer), stage.person(receiver), anonymous=True)
    stage.person(receiver).clicks("Not comfortable", BOT)
    assert brought_to(stage.person(receiver)) == []
    assert told(stage) == hear


def test_its_receiver_reads_the_same_whoever_wrote_it(stage: Stage, champions: None, bjorn: Actor) -> None:
    """Also where its writer is the one who would have been told."""
    for writer in ("amara", "una", ADMIN):
        writes(stage.person(writer), bjorn, words=f"From {writer}.", anonymous=True)
        bjorn.clicks("Not comfortable", BOT)
    first, *others = [words for words in bjorn.reads(BOT) if words.startswith("This one has been set aside.")]
    assert [each.replace("una", "amara") for each in others] == [first, first]
