from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.cards import say
from rituals.effects import Introduce, Nudge, Post, Tell, Update
from storage.books import Books
from storage.outbox import Depth, Job, Lasting
from tests.databases import Databases
from tests.units.storage_kit import NOW, coffee

LEASE = 60
MINUTE = timedelta(minutes=1)


@pytest.fixture
def circle(books: Books) -> str:
    return coffee(books).id


def put(books: Books, circle: str | None, *effects: Lasting, now: datetime = NOW) -> list[str | None]:
    return [books.outbox.put("T1", circle, effect, now) for effect in effects]


def claim(books: Books, now: datetime = NOW, limit: int = 10) -> list[Job]:
    return books.outbox.claim(now, LEASE, limit)


def only(jobs: list[Job]) -> Job:
    assert len(jobs) == 1
    return jobs[0]


def test_what_was_put_is_what_is_claimed(books: Books, circle: str) -> None:
    (id,) = put(books, circle, Tell("U1", say("Hello"), "hello", asked_for=True))
    job = only(claim(books))
    assert job == Job(
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
        lease_until=NOW + MINUTE,
    )


def test_messages_are_claimed_in_the_order_they_were_said(books: Books, circle: str) -> None:
    effects = [Tell(f"U{n}", say("Hi"), f"hi:{n}") for n in (3, 1, 2)]
    put(books, circle, *effects, Introduce(("U1", "U2"), say("Meet"), "group:1"), Post(say("All"), "all"))
    assert [job.key for job in claim(books, limit=2)] == ["hi:3", "hi:1"]
    assert [job.key for job in claim(books)] == ["hi:2", "group:1", "all"]
    assert claim(books) == []


def test_nothing_is_said_twice_under_one_key(books: Books, circle: str) -> None:
    first, again = put(books, circle, Post(say("Once"), "k"), Post(say("Twice"), "k"))
    assert first
    assert again is None
    job = only(claim(books))
    assert job.card == say("Once")
    books.outbox.done(job, {"ts": "1"})
    assert put(books, circle, Tell("U1", say("Thrice"), "k")) == [None]
    assert claim(books, NOW + 10 * MINUTE) == []


def test_a_key_is_the_circles_own(books: Books, circle: str) -> None:
    other = coffee(books, channel="C2").id
    assert all(books.outbox.put("T1", each, Post(say("Hi"), "k"), NOW) for each in (circle, other))
    for workspace in ("T1", "T2"):
        assert books.outbox.put(workspace, None, Tell("U1", say("Hi"), "k"), NOW)
    assert put(books, None, Tell("U1", say("Hi"), "k")) == [None]
    assert len(claim(books)) == 4


def test_nothing_overtakes_on_its_way_to_one_person(books: Books, circle: str) -> None:
    put(books, circle, *(Tell("U1", say(str(n)), f"k{n}") for n in range(2)), Tell("U2", say("x"), "k9"))
    first, other = claim(books)
    assert (first.key, other.key) == ("k0", "k9")
    books.outbox.retry(first, NOW + 5 * MINUTE, "rate limit")
    books.outbox.done(other, {})
    assert claim(books, NOW + 4 * MINUTE) == []
    again = only(claim(books, NOW + 5 * MINUTE))
    assert (again.key, again.attempt) == ("k0", 2)
    books.outbox.fail(again, "gone")
    assert [job.key for job in claim(books, NOW + 5 * MINUTE)] == ["k1"]


def test_a_nudge_waits_for_its_introduction(books: Books, circle: str) -> None:
    people = ("U1", "U2")
    put(books, circle, Introduce(people, say("Meet"), "group:1"), Nudge("group:1", people, say("So?"), "n"))
    introduction = only(claim(books))
    books.outbox.done(introduction, {"channel": "G1", "ts": "1"})
    nudge = only(claim(books))
    assert (nudge.kind, nudge.to, nudge.people) == ("nudge", "group:1", people)
    assert books.outbox.reference_of("T1", circle, nudge.to) == {"channel": "G1", "ts": "1"}


def test_a_message_that_waits_is_changed_in_place(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "k"))
    assert put(books, circle, Update("k", say("New"))) == [None]
    job = only(claim(books))
    assert (job.kind, job.card) == ("post", say("New"))


def test_waiting_updates_of_one_message_become_the_newest(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "k"))
    original = only(claim(books))
    ids = put(books, circle, *(Update("k", say(str(n))) for n in range(3)))
    assert ids[0]
    assert ids[1:] == [None, None]
    assert claim(books) == []
    books.outbox.done(original, {"ts": "1"})
    update = only(claim(books))
    assert (update.kind, update.card) == ("update", say("2"))
    (later,) = put(books, circle, Update("k", say("3")))
    assert later
    assert claim(books) == []
    books.outbox.done(update, {})
    assert only(claim(books)).card == say("3")
    assert books.outbox.reference_of("T1", circle, "k") == {"ts": "1"}


def test_an_update_of_nothing_is_nothing(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "k"))
    books.outbox.drop(only(claim(books)), "nobody there")
    assert put(books, circle, Update("k", say("New")), Update("unknown", say("New"))) == [None, None]
    assert claim(books) == []


def test_a_message_of_a_dead_worker_is_claimed_again(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    first = only(claim(books))
    assert claim(books, NOW + timedelta(seconds=LEASE - 1)) == []
    second = only(claim(books, NOW + timedelta(seconds=LEASE)))
    assert (second.id, second.attempt) == (first.id, 2)


def test_a_worker_that_lost_its_claim_changes_nothing(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    slow = only(claim(books))
    only(claim(books, NOW + MINUTE))
    assert not books.outbox.retry(slow, NOW, "timeout")
    assert not books.outbox.release(slow)
    assert not books.outbox.fail(slow, "timeout")
    assert not books.outbox.drop(slow, "timeout")
    assert claim(books, NOW + MINUTE) == []


def test_what_was_delivered_is_delivered_whoever_says_so(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    slow = only(claim(books))
    quick = only(claim(books, NOW + MINUTE))
    assert books.outbox.done(slow, {"ts": "1"})
    assert not books.outbox.done(quick, {"ts": "2"})
    assert not books.outbox.retry(quick, NOW, "timeout")
    assert books.outbox.reference_of("T1", circle, "k") == {"ts": "1"}
    assert claim(books, NOW + 9 * MINUTE) == []


def test_a_message_given_back_was_not_tried(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    assert books.outbox.release(only(claim(books)))
    assert only(claim(books)).attempt == 1


def test_words_are_not_kept_after_they_are_said(books: Books, circle: str) -> None:
    put(books, circle, *(Tell("U1", say("a secret"), key) for key in ("a", "b", "c")))
    outbox = books.outbox
    outbox.done(only(claim(books)), {})
    outbox.fail(only(claim(books)), "why")
    outbox.drop(only(claim(books)), "why")
    assert [message["card"] for message in books.about("T1", "U1")["messages"]] == [None] * 3


def test_another_workspace_has_no_reference(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    assert books.outbox.reference_of("T1", circle, "k") is None
    books.outbox.done(only(claim(books)), {"ts": "1"})
    assert books.outbox.reference_of("T2", circle, "k") is None


def test_you_can_see_how_much_is_waiting(books: Books, circle: str) -> None:
    assert books.outbox.depth(NOW) == Depth(ready=0, later=0, sending=0, failed=0, oldest=None)
    assert books.outbox.next_not_before() is None
    for minute in range(4):
        put(books, circle, Tell(f"U{minute}", say("x"), f"k{minute}"), now=NOW + minute * MINUTE)
    failed, retried, _ = claim(books, NOW + 2 * MINUTE)
    books.outbox.fail(failed, "why")
    books.outbox.retry(retried, NOW + 9 * MINUTE, "why")
    expected = Depth(ready=1, later=1, sending=1, failed=1, oldest=NOW + MINUTE)
    assert books.outbox.depth(NOW + 5 * MINUTE) == expected


def test_you_can_see_when_to_look_again(books: Books, circle: str) -> None:
    put(books, circle, Tell("U1", say("a"), "a"), Tell("U1", say("b"), "b"))
    assert books.outbox.next_not_before() == NOW
    job = only(claim(books))
    assert books.outbox.next_not_before() == NOW + MINUTE
    books.outbox.retry(job, NOW + 9 * MINUTE, "why")
    assert books.outbox.next_not_before() == NOW + 9 * MINUTE


@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 12), seed=st.integers(0, 2**32))
def test_everything_arrives_once_and_in_order_whatever_fails(databases: Databases, count: int, seed: int) -> None:
    """Workers die, retry, give back and report late; a message known as delivered is never claimed again."""
    chance, now = Random(seed), NOW
    delivered: list[int] = []
    silent: list[Job] = []
    with databases.store() as store, store.begin() as books:
        circle = coffee(books).id
        put(books, circle, *(Tell(f"U{n % 3}", say(str(n)), str(n)) for n in range(count)))
        for _ in range(300 * count):
            now += timedelta(seconds=chance.randint(0, 2 * LEASE))
            for job in claim(books, now, chance.randint(1, 4)):
                assert int(job.key) not in delivered
                match chance.choice(["done", "retry", "release", "late", "die"]):
                    case "done":
                        assert books.outbox.done(job, {})
                        delivered.append(int(job.key))
                    case "retry":
                        assert books.outbox.retry(job, now + MINUTE, "why")
                    case "release":
                        assert books.outbox.release(job)
                    case "late":
                        silent.append(job)
            if silent and chance.random() < 0.3:
                books.outbox.retry(silent.pop(), now, "why")
            if len(delivered) == count:
                break
        assert books.outbox.next_not_before() is None
    for person in range(3):
        theirs = [n for n in delivered if n % 3 == person]
        assert theirs == list(range(person, count, 3))[: len(theirs)]
    assert len(delivered) == count
