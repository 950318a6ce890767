"""A question leaves the worker nothing to do: it is woken for what was said, and for a round that is due."""

import asyncio

import pytest

from bot.process.worker import ANYTHING, Worker
from bot.testing import Actor, Stage
from storage import Left
from tests.stories.company import coffee_with

NOTHING = Left()
SAID = Left(said=True)
DUE = Left(due=True)
QUESTIONS = (
    "/kind",
    "/kind help",
    "/kind privacy",
    "/kind my data",
    "/kind forget me",
    "/kind rituals",
    "/kind coffee",
    "/kind coffee status",
    "/kind coffee why",
    "/kind coffee show",
    "/kind coffee preview",
    "/kind potluck recipes",
    "/kind words kept",
    "/kind worried",
    "/kind nonsense",
    "/kind coffee nonsense",
)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[Left]:
    """What the worker was woken for, but for nothing."""
    calls: list[Left] = []
    wake = Worker.wake

    async def listening(self: Worker, left: Left = ANYTHING) -> None:
        if left != NOTHING:
            calls.append(left)
        await wake(self, left)

    monkeypatch.setattr(Worker, "wake", listening)
    return calls


def test_a_question_wakes_nobody(stage: Stage, woken: list[Left]) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    woken.clear()
    for question in QUESTIONS:
        assert amara.types(question)
        assert (question, woken) == (question, [])
    amara.opens_home()
    assert woken == []


def test_what_is_answered_at_once_wakes_nobody(stage: Stage, woken: list[Left]) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    woken.clear()
    for answer in ("met yes", "skip", "pause until 1 Dec", "resume", "leave", "join"):
        assert amara.types(f"/kind coffee {answer}")
        assert (answer, woken) == (answer, [])


def test_what_is_to_be_said_wakes_the_courier_alone(stage: Stage, woken: list[Left]) -> None:
    amara, _ = coffee_with(stage, "amara", "bjorn")
    stage.clock_to("monday 10:00")
    woken.clear()
    amara.types("/kind coffee opener")
    assert woken == [SAID]


def test_starting_a_circle_wakes_both(stage: Stage, amara: Actor, woken: list[Left]) -> None:
    amara.types("/kind start coffee")
    woken.clear()
    assert amara.submits() == {}
    assert woken == [Left(said=True, due=True)]


def test_a_round_that_is_brought_forward_wakes_whoever_holds_it(stage: Stage) -> None:
    coffee_with(stage, "amara", "bjorn")
    with stage.bot.store.begin() as tx:
        (circle,) = tx.circles.running(next(iter(stage.bot.only.platform.workspaces)))
        assert tx.left == NOTHING
        circle.bring_forward(stage.bot.clock.now())
        assert tx.left == DUE


def test_whoever_is_woken_for_nothing_sleeps_on(stage: Stage) -> None:
    """No transaction is begun: neither for what is due nor for what is to be said."""
    worker = stage.bot.only.worker

    async def story() -> tuple[bool, bool]:
        await worker.wake(NOTHING)
        nothing = worker._due.is_set() or worker._said.is_set()
        await worker.wake(SAID)
        said = worker._said.is_set() and not worker._due.is_set()
        await asyncio.sleep(0)
        return nothing, said

    assert stage.does(story()) == (False, True)
