import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from rituals.cards import Card, Paragraph, Person, plain, say
from rituals.effects import Introduce, Post, Tell, Update
from rituals.records import Meeting, Profile
from storage.circles.circle import SqlCircle
from storage.privacy.held import Held
from storage.store import Store
from storage.tables.models import Base
from storage.tables.naming import names, renamed
from storage.transaction import Transaction
from tests.storage.kit import NOW, TODAY, coffee

ANA, BEN, CLEO = "UANA", "UBEN", "UCLEO"


@pytest.fixture
def store(store: Store) -> Store:
    with store.begin() as tx:
        _live(tx, "T1")
        _live(tx, "T2")
    return store


def _live(tx: Transaction, workspace: str) -> None:
    """Ana meets Ben and Cleo, answers, is written about, and looks after the circle."""
    tx.people.save(workspace, [Profile(id=ANA, name="Ana Lee"), Profile(id=BEN, name="Ben")], NOW)
    circle = coffee(tx, workspace)
    for person in (ANA, BEN, CLEO):
        circle.join(person, NOW)
    circle.describe(ANA, {"team": "Ward 7", "days on site": ["Monday"]})
    circle.add_champion(ANA)
    held = circle.begin_round(NOW, TODAY, NOW, NOW)
    assert held
    group = circle.gather(held.id, (ANA, BEN, CLEO))
    circle.answer(group, ANA, "met", "yes")
    circle.answer(group, BEN, "met", "no")
    circle.note(group, host=ANA, turns=[BEN, ANA], seats={ANA: 1})
    meet = Card("Meet", (Paragraph(("Hello ", Person(ANA))),))
    tx.outbox.put(workspace, circle.id, Introduce((ANA, BEN, CLEO), meet, f"group:{group.id}"), NOW)
    tx.outbox.put(workspace, circle.id, Tell(ANA, say("For you"), f"hello:{ANA}"), NOW)
    tx.outbox.put(workspace, None, Tell(ANA, say("Welcome"), f"welcome:{ANA}"), NOW)
    tx.outbox.put(workspace, circle.id, Tell(BEN, Card("x", (Paragraph((Person(ANA),)),)), "ben"), NOW)
    tx.alarms.put(circle.id, "remind", ANA, NOW)


def _everything(address: str) -> str:
    return "\n".join(_rows(address))


def test_the_forgotten_are_in_no_table(store: Store, address: str) -> None:
    for workspace in ("T1", "T2"):
        assert ANA in _everything(address)
        with store.begin() as tx:
            tx.forget(workspace, ANA)
    held = _everything(address)
    assert ANA not in held
    assert "Ana Lee" not in held
    assert "Ward 7" not in held
    assert BEN in held


def test_only_this_workspaces_person_is_forgotten(store: Store) -> None:
    with store.begin() as tx:
        before = _counted(tx.about("T2", ANA))
        tx.forget("T1", ANA)
        assert _counted(tx.about("T2", ANA)) == before
        assert tx.about("T1", ANA).is_nothing
        assert not tx.about("T2", ANA).is_nothing


def _counted(held: Held) -> tuple[object, ...]:
    return held.profile, len(held.places), held.met.count, held.added.count, held.waiting


def test_others_keep_their_history(store: Store) -> None:
    with store.begin() as tx:
        tx.forget("T1", ANA)
        circle = coffee(tx)
        group = circle.group_of(BEN)
        (gone,) = (who for who in group.people if who not in (BEN, CLEO))
        assert re.fullmatch("gone:[0-9a-f]{32}", gone)
        assert Meeting(BEN, CLEO, 1) in circle.meetings()
        assert circle.answer_of(group, BEN, "met") == "no"
        assert group.notes == {"host": gone, "turns": [BEN, gone], "seats": {gone: 1}}
        assert not circle.may_receive(gone, TODAY)


def _rows(address: str) -> Counter[str]:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = [f"{t}: {row}" for t in Base.metadata.tables for row in connection.execute(text(f"SELECT * FROM {t}"))]
    engine.dispose()
    return Counter(found)


def test_only_what_is_theirs_goes_and_nothing_changes_that_does_not_name_them(store: Store, address: str) -> None:
    with store.begin() as tx:
        for circle in (*tx.circles.all("T1"), *tx.circles.all("T2")):
            entry, own = (circle.add("note", person, {}, NOW, about=circle.id) for person in (BEN, ANA))
            for about, person, value in (
                (entry, ANA, "yes"),
                (entry, BEN, "yes"),
                (own, ANA, "yes"),
                (entry, CLEO, ANA),
            ):
                circle.respond(about, person, "liked", value)
            circle.answer(circle.group_of(BEN), CLEO, "with", ANA)
            for person, whom in ((ANA, ""), (BEN, ANA), (BEN, CLEO)):
                circle.refuse(person, whom=whom)
            asked = Post(say("For everybody"), "asked")
            tx.outbox.put(circle.workspace, circle.id, asked, NOW, asked_by=ANA)
    with store.begin() as tx:
        elsewhere = tx.named_in("T2", ANA)
        others = Counter({row: count for row, count in _rows(address).items() if not names(row, ANA)})
        tx.forget("T1", ANA)
        assert tx.named_in("T2", ANA) == elsewhere
    after = _rows(address)
    assert others - after == Counter()
    tables = ("answers", "responses", "entries", "participants", "circle_champions", "alarms")
    assert [row for row in after if row.startswith(tables) and "gone:" in row] == []


def test_nobody_can_tell_that_they_were_one_in_all_their_circles(store: Store, address: str) -> None:
    with store.begin() as tx:
        _meet_again(coffee(tx, channel="C2"))
        for event in ("click", "command"):
            tx.first_time("T1", f"{event}/{ANA}", NOW)
        tx.forget("T1", ANA)
    seen = [row for row in _rows(address) if row.startswith(("group_members", "seen")) and "gone:" in row]
    assert len(seen) == len({gone for row in seen for gone in re.findall("gone:[0-9a-f]{32}", row)}) == 4


def _meet_again(circle: SqlCircle) -> None:
    held = circle.begin_round(NOW, TODAY, NOW, NOW)
    assert held
    circle.gather(held.id, (ANA, BEN))


def test_a_waiting_introduction_shows_that_somebody_is_gone(store: Store) -> None:
    with store.begin() as tx:
        tx.forget("T1", ANA)
        people = coffee(tx).group_of(BEN).people
        jobs = [job for job in tx.outbox.claim(NOW, 60, 9) if job.workspace == "T1"]
    assert [job.kind for job in jobs] == ["introduce"]
    assert set(jobs[0].people) == set(people)
    assert ANA not in repr(jobs)


def test_you_can_see_everything_held_about_you(store: Store) -> None:
    with store.begin() as tx:
        mine = tx.about("T1", ANA)
        assert mine.profile
        assert mine.profile.name == "Ana Lee"
        (place,) = mine.places
        assert place.is_champion
        assert place.part
        assert place.part.joined == NOW
        assert place.part.about == {"team": "Ward 7", "days on site": ["Monday"]}
        (met,) = mine.met.newest
        assert (met.group.people, met.answers) == ((ANA, BEN, CLEO), {"met": "yes"})
        assert len(mine.reminders) == 1
        assert [(one.is_mine, plain(one.summary)) for one in mine.waiting] == [
            (False, ""),
            (True, "For you"),
            (True, "Welcome"),
            (False, ""),
        ]


def test_you_cannot_see_what_others_answered(store: Store) -> None:
    with store.begin() as tx:
        (met,) = tx.about("T1", CLEO).met.newest
    assert met.answers == {}


def test_of_much_you_see_the_newest_and_how_much_there_is(store: Store) -> None:
    with store.begin() as tx:
        circle = coffee(tx)
        for week in range(1, 5):
            due = NOW + timedelta(weeks=week)
            held = circle.begin_round(due, due.date(), due, due)
            assert held
            circle.gather(held.id, (ANA, BEN))
            circle.add("note", ANA, {"week": week}, due)
        mine = tx.about("T1", ANA, 2)
        assert [one.group.round.number for one in mine.met.newest] == [5, 4]
        assert [one.entry.data["week"] for one in mine.added.newest] == [4, 3]
        assert (mine.met.count, mine.added.count) == (5, 4)


def test_a_workspace_goes_with_everything_in_it(store: Store, address: str) -> None:
    with store.begin() as tx:
        tx.workspaces.save("T1", "The Ward", "slack")
        tx.first_time("T1", "Ev1", NOW)
        tx.workspaces.leave("T1", NOW)
    store.sweep(NOW + timedelta(days=31), {})
    with store.begin() as tx:
        assert tx.circles.find("T1", "coffee", "C1") is None
        assert tx.circles.find("T2", "coffee", "C1")
    held = _everything(address)
    assert "'T1'" not in held
    assert "'T2'" in held


PACKED = ("met:{}", "{} 3", "group:g1:{}", "x {} y", "<@{}>", '{{"who": "{}"}}')
"""How an id may be packed among other words."""


@given(st.lists(st.sampled_from(PACKED), min_size=1), st.sampled_from([f"{ANA}2", f"X{ANA}"]))
def test_an_id_is_found_among_other_words_and_never_within_another_id(packed: list[str], other: str) -> None:
    value = {packed[0].format(ANA): [one.format(ANA) for one in packed], "other": other}
    blurred = {packed[0].format("gone:1"): [one.format("gone:1") for one in packed], "other": other}
    assert names(value, ANA)
    assert not names(other, ANA)
    assert renamed(value, ANA, "gone:1") == blurred


def test_no_column_holds_the_forgotten_however_it_is_packed(store: Store, address: str) -> None:
    """Into every column of every table that could hold it."""
    with store.begin() as tx:
        circle = coffee(tx, "T1")
        kept = circle.add(f"about {ANA}", BEN, {f"to {ANA}": f"{ANA} 2"}, NOW, about=f"seat:{ANA}")
        circle.respond(kept, BEN, f"like {ANA}", f"{ANA} yes")
        circle.answer(circle.group_of(BEN), BEN, f"with {ANA}", f"{ANA} {CLEO}")
        tx.alarms.put(circle.id, f"wake {ANA}", f"{kept.id} {ANA}", NOW)
        tx.outbox.put("T1", circle.id, Post(say(f"{ANA}: hello"), f"hello:{ANA}:1"), NOW)
        tx.outbox.put("T1", circle.id, Update(f"hello:{ANA}:1", say(f"Hello {ANA}.")), NOW)
        tx.first_time("T1", f"click/{ANA}", NOW)
        tx.forget("T1", ANA)
        assert tx.named_in("T1", ANA) == {}
        tx.forget("T2", ANA)
    assert ANA not in _everything(address)


def test_what_waits_for_the_forgotten_or_tells_of_them_is_not_delivered(store: Store) -> None:
    with store.begin() as tx:
        circle = coffee(tx, "T1")
        word = circle.add("word", ANA, {"to": BEN, "words": "Thank you."}, NOW)
        tx.outbox.put("T1", circle.id, Tell(BEN, say("Thank you."), f"word:{word.id}", open=True), NOW)
        tx.outbox.put("T1", circle.id, Tell(BEN, say("Of nobody."), "other"), NOW)
        tx.forget("T1", ANA)
        jobs = [job for job in tx.outbox.claim(NOW, 60, 9) if job.workspace == "T1"]
    assert [(job.kind, job.key) for job in jobs if job.kind != "introduce"] == [("tell", "other")]


def test_a_reminder_about_somebody_whose_id_only_begins_alike_is_theirs(store: Store) -> None:
    alike, packed = f"{ANA}7", f"lunch {ANA}"
    with store.begin() as tx:
        (circle,) = tx.circles.all("T1")
        for about in (alike, packed):
            tx.alarms.put(circle.id, "wake", about, NOW)
        assert len(tx.about("T1", ANA).reminders) == 2
        assert len(tx.about("T1", alike).reminders) == 1
    with store.begin() as tx:
        tx.forget("T1", ANA)
        assert [one.about for one in tx.alarms.due(NOW, 9) if one.circle_id == circle.id] == [alike]
