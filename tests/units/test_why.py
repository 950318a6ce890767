"""Why just these people: one sentence, and a true one."""

import json
import re
from datetime import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.coffee.about import NEW, WELCOMING, AboutMe
from rituals.coffee.why import Memory, of_the_rest, sentence
from tests.units.occasions import round_of

CHANCE = "You were picked by chance among those you have not met here yet."
COMPANY = "someone had to be introduced again for everyone to have company"
IDS = ("ana", "ben", "cleo", "dan", "eve")
anybody = st.builds(
    AboutMe,
    team=st.sampled_from(("", "Ward 7", "Estates")),
    site=st.sampled_from(("", "Wexcombe", "Harbour House")),
    newcomers=st.sampled_from(("", NEW, WELCOMING)),
)
histories = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.integers(1, 8)).filter(lambda met: met[0] != met[1])
)
BUSY = AboutMe(team="Ward 7", site="Wexcombe", start=time(9), end=time(17), newcomers=NEW)
EVERY_WISH = {"overlapping_hours": True, "newcomers": True, "same_site": True}


def why(people: dict[str, AboutMe], group: str, me: str = "", **this: object) -> str:
    """What one of the group (the first) is told."""
    ids = group.split()
    noted = Memory(round_of(people, **this)).why(ids)  # type: ignore[arg-type]
    return sentence(json.loads(json.dumps(noted)), me or ids[0], ids)


def quiet(*ids: str) -> dict[str, AboutMe]:
    return {id: AboutMe() for id in ids}


def test_with_nothing_to_say_it_was_chance() -> None:
    assert why(quiet("ana", "ben", "cleo"), "ana ben") == CHANCE


def test_what_two_have_in_common_is_said() -> None:
    us = {"ana": BUSY, "ben": AboutMe(team="Estates", site="wexcombe", start=time(12), end=time(20))}
    assert why(us, "ana ben", same_site=True) == (
        "You have not met here yet, you are in different teams, and you work on the same site."
    )
    assert why(us, "ana ben", other_teams=False, overlapping_hours=True) == (
        "You have not met here yet, and your working hours overlap."
    )
    assert (
        why(us, "ana ben", other_teams=False, newcomers=True)
        == "You have not met here yet, and one of you is new here."
    )


def test_three_are_told_of_all_three() -> None:
    us = {"ana": BUSY, "ben": AboutMe(team="Estates", site="Wexcombe"), "cleo": AboutMe(team="IT", site="Wexcombe")}
    assert why(us, "ana ben cleo", same_site=True) == (
        "You have met none of them here yet, you are all in different teams, and you all work on the same site."
    )


def test_what_only_one_has_said_is_kept_to_oneself() -> None:
    """Neither a team nor a site nor hours, whichever of the two it is who asks."""
    us = {"ana": BUSY, "ben": AboutMe(newcomers=NEW)}
    for me in us:
        assert why(us, "ana ben", me, **EVERY_WISH) == CHANCE


def test_a_reason_that_was_not_weighed_is_none() -> None:
    us = {
        "ana": BUSY,
        "ben": AboutMe(team="Estates", site="Wexcombe", start=time(9), end=time(17), newcomers=WELCOMING),
    }
    assert why(us, "ana ben", other_teams=False) == CHANCE


def test_hours_are_compared_where_each_one_is() -> None:
    """Nine to five in London and in Tokyo have nothing in common."""
    us = {"ana": BUSY, "ben": BUSY}
    said = [why(us, "ana ben", zones={"ben": zone}, overlapping_hours=True) for zone in ("Europe/Paris", "Asia/Tokyo")]
    assert ["your working hours overlap" in words for words in said] == [True, False]


def test_whoever_is_introduced_again_is_told_when_it_was_and_no_more() -> None:
    """Not whether somebody new to them was free: that would tell who is away."""
    met = [("ana", "ben", 2), ("ben", "cleo", 3)]
    for free in (quiet("ana", "ben", "cleo", "dan"), quiet("ana", "ben")):
        assert why(free, "ana ben", met=met) == f"It has been 7 rounds since I last introduced you here, and {COMPANY}."
    assert why(quiet("ana", "ben"), "ana ben", met=[("ana", "ben", 8)]) == (
        f"I introduced you here in the last round, and {COMPANY}."
    )


@given(histories, histories, st.permutations(IDS), st.integers(2, 4))
def test_whether_they_met_makes_no_difference_to_what_is_said(
    met: list[tuple[str, str, int]], unmet: list[tuple[str, str, int]], order: list[str], size: int
) -> None:
    """An answer to “Did you meet?” is private, and so is none."""
    group = " ".join(order[:size])
    assert why(quiet(*IDS), group, met=met, unmet=unmet) == why(quiet(*IDS), group, met=[*met, *unmet])


def test_in_a_group_it_is_the_latest_meeting_that_counts() -> None:
    met = [("ana", "ben", 2), ("ana", "cleo", 5)]
    us = quiet("ana", "ben", "cleo", "dan")
    assert why(us, "ana ben cleo", met=met).startswith(
        "It has been 4 rounds since I last introduced you to any of them here, and"
    )
    assert why(us, "ben cleo dan", met=met).startswith("You were picked by chance")


def test_a_repeat_within_days_is_said_in_days() -> None:
    met, us = [("ana", "ben", 8)], quiet("ana", "ben", "cleo")
    assert why(us, "ana ben", met=met, days={("ana", "ben"): 3}).startswith("I introduced you here 3 days ago, and")
    assert why(us, "ana ben cleo", met=met, days={("ana", "ben"): 1}).startswith(
        "I introduced you to one of them here yesterday, and"
    )


@given(histories, st.dictionaries(st.sampled_from([*combinations(IDS, 2)]), st.integers(1, 6)))
def test_that_two_have_met_is_never_claimed(met: list[tuple[str, str, int]], days: dict[tuple[str, str], int]) -> None:
    words = why(quiet(*IDS), "ana ben cleo", met=met, days=days)
    assert not re.search(r"(you|have) met (here|one|any)|last met", words)


def test_a_group_from_before_says_so() -> None:
    assert sentence({}, "ana", ["ana", "ben"]) == "I introduced you before I kept in mind why, so I can't say."
    assert of_the_rest({}, ["ana"]) == {}


@given(st.lists(anybody, min_size=5, max_size=5), histories, st.integers(2, 5))
def test_every_sentence_is_true(said: list[AboutMe], met: list[tuple[str, str, int]], size: int) -> None:
    people, group = dict(zip(IDS, said, strict=True)), IDS[:size]
    met_by = {id: {other for pair in met if id in pair[:2] for other in pair[:2]} - {id} for id in IDS}
    for me in group:
        words = why(people, " ".join(group), me, met=met, **EVERY_WISH)
        others = set(group) - {me}
        assert ("not met here yet" in words or "none of them here yet" in words) == (not met_by[me] & others)
        assert (COMPANY in words) == bool(met_by[me] & others)
        assert ("different teams" in words) <= all(people[a].team != people[b].team for a, b in combinations(group, 2))
        assert ("same site" in words) <= (len({people[id].site for id in group} | {""}) == 2)
        assert ("new here" in words) <= any(people[id].is_new for id in group)


@pytest.mark.parametrize("gone", IDS[:3])
def test_what_is_said_to_those_who_remain_is_true_of_them(gone: str) -> None:
    us = {"ana": BUSY, "ben": AboutMe(team="Estates", newcomers=WELCOMING), "cleo": AboutMe(team="IT")}
    noted = Memory(round_of(us, met=[("ben", "cleo", 8)])).why(["ana", "ben", "cleo"])
    remain = [id for id in us if id != gone]
    words = sentence(of_the_rest(noted, remain), remain[0], remain)
    expected = {
        "ana": "I introduced you here in the last round, and someone had to be introduced again for everyone to have "
        "company.",
        "ben": "You have not met here yet, and you are in different teams.",
        "cleo": "You have not met here yet, and you are in different teams.",
    }
    assert words == expected[gone]


def test_no_name_is_kept_of_what_somebody_said() -> None:
    """Whoever leaves takes along what they said: a group's notes have it only of all together."""
    us = {"ana": BUSY, "ben": AboutMe(team="Estates", site="Wexcombe", newcomers=WELCOMING)}
    noted = json.dumps(Memory(round_of(us, newcomers=True, same_site=True)).why(["ana", "ben"]))
    assert not any(word in noted for word in ("ana", "ben", "Ward 7", "Estates", "Wexcombe"))
