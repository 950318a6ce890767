from datetime import timedelta

import pytest

from rituals.cards import FORGOTTEN, say
from rituals.effects import Introduce, Post, Tell, Update
from rituals.errors import NotYours
from rituals.records import Profile, Refusal
from storage.circles.circle import SqlCircle
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.kit import LONDON, NOW, TODAY, CoffeeSettings, coffee

HOUR = timedelta(hours=1)


@pytest.fixture
def circle(tx: Transaction) -> SqlCircle:
    return coffee(tx)


def test_what_somebody_adds_is_there_another_day(store: Store) -> None:
    with store.begin() as tx:
        added = coffee(tx).add("dish", "U1", {"name": "Dal", "tags": ["vegan"]}, NOW, about="party")
    with store.begin() as tx:
        found = coffee(tx).entry(added.id)
    assert found == added
    assert (found.kind, found.person, found.about, found.created) == ("dish", "U1", "party", NOW)
    assert found.data == {"name": "Dal", "tags": ["vegan"]}


def test_entries_are_in_the_order_they_were_added_also_within_one_moment(circle: SqlCircle) -> None:
    names = [f"{number}" for number in range(12)]
    for name in names:
        circle.add("dish", "U1", {"name": name}, NOW)
    assert [entry.data["name"] for entry in circle.entries("dish")] == names


def test_entries_are_found_by_kind_and_by_what_they_are_about(circle: SqlCircle) -> None:
    circle.add("dish", "U1", {"n": 1}, NOW)
    circle.add("dish", "U1", {"n": 2}, NOW, about="party")
    circle.add("idea", "U1", {"n": 3}, NOW, about="party")
    assert [entry.data["n"] for entry in circle.entries("dish")] == [1, 2]
    assert [entry.data["n"] for entry in circle.entries("dish", "party")] == [2]
    assert [entry.data["n"] for entry in circle.entries("dish", "")] == [1]


def test_an_entry_is_revised_in_part(store: Store) -> None:
    with store.begin() as tx:
        circle = coffee(tx)
        entry = circle.add("dish", "U1", {"name": "Dal", "serves": 4}, NOW)
        assert circle.revise(entry, serves=6).data == {"name": "Dal", "serves": 6}
    with store.begin() as tx:
        assert coffee(tx).entry(entry.id).data == {"name": "Dal", "serves": 6}


def test_an_entry_goes_with_its_answers(circle: SqlCircle) -> None:
    gone, kept = (circle.add("dish", "U1", {}, NOW) for _ in range(2))
    for entry in (gone, kept):
        circle.respond(entry, "U2", "coming", "yes")
    circle.remove(gone)
    assert circle.entries("dish") == (kept,)
    assert circle.responses(kept, "coming") == {"U2": "yes"}
    with pytest.raises(NotYours):
        circle.response(gone, "U2", "coming")


@pytest.mark.parametrize("workspace", ["T1", "T2"])
def test_another_circles_entry_is_not_there(tx: Transaction, circle: SqlCircle, workspace: str) -> None:
    entry = circle.add("dish", "U1", {}, NOW)
    other = coffee(tx, workspace, channel="C2")
    assert other.entries("dish") == ()
    for act in (
        lambda: other.entry(entry.id),
        lambda: other.revise(entry, name="Mine"),
        lambda: other.remove(entry),
        lambda: other.respond(entry, "U2", "coming", "yes"),
        lambda: other.response(entry, "U2", "coming"),
        lambda: other.responses(entry, "coming"),
        lambda: other.withdraw(entry, "U2", "coming"),
    ):
        with pytest.raises(NotYours):
            act()
    assert circle.entry(entry.id) == entry


def test_an_answer_is_replaced_and_keeps_its_place(circle: SqlCircle) -> None:
    entry = circle.add("dish", "U1", {}, NOW)
    for person, value in (("U3", "yes"), ("U2", "no"), ("U3", "maybe")):
        circle.respond(entry, person, "coming", value)
    circle.respond(entry, "U2", "allergies", "nuts")
    assert list(circle.responses(entry, "coming").items()) == [("U3", "maybe"), ("U2", "no")]
    assert circle.response(entry, "U2", "allergies") == "nuts"
    assert circle.response(entry, "U9", "coming") is None


def test_an_answer_is_taken_back_once_and_given_again_at_the_end(circle: SqlCircle) -> None:
    entry = circle.add("dish", "U1", {}, NOW)
    for person in ("U2", "U3"):
        circle.respond(entry, person, "coming", "yes")
    assert circle.withdraw(entry, "U2", "coming")
    assert not circle.withdraw(entry, "U2", "coming")
    assert circle.response(entry, "U2", "coming") is None
    circle.respond(entry, "U2", "coming", "late")
    assert list(circle.responses(entry, "coming").items()) == [("U3", "yes"), ("U2", "late")]


def test_an_answer_that_is_changed_or_withdrawn_is_that_one_alone(circle: SqlCircle) -> None:
    """Not the same person's to another entry, nor to another question."""
    one, other = (circle.add("dish", "U1", {}, NOW) for _ in range(2))
    for entry in (one, other):
        for question in ("coming", "allergies"):
            circle.respond(entry, "U2", question, "yes")
    circle.respond(one, "U2", "coming", "no")
    assert circle.withdraw(other, "U2", "allergies")
    said = [circle.response(entry, "U2", question) for entry in (one, other) for question in ("coming", "allergies")]
    assert said == ["no", "yes", "yes", None]


def test_entries_outlive_a_stop(tx: Transaction, circle: SqlCircle) -> None:
    entry = circle.add("dish", "U1", {}, NOW)
    circle.stop()
    again = tx.circles.start("T1", "coffee", "C1", "UANA", CoffeeSettings(), LONDON, NOW, NOW + HOUR)
    assert again.entries("dish") == (entry,)


def test_what_is_open_reaches_those_who_never_joined(tx: Transaction, circle: SqlCircle) -> None:
    assert circle.may_receive("U1", TODAY, open=True)
    assert not circle.may_receive("U1", TODAY)


@pytest.mark.parametrize("flag", ["is_bot", "is_gone", "is_stranger"])
def test_what_is_open_reaches_only_colleagues_who_are_here(tx: Transaction, circle: SqlCircle, flag: str) -> None:
    tx.people.save("T1", [Profile(id="U1", **{flag: True})], NOW)
    assert not circle.may_receive("U1", TODAY, open=True)


def test_what_is_open_does_not_look_for_the_forgotten(circle: SqlCircle) -> None:
    assert not circle.may_receive(f"{FORGOTTEN}0123", TODAY, open=True)


def test_the_directory_knows_those_it_told_of(tx: Transaction, circle: SqlCircle) -> None:
    assert not circle.known("U1")
    tx.people.save("T1", [Profile(id="U1", is_admin=True)], NOW)
    tx.people.save("T2", [Profile(id="U2")], NOW)
    assert circle.known("U1")
    assert circle.profile("U1").is_admin
    assert not circle.known("U2")


def test_a_switch_is_as_the_default_until_it_is_set(store: Store) -> None:
    with store.begin() as tx:
        assert tx.switches.is_on("T1", "talk", True)
        assert not tx.switches.is_on("T1", "talk", False)
        tx.switches.set("T1", "talk", False)
        assert not tx.switches.is_on("T1", "talk", True)
    with store.begin() as tx:
        tx.switches.set("T1", "talk", True)
        assert tx.switches.is_on("T1", "talk", False)
        assert not tx.switches.is_on("T2", "talk", False)
        assert not tx.switches.is_on("T1", "words", False)


def deliver(tx: Transaction, message: str) -> None:
    (job,) = tx.outbox.claim(NOW, 60, 9)
    assert tx.outbox.done(job, {"conversation": "D1", "message": message})


def test_a_message_is_known_by_its_place(tx: Transaction, circle: SqlCircle) -> None:
    for key, effect in (
        ("post", Post(say("Hi"), "post")),
        ("tell", Tell("U1", say("Hi"), "tell", asked_for=True)),
        ("group:1", Introduce(("U1", "U2"), say("Hi"), "group:1")),
    ):
        tx.outbox.put("T1", circle.id, effect, NOW)
        deliver(tx, key)
        assert tx.outbox.said_at("T1", "D1", key) == (circle.id, key)
        assert tx.outbox.said_at("T2", "D1", key) is None
        assert tx.outbox.said_at("T1", "D2", key) is None


def test_an_edited_message_is_still_known(tx: Transaction, circle: SqlCircle) -> None:
    tx.outbox.put("T1", circle.id, Post(say("Old"), "post"), NOW)
    deliver(tx, "1")
    tx.outbox.put("T1", circle.id, Update("post", say("New")), NOW)
    deliver(tx, "1")
    assert tx.outbox.said_at("T1", "D1", "1") == (circle.id, "post")


def test_what_no_circle_said_has_no_circle(tx: Transaction) -> None:
    tx.outbox.put("T1", None, Tell("U1", say("Welcome"), "welcome"), NOW)
    deliver(tx, "1")
    assert tx.outbox.said_at("T1", "D1", "1") is None
    assert tx.outbox.said_at("T1", "D1", "unknown") is None


def test_an_open_message_is_claimed_as_one(tx: Transaction, circle: SqlCircle) -> None:
    tx.outbox.put("T1", circle.id, Tell("U1", say("Hi"), "k", open=True), NOW)
    (job,) = tx.outbox.claim(NOW, 60, 9)
    assert job.open


def test_you_see_what_you_added_and_answered_and_what_names_you(tx: Transaction, circle: SqlCircle) -> None:
    mine = circle.add("word", "U1", {"text": "thank you"}, NOW)
    theirs = circle.add("word", "U2", {"text": "well done", "to": "U1"}, NOW)
    others = circle.add("word", "U2", {"text": "to somebody else", "to": "U10"}, NOW)
    circle.respond(theirs, "U1", "shared", "no")
    circle.respond(mine, "U2", "shared", "yes")
    circle.respond(others, "U10", "shared", "yes")
    circle.refuse("U1")
    held = tx.about("T1", "U1")
    assert [(one.entry.id, one.answers) for one in held.added.newest] == [(theirs.id, {"shared": "no"}), (mine.id, {})]
    assert held.added.newest[1].entry.created == NOW
    assert held.refuses == [("coffee", Refusal())]
    assert tx.about("T2", "U1").is_nothing


def test_the_forgotten_take_their_entries_with_them_and_leave_others_theirs(tx: Transaction, circle: SqlCircle) -> None:
    mine = circle.add("word", "U1", {"text": "thank you"}, NOW)
    theirs = circle.add("word", "U2", {"to": ["U1", "U3"], "seats": {"U1": 1}}, NOW, about="U1")
    for entry, person, value in (
        (mine, "U2", "yes"),
        (theirs, "U1", "yes"),
        (theirs, "U3", "U1"),
        (theirs, "U4", "no"),
    ):
        circle.respond(entry, person, "q", value)
    tx.alarms.put(circle.id, "remind", mine.id, NOW)
    tx.alarms.put(circle.id, "remind", theirs.id, NOW)
    tx.forget("T1", "U1")
    (left,) = circle.entries("word")
    assert left.about.startswith(FORGOTTEN)
    assert left.data == {"to": [left.about, "U3"], "seats": {left.about: 1}}
    assert circle.responses(left, "q") == {"U4": "no"}
    assert [alarm.about for alarm in tx.alarms.due(NOW, 9)] == [theirs.id]
