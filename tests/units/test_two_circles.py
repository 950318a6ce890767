"""Circles of overlapping people, held in any order on any days: nobody is introduced twice within a week by two of
them, and everybody has an introduction or a word about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.handlers.effects import carry_out
from rituals.catalog import load_catalog
from rituals.coffee import CoffeeSettings, coffee
from rituals.coffee.about import AboutMe
from rituals.coffee.matchmaking import matched
from rituals.events import RoundDue
from storage import Store, Transaction
from storage.tables.models import OutboxRow
from tests.units.occasions import round_of

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
PEOPLE = [f"U{number}" for number in range(6)]
CIRCLES = ("C0", "C1", "C2")
PAIRS = [*combinations(PEOPLE, 2)]
somebody = st.sets(st.sampled_from(PEOPLE), min_size=1)
held_rounds = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20)), min_size=1, max_size=12, unique=True)


@contextmanager
def a_store() -> Iterator[Store]:
    store = Store("sqlite://", load_catalog().settings_of, secret="of tests")
    store.upgrade()
    try:
        yield store
    finally:
        store.close()


def hold(tx: Transaction, id: str, now: datetime, seed: int) -> str:
    """A round of this circle, as the bell holds it."""
    circle = tx.circles.lock("T1", id)
    assert circle
    round = circle.begin_round(now, now.date(), now + timedelta(days=7), now)
    assert round
    carry_out(tx, circle, coffee.hooks["due"], RoundDue(now=now, round=round.id, seed=seed))
    circle.settle_round()
    return round.id


@settings(max_examples=25, deadline=None)
@given(
    members=st.lists(somebody, min_size=3, max_size=3),
    rounds=held_rounds,
    size=st.integers(2, 4),
    seed=st.integers(0, 99),
)
def test_two_circles_never_introduce_the_same_two_within_a_week(
    members: list[set[str]], rounds: list[tuple[int, int]], size: int, seed: int
) -> None:
    introduced: dict[tuple[str, str], list[tuple[date, int]]] = {}
    with a_store() as store, store.begin() as tx:
        ids = []
        for channel, people in zip(CIRCLES, members, strict=True):
            of_size = CoffeeSettings(group_size=size)
            circle = tx.circles.start("T1", "coffee", channel, "UCHAMP", of_size, LONDON, MONDAY, MONDAY)
            for person in people:
                circle.join(person, MONDAY)
            ids.append(circle.id)
        for number, day in sorted(rounds, key=lambda one: one[1]):
            now = MONDAY + timedelta(days=day)
            round = hold(tx, ids[number], now, seed)
            circle = tx.circles.lock("T1", ids[number])
            assert circle
            groups = circle.groups(round)
            placed = {person for group in groups for person in group.people}
            alone = {
                key.rpartition(":")[2] for key in tx._session.scalars(select(OutboxRow.key)) if f"alone:{round}" in key
            }
            assert placed | alone == members[number]
            assert not placed & alone
            for pair in (pair for group in groups for pair in combinations(group.people, 2)):
                for when, where in introduced.setdefault(pair, []):
                    assert where == number or (now.date() - when).days >= 7
                introduced[pair].append((now.date(), number))


@given(
    elsewhere=st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 20)),
    size=st.integers(2, 4),
    seed=st.integers(0, 99),
)
def test_who_was_just_introduced_elsewhere_is_in_no_group_together(
    elsewhere: dict[tuple[str, str], int], size: int, seed: int
) -> None:
    this = round_of({one: AboutMe() for one in PEOPLE}, elsewhere=elsewhere, group_size=size)
    made = matched(this, seed)
    together = {pair for group in made.groups for pair in combinations(sorted(group), 2)}
    assert not {pair for pair, days in elsewhere.items() if days < 7} & together
    assert {one for group in made.groups for one in group} | set(made.left_out) == set(PEOPLE)


@pytest.mark.parametrize("days", [7, 30])
def test_longer_ago_it_only_comes_after_somebody_new(days: int) -> None:
    four = {one: AboutMe() for one in ("ana", "ben", "cleo", "dan")}
    elsewhere = {("ana", "ben"): days, ("cleo", "dan"): days}
    for seed in range(10):
        groups = matched(round_of(four, elsewhere=elsewhere), seed).groups
        assert ["ana", "ben"] not in groups
    assert matched(round_of({"ana": AboutMe(), "ben": AboutMe()}, elsewhere=elsewhere), 1).groups == [["ana", "ben"]]
