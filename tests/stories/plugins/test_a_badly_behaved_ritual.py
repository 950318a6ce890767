"""Whatever a ritual does wrong, nobody else is harmed, and nothing is half done."""

import threading

import pytest

from bot.handlers import sandbox
from bot.testing import Actor, Stage
from tests.stories.plugins.unruly import Unruly, others_go_on

SORRY = "Sorry, something went wrong on my side, and nothing was changed."


@pytest.mark.parametrize("verb", ["fail", "quit", "nothing", "nonsense", "crooked", "naive", "endless", "prowl"])
def test_whoever_asked_gets_an_apology_and_nothing_is_changed(stage: Stage, carys: Actor, verb: str) -> None:
    before = carys.reads()
    assert carys.types(f"/kind unruly {verb}").startswith(SORRY)
    assert carys.types("/kind unruly ok") == "All is well."
    assert [words for words in carys.reads() if words not in before and SORRY not in words] == ["All is well."]


def test_a_reply_that_does_not_fit_is_an_apology_too(carys: Actor) -> None:
    assert carys.types("/kind unruly wide").startswith("Sorry, I have an answer for you, and it does not fit")


def test_others_go_on_after_every_kind_of_failure(stage: Stage, bjorn: Actor, carys: Actor) -> None:
    for verb in ("fail", "quit", "nonsense", "wide", "shoutwide"):
        bjorn.types(f"/kind unruly {verb}")
    others_go_on(stage, carys)


def test_a_card_that_is_too_long_is_cut(stage: Stage, carys: Actor) -> None:
    carys.types("/kind unruly tall")
    (tall,) = (words for words in carys.reads() if "Line 0." in words)
    assert tall.endswith("…")
    assert tall.count("\n") == 49


def test_a_card_that_cannot_be_sent_holds_up_no_other(stage: Stage, bjorn: Actor, carys: Actor) -> None:
    assert bjorn.types("/kind unruly shoutwide") == "Posted."
    with stage.bot.store.begin() as tx:
        assert tx.outbox.depth(stage.bot.clock.now()).failed == 1
    others_go_on(stage, carys)


def test_nobody_is_told_who_did_not_join(stage: Stage, carys: Actor, bjorn: Actor) -> None:
    carys.types(f"/kind unruly shout {bjorn.id}")
    assert "You should join!" not in bjorn.reads_all()


def test_a_round_that_fails_is_not_held_and_its_champion_is_told(stage: Stage, amara: Actor, carys: Actor) -> None:
    others_go_on(stage, carys)
    assert "Here it begins." not in carys.reads()
    told = amara.reads_all()
    assert "Something went wrong on my side in the round of Monday 23 November at 10:00" in told
    assert "The next round is *Monday 30 November" in told
    stage.clock_to("+7 days")
    assert amara.reads_all().count("Something went wrong on my side in the round") == 2


def test_a_moment_that_fails_or_asks_for_itself_for_ever_holds_up_no_other(
    stage: Stage, unruly: Unruly, bjorn: Actor, carys: Actor
) -> None:
    assert bjorn.types("/kind unruly again") == "Soon."
    stage.clock_to("+10 minutes")
    assert unruly.woken == 10


def test_a_home_tab_shows_the_rituals_that_work(stage: Stage, unruly: Unruly, bjorn: Actor) -> None:
    assert "coffee" in bjorn.opens_home().lower()
    assert "Press" not in bjorn.opens_home()
    with stage.bot.store.begin() as tx:
        (circle,) = tx.circles.running(stage.workspace.team_id, "unruly")
        circle.join(bjorn.id, stage.bot.clock.now())
    assert "coffee" in bjorn.opens_home().lower()


def test_a_circle_cannot_be_used_after_its_time(stage: Stage, unruly: Unruly, carys: Actor) -> None:
    assert carys.types("/kind unruly leak") == "Kept."
    with pytest.raises(sandbox.RitualFailed):
        unruly.kept.join(carys.id, stage.bot.clock.now())


def test_a_handler_that_hangs_is_left_behind_and_changes_nothing(
    stage: Stage, unruly: Unruly, carys: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "ACT_SECONDS", 0.2)
    assert carys.types("/kind unruly hang").startswith(SORRY)
    (stuck,) = left_behind()
    unruly.gate.set()
    stuck.join(10)
    assert carys.types("/kind unruly ok") == "All is well."


def test_while_a_handler_hangs_others_are_answered(
    stage: Stage, unruly: Unruly, bjorn: Actor, carys: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "ACT_SECONDS", 0.5)
    answers: list[str] = []
    slow = threading.Thread(target=lambda: answers.append(bjorn.types("/kind unruly hang")))
    slow.start()
    assert unruly.began.wait(10)
    assert "You're in." in carys.types("/kind coffee join")
    slow.join(10)
    assert answers[0].startswith(SORRY)


def test_a_handler_that_is_busy_for_ever_is_stopped(
    stage: Stage, carys: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "ACT_SECONDS", 0.2)
    assert carys.types("/kind unruly spin").startswith(SORRY)
    for thread in left_behind():
        thread.join(10)
    assert left_behind() == []


def test_a_ritual_that_hangs_again_and_again_is_not_asked_any_more(
    stage: Stage, unruly: Unruly, carys: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "ACT_SECONDS", 0.05)
    for _ in range(sandbox.MOST_STUCK + 2):
        assert carys.types("/kind unruly hang").startswith(SORRY)
    assert len(left_behind()) == sandbox.MOST_STUCK
    monkeypatch.setattr(sandbox, "ACT_SECONDS", 2.0)
    assert "You're in." in carys.types("/kind coffee join")
    stuck = left_behind()
    unruly.gate.set()
    for thread in stuck:
        thread.join(10)
    assert carys.types("/kind unruly ok") == "All is well."


def left_behind() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "stuck in unruly"]
