"""What people refuse holds in the whole workspace, and longer than anybody can tell whose it is."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from rituals.cards import FORGOTTEN
from rituals.errors import NotYours
from rituals.records import Refusal
from storage import SqlCircle, Transaction
from storage.circles.refusals import RefusalRow
from tests.databases import Databases
from tests.storage.kit import LONDON, NOW, TODAY, CoffeeSettings, coffee

ANA, BEN, CLEO = "UANA", "UBEN", "UCLEO"
TOMORROW = TODAY + timedelta(days=1)
UNSIGNED = "unsigned"
SOME = st.fixed_dictionaries(
    {
        "person": st.sampled_from([ANA, BEN]),
        "what": st.sampled_from(["", UNSIGNED]),
        "whom": st.sampled_from(["", ANA, BEN, CLEO]),
        "until": st.sampled_from([None, TODAY, TOMORROW]),
        "unnamed": st.booleans(),
    }
).filter(lambda one: bool(one["whom"]) or not one["unnamed"])


@pytest.fixture
def circle(tx: Transaction) -> SqlCircle:
    return coffee(tx)


def everything_asked(circle: SqlCircle) -> list[bool]:
    """Whether each refuses each of these, of each, on each day."""
    return [
        circle.refuses(person, on, what, whom)
        for person in (ANA, BEN)
        for on in (TODAY, TOMORROW)
        for what in ("", UNSIGNED)
        for whom in ("", ANA, BEN, CLEO)
    ]


def everything_kept(tx: Transaction) -> str:
    rows = tx._session.scalars(select(RefusalRow))
    return "\n".join(f"{row.person} {row.what} {row.whom} {row.until}" for row in rows)


def test_a_refusal_holds_in_every_circle_of_the_ritual_until_it_is_taken_back(
    tx: Transaction, circle: SqlCircle
) -> None:
    circle.refuse("U1")
    circle.refuse("U1")
    other = coffee(tx, channel="C2")
    for one in (circle, other):
        assert one.refuses("U1", TODAY)
        assert not one.may_receive("U1", TODAY, open=True)
        assert one.may_receive("U2", TODAY, open=True)
    assert other.accept("U1")
    assert not other.accept("U1")
    for one in (circle, other):
        assert not one.refuses("U1", TODAY)
        assert one.may_receive("U1", TODAY, open=True)


def test_a_refusal_is_about_one_ritual_in_one_workspace(tx: Transaction, circle: SqlCircle) -> None:
    circle.refuse("U1")
    other_ritual = tx.circles.start("T1", "talk", "C1", "UANA", CoffeeSettings(), LONDON, NOW, NOW)
    elsewhere = coffee(tx, workspace="T2")
    assert not other_ritual.refuses("U1", TODAY)
    assert not elsewhere.refuses("U1", TODAY)


def test_all_is_more_than_a_kind_and_anybody_more_than_one(circle: SqlCircle) -> None:
    circle.refuse(ANA, UNSIGNED)
    circle.refuse(BEN, whom=CLEO)
    assert circle.refuses(ANA, TODAY, UNSIGNED, BEN)
    assert not circle.refuses(ANA, TODAY, "", BEN)
    assert circle.refuses(BEN, TODAY, UNSIGNED, CLEO)
    assert not circle.refuses(BEN, TODAY, UNSIGNED, ANA)
    assert not circle.refuses(BEN, TODAY)


def test_a_refusal_for_a_while_ends_on_its_day(circle: SqlCircle) -> None:
    circle.refuse(ANA, until=TOMORROW)
    assert [circle.refuses(ANA, on) for on in (TODAY, TOMORROW)] == [True, False]
    assert circle.refusals(ANA, TOMORROW) == ()


def test_whom_one_refuses_unnamed_is_kept_nowhere(tx: Transaction, circle: SqlCircle) -> None:
    circle.refuse(ANA, whom=BEN, unnamed=True)
    assert circle.refuses(ANA, TODAY, "", BEN)
    assert BEN not in everything_kept(tx)
    assert circle.refusals(ANA, TODAY) == (Refusal(whom=FORGOTTEN),)


def test_to_take_a_name_back_takes_nothing_back_that_has_none(circle: SqlCircle) -> None:
    """Otherwise it could be found out by trying whose word it was."""
    circle.refuse(ANA, whom=BEN, unnamed=True)
    circle.refuse(ANA, whom=BEN)
    circle.accept(ANA, whom=BEN)
    assert circle.refuses(ANA, TODAY, "", BEN)
    circle.refuse(ANA, whom=CLEO)
    assert circle.accept(ANA, whom=FORGOTTEN)
    assert [circle.refuses(ANA, TODAY, "", whom) for whom in (BEN, CLEO)] == [False, True]


def test_a_seal_refuses_whom_it_stands_for_and_is_another_in_each_message(circle: SqlCircle) -> None:
    one, other = circle.sealed(ANA, BEN, "m1"), circle.sealed(ANA, BEN, "m2")
    assert one != other
    circle.refuse_sealed(ANA, other, "m2", UNSIGNED)
    assert circle.refuses(ANA, TODAY, UNSIGNED, BEN)
    assert not circle.refuses(ANA, TODAY, UNSIGNED, CLEO)
    assert not circle.refuses(ANA, TODAY, "", BEN), "what they sign may still come"


def test_somebody_elses_seal_refuses_nobody(circle: SqlCircle) -> None:
    circle.refuse_sealed(CLEO, circle.sealed(ANA, BEN, "m1"), "m1")
    assert not any(circle.refuses(person, TODAY, "", BEN) for person in (ANA, CLEO))
    with pytest.raises(NotYours):
        circle.refuse_sealed(ANA, "not a seal", "m1")


def test_to_take_one_refusal_back_leaves_all_others_as_they_were(circle: SqlCircle) -> None:
    for what in ("", UNSIGNED):
        for whom in ("", BEN, CLEO):
            circle.refuse(ANA, what, whom)
            circle.refuse(BEN, what, whom)
    left, others = list(circle.refusals(ANA, TODAY)), circle.refusals(BEN, TODAY)
    while left:
        one = left.pop()
        assert circle.accept(ANA, one.what, one.whom)
        assert list(circle.refusals(ANA, TODAY)) == left
    assert circle.refusals(BEN, TODAY) == others


@settings(max_examples=30)
@given(refusals=st.lists(SOME, max_size=6), forgotten=st.lists(st.sampled_from([ANA, BEN, CLEO]), max_size=4))
def test_whoever_is_forgotten_refuses_what_they_refused_and_is_refused_by_whom_they_were(
    databases: Databases, refusals: list[dict[str, object]], forgotten: list[str]
) -> None:
    with databases.store() as store, store.begin() as tx:
        circle = coffee(tx)
        for each in refusals:
            circle.refuse(**each)  # type: ignore[arg-type]
        before = everything_asked(circle)
        for person in forgotten:
            tx.forget("T1", person)
        circle = coffee(tx)
        assert everything_asked(circle) == before
        assert not any(person in everything_kept(tx) for person in forgotten)
        for person in (ANA, BEN):
            for one in circle.refusals(person, TODAY):
                circle.accept(person, one.what, one.whom)
            assert circle.refusals(person, TODAY) == ()
