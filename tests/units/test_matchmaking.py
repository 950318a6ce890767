"""What the matcher is told of people: their own words, the directory's zone, and what the champion wishes."""

from datetime import date, time

import pytest

from rituals.coffee import CoffeeSettings
from rituals.coffee.about import NEW, WELCOMING, AboutMe
from rituals.coffee.matching import Colleague, Weights
from rituals.coffee.matchmaking import NEWCOMER_ROUNDS, NO_SITE, Occasion, colleagues, matched, options, weights
from tests.units.occasions import round_of

NOBODY_SAYS_ANYTHING = {"ana": AboutMe(), "ben": AboutMe()}


def told(this: Occasion) -> dict[str, Colleague]:
    return {one.id: one for one in colleagues(this)}


def test_what_nobody_said_is_not_known() -> None:
    ana = told(round_of(NOBODY_SAYS_ANYTHING))["ana"]
    assert (ana.department, ana.location, ana.same_location_only, ana.joined) == ("", NO_SITE, False, None)


def test_teams_and_sites_are_told_apart_by_name_and_not_by_spelling() -> None:
    us = {"ana": AboutMe(team="Ward 7", site="Wexcombe"), "ben": AboutMe(team=" ward  7. ", site="WEXCOMBE")}
    ana, ben = told(round_of(us)).values()
    assert (ana.department, ana.location) == (ben.department, ben.location)


@pytest.mark.parametrize(("on", "minutes"), [(date(2026, 11, 23), 0), (date(2026, 7, 6), 60)])
def test_the_offset_is_that_of_the_rounds_own_day(on: date, minutes: int) -> None:
    ana, ben = told(round_of(NOBODY_SAYS_ANYTHING, zones={"ben": "Asia/Kathmandu"}, on=on)).values()
    assert (ana.utc_offset, ben.utc_offset) == (minutes, 345)


def test_working_hours_are_those_they_say_and_else_the_directorys() -> None:
    ana, ben = told(round_of({"ana": AboutMe(start=time(22), end=time(6, 30)), "ben": AboutMe()})).values()
    assert (ana.work_start, ana.work_end) == (22 * 60, 6 * 60 + 30)
    assert (ben.work_start, ben.work_end) == (9 * 60, 17 * 60)


def is_new(this: Occasion, id: str) -> bool | None:
    joined = told(this)[id].joined
    return None if joined is None else this.number - joined < NEWCOMER_ROUNDS


def test_who_is_new_is_what_they_say_first_of_all() -> None:
    met = [("ana", "ben", 1), ("cleo", "dan", 8)]
    us = {"ana": AboutMe(newcomers=NEW), "ben": AboutMe(), "cleo": AboutMe(newcomers=WELCOMING), "dan": AboutMe()}
    this = round_of({**us, "eve": AboutMe()}, met=met)
    assert [is_new(this, id) for id in this.about] == [True, False, False, True, True]


def test_whoever_began_with_the_circle_is_no_newcomer_in_it() -> None:
    this = round_of(NOBODY_SAYS_ANYTHING, met=[("ana", "cleo", 1)], number=2)
    assert (is_new(this, "ana"), is_new(this, "ben")) == (False, True)
    assert is_new(round_of(NOBODY_SAYS_ANYTHING, number=1), "ana") is None


def test_a_wish_about_sites_rests_while_it_is_not_offered() -> None:
    wish = {"ana": AboutMe(site="Wexcombe", only_my_site=True), "ben": AboutMe(only_my_site=True)}
    assert [one.same_location_only for one in colleagues(round_of(wish))] == [False, False]
    assert [one.same_location_only for one in colleagues(round_of(wish, same_site=True))] == [True, False]


def test_only_meeting_other_teams_weighs_unless_the_champion_says_otherwise() -> None:
    assert weights(CoffeeSettings()) == Weights()
    all_on = CoffeeSettings(other_teams=False, overlapping_hours=True, newcomers=True)
    assert weights(all_on) == Weights(cross_department=0.0, hours_overlap=1.0, newcomer_old_hand=1.0)


def test_those_left_over_last_time_have_first_place() -> None:
    this = round_of(NOBODY_SAYS_ANYTHING, favoured=["ben"], group_size=3)
    chosen = options(this, seed=5)
    assert (set(chosen.favoured), chosen.group_size, chosen.seed, chosen.round) == ({"ben"}, 3, 5, 9)


def test_after_a_no_nobody_new_waits_and_no_repeat_comes_before() -> None:
    """A “no” is not to be told from the next introduction while there are others to meet."""
    four = {id: AboutMe() for id in ("ana", "ben", "cleo", "dan")}
    first, second, third = ([(*pair.split(), n)] for n, pair in enumerate(("ana ben", "ana cleo", "ana dan"), 1))
    for seed in range(20):
        with_ana = next(
            group for group in matched(round_of(four, met=first, unmet=second), seed).groups if "ana" in group
        )
        assert set(with_ana) == {"ana", "dan"}
        everybody = round_of(four, met=[*first, *third], unmet=second)
        assert {"ana", "cleo"} in map(set, matched(everybody, seed).groups)


def test_whoever_is_in_no_group_is_named() -> None:
    assert matched(round_of({"ana": AboutMe()}), seed=1).left_out == ("ana",)
    assert matched(round_of(NOBODY_SAYS_ANYTHING), seed=1).left_out == ()
    assert matched(round_of({}), seed=1).groups == []
