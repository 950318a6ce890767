"""What people say about themselves, kept and read again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.coffee.about import NEW, WELCOMING, AboutMe, alike, common_days, kept, read_about, spoken
from rituals.records import Profile

names = st.text(max_size=20)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
days = st.sets(st.integers(0, 6)).map(lambda some: tuple(sorted(some)))
anybody = st.builds(
    AboutMe,
    team=names,
    site=names,
    days=days,
    start=st.none() | times,
    end=st.none() | times,
    newcomers=st.sampled_from(("", NEW, WELCOMING)),
    only_my_site=st.booleans(),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | names, lambda inner: st.lists(inner) | st.dictionaries(names, inner)
)
NAMES = st.sampled_from(("team", "site", "days on site", "start", "end", "newcomers", "only my site"))


@given(anybody)
def test_what_is_kept_is_what_was_said(me: AboutMe) -> None:
    assert read_about(json.loads(json.dumps(kept(me)))) == me


@given(anybody)
def test_nothing_is_kept_of_what_was_not_said(me: AboutMe) -> None:
    assert all(kept(me).values())


@given(st.dictionaries(NAMES, anything))
def test_whatever_stands_in_the_database_can_be_read(values: dict[str, object]) -> None:
    json.dumps(kept(read_about(values)))


@given(anybody)
def test_hours_count_only_if_both_are_said(me: AboutMe) -> None:
    profile = Profile(id="U1")
    mine = spoken(profile, me)
    hours = (me.start, me.end) if me.has_hours else (profile.work_start, profile.work_end)
    assert (mine.work_start, mine.work_end) == hours


@pytest.mark.parametrize("other", ["st brigid's", "  St  Brigid's. ", "ＳＴ ＢＲＩＧＩＤ'S"])
def test_one_site_by_several_spellings_is_one_site(other: str) -> None:
    assert alike(other) == alike("St Brigid's")


def test_another_site_is_another_site() -> None:
    assert alike("St Brigid's") != alike("Wexcombe")
    assert alike("A&E") != alike("A and E")


def test_common_days_are_those_on_which_everybody_is_there() -> None:
    here, there = AboutMe(site="Wexcombe", days=(0, 1, 2)), AboutMe(site="wexcombe", days=(1, 2, 3))
    assert common_days([here, there]) == (1, 2)
    assert common_days([here, AboutMe(site="Harbour House", days=(1,))]) == ()
    assert common_days([here, AboutMe(site="Wexcombe")]) == ()
    assert common_days([AboutMe(days=(1,)), AboutMe(days=(1,))]) == ()
