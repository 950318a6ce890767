from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from rituals.records import Profile
from storage.circles.alarms import Alarm
from storage.errors import AlreadyStarted, NotInstalled
from storage.transaction import Books
from tests.units.storage_kit import LONDON, NOW, CoffeeSettings, coffee

HOUR = timedelta(hours=1)


def test_a_circle_is_what_its_champion_set_up(books: Books) -> None:
    circle = coffee(books)
    assert (circle.ritual, circle.channel, circle.workspace) == ("coffee", "C1", "T1")
    assert (circle.settings, circle.zone, circle.next_due) == (CoffeeSettings(), LONDON, NOW)
    assert (circle.started, circle.champions, circle.is_running) == (NOW, ("UCHAMP",), True)


def test_settings_are_changed(books: Books) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    coffee(books).change(CoffeeSettings(size=3), tokyo, NOW + HOUR)
    circle = coffee(books)
    assert (circle.settings, circle.zone, circle.next_due) == (CoffeeSettings(size=3), tokyo, NOW + HOUR)


def test_champions_come_and_go(books: Books) -> None:
    circle = coffee(books)
    assert circle.add_champion("UANA")
    assert not circle.add_champion("UANA")
    assert circle.champions == ("UANA", "UCHAMP")
    assert [each.id for each in books.circles.kept_by("T1", "UANA")] == [circle.id]
    circle.release_champions()
    assert circle.champions == ()
    assert books.circles.kept_by("T1", "UANA") == []


@pytest.mark.parametrize("flag", ["is_gone", "is_guest", "is_stranger"])
def test_whoever_is_no_colleague_any_more_looks_after_nothing(books: Books, flag: str) -> None:
    circle = coffee(books)
    circle.add_champion("UANA")
    books.people.save("T1", [Profile(id="UCHAMP", **{flag: True})], NOW)
    assert circle.champions == ("UANA",)


def test_a_ritual_is_set_up_once_in_a_channel(books: Books) -> None:
    coffee(books)
    with pytest.raises(AlreadyStarted):
        books.circles.start("T1", "coffee", "C1", "UANA", CoffeeSettings(), LONDON, NOW, NOW)
    assert coffee(books).champions == ("UCHAMP",)


def test_a_stopped_circle_rests_and_goes_on_where_it_was(books: Books) -> None:
    circle = coffee(books)
    circle.join("U1", NOW)
    books.alarms.put(circle.id, "nudge", "", NOW)
    circle.stop()
    assert (circle.next_due, circle.is_running) == (None, False)
    assert books.circles.find("T1", "coffee", "C1") is None
    assert books.circles.of_person("T1", "U1") == []
    assert books.circles.in_channel("T1", "C1") == []
    assert books.circles.claim_due(NOW, 0, 9) == []
    assert books.alarms.due(NOW, 9) == []
    stopped = books.circles.by_id("T1", circle.id)
    assert stopped
    assert not stopped.leave("U9")
    again = books.circles.start("T1", "coffee", "C1", "UANA", CoffeeSettings(), LONDON, NOW, NOW + HOUR)
    assert (again.id, len(again.places()), again.started) == (circle.id, 1, NOW + HOUR)


@pytest.mark.fault("F43", "two workspaces with the same ids never meet")
def test_two_workspaces_with_the_same_ids_never_meet(books: Books) -> None:
    ours, theirs = coffee(books), coffee(books, workspace="T2")
    assert ours.id != theirs.id
    ours.join("U1", NOW)
    assert books.circles.by_id("T2", ours.id) is None
    assert books.circles.lock("T2", ours.id) is None
    assert books.circles.of_person("T2", "U1") == []
    assert theirs.participation("U1") is None
    assert [each.id for each in books.circles.running("T2")] == [theirs.id]
    assert [each.id for each in books.circles.running("T1", "coffee")] == [ours.id]
    assert books.circles.running("T1", "potluck") == []


def test_the_circles_of_a_person_and_of_a_channel_are_found(books: Books) -> None:
    first, second = coffee(books, channel="C1"), coffee(books, channel="C2")
    for circle in (second, first):
        circle.join("U1", NOW)
    assert [each.channel for each in books.circles.of_person("T1", "U1")] == ["C1", "C2"]
    assert [each.id for each in books.circles.in_channel("T1", "C2")] == [second.id]


def test_what_is_due_is_found_longest_waiting_first(books: Books) -> None:
    late = coffee(books, channel="C1", due=NOW - HOUR)
    now = coffee(books, workspace="T2", due=NOW)
    coffee(books, channel="C3", due=NOW + HOUR)
    coffee(books, channel="C4", due=None)
    assert books.circles.claim_due(NOW, 0, 9) == [("T1", late.id), ("T2", now.id)]
    assert books.circles.claim_due(NOW, 0, 1) == [("T1", late.id)]
    assert books.circles.claim_due(NOW, 0, 9, besides={late.id}) == [("T2", now.id)]
    assert books.circles.claim_due(NOW - 2 * HOUR, 0, 9) == []


def test_a_round_that_somebody_is_at_is_left_to_them_until_their_lease_ends(books: Books) -> None:
    circle = coffee(books)
    assert books.circles.claim_due(NOW, 60, 9) == [("T1", circle.id)]
    assert books.circles.claim_due(NOW, 60, 9) == []
    books.circles.put_off(circle.id, 0)
    assert books.circles.claim_due(NOW, 60, 9) == [("T1", circle.id)]


def test_the_next_moment_is_a_round_or_an_alarm(books: Books) -> None:
    assert books.next_due() is None
    circle = coffee(books, due=NOW + HOUR)
    assert books.next_due() == books.circles.next_due() == NOW + HOUR
    books.alarms.put(circle.id, "nudge", "g1", NOW)
    assert books.next_due() == NOW


def test_an_alarm_rings_once(books: Books) -> None:
    circle = coffee(books)
    books.alarms.put(circle.id, "nudge", "g1", NOW)
    books.alarms.put(circle.id, "nudge", "g2", NOW - HOUR)
    books.alarms.put(circle.id, "nudge", "g3", NOW + HOUR)
    first, second = (Alarm("T1", circle.id, "nudge", "g2", NOW - HOUR), Alarm("T1", circle.id, "nudge", "g1", NOW))
    assert books.alarms.due(NOW, 1) == [first]
    assert books.alarms.due(NOW, 9) == [first, second]
    assert books.alarms.take(first)
    assert not books.alarms.take(first)
    assert books.alarms.due(NOW, 9) == [second]


def test_an_alarm_asked_for_twice_is_moved(books: Books) -> None:
    circle = coffee(books)
    books.alarms.put(circle.id, "nudge", "g1", NOW)
    books.alarms.put(circle.id, "nudge", "g1", NOW + HOUR)
    assert books.alarms.due(NOW, 9) == []
    (moved,) = books.alarms.due(NOW + HOUR, 9)
    assert not books.alarms.take(replace(moved, due=NOW))
    assert books.alarms.take(moved)


def test_a_ritual_that_is_not_installed_any_more_says_so(books: Books) -> None:
    circle = books.circles.start("T1", "chess", "C1", "UANA", CoffeeSettings(), LONDON, None, NOW)
    with pytest.raises(NotInstalled):
        _ = circle.settings
    assert circle.ritual == "chess"
