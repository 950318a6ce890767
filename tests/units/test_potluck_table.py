"""A table holds whatever people do in whatever order: nobody too many, nobody waiting beside an empty chair."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rituals.effects import Tell
from rituals.potluck.answers import as_data, pairs
from rituals.potluck.changing import NoPlaceForAGuest, NoPlaceForYourGuest, keep_offer, show
from rituals.potluck.lunches import Dish, Lunch, lunch
from rituals.potluck.settings import PotluckSettings
from rituals.potluck.wanted import ELSE
from storage.circles.circle import SqlCircle
from storage.store import Store
from tests.storage.kit import LONDON, NOW, fresh_store

PEOPLE = [f"U{number}" for number in range(4)]
WANTED = {"main": 1, "sweet": 2}
ROLES = {"plates": 1}
FREELY = {"come", "guest", "alone"}

acts = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(["come", "main", "sweet", "plates", "guest", "alone", "withdraw"]),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("table")
    with fresh_store(folder) as store:
        yield store


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(places=1, done=[("U0", "come"), ("U1", "come"), ("U2", "come"), ("U0", "withdraw"), ("U1", "withdraw")])
@example(places=2, done=[("U0", "come"), ("U1", "come"), ("U2", "main"), ("U0", "main"), ("U1", "withdraw")])
@example(places=2, done=[("U0", "come"), ("U1", "come"), ("U2", "plates"), ("U0", "plates"), ("U1", "withdraw")])
@example(places=2, done=[("U0", "come"), ("U1", "come"), ("U2", "guest"), ("U3", "come"), ("U0", "withdraw")])
@given(places=st.integers(1, 3), done=st.lists(acts, min_size=8, max_size=16))
def test_whatever_people_do_the_table_holds(store: Store, places: int, done: list[tuple[str, str]]) -> None:
    with store.begin() as tx:
        circle = tx.circles.start("T1", "potluck", "C1", "UCHAMP", PotluckSettings(), LONDON, None, NOW)
        id, told = _proposed(circle, places), list[str]()
        for person, act in done:
            before = lunch(circle, id)
            told += _does(circle, before, person, act)
            _holds(before, lunch(circle, id), person, act)
        assert len(told) == len(set(told)), "a freed place is told once"
        circle.stop()


def _proposed(circle: SqlCircle, places: int) -> str:
    data = {"starts": (NOW + timedelta(days=3)).isoformat(), "place": "Here", "places": places, "plus_one": True}
    data |= {"wanted": pairs(WANTED), "roles": pairs(ROLES), "state": "open", "moves": 0}
    return circle.add("lunch", "", data, NOW).id


def _does(circle: SqlCircle, before: Lunch, person: str, act: str) -> list[str]:
    """What the handlers do once the form has been read; the keys of what people were told."""
    mine = before.of(person)
    if act == "withdraw":
        if mine:
            circle.remove(mine.entry)
    elif act not in ({*before.gaps(person), *before.open_roles(person)} | FREELY):
        return []
    else:
        try:
            keep_offer(circle, before, person, NOW, **_part(act))
        except (NoPlaceForAGuest, NoPlaceForYourGuest):
            assert act == "guest" or (mine and mine.waiting and mine.guest), "only a guest can be one too many"
            return []
    return [effect.key for effect in show(circle, before.id, NOW) if isinstance(effect, Tell)]


def _part(act: str) -> dict[str, Any]:
    match act:
        case "main" | "sweet":
            return {"dish": as_data(Dish(name="Pie", category=act, allergens={}))}
        case "plates":
            return {"role": act}
        case "guest" | "alone":
            return {"guest": act == "guest"}
    return {}


def _holds(before: Lunch, after: Lunch, person: str, act: str) -> None:
    assert after.free() >= 0, "nobody too many"
    assert not [one for one in after.waiting if one.seats <= after.free()], "nobody waits beside room for them"
    assert len({one.person for one in after.offers}) == len(after.offers), "one part each"
    seated = {one.person for one in before.coming} - ({person} if act == "withdraw" else set())
    assert seated <= {one.person for one in after.coming}, "nobody loses a place but by withdrawing"
    taken = [dish.category for _, dish in after.dishes]
    assert all(taken.count(category) <= count for category, count in WANTED.items()), "no slot is taken twice"
    assert set(taken) <= {*WANTED, ELSE}
    assert sum(one.role == "plates" for one in after.coming) <= 1
