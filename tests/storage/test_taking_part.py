from datetime import timedelta

import pytest

from rituals.errors import NotTakingPart
from rituals.records import Hindrance, Participation, Profile
from storage.circles.circle import SqlCircle
from storage.transaction import Transaction
from tests.storage.kit import LONDON, NOW, TODAY, CoffeeSettings, coffee


@pytest.fixture
def circle(tx: Transaction) -> SqlCircle:
    return coffee(tx)


def introduced(circle: SqlCircle) -> list[str]:
    return [who.id for who in circle.participants(TODAY)]


def settings_say(circle: SqlCircle, **settings: bool) -> SqlCircle:
    circle.change(CoffeeSettings(**settings), LONDON, NOW)
    return circle


def test_you_join_once(circle: SqlCircle) -> None:
    assert circle.participation("U1") is None
    assert circle.join("U1", NOW)
    assert not circle.join("U1", NOW + timedelta(days=1))
    assert circle.participation("U1") == Participation(person="U1", joined=NOW)
    assert len(circle.places()) == 1
    assert introduced(circle) == ["U1"]


def test_starting_a_circle_does_not_make_its_champion_take_part(circle: SqlCircle) -> None:
    assert circle.champions == ("UCHAMP",)
    assert len(circle.places()) == 0


def test_you_leave_once_and_can_come_back(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.skip("U1")
    assert circle.leave("U1")
    assert not circle.leave("U1")
    assert circle.participation("U1") is None
    assert not circle.may_receive("U1", TODAY)
    assert circle.join("U1", NOW)
    assert circle.participation("U1") == Participation(person="U1", joined=NOW)


def test_a_skip_is_for_one_round(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    assert circle.skip("U1")
    assert not circle.skip("U1")
    circle.begin_round(NOW, TODAY, None, NOW)
    assert introduced(circle) == []
    circle.settle_round()
    assert introduced(circle) == ["U1"]
    assert circle.skip("U1")


def test_a_pause_ends_on_its_date(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.pause("U1", TODAY + timedelta(days=7))
    assert introduced(circle) == []
    assert circle.participants(TODAY + timedelta(days=6)) == ()
    assert [who.id for who in circle.participants(TODAY + timedelta(days=7))] == ["U1"]


def test_a_round_ends_the_pauses_that_are_over(circle: SqlCircle) -> None:
    for person, days in (("U1", 0), ("U2", 1)):
        circle.join(person, NOW)
        circle.pause(person, TODAY + timedelta(days=days))
    circle.begin_round(NOW, TODAY, None, NOW)
    circle.settle_round()
    back, away = circle.participation("U1"), circle.participation("U2")
    assert back
    assert back.paused_until is None
    assert away
    assert away.paused_until == TODAY + timedelta(days=1)


def test_you_resume_from_a_skip_and_a_pause(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    assert not circle.resume("U1")
    circle.skip("U1")
    circle.pause("U1", TODAY + timedelta(days=7))
    assert circle.resume("U1")
    assert introduced(circle) == ["U1"]


@pytest.mark.parametrize("act", ["skip", "resume"])
def test_who_does_not_take_part_has_nothing_to_change(circle: SqlCircle, act: str) -> None:
    with pytest.raises(NotTakingPart):
        getattr(circle, act)("U1")
    with pytest.raises(NotTakingPart):
        circle.pause("U1", TODAY)
    assert len(circle.places()) == 0


def test_first_place_is_kept_until_it_is_used(circle: SqlCircle) -> None:
    for person in ("U1", "U2", "U3"):
        circle.join(person, NOW)
        circle.favour(person)
    held = circle.begin_round(NOW, TODAY, None, NOW)
    assert held
    circle.gather(held.id, ("U1", "U2"))
    circle.settle_round()
    first = {who: circle.participation(who).goes_first for who in ("U1", "U2", "U3")}  # type: ignore[union-attr]
    assert first == {"U1": False, "U2": False, "U3": True}


def test_a_round_ends_nothing_in_another_circle(tx: Transaction, circle: SqlCircle) -> None:
    """Who sits out here, or has first place, is as before after a round over there."""
    other = coffee(tx, channel="C2")
    for one in (circle, other):
        one.join("U1", NOW)
        one.skip("U1")
        one.pause("U1", TODAY)
        one.favour("U1")
    held = other.begin_round(NOW, TODAY, None, NOW)
    assert held
    other.gather(held.id, ("U1", "U2"))
    before = circle.participation("U1")
    other.settle_round()
    assert circle.participation("U1") == before
    assert other.participation("U1") != before


def test_who_is_to_be_introduced_is_known_as_the_directory_knows_them(tx: Transaction, circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    ana = Profile(id="U1", name="Ana", title="Nurse", zone="Asia/Tokyo")
    tx.people.save("T1", [ana], NOW)
    assert circle.participants(TODAY) == (ana,)


def test_only_who_takes_part_and_is_in_the_channel_is_here(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.join("U2", NOW)
    circle.set_present({"U1", "U9"})
    assert [circle.is_here(who) for who in ("U1", "U2", "U9")] == [True, False, False]
    circle.seen_here("U2")
    assert circle.is_here("U2")


def test_a_favour_makes_nobody_take_part(circle: SqlCircle) -> None:
    circle.favour("U1")
    assert circle.participation("U1") is None


def test_who_is_not_in_the_channel_is_not_introduced(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.join("U2", NOW)
    circle.set_present({"U2", "U9"})
    assert introduced(circle) == ["U2"]
    assert circle.participant_ids() == ("U1", "U2")
    circle.set_present({"U1", "U2"})
    assert introduced(circle) == ["U1", "U2"]


@pytest.mark.fault("F38", "bots, strangers from other companies and those who are gone are in no round")
@pytest.mark.parametrize("flag", ["is_bot", "is_gone", "is_stranger"])
def test_only_colleagues_are_introduced(tx: Transaction, circle: SqlCircle, flag: str) -> None:
    circle.join("U1", NOW)
    tx.people.save("T1", [Profile(id="U1", **{flag: True})], NOW)
    assert introduced(settings_say(circle, guests=True)) == []


def test_a_guest_is_introduced_only_where_guests_are(tx: Transaction, circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    tx.people.save("T1", [Profile(id="U1", is_guest=True)], NOW)
    assert introduced(circle) == []
    assert not circle.may_be_introduced("U1", TODAY)
    settings_say(circle, guests=True)
    assert introduced(circle) == ["U1"]
    assert circle.may_be_introduced("U1", TODAY)


def test_another_workspaces_profile_is_not_looked_at(tx: Transaction, circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    tx.people.save("T2", [Profile(id="U1", name="Ana", is_gone=True)], NOW)
    assert circle.participants(TODAY) == (Profile(id="U1"),)
    assert circle.may_receive("U1", TODAY)


def test_who_left_the_workspace_receives_nothing(tx: Transaction, circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    assert circle.may_receive("U1", TODAY)
    tx.people.save("T1", [Profile(id="U1", is_gone=True)], NOW)
    assert not circle.may_receive("U1", TODAY)


def test_a_skip_after_the_round_does_not_undo_its_introduction(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.skip("U1")
    assert circle.may_be_introduced("U1", TODAY)
    circle.pause("U1", TODAY + timedelta(days=1))
    assert not circle.may_be_introduced("U1", TODAY)


def test_the_directory_is_remembered(tx: Transaction, circle: SqlCircle) -> None:
    ana = Profile(id="U1", name="Ana", title="Nurse", zone="Europe/Madrid")
    tx.people.save("T1", [ana], NOW)
    assert tx.people.get("T1", "U1") == ana
    newer = Profile(id="U1", name="Ana B")
    tx.people.save("T1", [newer, Profile(id="U2")], NOW + timedelta(hours=1))
    assert circle.profile("U1") == newer
    assert tx.people.known("T1", ["U1", "U9"]) == {"U1": (newer, NOW + timedelta(hours=1))}
    assert tx.people.get("T2", "U1") is None
    assert circle.profile("U9") == Profile(id="U9")
    tx.people.save("T1", [], NOW)


def test_what_you_say_about_yourself_is_kept_until_you_leave(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.describe("U1", {"team": "Ward 7", "days on site": ["Monday"]})
    circle.describe("U1", {"team": "Ward 9"})
    place = circle.participation("U1")
    assert place
    assert place.about == {"team": "Ward 9"}
    circle.leave("U1")
    circle.join("U1", NOW)
    assert circle.participation("U1") == Participation(person="U1", joined=NOW)


def test_only_participants_say_something_about_themselves(circle: SqlCircle) -> None:
    with pytest.raises(NotTakingPart):
        circle.describe("U1", {"team": "Ward 7"})


def test_everybodys_place_is_told_at_once(tx: Transaction, circle: SqlCircle) -> None:
    for person in ("U2", "U1"):
        circle.join(person, NOW)
    coffee(tx, channel="C2").join("U3", NOW)
    circle.favour("U2")
    assert circle.places() == {who: circle.participation(who) for who in ("U1", "U2")}


# what keeps people out though they take part


def hindered(tx: Transaction, circle: SqlCircle) -> None:
    """One of each kind, by id."""
    tx.people.save("T1", [Profile(id="GUEST", is_guest=True), Profile(id="STRANGER", is_stranger=True)], NOW)
    tx.people.save("T1", [Profile(id="GONE", is_gone=True), Profile(id="BOT", is_bot=True)], NOW)
    for person in ("U1", *Hindrance.__members__):
        circle.join(person, NOW)
    circle.set_present({"U1", *Hindrance.__members__} - {"OUTSIDE"})


def test_there_is_one_answer_for_status_and_matching(tx: Transaction, circle: SqlCircle) -> None:
    hindered(tx, circle)
    assert {who: place.hindrance for who, place in circle.places().items()} == {"U1": None, **Hindrance.__members__}
    assert {who: circle.participation(who) for who in circle.places()} == circle.places()
    assert introduced(circle) == ["U1"]
    assert [who for who in circle.places() if circle.may_be_introduced(who, TODAY)] == ["U1"]


def test_the_number_of_people_tells_of_none_of_them(circle: SqlCircle) -> None:
    """Below five it is none; from there it goes up in fives; whoever asks is not counted."""
    numbers = []
    for number in range(1, 12):
        circle.join(f"U{number:02}", NOW)
        numbers.append(circle.headcount())
    assert numbers == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    assert circle.headcount(besides="U01") == circle.headcount(besides="U99") == 10
    circle.leave("U02")
    assert (circle.headcount(), circle.headcount(besides="U01")) == (10, 5)


def test_only_who_is_no_more_is_not_counted(tx: Transaction, circle: SqlCircle) -> None:
    """Anything else that keeps somebody out, or a pause, could be tried out: with them, and without."""
    hindered(tx, circle)
    circle.pause("U1", TODAY + timedelta(days=7))
    assert len(circle.places()) == 6
    assert circle.headcount() == 0
    circle.join("U2", NOW)
    assert circle.headcount() == 5


def test_nobody_is_passed_over_who_is_not_there_to_be_told(tx: Transaction, circle: SqlCircle) -> None:
    hindered(tx, circle)
    told = {who: Hindrance[who] for who in ("GUEST", "OUTSIDE", "STRANGER")}
    assert circle.passed_over(TODAY) == told
    assert circle.passed_over(TODAY, among=("OUTSIDE", "U1")) == {"OUTSIDE": Hindrance.OUTSIDE}


def test_who_sits_out_by_choice_is_not_passed_over(tx: Transaction, circle: SqlCircle) -> None:
    hindered(tx, circle)
    circle.skip("GUEST")
    circle.pause("STRANGER", TODAY + timedelta(days=1))
    assert circle.passed_over(TODAY) == {"OUTSIDE": Hindrance.OUTSIDE}


def test_somebody_is_told_why_once_until_they_are_told_of_a_coffee_again(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.set_present(set())
    assert circle.newly_told(["U1", "U9"]) == ("U1",)
    circle.participation("U1")
    assert circle.newly_told(["U1"]) == ()
    circle.seen_here("U1")
    circle.participation("U1")
    assert circle.newly_told(["U1"]) == ("U1",)


def test_somebody_who_was_introduced_is_told_anew(circle: SqlCircle) -> None:
    circle.join("U1", NOW)
    circle.newly_told(["U1"])
    held = circle.begin_round(NOW, TODAY, None, NOW)
    assert held
    circle.gather(held.id, ("U1", "U2"))
    circle.settle_round()
    assert circle.newly_told(["U1"]) == ("U1",)


def test_who_is_seen_to_come_or_go_is_in_or_out_in_all_circles_of_that_channel(
    tx: Transaction, circle: SqlCircle
) -> None:
    for one in (circle, coffee(tx, channel="C2"), coffee(tx, "T2")):
        one.join("U1", NOW)
    tx.circles.seen("T1", "C1", "U1", False, NOW)
    assert introduced(circle) == []
    assert introduced(coffee(tx, channel="C2")) == introduced(coffee(tx, "T2")) == ["U1"]
    tx.circles.seen("T1", "C1", "U1", True, NOW)
    assert introduced(circle) == ["U1"]
    assert not circle.is_here("U9")


def test_a_round_that_passes_unheld_ends_skips_and_pauses_too(circle: SqlCircle) -> None:
    for person in ("U1", "U2", "U3"):
        circle.join(person, NOW)
    circle.skip("U1")
    circle.pause("U2", TODAY)
    circle.pause("U3", TODAY + timedelta(days=1))
    circle.end_absences(TODAY)
    away = [who for who, place in circle.places().items() if place.is_away(TODAY)]
    assert away == ["U3"]
