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
from storage.transaction import Books
from tests.databases import Databases
from tests.units.storage_kit import NOW, coffee

LEASE = 60
MINUTE = timedelta(minutes=1)


@pytest.fixture
def circle(books: Books) -> str:
    return coffee(books).id


def put(books: Books, circle: str | None, *effects: Lasting, now: datetime = NOW) -> list[str | None]:
    return [books.outbox.put("T1", circle, effect, now) for effect in effects]


def claim(books: Books, now: datetime = NOW, limit: int = 10, lease: float = LEASE) -> list[Job]:
    """A lease of no seconds is over at once."""
    return books.outbox.claim(now, lease, limit)


def only(jobs: list[Job]) -> Job:
    assert len(jobs) == 1
    return jobs[0]


def test_what_was_put_is_what_is_claimed(books: Books, circle: str) -> None:
    (id,) = put(books, circle, Tell("U1", say("Hello"), "hello", asked_for=True))
    job = only(claim(books))
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


def test_many_are_said_in_their_order_and_each_once(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "post"))
    effects = [Introduce(("U1", "U2"), say("Meet"), "g"), Update("post", say("New")), Post(say("Again"), "post")]
    books.outbox.put_all("T1", circle, [*effects, Introduce(("U1", "U2"), say("Meet"), "g")], NOW)
    assert [(job.key, job.card) for job in claim(books)] == [("post", say("New")), ("g", say("Meet"))]


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
    first = only(claim(books, lease=0))
    second = only(claim(books))
    assert (second.id, second.attempt, second.is_unsure) == (first.id, 2, False)
    assert claim(books) == []


def test_a_worker_that_lost_its_claim_changes_nothing(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    slow = only(claim(books, lease=0))
    assert not books.outbox.begin(slow, LEASE)
    only(claim(books))
    assert not books.outbox.retry(slow, NOW, "timeout")
    assert not books.outbox.release(slow)
    assert not books.outbox.fail(slow, "timeout")
    assert not books.outbox.drop(slow, "timeout")
    assert claim(books, NOW + MINUTE) == []


def test_what_was_delivered_is_delivered_whoever_says_so(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    slow = only(claim(books, lease=0))
    quick = only(claim(books))
    assert books.outbox.done(slow, {"ts": "1"})
    assert not books.outbox.done(quick, {"ts": "2"})
    assert not books.outbox.retry(quick, NOW, "timeout")
    assert books.outbox.reference_of("T1", circle, "k") == {"ts": "1"}
    assert claim(books, NOW + 9 * MINUTE) == []


def test_a_message_given_back_was_not_tried(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    assert books.outbox.release(only(claim(books)))
    assert only(claim(books)).attempt == 1


def test_what_a_dead_worker_had_begun_may_have_arrived(books: Books, circle: str) -> None:
    put(books, circle, Introduce(("U1", "U2"), say("Meet"), "group:1"))
    first = only(claim(books))
    assert books.outbox.begin(first, 0, "G1")
    assert not books.outbox.release(first)
    again = only(claim(books))
    assert (again.id, again.is_unsure) == (first.id, True)
    assert books.outbox.fail(again, "unsure")


def test_what_was_certainly_not_sent_is_tried_again_without_a_doubt(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    first = only(claim(books))
    assert books.outbox.begin(first, LEASE, "C1")
    assert books.outbox.retry(first, NOW, "rate limited")
    assert not only(claim(books)).is_unsure


def test_a_press_of_its_button_tells_where_a_lost_message_is(books: Books, circle: str) -> None:
    put(books, circle, Introduce(("U1", "U2"), say("Meet"), "group:1"))
    job = only(claim(books))
    books.outbox.begin(job, LEASE, "G1")
    books.outbox.fail(job, "unsure")
    assert put(books, circle, Update("group:1", say("New"))) == [None]
    assert books.outbox.learn("T1", circle, "1", "G9", "7.0") is None
    assert books.outbox.learn("T1", circle, "2", "G1", "7.0") is None
    assert books.outbox.learn("T1", circle, "1", "G1", "7.0") == "group:1"
    assert books.outbox.learn("T1", circle, "1", "G1", "8.0") is None
    assert books.outbox.reference_of("T1", circle, "group:1") == {"conversation": "G1", "message": "7.0"}
    assert put(books, circle, Update("group:1", say("New"))) != [None]


@pytest.mark.fault("F4", "what a newer version put into the outbox is left alone")
def test_what_a_newer_version_put_there_is_left_alone(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"), Tell("U1", say("Hi"), "t"), Tell("U2", say("Hi"), "u"))
    rows = {row.key: row for row in books._session.scalars(select(OutboxRow))}
    rows["k"].kind = "song"
    rows["t"].card = {"summary": "", "body": [{"is": "Hologram"}]}
    assert [job.key for job in claim(books)] == ["u"]
    assert (rows["k"].state, rows["t"].state, rows["t"].attempt) == ("ready", "ready", 0)


@pytest.mark.fault("F23", "a token taken back: the workspace is left alone until it lets the bot in")
def test_nothing_is_sent_to_a_workspace_that_shut_the_bot_out(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"))
    books.workspaces.close("T1", "token_revoked")
    assert claim(books) == []
    books.workspaces.save("T1", "The Ward", "slack")
    assert only(claim(books)).key == "k"


@pytest.mark.fault("F42", "uninstalled: what waited is never sent, also not after a new installation")
def test_nothing_that_waited_is_sent_after_the_bot_was_uninstalled(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Hi"), "k"), Tell("U1", say("Hi"), "t"))
    held = claim(books, limit=1)[0]
    books.workspaces.leave("T1", NOW)
    books.workspaces.save("T1", "The Ward", "slack")
    assert claim(books) == []
    assert not books.outbox.begin(held, LEASE)
    assert books.circles.running("T1") == []


def test_a_workspaces_methods_are_called_no_faster_than_they_may_be(books: Books, circle: str) -> None:
    other = coffee(books, workspace="T2").id
    for workspace, id in (("T1", circle), ("T2", other)):
        for number in range(5):
            books.outbox.put(workspace, id, Tell(f"U{number}", say("Hi"), str(number)), NOW)
    rates = Rates(of={"post": Rate(1, burst=2)}, calls={"tell": ("post",)})
    jobs = [job for _ in range(5) for job in books.outbox.claim(NOW, LEASE, 10, rates)]
    assert sorted(job.workspace for job in jobs) == ["T1", "T1", "T2", "T2"]


@pytest.mark.fault("F17", "the other workspaces go on")
def test_when_the_platform_asks_for_a_pause_the_other_workspaces_go_on(books: Books, circle: str) -> None:
    other = coffee(books, workspace="T2").id
    rates = Rates(of={"post": Rate(600, burst=10)}, calls={"tell": ("post",)})
    for workspace, id in (("T1", circle), ("T2", other)):
        books.outbox.put(workspace, id, Tell("U1", say("Hi"), "k"), NOW)
    books.paces.hold("T1", "post", 30)
    assert [job.workspace for job in books.outbox.claim(NOW, LEASE, 10, rates)] == ["T2"]


def test_words_are_not_kept_after_they_are_said(books: Books, circle: str) -> None:
    put(books, circle, *(Tell("U1", say("a secret"), key) for key in ("a", "b", "c")))
    outbox = books.outbox
    outbox.done(only(claim(books)), {})
    outbox.fail(only(claim(books)), "why")
    outbox.drop(only(claim(books)), "why")
    assert list(books._session.scalars(select(OutboxRow.card))) == [None] * 3


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
    failed, retried, _ = claim(books, NOW + 2 * MINUTE, 3)
    books.outbox.fail(failed, "why")
    books.outbox.retry(retried, NOW + 9 * MINUTE, "why")
    expected = Depth(ready=1, later=1, sending=1, failed=1, oldest=NOW + MINUTE)
    assert books.outbox.depth(NOW + 5 * MINUTE) == expected


def test_you_can_see_when_to_look_again(books: Books, circle: str) -> None:
    put(books, circle, Tell("U1", say("a"), "a"), Tell("U1", say("b"), "b"))
    assert books.outbox.next_not_before() == NOW
    job = only(claim(books))
    assert books.outbox.next_not_before() is None
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
            for job in claim(books, now, chance.randint(1, 4), lease=0):
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


def test_workspaces_have_their_turns(books: Books, circle: str) -> None:
    other = coffee(books, workspace="T2").id
    for workspace, id in (("T1", circle), ("T2", other)):
        for number in range(5):
            books.outbox.put(workspace, id, Tell(f"U{number}", say("Hi"), str(number)), NOW)
    assert [(job.workspace, job.key) for job in claim(books, limit=4)] == [
        ("T1", "0"),
        ("T2", "0"),
        ("T1", "1"),
        ("T2", "1"),
    ]


def test_a_small_round_does_not_wait_for_a_large_one(books: Books, circle: str) -> None:
    small = coffee(books, channel="C2").id
    for id, many in ((circle, 50), (small, 2)):
        put(books, id, *(Introduce((f"U{number}", f"V{number}"), say("Meet"), str(number)) for number in range(many)))
    assert [job.circle_id for job in claim(books, limit=5)] == [circle, small, circle, small, circle]


# a second try


def deliver(books: Books, job: Job, message: str) -> None:
    books.outbox.begin(job, LEASE, "C1")
    books.outbox.done(job, {"conversation": "C1", "message": message})


def test_what_is_said_anew_is_from_then_on_the_message(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "card"))
    deliver(books, only(claim(books)), "1")
    put(books, circle, Update("card", say("New")))
    assert books.outbox.anew(only(claim(books)))
    anew = only(claim(books))
    assert (anew.kind, anew.is_anew, anew.card) == ("nudge", True, say("New"))
    deliver(books, anew, "2")
    assert (books.outbox.reference_of("T1", circle, "card") or {})["message"] == "2"
    assert books.outbox.said_at("T1", "C1", "2") == (circle, "card")
    assert books.outbox.said_at("T1", "C1", "1") is None


def test_it_is_said_anew_once(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "card"))
    deliver(books, only(claim(books)), "1")
    put(books, circle, Update("card", say("New")))
    assert books.outbox.anew(only(claim(books)))
    deliver(books, only(claim(books)), "2")
    put(books, circle, Update("card", say("Newer")))
    assert not books.outbox.anew(only(claim(books)))


def test_a_worker_that_lost_its_claim_says_nothing_anew(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "card"))
    deliver(books, only(claim(books)), "1")
    put(books, circle, Update("card", say("New")))
    slow = only(claim(books, lease=0))
    only(claim(books))
    assert not books.outbox.anew(slow)


def test_what_was_begun_to_be_said_anew_and_never_heard_of_is_not_simply_repeated(books: Books, circle: str) -> None:
    put(books, circle, Post(say("Old"), "card"))
    deliver(books, only(claim(books)), "1")
    put(books, circle, Update("card", say("New")))
    books.outbox.anew(only(claim(books)))
    books.outbox.begin(only(claim(books)), 0, "C1")
    assert only(claim(books)).is_unsure


def test_of_private_things_it_is_not_kept_who_asked(books: Books, circle: str) -> None:
    people = ("U1", "U2")
    for effect in (Tell("U1", say("Hi"), "t"), Introduce(people, say("Meet"), "g"), Nudge("g", people, say("Hi"), "n")):
        books.outbox.put("T1", circle, effect, NOW, "UASKED")
    books.outbox.put("T1", circle, Post(say("Hi"), "p"), NOW, "UASKED")
    asked = {row.kind: row.asked_by for row in books._session.scalars(select(OutboxRow))}
    assert asked == {"tell": "", "introduce": "", "nudge": "", "post": "UASKED"}


def test_once_it_is_said_nobody_knows_who_asked(books: Books, circle: str) -> None:
    books.outbox.put("T1", circle, Post(say("Hi"), "p"), NOW, "UASKED")
    deliver(books, only(claim(books)), "1")
    assert books._session.scalars(select(OutboxRow.asked_by)).all() == [""]


@pytest.mark.parametrize(
    ("person", "everything", "count"), [("UASKED", False, 1), ("UOTHER", False, 0), ("U", True, 1)]
)
def test_whoever_asked_or_looks_after_it_can_have_it_sent_again(
    books: Books, circle: str, person: str, everything: bool, count: int
) -> None:
    books.outbox.put("T1", circle, Post(say("Hi"), "p"), NOW, "UASKED")
    books.outbox.fail(only(claim(books)), "refused", keep=True)
    later = NOW + MINUTE
    assert books.outbox.again("T1", circle, "", person, later, everything=everything) == count
    assert [(job.card, job.created) for job in claim(books, later)] == [(say("Hi"), later)] * count
    assert books.outbox.again("T1", circle, "", person, later, everything=everything) == 0


def test_what_was_delivered_names_nobody_and_is_said_anew_to_the_same_people(books: Books) -> None:
    """Whether they still want it is asked again, so it has to be known who they are."""
    circle = coffee(books)
    for person in ("U1", "U2"):
        circle.join(person, NOW)
    held = circle.begin_round(NOW, NOW.date(), None, NOW)
    assert held
    key = f"group:{circle.gather(held.id, ('U1', 'U2')).id}"
    put(books, circle.id, Introduce(("U1", "U2"), say("Meet"), key), Tell("U1", say("Hi"), "hi"))
    for job in claim(books):
        books.outbox.done(job, {"conversation": "G", "message": job.key})
    assert list(books._session.scalars(select(OutboxRow.people))) == [[], []]
    put(books, circle.id, Update(key, say("Another")), Update("hi", say("Hello")), Update("nobody's", say("x")))
    assert all(books.outbox.anew(job) for job in claim(books))
    assert {job.to: job.people for job in claim(books)} == {key: ("U1", "U2"), "hi": ("U1",)}


def test_what_was_for_a_group_that_is_not_known_is_not_said_anew(books: Books, circle: str) -> None:
    put(books, circle, Introduce(("U1", "U2"), say("Meet"), "odd"))
    books.outbox.done(only(claim(books)), {"conversation": "G", "message": "1.0"})
    put(books, circle, Update("odd", say("Another")))
    assert not books.outbox.anew(only(claim(books)))


def test_what_waits_can_be_unsaid_and_what_was_said_cannot(books: Books, circle: str) -> None:
    put(books, circle, Tell("U1", say("Hello"), "hello"), Tell("U2", say("Hello"), "other"))
    here = coffee(books)
    assert here.unsay("nothing") is None
    assert here.unsay("hello") is True
    job = only(claim(books))
    assert job.key == "other"
    assert books.outbox.begin(job, LEASE)
    assert here.unsay("other") is False
    assert not books.outbox.retry(job, NOW, "limited")
    assert claim(books, NOW + MINUTE) == []
    assert here.unsay("other") is None


def test_what_is_claimed_and_then_unsaid_is_not_sent(books: Books, circle: str) -> None:
    put(books, circle, Tell("U1", say("Hello"), "hello"))
    job = only(claim(books))
    assert coffee(books).unsay("hello") is True
    assert not books.outbox.begin(job, LEASE)
