from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from rituals.records import Profile
from storage.circles.alarms import Alarm
from storage.errors import AlreadyStarted, NotInstalled
from storage.transaction import Transaction
from tests.storage.kit import LONDON, NOW, CoffeeSettings, coffee

HOUR = timedelta(hours=1)


def test_a_circle_is_what_its_champion_set_up(tx: Transaction) -> None:
    circle = coffee(tx)
    assert (circle.ritual, circle.channel, circle.workspace) == ("coffee", "C1", "T1")
    assert (circle.settings, circle.zone, circle.next_due) == (CoffeeSettings(), LONDON, NOW)
    assert (circle.started, circle.champions, circle.is_running) == (NOW, ("UCHAMP",), True)


def test_settings_are_changed(tx: Transaction) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    coffee(tx).change(CoffeeSettings(size=3), tokyo, NOW + HOUR)
    circle = coffee(tx)
    assert (circle.settings, circle.zone, circle.next_due) == (CoffeeSettings(size=3), tokyo, NOW + HOUR)


def test_champions_come_and_go(tx: Transaction) -> None:
    circle = coffee(tx)
    assert circle.add_champion("UANA")
    assert not circle.add_champion("UANA")
    assert circle.champions == ("UANA", "UCHAMP")
    assert [each.id for each in tx.circles.kept_by("T1", "UANA")] == [circle.id]
    circle.release_champions()
    assert circle.champions == ()
    assert tx.circles.kept_by("T1", "UANA") == []


@pytest.mark.parametrize("flag", ["is_gone", "is_guest", "is_stranger"])
def test_whoever_is_no_colleague_any_more_looks_after_nothing(tx: Transaction, flag: str) -> None:
    circle = coffee(tx)
    circle.add_champion("UANA")
    tx.people.save("T1", [Profile(id="UCHAMP", **{flag: True})], NOW)
    assert circle.champions == ("UANA",)


def test_a_ritual_is_set_up_once_in_a_channel(tx: Transaction) -> None:
    coffee(tx)
    with pytest.raises(AlreadyStarted):
        tx.circles.start("T1", "coffee", "C1", "UANA", CoffeeSettings(), LONDON, NOW, NOW)
    assert coffee(tx).champions == ("UCHAMP",)


def test_a_stopped_circle_rests_and_goes_on_where_it_was(tx: Transaction) -> None:
    circle = coffee(tx)
    circle.join("U1", NOW)
    tx.alarms.put(circle.id, "nudge", "", NOW)
    circle.stop()
    assert (circle.next_due, circle.is_running) == (None, False)
    assert tx.circles.find("T1", "coffee", "C1") is None
    assert tx.circles.of_person("T1", "U1") == []
    assert tx.circles.in_channel("T1", "C1") == []
    assert tx.circles.claim_due(NOW, 0, 9) == []
    assert tx.alarms.due(NOW, 9) == []
    stopped = tx.circles.by_id("T1", circle.id)
    assert stopped
    assert not stopped.leave("U9")
    again = tx.circles.start("T1", "coffee", "C1", "UANA", CoffeeSettings(), LONDON, NOW, NOW + HOUR)
    assert (again.id, len(again.places()), again.started) == (circle.id, 1, NOW + HOUR)


@pytest.mark.fault("F43", "two workspaces with the same ids never meet")
def test_two_workspaces_with_the_same_ids_never_meet(tx: Transaction) -> None:
    ours, theirs = coffee(tx), coffee(tx, workspace="T2")
    assert ours.id != theirs.id
    ours.join("U1", NOW)
    assert tx.circles.by_id("T2", ours.id) is None
    assert tx.circles.lock("T2", ours.id) is None
    assert tx.circles.of_person("T2", "U1") == []
    assert theirs.participation("U1") is None
    assert [each.id for each in tx.circles.running("T2")] == [theirs.id]
    assert [each.id for each in tx.circles.running("T1", "coffee")] == [ours.id]
    assert tx.circles.running("T1", "potluck") == []


def test_the_circles_of_a_person_and_of_a_channel_are_found(tx: Transaction) -> None:
    first, second = coffee(tx, channel="C1"), coffee(tx, channel="C2")
    for circle in (second, first):
        circle.join("U1", NOW)
    assert [each.channel for each in tx.circles.of_person("T1", "U1")] == ["C1", "C2"]
    assert [each.id for each in tx.circles.in_channel("T1", "C2")] == [second.id]


def test_what_is_due_is_found_longest_waiting_first(tx: Transaction) -> None:
    late = coffee(tx, channel="C1", due=NOW - HOUR)
    now = coffee(tx, workspace="T2", due=NOW)
    coffee(tx, channel="C3", due=NOW + HOUR)
    coffee(tx, channel="C4", due=None)
    assert tx.circles.claim_due(NOW, 0, 9) == [("T1", late.id), ("T2", now.id)]
    assert tx.circles.claim_due(NOW, 0, 1) == [("T1", late.id)]
    assert tx.circles.claim_due(NOW, 0, 9, besides={late.id}) == [("T2", now.id)]
    assert tx.circles.claim_due(NOW - 2 * HOUR, 0, 9) == []


def test_a_round_that_somebody_is_at_is_left_to_them_until_their_lease_ends(tx: Transaction) -> None:
    circle = coffee(tx)
    assert tx.circles.claim_due(NOW, 60, 9) == [("T1", circle.id)]
    assert tx.circles.claim_due(NOW, 60, 9) == []
    tx.circles.put_off(circle.id, 0)
    assert tx.circles.claim_due(NOW, 60, 9) == [("T1", circle.id)]


def test_the_next_moment_is_a_round_or_an_alarm(tx: Transaction) -> None:
    assert tx.next_due() is None
    circle = coffee(tx, due=NOW + HOUR)
    assert tx.next_due() == tx.circles.next_due() == NOW + HOUR
    tx.alarms.put(circle.id, "nudge", "g1", NOW)
    assert tx.next_due() == NOW


def test_an_alarm_rings_once(tx: Transaction) -> None:
    circle = coffee(tx)
    tx.alarms.put(circle.id, "nudge", "g1", NOW)
    tx.alarms.put(circle.id, "nudge", "g2", NOW - HOUR)
    tx.alarms.put(circle.id, "nudge", "g3", NOW + HOUR)
    first, second = (Alarm("T1", circle.id, "nudge", "g2", NOW - HOUR), Alarm("T1", circle.id, "nudge", "g1", NOW))
    assert tx.alarms.due(NOW, 1) == [first]
    assert tx.alarms.due(NOW, 9) == [first, second]
    assert tx.alarms.take(first)
    assert not tx.alarms.take(first)
    assert tx.alarms.due(NOW, 9) == [second]


def test_an_alarm_asked_for_twice_is_moved(tx: Transaction) -> None:
    circle = coffee(tx)
    tx.alarms.put(circle.id, "nudge", "g1", NOW)
    tx.alarms.put(circle.id, "nudge", "g1", NOW + HOUR)
    assert tx.alarms.due(NOW, 9) == []
    (moved,) = tx.alarms.due(NOW + HOUR, 9)
    assert not tx.alarms.take(replace(moved, due=NOW))
    assert tx.alarms.take(moved)


def test_a_ritual_that_is_not_installed_any_more_says_so(tx: Transaction) -> None:
    circle = tx.circles.start("T1", "chess", "C1", "UANA", CoffeeSettings(), LONDON, None, NOW)
    with pytest.raises(NotInstalled):
        _ = circle.settings
    assert circle.ritual == "chess"
