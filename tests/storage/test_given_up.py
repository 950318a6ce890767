"""What the database gives up half-way is given up as a whole; what a part got wrong is that part's own affair."""

from contextlib import suppress

import pytest
from sqlalchemy.exc import OperationalError

from storage.store import Store
from storage.transaction import Transaction
from tests.storage.kit import NOW

DEADLOCK = OperationalError("INSERT", {}, Exception("deadlock detected"))


def seen(tx: Transaction, name: str) -> None:
    tx.first_time("T1", name, NOW)


@pytest.mark.fault("F16", "a deadlock in a part that may fail alone undoes the whole transaction, to be done again")
def test_a_deadlock_is_not_taken_for_the_fault_of_a_part(store: Store) -> None:
    with pytest.raises(OperationalError):
        _goes_on_after_a_deadlock(store)
    with store.begin() as tx:
        assert all(tx.first_time("T1", name, NOW) for name in ("before", "inside", "after"))


def _goes_on_after_a_deadlock(store: Store) -> None:
    with store.begin() as tx:
        seen(tx, "before")
        with suppress(Exception), tx.savepoint():
            seen(tx, "inside")
            raise DEADLOCK
        seen(tx, "after")


def test_what_a_part_got_wrong_is_undone_alone(store: Store) -> None:
    with store.begin() as tx:
        with suppress(ValueError), tx.savepoint():
            seen(tx, "inside")
            raise ValueError
        seen(tx, "after")
    with store.begin() as tx:
        assert tx.first_time("T1", "inside", NOW)
        assert not tx.first_time("T1", "after", NOW)
