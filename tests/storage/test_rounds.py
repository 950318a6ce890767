from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.errors import AlreadyToday, NotYours
from rituals.records import Group, Meeting, Round
from storage.circles.circle import SqlCircle
from storage.store import Store
from storage.transaction import Transaction
from tests.databases import Databases
from tests.storage.kit import NOW, TODAY, coffee

WEEK = timedelta(days=7)


@pytest.fixture
def circle(tx: Transaction) -> SqlCircle:
    return coffee(tx)


def hold(circle: SqlCircle, week: int = 0) -> Round:
    held = circle.begin_round(NOW + week * WEEK, TODAY + week * WEEK, NOW + (week + 1) * WEEK, NOW)
    assert held
    return held


def test_a_round_knows_its_number_and_when_the_next_is(circle: SqlCircle) -> None:
    first = hold(circle)
    assert first == Round(id=first.id, number=1, on=TODAY, due=NOW, next_due=NOW + WEEK)
    second = hold(circle, 1)
    assert (second.number, second.is_latest, second.next_due) == (2, True, NOW + 2 * WEEK)
    assert circle.round(first.id) == Round(
        id=first.id, number=1, on=TODAY, due=NOW, next_due=NOW + WEEK, is_latest=False
    )


def test_there_is_one_round_on_a_date_and_the_circle_moves_on(circle: SqlCircle) -> None:
    hold(circle)
    assert circle.begin_round(NOW, TODAY, NOW + 3 * WEEK, NOW) is None
    assert circle.next_due == NOW + 3 * WEEK


def test_of_two_workers_one_holds_the_round(store: Store) -> None:
    with store.begin() as tx:
        id = coffee(tx).id
    barrier, held = Barrier(4), []

    def work() -> None:
        barrier.wait(5)
        with store.begin() as tx:
            circle = tx.circles.lock("T1", id)
            assert circle
            held.append(circle.begin_round(NOW, TODAY, NOW + WEEK, NOW))

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert len(held) == 4
    assert len([each for each in held if each]) == 1


def test_a_round_is_brought_forward_once_a_day(circle: SqlCircle) -> None:
    soon = NOW + timedelta(hours=3)
    circle.bring_forward(soon)
    assert circle.next_due == soon
    hold(circle)
    with pytest.raises(AlreadyToday):
        circle.bring_forward(soon)
    assert circle.next_due == NOW + WEEK


def test_the_day_is_the_circles_own(circle: SqlCircle) -> None:
    """In British summer time 23:30 UTC is tomorrow already."""
    circle.begin_round(NOW, date(2026, 6, 1), None, NOW)
    with pytest.raises(AlreadyToday):
        circle.bring_forward(datetime(2026, 6, 1, 22, 30, tzinfo=UTC))
    circle.bring_forward(datetime(2026, 6, 1, 23, 30, tzinfo=UTC))


def test_people_are_gathered_in_a_group(circle: SqlCircle) -> None:
    held = hold(circle)
    group = circle.gather(held.id, ("U2", "U1"))
    assert group == Group(id=group.id, round=held, people=("U1", "U2"))
    assert circle.group(group.id) == group
    assert circle.groups(held.id) == (group,)


@pytest.mark.parametrize("people", [("U1", "U3"), ("U3", "U3"), ()])
def test_nobody_is_in_two_groups_of_a_round(circle: SqlCircle, people: tuple[str, ...]) -> None:
    held = hold(circle)
    circle.gather(held.id, ("U1", "U2"))
    with pytest.raises(ValueError, match="one group a round"):
        circle.gather(held.id, people)
    assert len(circle.groups(held.id)) == 1


def test_a_disbanded_group_is_forgotten_and_its_people_are_free(circle: SqlCircle) -> None:
    held = hold(circle)
    group = circle.gather(held.id, ("U1", "U2"))
    circle.answer(group, "U1", "met", "yes")
    circle.disband(group)
    assert circle.meetings() == ()
    with pytest.raises(NotYours):
        circle.group(group.id)
    assert circle.gather(held.id, ("U1", "U2")).id != group.id


def test_a_button_is_a_hint_and_not_a_permission(circle: SqlCircle) -> None:
    first, second = hold(circle), hold(circle, 1)
    old = circle.gather(first.id, ("U1", "U2"))
    new = circle.gather(second.id, ("U1", "U3"))
    assert circle.group_of("U1").id == new.id
    assert circle.group_of("U1", old.id).id == old.id
    assert circle.group_of("U2").id == old.id
    for person, about in (("U2", new.id), ("U9", ""), ("U9", old.id), ("U1", "nonsense")):
        with pytest.raises(NotYours):
            circle.group_of(person, about)


def test_another_circles_history_is_not_there(tx: Transaction, circle: SqlCircle) -> None:
    other = coffee(tx, workspace="T2")
    held = hold(other)
    group = other.gather(held.id, ("U1", "U2"))
    for attempt in (
        lambda: circle.round(held.id),
        lambda: circle.group(group.id),
        lambda: circle.groups(held.id),
        lambda: circle.group_of("U1", group.id),
        lambda: circle.gather(held.id, ("U3", "U4")),
        lambda: circle.disband(group),
        lambda: circle.happened(group, False),
        lambda: circle.note(group, a=1),
        lambda: circle.answer(group, "U1", "met", "yes"),
        lambda: circle.answer_of(group, "U1", "met"),
    ):
        with pytest.raises(NotYours):
            attempt()
    assert circle.meetings() == ()
    assert circle.earlier(("U1", "U2")) == ()


def test_a_group_that_did_not_happen_is_no_meeting(circle: SqlCircle) -> None:
    group = circle.gather(hold(circle).id, ("U1", "U2", "U3"))
    assert circle.meetings() == (Meeting("U1", "U2", 1), Meeting("U1", "U3", 1), Meeting("U2", "U3", 1))
    circle.happened(group, False)
    assert circle.meetings() == ()
    circle.happened(group, True)
    assert len(circle.meetings()) == 3


def test_earlier_groups_are_of_just_these_people(circle: SqlCircle) -> None:
    first = circle.gather(hold(circle).id, ("U1", "U2"))
    circle.gather(hold(circle, 1).id, ("U1", "U2", "U3"))
    third = circle.gather(hold(circle, 2).id, ("U1", "U2"))
    assert [group.id for group in circle.earlier(("U2", "U1"))] == [first.id, third.id]
    assert circle.earlier(("U1",)) == ()


def test_many_groups_are_made_at_once(circle: SqlCircle) -> None:
    held = hold(circle)
    made = circle.gather_all(held.id, [("U4", "U3"), ("U1", "U2", "U5")])
    assert [group.people for group in made] == [("U3", "U4"), ("U1", "U2", "U5")]
    assert circle.groups(held.id) == tuple(sorted(made, key=lambda group: group.people))
    assert circle.gather_all(held.id, []) == ()


@pytest.mark.parametrize("second", [("U1", "U3"), ("U3", "U3"), ()])
def test_of_many_groups_all_are_made_or_none(circle: SqlCircle, second: tuple[str, ...]) -> None:
    held = hold(circle)
    with pytest.raises(ValueError, match="one group a round"):
        circle.gather_all(held.id, [("U1", "U2"), second])
    assert circle.groups(held.id) == ()


def test_a_rounds_repeats_are_known_by_their_people(circle: SqlCircle) -> None:
    first = circle.gather(hold(circle).id, ("U1", "U2"))
    circle.gather_all(hold(circle, 1).id, [("U1", "U2", "U3"), ("U4", "U5")])
    third = circle.gather(hold(circle, 2).id, ("U1", "U2"))
    now = hold(circle, 3)
    circle.gather_all(now.id, [("U1", "U2"), ("U3", "U4", "U5")])
    assert {who: [one.id for one in groups] for who, groups in circle.repeats(now.id).items()} == {
        ("U1", "U2"): [first.id, third.id]
    }
    assert {len(groups) for groups in circle.repeats(third.round.id).values()} == {1}


def test_notes_are_kept_beside_each_other(circle: SqlCircle) -> None:
    group = circle.gather(hold(circle).id, ("U1", "U2"))
    circle.note(group, opener="tea?", times=[1, 2])
    assert circle.note(group, opener="cake?").notes == {"opener": "cake?", "times": [1, 2]}
    assert circle.group(group.id).notes == {"opener": "cake?", "times": [1, 2]}


def test_an_answer_is_private_and_the_later_one_counts(circle: SqlCircle) -> None:
    group = circle.gather(hold(circle).id, ("U1", "U2"))
    circle.answer(group, "U1", "met", "no")
    circle.answer(group, "U1", "met", "yes")
    assert circle.answer_of(group, "U1", "met") == "yes"
    assert circle.answer_of(group, "U2", "met") is None
    with pytest.raises(NotYours):
        circle.answer(group, "U9", "met", "yes")


Rounds = st.lists(st.lists(st.sampled_from([f"U{n}" for n in range(7)]), unique=True, min_size=2), max_size=5)


@settings(max_examples=25, deadline=None)
@given(rounds=Rounds, data=st.data())
def test_meetings_are_the_pairs_of_every_group(
    databases: Databases, rounds: list[list[str]], data: st.DataObject
) -> None:
    expected = []
    with databases.store() as store, store.begin() as tx:
        circle = coffee(tx)
        for week, people in enumerate(rounds):
            cut = data.draw(st.integers(0, len(people)))
            held = hold(circle, week)
            for part in filter(None, (people[:cut], people[cut:])):
                circle.gather(held.id, tuple(part))
                expected += [(week + 1, *pair) for pair in combinations(sorted(part), 2)]
        found = [(meeting.round, meeting.a, meeting.b) for meeting in circle.meetings()]
    assert found == sorted(expected)
