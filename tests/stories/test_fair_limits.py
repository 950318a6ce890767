"""One person cannot bury the others: there are limits, kindly said, and being forgotten does not reset them."""

import pytest

from bot.testing import Actor, Stage
from rituals import fair
from tests.stories.casting import newest
from tests.stories.company import BOT, start_coffee
from tests.stories.potluck.casting import PLACE, start_potluck
from tests.stories.small_talk.casting import start_talk

PERSON = "Others have heard a lot from you through me today"
CIRCLE = "There has been a lot in this circle today"


def proposes(actor: Actor, day: int) -> dict[str, str]:
    """A lunch on that day of December; a sentence for each refused field."""
    actor.types("/kind potluck propose", PLACE)
    return actor.submits(date=f"2026-12-{day:02}", place="Garden room", wanted="main 1")


@pytest.fixture
def potluck(stage: Stage) -> None:
    start_potluck(stage.person("una"))


def test_lunches_without_end(potluck: None, amara: Actor, bjorn: Actor) -> None:
    assert [proposes(amara, 1 + day) for day in range(fair.LUNCHES)] == [{}] * fair.LUNCHES
    assert "Once one of them has been, you can propose the next." in str(proposes(amara, 20))
    assert proposes(bjorn, 20) == {}


def test_lunches_of_many_people(potluck: None, amara: Actor, bjorn: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "LUNCHES_HERE", 2)
    assert (proposes(amara, 1), proposes(bjorn, 2)) == ({}, {})
    assert "Why not join one of them?" in str(proposes(bjorn, 3))


def test_once_a_lunch_has_been_there_is_room_for_the_next(
    stage: Stage, potluck: None, amara: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair, "LUNCHES", 1)
    assert proposes(amara, 1) == {}
    assert proposes(amara, 2) != {}
    stage.clock_to("2026-12-01 18:00")
    assert proposes(amara, 2) == {}


def test_recipes_without_end(stage: Stage, potluck: None, amara: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "RECIPES", 2)
    assert proposes(amara, 1) == {}
    amara.clicks("Just bring myself", PLACE)
    stage.clock_to("2026-12-01 18:00")
    answers = []
    for title in ("Soup", "Bread", "Cake", "Soup"):
        amara.types("/kind potluck recipe", PLACE)
        answers.append(amara.submits(title=title, text="Boil it."))
    assert [bool(problems) for problems in answers] == [False, False, True, False]


def test_being_forgotten_makes_no_room_for_more_lunches(
    stage: Stage, potluck: None, amara: Actor, bjorn: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair, "LUNCHES", 2)
    assert [proposes(amara, 1), proposes(amara, 2)] == [{}, {}]
    amara.types("/kind forget me now", BOT)
    assert "Once one of them has been, you can propose the next." in str(proposes(amara, 3))
    assert proposes(bjorn, 3) == {}
    stage.clock_to("2026-12-01 18:00")
    assert proposes(amara, 4) == {}


def test_being_forgotten_makes_no_room_for_more_recipes(
    stage: Stage, potluck: None, amara: Actor, bjorn: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair, "RECIPES", 1)
    assert proposes(amara, 1) == {}
    stage.clock_to("2026-12-01 18:00")
    assert shares_a_recipe(amara) == {}
    amara.types("/kind forget me now", BOT)
    assert shares_a_recipe(amara)
    assert shares_a_recipe(bjorn) == {}


def shares_a_recipe(actor: Actor) -> dict[str, str]:
    actor.types("/kind potluck recipe", PLACE)
    return actor.submits(title="Soup", text="Boil it.")


def test_openers_said_aloud_without_end(stage: Stage, amara: Actor, bjorn: Actor) -> None:
    """A hundred are said, and not one more; others can still say theirs, and tomorrow is another day."""
    start_talk(stage.person("una"))
    before = len(bjorn.reads(PLACE))
    for _ in range(fair.HEARD):
        amara.types("/kind talk ask", PLACE)
    assert len(bjorn.reads(PLACE)) == before + fair.HEARD
    assert amara.types("/kind talk ask", PLACE).startswith(PERSON)
    bjorn.types("/kind talk ask", PLACE)
    assert len(bjorn.reads(PLACE)) == before + fair.HEARD + 1
    stage.clock_to("+1 day")
    amara.types("/kind talk ask", PLACE)
    assert not newest(amara, PLACE).startswith(PERSON)


def test_a_circle_takes_so_much_from_everybody(
    stage: Stage, amara: Actor, bjorn: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair, "HEARD_HERE", 3)
    start_talk(stage.person("una"))  # the welcome is one
    for person in (amara, bjorn):
        person.types("/kind talk ask", PLACE)
    assert amara.types("/kind talk ask", PLACE).startswith(CIRCLE)


def test_being_forgotten_is_no_new_beginning(stage: Stage, amara: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "HEARD", 2)
    start_talk(stage.person("una"))
    for _ in range(2):
        amara.types("/kind talk ask", PLACE)
    amara.types("/kind forget me now", PLACE)
    assert amara.types("/kind talk ask", PLACE).startswith(PERSON)


def test_circles_in_every_channel(stage: Stage, amara: Actor, bjorn: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "STARTED", 1)
    start_coffee(stage, champion="amara")
    amara.types("/kind start coffee", PLACE)
    assert "You've set up a few circles today" in str(amara.submits())
    start_coffee(stage, PLACE, champion="bjorn")


def test_settings_saved_again_and_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "CHANGED", 1)
    una = start_coffee(stage)
    una.types("/kind coffee settings")
    assert una.submits(when__at="11:00") == {}
    una.types("/kind coffee settings")
    assert "Tomorrow you can change them again." in str(una.submits(when__at="12:00"))
    stage.clock_to("+1 day")
    una.types("/kind coffee settings")
    assert una.submits(when__at="12:00") == {}


def test_more_circles_than_anybody_can_look_after(stage: Stage, amara: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "LOOKED_AFTER", 1)
    start_coffee(stage, champion="amara")
    stage.clock_to("+2 days")
    amara.types("/kind start coffee", PLACE)
    assert "You look after plenty of circles already." in str(amara.submits())
    amara.types("/kind coffee stop now", "#coffee")
    amara.types("/kind start coffee", PLACE)
    assert amara.submits() == {}


def test_whoever_said_too_much_can_still_leave(stage: Stage, amara: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a champion can end the circle, though everybody hears of that."""
    una = start_coffee(stage)
    amara.types("/kind coffee join")
    monkeypatch.setattr(fair, "HEARD", 0)
    assert "You've left" in amara.types("/kind coffee leave", BOT)
    una.types("/kind coffee stop now")
    assert "There's no coffee circle in this channel yet." in amara.types("/kind coffee status")
