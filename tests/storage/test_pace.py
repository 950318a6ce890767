"""How often a method may be called: no more than its rate, and some of it is kept for whoever waits."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.outbox.pace import UNLIMITED, Rate, Rates
from storage.store import Store
from storage.transaction import Transaction
from tests.databases import Databases
from tests.storage.kit import NOW, settings_of

READING = Rates(of={"read": Rate(60, burst=10, kept=4)})
WHERE = ("T1", "read")
WANTED = st.tuples(st.floats(0, 30), st.integers(1, 15), st.booleans())


class Hand:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def tx(address: str, hand: Hand) -> Iterator[Transaction]:
    """One transaction, by that clock."""
    store = Store(address, settings_of, hand)
    with store.begin() as tx:
        yield tx
    store.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(WANTED, max_size=30))
def test_never_more_than_the_rate_and_never_what_is_kept(
    databases: Databases, wanted: list[tuple[float, int, bool]]
) -> None:
    hand, made = Hand(), []
    with databases.fresh() as address:
        store = Store(address, settings_of, hand)
        with store.begin() as tx:
            for seconds, calls, urgent in wanted:
                hand.now += timedelta(seconds=seconds)
                wait = tx.paces.seconds_until(*WHERE, 1, READING, urgent=urgent)
                taken = tx.paces.take(*WHERE, calls, READING, urgent=urgent)
                assert (taken > 0) == (wait == 0)
                assert taken <= calls
                made += [hand.now] * taken
                if taken and not urgent:
                    assert tx.paces.seconds_until(*WHERE, 4, READING, urgent=True) == 0
        store.close()
    for first, moment in enumerate(made):
        for last in range(first, len(made)):
            assert last - first + 1 <= 10 + (made[last] - moment).total_seconds() + 1e-3


def test_what_can_wait_leaves_some_for_whoever_types(tx: Transaction) -> None:
    assert tx.paces.take(*WHERE, 100, READING) == 6
    assert tx.paces.take(*WHERE, 100, READING) == 0
    assert [tx.paces.take(*WHERE, 1, READING, urgent=True) for _ in range(5)] == [1, 1, 1, 1, 0]


def test_the_wait_that_is_told_is_long_enough_and_no_longer(tx: Transaction, hand: Hand) -> None:
    tx.paces.take(*WHERE, 6, READING)
    assert tx.paces.seconds_until(*WHERE, 1, READING) == 1
    assert tx.paces.seconds_until(*WHERE, 30, READING) == 30
    hand.now += timedelta(seconds=29)
    assert tx.paces.take(*WHERE, 30, READING) == 6


def test_a_pause_that_the_platform_wants_is_for_everybody(tx: Transaction, hand: Hand) -> None:
    tx.paces.hold(*WHERE, 30)
    assert tx.paces.take(*WHERE, 1, READING, urgent=True) == 0
    assert tx.paces.take(*WHERE, 1, UNLIMITED) == 0
    assert tx.paces.seconds_until(*WHERE, 1, READING, urgent=True) == 30
    hand.now += timedelta(seconds=30)
    assert tx.paces.take(*WHERE, 9, READING, urgent=True) == 1
    assert tx.paces.take(*WHERE, 9, UNLIMITED) == 0
    hand.now += timedelta(seconds=10)
    assert tx.paces.take(*WHERE, 9, UNLIMITED) == 9


def test_a_lenient_pace_is_kept_for_a_day_after_the_platform_asked_for_it(tx: Transaction, hand: Hand) -> None:
    lenient = Rates(of=READING.of, lenient=True)
    assert tx.paces.take(*WHERE, 1000, lenient) == 1000
    assert tx.paces.seconds_until(*WHERE, 1000, lenient) == 0
    tx.paces.hold(*WHERE, 2)
    hand.now += timedelta(seconds=6)
    assert tx.paces.take(*WHERE, 1000, lenient) == 1
    hand.now += timedelta(days=2)
    assert tx.paces.take(*WHERE, 1000, lenient) == 1000


def test_a_workspace_has_a_pace_of_its_own(tx: Transaction) -> None:
    tx.paces.take(*WHERE, 100, READING)
    assert tx.paces.take("T2", "read", 100, READING) == 6
