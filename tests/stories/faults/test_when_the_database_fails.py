"""The answer to a commit is lost, or a transaction is given up half-way: everything is done once in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.testing import Stage
from tests.stories.company import coffee_with, introduced_at, told

COMMITS = 14
"""More than a round of two people has."""


def lost() -> OperationalError:
    return OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))


@contextmanager
def failing(moment: str, number: int) -> Iterator[list[int]]:
    """The `number`th transaction from now on fails: "after_commit" though it was kept, "before_commit" undone."""
    seen: list[int] = []

    def fail(_session: Session) -> None:
        seen.append(1)
        if len(seen) == number:
            raise lost()

    event.listen(Session, moment, fail)
    try:
        yield seen
    finally:
        event.remove(Session, moment, fail)


@pytest.mark.fault("F10", "the answer to any commit of a round is lost: one round, one introduction, no double effect")
@pytest.mark.parametrize("number", range(1, COMMITS))
def test_whichever_commit_is_not_answered_everybody_is_introduced_once(stage: Stage, number: int) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    with failing("after_commit", number):
        _monday(stage)
    assert [len(introduced_at(person)) for person in us] == [1, 1]


@pytest.mark.fault("F16", "any transaction of a round is given up by the database: it is done again, whole")
@pytest.mark.parametrize("number", range(1, COMMITS))
def test_whichever_transaction_is_given_up_everybody_is_introduced_once(stage: Stage, number: int) -> None:
    us = coffee_with(stage, "amara", "bjorn")
    with failing("before_commit", number):
        _monday(stage)
    assert all(len(introduced_at(person)) <= 1 for person in us)
    assert all(told(person) for person in us)


@pytest.mark.fault("F16", "a command's transaction is given up: an apology, nothing is changed, and it works again")
def test_a_command_that_the_database_gave_up_changes_nothing(stage: Stage) -> None:
    coffee_with(stage, "amara")
    dev = stage.person("dev")
    with refusing("INSERT INTO participants"):
        assert "nothing was changed" in dev.types("/kind coffee join")
    assert "You're in." in dev.types("/kind coffee join")


@contextmanager
def refusing(words: str) -> Iterator[None]:
    """The database gives up each statement that begins so."""

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(words):
            raise lost()

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


def _monday(stage: Stage) -> None:
    """From ten o'clock on, with a bell each minute, whatever breaks; an hour later every lease is over."""
    for moment in ("monday 10:00", *["+1 minute"] * 8, "monday 11:30"):
        try:
            stage.clock_to(moment)
        except OperationalError:
            continue
