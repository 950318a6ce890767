from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from rituals.cards import say
from rituals.effects import Introduce, Nudge, Post, Tell, Update
from storage.outbox.jobs import Depth, Job, Lasting
from storage.outbox.pace import Rate, Rates
from storage.tables.models import OutboxRow
from storage.transaction import Transaction
from tests.databases import Databases
from tests.storage.kit import NOW, coffee

LEASE = 60
MINUTE = timedelta(minutes=1)


@pytest.fixture
def circle(tx: Transaction) -> str:
    return coffee(tx).id


def put(tx: Transaction, circle: str | None, *effects: Lasting, now: datetime = NOW) -> list[str | None]:
    return [tx.outbox.put("T1", circle, effect, now) for effect in effects]


def claim(tx: Transaction, now: datetime = NOW, limit: int = 10, lease: float = LEASE) -> list[Job]:
    """A lease of no seconds is over at once."""
    return tx.outbox.claim(now, lease, limit)


def only(jobs: list[Job]) -> Job:
    assert len(jobs) == 1
    return jobs[0]


def test_what_was_put_is_what_is_claimed(tx: Transaction, circle: str) -> None:
    (id,) = put(tx, circle, Tell("U1", say("Hello"), "hello", asked_for=True))
    job = only(claim(tx))
    assert replace(job, lease_until=NOW) == Job(
        id=id or "",
        workspace="T1",
        circle_id=circle,
        kind="tell",
        key="hello",
        people=("U1",),
        card=say("Hello"),
        attempt=1,
        to="",
        asked_for=True,
        open=False,
        created=NOW,
        lease_until=NOW,
    )


def test_messages_are_claimed_in_the_order_they_were_said(tx: Transaction, circle: str) -> None:
    effects = [Tell(f"U{n}", say("Hi"), f"hi:{n}") for n in (3, 1, 2)]
    put(tx, circle, *effects, Introduce(("U1", "U2"), say("Meet"), "group:1"), Post(say("All"), "all"))
    assert [job.key for job in claim(tx, limit=2)] == ["hi:3", "hi:1"]
    assert [job.key for job in claim(tx)] == ["hi:2", "group:1", "all"]
    assert claim(tx) == []


def test_nothing_is_said_twice_under_one_key(tx: Transaction, circle: str) -> None:
    first, again = put(tx, circle, Post(say("Once"), "k"), Post(say("Twice"), "k"))
    assert first
    assert again is None
    job = only(claim(tx))
    assert job.card == say("Once")
    tx.outbox.done(job, {"ts": "1"})
    assert put(tx, circle, Tell("U1", say("Thrice"), "k")) == [None]
    assert claim(tx, NOW + 10 * MINUTE) == []


def test_many_are_said_in_their_order_and_each_once(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "post"))
    effects = [Introduce(("U1", "U2"), say("Meet"), "g"), Update("post", say("New")), Post(say("Again"), "post")]
    tx.outbox.put_all("T1", circle, [*effects, Introduce(("U1", "U2"), say("Meet"), "g")], NOW)
    assert [(job.key, job.card) for job in claim(tx)] == [("post", say("New")), ("g", say("Meet"))]


def test_a_key_is_the_circles_own(tx: Transaction, circle: str) -> None:
    other = coffee(tx, channel="C2").id
    assert all(tx.outbox.put("T1", each, Post(say("Hi"), "k"), NOW) for each in (circle, other))
    for workspace in ("T1", "T2"):
        assert tx.outbox.put(workspace, None, Tell("U1", say("Hi"), "k"), NOW)
    assert put(tx, None, Tell("U1", say("Hi"), "k")) == [None]
    assert len(claim(tx)) == 4


def test_nothing_overtakes_on_its_way_to_one_person(tx: Transaction, circle: str) -> None:
    put(tx, circle, *(Tell("U1", say(str(n)), f"k{n}") for n in range(2)), Tell("U2", say("x"), "k9"))
    first, other = claim(tx)
    assert (first.key, other.key) == ("k0", "k9")
    tx.outbox.retry(first, NOW + 5 * MINUTE, "rate limit")
    tx.outbox.done(other, {})
    assert claim(tx, NOW + 4 * MINUTE) == []
    again = only(claim(tx, NOW + 5 * MINUTE))
    assert (again.key, again.attempt) == ("k0", 2)
    tx.outbox.fail(again, "gone")
    assert [job.key for job in claim(tx, NOW + 5 * MINUTE)] == ["k1"]


def test_a_nudge_waits_for_its_introduction(tx: Transaction, circle: str) -> None:
    people = ("U1", "U2")
    put(tx, circle, Introduce(people, say("Meet"), "group:1"), Nudge("group:1", people, say("So?"), "n"))
    introduction = only(claim(tx))
    tx.outbox.done(introduction, {"channel": "G1", "ts": "1"})
    nudge = only(claim(tx))
    assert (nudge.kind, nudge.to, nudge.people) == ("nudge", "group:1", people)
    assert tx.outbox.reference_of("T1", circle, nudge.to) == {"channel": "G1", "ts": "1"}


def test_a_message_that_waits_is_changed_in_place(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "k"))
    assert put(tx, circle, Update("k", say("New"))) == [None]
    job = only(claim(tx))
    assert (job.kind, job.card) == ("post", say("New"))


def test_waiting_updates_of_one_message_become_the_newest(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "k"))
    original = only(claim(tx))
    ids = put(tx, circle, *(Update("k", say(str(n))) for n in range(3)))
    assert ids[0]
    assert ids[1:] == [None, None]
    assert claim(tx) == []
    tx.outbox.done(original, {"ts": "1"})
    update = only(claim(tx))
    assert (update.kind, update.card) == ("update", say("2"))
    (later,) = put(tx, circle, Update("k", say("3")))
    assert later
    assert claim(tx) == []
    tx.outbox.done(update, {})
    assert only(claim(tx)).card == say("3")
    assert tx.outbox.reference_of("T1", circle, "k") == {"ts": "1"}


def test_an_update_of_nothing_is_nothing(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "k"))
    tx.outbox.drop(only(claim(tx)), "nobody there")
    assert put(tx, circle, Update("k", say("New")), Update("unknown", say("New"))) == [None, None]
    assert claim(tx) == []


def test_a_message_of_a_dead_worker_is_claimed_again(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    first = only(claim(tx, lease=0))
    second = only(claim(tx))
    assert (second.id, second.attempt, second.is_unsure) == (first.id, 2, False)
    assert claim(tx) == []


def test_a_worker_that_lost_its_claim_changes_nothing(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    slow = only(claim(tx, lease=0))
    assert not tx.outbox.begin(slow, LEASE)
    only(claim(tx))
    assert not tx.outbox.retry(slow, NOW, "timeout")
    assert not tx.outbox.release(slow)
    assert not tx.outbox.fail(slow, "timeout")
    assert not tx.outbox.drop(slow, "timeout")
    assert claim(tx, NOW + MINUTE) == []


def test_what_was_delivered_is_delivered_whoever_says_so(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    slow = only(claim(tx, lease=0))
    quick = only(claim(tx))
    assert tx.outbox.done(slow, {"ts": "1"})
    assert not tx.outbox.done(quick, {"ts": "2"})
    assert not tx.outbox.retry(quick, NOW, "timeout")
    assert tx.outbox.reference_of("T1", circle, "k") == {"ts": "1"}
    assert claim(tx, NOW + 9 * MINUTE) == []


def test_a_message_given_back_was_not_tried(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    assert tx.outbox.release(only(claim(tx)))
    assert only(claim(tx)).attempt == 1


def test_what_a_dead_worker_had_begun_may_have_arrived(tx: Transaction, circle: str) -> None:
    put(tx, circle, Introduce(("U1", "U2"), say("Meet"), "group:1"))
    first = only(claim(tx))
    assert tx.outbox.begin(first, 0, "G1")
    assert not tx.outbox.release(first)
    again = only(claim(tx))
    assert (again.id, again.is_unsure) == (first.id, True)
    assert tx.outbox.fail(again, "unsure")


def test_what_was_certainly_not_sent_is_tried_again_without_a_doubt(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    first = only(claim(tx))
    assert tx.outbox.begin(first, LEASE, "C1")
    assert tx.outbox.retry(first, NOW, "rate limited")
    assert not only(claim(tx)).is_unsure


def test_a_press_of_its_button_tells_where_a_lost_message_is(tx: Transaction, circle: str) -> None:
    put(tx, circle, Introduce(("U1", "U2"), say("Meet"), "group:1"))
    job = only(claim(tx))
    tx.outbox.begin(job, LEASE, "G1")
    tx.outbox.fail(job, "unsure")
    assert put(tx, circle, Update("group:1", say("New"))) == [None]
    assert tx.outbox.learn("T1", circle, "1", "G9", "7.0") is None
    assert tx.outbox.learn("T1", circle, "2", "G1", "7.0") is None
    assert tx.outbox.learn("T1", circle, "1", "G1", "7.0") == "group:1"
    assert tx.outbox.learn("T1", circle, "1", "G1", "8.0") is None
    assert tx.outbox.reference_of("T1", circle, "group:1") == {"conversation": "G1", "message": "7.0"}
    assert put(tx, circle, Update("group:1", say("New"))) != [None]


@pytest.mark.fault("F4", "what a newer version put into the outbox is left alone")
def test_what_a_newer_version_put_there_is_left_alone(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"), Tell("U1", say("Hi"), "t"), Tell("U2", say("Hi"), "u"))
    rows = {row.key: row for row in tx._session.scalars(select(OutboxRow))}
    rows["k"].kind = "song"
    rows["t"].card = {"summary": "", "body": [{"is": "Hologram"}]}
    assert [job.key for job in claim(tx)] == ["u"]
    assert (rows["k"].state, rows["t"].state, rows["t"].attempt) == ("ready", "ready", 0)


@pytest.mark.fault("F23", "a token taken back: the workspace is left alone until it lets the bot in")
def test_nothing_is_sent_to_a_workspace_that_shut_the_bot_out(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    tx.workspaces.close("T1", "token_revoked")
    assert claim(tx) == []
    tx.workspaces.save("T1", "The Ward", "slack")
    assert only(claim(tx)).key == "k"


@pytest.mark.fault("F42", "uninstalled: what waited is never sent, also not after a new installation")
def test_nothing_that_waited_is_sent_after_the_bot_was_uninstalled(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"), Tell("U1", say("Hi"), "t"))
    held = claim(tx, limit=1)[0]
    tx.workspaces.leave("T1", NOW)
    tx.workspaces.save("T1", "The Ward", "slack")
    assert claim(tx) == []
    assert not tx.outbox.begin(held, LEASE)
    assert tx.circles.running("T1") == []


def test_a_workspaces_methods_are_called_no_faster_than_they_may_be(tx: Transaction, circle: str) -> None:
    other = coffee(tx, workspace="T2").id
    for workspace, id in (("T1", circle), ("T2", other)):
        for number in range(5):
            tx.outbox.put(workspace, id, Tell(f"U{number}", say("Hi"), str(number)), NOW)
    rates = Rates(of={"post": Rate(1, burst=2)}, calls={"tell": ("post",)})
    jobs = [job for _ in range(5) for job in tx.outbox.claim(NOW, LEASE, 10, rates)]
    assert sorted(job.workspace for job in jobs) == ["T1", "T1", "T2", "T2"]


@pytest.mark.fault("F17", "the other workspaces go on")
def test_when_the_platform_asks_for_a_pause_the_other_workspaces_go_on(tx: Transaction, circle: str) -> None:
    other = coffee(tx, workspace="T2").id
    rates = Rates(of={"post": Rate(600, burst=10)}, calls={"tell": ("post",)})
    for workspace, id in (("T1", circle), ("T2", other)):
        tx.outbox.put(workspace, id, Tell("U1", say("Hi"), "k"), NOW)
    tx.paces.hold("T1", "post", 30)
    assert [job.workspace for job in tx.outbox.claim(NOW, LEASE, 10, rates)] == ["T2"]


def test_words_are_not_kept_after_they_are_said(tx: Transaction, circle: str) -> None:
    put(tx, circle, *(Tell("U1", say("a secret"), key) for key in ("a", "b", "c")))
    outbox = tx.outbox
    outbox.done(only(claim(tx)), {})
    outbox.fail(only(claim(tx)), "why")
    outbox.drop(only(claim(tx)), "why")
    assert list(tx._session.scalars(select(OutboxRow.card))) == [None] * 3


def test_another_workspace_has_no_reference(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Hi"), "k"))
    assert tx.outbox.reference_of("T1", circle, "k") is None
    tx.outbox.done(only(claim(tx)), {"ts": "1"})
    assert tx.outbox.reference_of("T2", circle, "k") is None


def test_you_can_see_how_much_is_waiting(tx: Transaction, circle: str) -> None:
    assert tx.outbox.depth(NOW) == Depth(ready=0, later=0, sending=0, failed=0, oldest=None)
    assert tx.outbox.next_not_before() is None
    for minute in range(4):
        put(tx, circle, Tell(f"U{minute}", say("x"), f"k{minute}"), now=NOW + minute * MINUTE)
    failed, retried, _ = claim(tx, NOW + 2 * MINUTE, 3)
    tx.outbox.fail(failed, "why")
    tx.outbox.retry(retried, NOW + 9 * MINUTE, "why")
    expected = Depth(ready=1, later=1, sending=1, failed=1, oldest=NOW + MINUTE)
    assert tx.outbox.depth(NOW + 5 * MINUTE) == expected


def test_you_can_see_when_to_look_again(tx: Transaction, circle: str) -> None:
    put(tx, circle, Tell("U1", say("a"), "a"), Tell("U1", say("b"), "b"))
    assert tx.outbox.next_not_before() == NOW
    job = only(claim(tx))
    assert tx.outbox.next_not_before() is None
    tx.outbox.retry(job, NOW + 9 * MINUTE, "why")
    assert tx.outbox.next_not_before() == NOW + 9 * MINUTE


@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 12), seed=st.integers(0, 2**32))
def test_everything_arrives_once_and_in_order_whatever_fails(databases: Databases, count: int, seed: int) -> None:
    """Workers die, retry, give back and report late; a message known as delivered is never claimed again."""
    chance, now = Random(seed), NOW
    delivered: list[int] = []
    silent: list[Job] = []
    with databases.store() as store, store.begin() as tx:
        circle = coffee(tx).id
        put(tx, circle, *(Tell(f"U{n % 3}", say(str(n)), str(n)) for n in range(count)))
        for _ in range(300 * count):
            now += timedelta(seconds=chance.randint(0, 2 * LEASE))
            for job in claim(tx, now, chance.randint(1, 4), lease=0):
                assert int(job.key) not in delivered
                match chance.choice(["done", "retry", "release", "late", "die"]):
                    case "done":
                        assert tx.outbox.done(job, {})
                        delivered.append(int(job.key))
                    case "retry":
                        assert tx.outbox.retry(job, now + MINUTE, "why")
                    case "release":
                        assert tx.outbox.release(job)
                    case "late":
                        silent.append(job)
            if silent and chance.random() < 0.3:
                tx.outbox.retry(silent.pop(), now, "why")
            if len(delivered) == count:
                break
        assert tx.outbox.next_not_before() is None
    for person in range(3):
        theirs = [n for n in delivered if n % 3 == person]
        assert theirs == list(range(person, count, 3))[: len(theirs)]
    assert len(delivered) == count


def test_workspaces_have_their_turns(tx: Transaction, circle: str) -> None:
    other = coffee(tx, workspace="T2").id
    for workspace, id in (("T1", circle), ("T2", other)):
        for number in range(5):
            tx.outbox.put(workspace, id, Tell(f"U{number}", say("Hi"), str(number)), NOW)
    assert [(job.workspace, job.key) for job in claim(tx, limit=4)] == [
        ("T1", "0"),
        ("T2", "0"),
        ("T1", "1"),
        ("T2", "1"),
    ]


def test_a_small_round_does_not_wait_for_a_large_one(tx: Transaction, circle: str) -> None:
    small = coffee(tx, channel="C2").id
    for id, many in ((circle, 50), (small, 2)):
        put(tx, id, *(Introduce((f"U{number}", f"V{number}"), say("Meet"), str(number)) for number in range(many)))
    assert [job.circle_id for job in claim(tx, limit=5)] == [circle, small, circle, small, circle]


# a second try


def deliver(tx: Transaction, job: Job, message: str) -> None:
    tx.outbox.begin(job, LEASE, "C1")
    tx.outbox.done(job, {"conversation": "C1", "message": message})


def test_what_is_said_anew_is_from_then_on_the_message(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "card"))
    deliver(tx, only(claim(tx)), "1")
    put(tx, circle, Update("card", say("New")))
    assert tx.outbox.anew(only(claim(tx)))
    anew = only(claim(tx))
    assert (anew.kind, anew.is_anew, anew.card) == ("nudge", True, say("New"))
    deliver(tx, anew, "2")
    assert (tx.outbox.reference_of("T1", circle, "card") or {})["message"] == "2"
    assert tx.outbox.said_at("T1", "C1", "2") == (circle, "card")
    assert tx.outbox.said_at("T1", "C1", "1") is None


def test_it_is_said_anew_once(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "card"))
    deliver(tx, only(claim(tx)), "1")
    put(tx, circle, Update("card", say("New")))
    assert tx.outbox.anew(only(claim(tx)))
    deliver(tx, only(claim(tx)), "2")
    put(tx, circle, Update("card", say("Newer")))
    assert not tx.outbox.anew(only(claim(tx)))


def test_a_worker_that_lost_its_claim_says_nothing_anew(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "card"))
    deliver(tx, only(claim(tx)), "1")
    put(tx, circle, Update("card", say("New")))
    slow = only(claim(tx, lease=0))
    only(claim(tx))
    assert not tx.outbox.anew(slow)


def test_what_was_begun_to_be_said_anew_and_never_heard_of_is_not_simply_repeated(tx: Transaction, circle: str) -> None:
    put(tx, circle, Post(say("Old"), "card"))
    deliver(tx, only(claim(tx)), "1")
    put(tx, circle, Update("card", say("New")))
    tx.outbox.anew(only(claim(tx)))
    tx.outbox.begin(only(claim(tx)), 0, "C1")
    assert only(claim(tx)).is_unsure


def test_of_private_things_it_is_not_kept_who_asked(tx: Transaction, circle: str) -> None:
    people = ("U1", "U2")
    for effect in (Tell("U1", say("Hi"), "t"), Introduce(people, say("Meet"), "g"), Nudge("g", people, say("Hi"), "n")):
        tx.outbox.put("T1", circle, effect, NOW, "UASKED")
    tx.outbox.put("T1", circle, Post(say("Hi"), "p"), NOW, "UASKED")
    asked = {row.kind: row.asked_by for row in tx._session.scalars(select(OutboxRow))}
    assert asked == {"tell": "", "introduce": "", "nudge": "", "post": "UASKED"}


def test_once_it_is_said_nobody_knows_who_asked(tx: Transaction, circle: str) -> None:
    tx.outbox.put("T1", circle, Post(say("Hi"), "p"), NOW, "UASKED")
    deliver(tx, only(claim(tx)), "1")
    assert tx._session.scalars(select(OutboxRow.asked_by)).all() == [""]


@pytest.mark.parametrize(
    ("person", "everything", "count"), [("UASKED", False, 1), ("UOTHER", False, 0), ("U", True, 1)]
)
def test_whoever_asked_or_looks_after_it_can_have_it_sent_again(
    tx: Transaction, circle: str, person: str, everything: bool, count: int
) -> None:
    tx.outbox.put("T1", circle, Post(say("Hi"), "p"), NOW, "UASKED")
    tx.outbox.fail(only(claim(tx)), "refused", keep=True)
    later = NOW + MINUTE
    assert tx.outbox.again("T1", circle, "", person, later, everything=everything) == count
    assert [(job.card, job.created) for job in claim(tx, later)] == [(say("Hi"), later)] * count
    assert tx.outbox.again("T1", circle, "", person, later, everything=everything) == 0


def test_what_was_delivered_names_nobody_and_is_said_anew_to_the_same_people(tx: Transaction) -> None:
    """Whether they still want it is asked again, so it has to be known who they are."""
    circle = coffee(tx)
    for person in ("U1", "U2"):
        circle.join(person, NOW)
    held = circle.begin_round(NOW, NOW.date(), None, NOW)
    assert held
    key = f"group:{circle.gather(held.id, ('U1', 'U2')).id}"
    put(tx, circle.id, Introduce(("U1", "U2"), say("Meet"), key), Tell("U1", say("Hi"), "hi"))
    for job in claim(tx):
        tx.outbox.done(job, {"conversation": "G", "message": job.key})
    assert list(tx._session.scalars(select(OutboxRow.people))) == [[], []]
    put(tx, circle.id, Update(key, say("Another")), Update("hi", say("Hello")), Update("nobody's", say("x")))
    assert all(tx.outbox.anew(job) for job in claim(tx))
    assert {job.to: job.people for job in claim(tx)} == {key: ("U1", "U2"), "hi": ("U1",)}


def test_what_was_for_a_group_that_is_not_known_is_not_said_anew(tx: Transaction, circle: str) -> None:
    put(tx, circle, Introduce(("U1", "U2"), say("Meet"), "odd"))
    tx.outbox.done(only(claim(tx)), {"conversation": "G", "message": "1.0"})
    put(tx, circle, Update("odd", say("Another")))
    assert not tx.outbox.anew(only(claim(tx)))


def test_what_waits_can_be_unsaid_and_what_was_said_cannot(tx: Transaction, circle: str) -> None:
    put(tx, circle, Tell("U1", say("Hello"), "hello"), Tell("U2", say("Hello"), "other"))
    here = coffee(tx)
    assert here.unsay("nothing") is None
    assert here.unsay("hello") is True
    job = only(claim(tx))
    assert job.key == "other"
    assert tx.outbox.begin(job, LEASE)
    assert here.unsay("other") is False
    assert not tx.outbox.retry(job, NOW, "limited")
    assert claim(tx, NOW + MINUTE) == []
    assert here.unsay("other") is None


def test_what_is_claimed_and_then_unsaid_is_not_sent(tx: Transaction, circle: str) -> None:
    put(tx, circle, Tell("U1", say("Hello"), "hello"))
    job = only(claim(tx))
    assert coffee(tx).unsay("hello") is True
    assert not tx.outbox.begin(job, LEASE)
