"""The clock is set while something waits: no pause lasts longer for that, and nothing is taken from its holder."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from rituals.cards import say
from rituals.effects import Tell
from storage.outbox.pace import Rate, Rates
from storage.outbox.waits import LONGEST_PAUSE
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.kit import NOW, coffee, settings_of

LEASE = 60.0
BACK = timedelta(hours=2)
SECOND = timedelta(seconds=1)
RATES = Rates({"send": Rate(60)}, {"tell": ["send"]})


class Hands:
    """Of a clock that anybody can set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> object:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def tx(address: str, hands: Hands) -> Iterator[Transaction]:
    store = Store(address, settings_of, hands)  # type: ignore[arg-type]
    with store.begin() as tx:
        tx.outbox.put("T1", coffee(tx, due=NOW).id, Tell("U1", say("Hello"), "hello"), NOW)
        yield tx
    store.close()


def claimed(tx: Transaction, hands: Hands, rates: Rates = Rates()) -> int:  # noqa: B008  it is never changed
    return len(tx.outbox.claim(hands.now, LEASE, 10, rates))


@pytest.mark.fault("F7", "the clock is set back after something was said: it is sent at once")
@pytest.mark.parametrize("back", [SECOND, timedelta(minutes=5), BACK, timedelta(days=400)])
def test_what_was_said_before_the_clock_was_set_back_goes_at_once(
    tx: Transaction, hands: Hands, back: timedelta
) -> None:
    hands.now -= back
    assert tx.outbox.depth(hands.now).ready == 1
    assert claimed(tx, hands) == 1


def test_a_pause_between_two_tries_ends_when_the_clock_is_set_back(tx: Transaction, hands: Hands) -> None:
    (job,) = tx.outbox.claim(hands.now, LEASE, 10)
    tx.outbox.retry(job, hands.now + timedelta(minutes=5), "why")
    assert claimed(tx, hands) == 0
    hands.now -= BACK
    assert claimed(tx, hands) == 1


def test_a_pause_between_two_tries_is_kept_after_the_clock_was_set_back(tx: Transaction, hands: Hands) -> None:
    (job,) = tx.outbox.claim(hands.now, LEASE, 10)
    hands.now -= BACK
    tx.outbox.retry(job, hands.now + timedelta(minutes=5), "why")
    assert claimed(tx, hands) == 0
    hands.now += timedelta(minutes=5)
    assert claimed(tx, hands) == 1


@pytest.mark.fault("F7", "the clock is set back while somebody is at a message, and dies: it is anybody's in minutes")
def test_a_lease_ends_in_minutes_after_the_clock_was_set_back(tx: Transaction, hands: Hands) -> None:
    assert claimed(tx, hands) == 1
    hands.now -= BACK
    tx.cut_waits(hands.now)
    hands.now += LONGEST_PAUSE - SECOND
    assert claimed(tx, hands) == 0  # whoever is at it has time to finish
    hands.now += SECOND
    assert claimed(tx, hands) == 1


def test_a_lease_of_now_is_left_as_it_is(tx: Transaction, hands: Hands) -> None:
    assert claimed(tx, hands) == 1
    tx.cut_waits(hands.now)
    hands.now += timedelta(seconds=LEASE) - SECOND
    assert claimed(tx, hands) == 0
    hands.now += SECOND
    assert claimed(tx, hands) == 1


def test_a_circle_that_somebody_was_at_is_anybodys_in_minutes(tx: Transaction, hands: Hands) -> None:
    assert tx.circles.claim_due(NOW, 2 * LEASE, 10)
    hands.now -= BACK
    tx.cut_waits(NOW)  # the round is due still
    assert tx.circles.claim_due(NOW, 2 * LEASE, 10) == []
    hands.now += LONGEST_PAUSE
    assert len(tx.circles.claim_due(NOW, 2 * LEASE, 10)) == 1


def test_a_method_that_rests_does_not_rest_for_hours(tx: Transaction, hands: Hands) -> None:
    tx.paces.hold("T1", "send", 3600)
    hands.now -= BACK
    assert claimed(tx, hands, RATES) == 0
    tx.cut_waits(hands.now)
    assert claimed(tx, hands, RATES) == 1


def test_a_method_that_is_to_rest_rests(tx: Transaction, hands: Hands) -> None:
    tx.paces.hold("T1", "send", 30)
    tx.cut_waits(hands.now)
    assert claimed(tx, hands, RATES) == 0
    hands.now += timedelta(seconds=30)
    assert claimed(tx, hands, RATES) == 1


def test_a_worker_that_rang_in_what_is_to_come_is_not_counted(tx: Transaction, hands: Hands) -> None:
    tx.workers.rang("dead", "worker", "1", NOW)
    hands.now -= BACK
    tx.workers.rang("alive", "worker", "1", NOW)
    assert [worker.id for worker in tx.workers.all()] == ["alive"]
