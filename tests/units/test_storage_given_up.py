"""What the database gives up half-way is given up as a whole; what a part got wrong is that part's own affair."""

from contextlib import suppress

import pytest
from sqlalchemy.exc import OperationalError

from storage.store import Store
from storage.transaction import Books
from tests.units.storage_kit import NOW

DEADLOCK = OperationalError("INSERT", {}, Exception("deadlock detected"))


def seen(books: Books, name: str) -> None:
    books.first_time("T1", name, NOW)


@pytest.mark.fault("F16", "a deadlock in a part that may fail alone undoes the whole transaction, to be done again")
def test_a_deadlock_is_not_taken_for_the_fault_of_a_part(store: Store) -> None:
    with pytest.raises(OperationalError):
        _goes_on_after_a_deadlock(store)
    with store.begin() as books:
        assert all(books.first_time("T1", name, NOW) for name in ("before", "inside", "after"))


def _goes_on_after_a_deadlock(store: Store) -> None:
    with store.begin() as books:
        seen(books, "before")
        with suppress(Exception), books.savepoint():
            seen(books, "inside")
            raise DEADLOCK
        seen(books, "after")


def test_what_a_part_got_wrong_is_undone_alone(store: Store) -> None:
    with store.begin() as books:
        with suppress(ValueError), books.savepoint():
            seen(books, "inside")
            raise ValueError
        seen(books, "after")
    with store.begin() as books:
        assert books.first_time("T1", "inside", NOW)
        assert not books.first_time("T1", "after", NOW)
