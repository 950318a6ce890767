"""Nothing that is over slows what is now: the same statements read as much with a past behind them as without one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from functools import cache

import pytest

from rituals.cards import Card, Paragraph, Person, say
from rituals.catalog import BUILT_IN, Catalog
from rituals.effects import Introduce, Post, Tell, Update
from rituals.records import Profile
from storage.store import Store
from storage.transaction import Transaction
from tests.databases import Databases
from tests.past import Work, analyzed, met_long_ago, said_long_ago, watched
from tests.storage.kit import NOW, TODAY, coffee

ANA, BEN = "UANA", "UBEN"
NOTHING, MESSAGES, MEETINGS = "nothing", "messages", "meetings"
"""What lies behind them."""
A_YEAR = 3000
"""Messages; of a small circle, but enough to be seen where they are read."""
A_FEW = 25
SOME_ROWS = 100
"""On PostgreSQL, which chooses its way by what it last sampled."""
A_QUARTER = 13 * 10 * 2 * 4
"""Rows: of each answer, its group and its round, and once more."""
KEEPS = Catalog({ritual.name: ritual for ritual in BUILT_IN}).keeps
LATER = NOW + timedelta(minutes=1)

ACTS: dict[str, Callable[[Transaction], object]] = {
    "the courier looks for work": lambda tx: tx.outbox.claim(LATER, 60, 20, workspaces=["T1"]),
    "any courier looks for work": lambda tx: tx.outbox.claim(LATER, 60, 20),
    "a metric is read": lambda tx: tx.outbox.depth(LATER),
    "the clock is moved": lambda tx: tx.next_due() or tx.outbox.next_not_before(),
    "what no round waits for is cut short": lambda tx: tx.cut_waits(LATER),
    "somebody asks for their data": lambda tx: tx.about("T1", ANA),
    "somebody asks to be forgotten": lambda tx: tx.forget("T1", ANA),
    "a button of an invitation is pressed": lambda tx: _another_opener(tx),
    "somebody reacts": lambda tx: tx.outbox.said_at("T1", "G1", "77.0"),
}


LOOKED_THROUGH = {("somebody asks to be forgotten", MESSAGES): 1, ("somebody asks to be forgotten", MEETINGS): 7}
"""Whoever asks to be forgotten is looked for in every row of every table, once: it may be packed into any column. Of a
meeting there is its round, its group, two people and two answers; a server reads some rows again by their owners."""


def _another_opener(tx: Transaction) -> object:
    """What `opener` asks: whether the message arrived, who met before, and a new card instead of the old one."""
    circle = coffee(tx)
    group = circle.group_of(ANA)
    tx.outbox.learn("T1", circle.id, group.id, "G1", "1.0")
    circle.earlier(group.people)
    tx.circles.lock("T1", circle.id)
    return tx.outbox.put("T1", circle.id, Update(f"group:{group.id}", say("Another")), NOW)


def _live(tx: Transaction) -> str:
    """Two people who were introduced this week; their messages are on the way, and one is lost."""
    tx.people.save("T1", [Profile(id=ANA, name="Ana"), Profile(id=BEN, name="Ben")], NOW)
    circle = coffee(tx)
    for person in (ANA, BEN):
        circle.join(person, NOW)
    held = circle.begin_round(NOW, TODAY, NOW + timedelta(weeks=1), NOW)
    assert held
    group = circle.gather(held.id, (ANA, BEN))
    tx.outbox.put("T1", circle.id, Introduce((ANA, BEN), say("Meet"), f"group:{group.id}"), NOW)
    (job,) = tx.outbox.claim(NOW, 60, 1)
    tx.outbox.done(job, {"conversation": "G1", "message": "1.0"})
    tx.outbox.put("T1", circle.id, Tell(ANA, say("Hello"), f"hello:{ANA}"), NOW)
    tx.outbox.put("T1", circle.id, Post(Card("x", (Paragraph((Person(ANA),)),)), "welcome"), NOW)
    return circle.id


Lived = Callable[[str, bool], Store]


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """A database with so long a past, which knows how large its tables are or does not; each is made once."""
    with ExitStack() as stack:

        @cache
        def with_past(past: str, knows: bool) -> Store:
            store = stack.enter_context(databases.store())
            with store.begin() as tx:
                circle = _live(tx)
                if past == MESSAGES:
                    said_long_ago(tx, "T1", circle, A_YEAR, NOW)
                if past == MEETINGS:
                    met_long_ago(tx, circle, A_YEAR, NOW)
                if knows:
                    analyzed(tx._session.connection())
            return store

        yield with_past


def _worked(store: Store, act: Callable[[Transaction], object]) -> Work:
    """What it costs; nothing is kept of it."""
    with suppress(Undone), store.begin() as tx:
        with watched(tx._session.connection()) as work:
            act(tx)
        raise Undone
    return work


class Undone(Exception):
    """The transaction is taken back."""


@pytest.mark.parametrize("knows", [True, False], ids=["sizes known", "sizes unknown"])
@pytest.mark.parametrize("past", [MESSAGES, MEETINGS])
@pytest.mark.parametrize("act", ACTS)
def test_a_year_that_is_over_is_not_read_again(
    databases: Databases, lived: Lived, act: str, past: str, knows: bool
) -> None:
    if databases.name == "postgresql" and not knows:
        return  # it looks how large they are by itself; SQLite never does
    without, with_it = (_worked(lived(each, knows), ACTS[act]) for each in (NOTHING, past))
    assert with_it.statements == without.statements
    few = A_FEW if databases.name == "sqlite" else SOME_ROWS
    looked_through = LOOKED_THROUGH.get((act, past), 0) * A_YEAR + few
    assert with_it.read <= without.read + looked_through


@pytest.mark.parametrize("past", [MESSAGES, MEETINGS])
def test_looking_for_what_is_old_reads_none_of_what_is_kept(databases: Databases, past: str) -> None:
    """Every ten minutes; of meetings it looks at the answers of a quarter, and at nothing of the three years."""
    with databases.store() as without, databases.store() as with_it:
        for store in (without, with_it):
            with store.begin() as tx:
                circle = _live(tx)
        with with_it.begin() as tx:
            if past == MESSAGES:
                said_long_ago(tx, "T1", circle, A_YEAR, NOW)
            else:
                met_long_ago(tx, circle, A_YEAR, NOW)
        looked = [_looks_for_what_is_old(store) for store in (without, with_it)]
    assert looked[1].statements == looked[0].statements
    assert looked[1].read <= looked[0].read + (A_QUARTER if past == MEETINGS else A_FEW)


def _looks_for_what_is_old(store: Store) -> Work:
    """Once more, after it has gone."""
    store.sweep(LATER, KEEPS)
    with store.begin() as tx:
        analyzed(tx._session.connection())
    return _worked(store, lambda tx: [tx.retention.take(one) for one in tx.retention.steps(LATER, KEEPS)])


def test_what_is_read_is_seen(lived: Lived) -> None:
    """The measure itself: whoever reads all of it is found out."""

    def everything(tx: Transaction) -> object:
        return tx._session.connection().exec_driver_sql("SELECT count(*) FROM outbox WHERE why = 'x'").scalar_one()

    without, with_it = (_worked(lived(each, True), everything) for each in (NOTHING, MESSAGES))
    assert with_it.read > without.read + A_FEW
