"""Which opener comes next, in circles of a real database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rituals.errors import KindlingError
from rituals.small_talk.mood import answered, mood_of, said_one
from rituals.small_talk.openers import (
    OWN,
    RETIRED,
    SAID,
    Opener,
    find_opener,
    forget,
    next_opener,
    opener,
    openers_here,
    pool,
)
from rituals.small_talk.pools import LIGHT, POOLS
from rituals.small_talk.settings import TalkSettings
from storage import SqlCircle, Store
from tests.storage.kit import LONDON, NOW

ONE_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'kindling.db'}", lambda name: TalkSettings if name == "talk" else None)
    store.upgrade()
    yield store
    store.close()


class Unsaved(Exception):
    """An example is over, and the next one begins with an empty circle."""


def begin(store: Store, tone: str = "light") -> Iterator[SqlCircle]:
    """A circle that is gone after the example."""
    try:
        with store.begin() as tx:
            yield tx.circles.start("T1", "talk", "C1", "UA", TalkSettings(tone=tone), LONDON, NOW, NOW)
            raise Unsaved
    except Unsaved:
        pass


def keep(circle: SqlCircle, kind: str, one: Opener, minute: int = 0) -> None:
    forget(circle, kind, one.id)
    circle.add(kind, "", {"words": one.words}, NOW + timedelta(minutes=minute), about=one.id)


def say(circle: SqlCircle, seed: int, minute: int) -> str:
    """What is said next."""
    one = next_opener(circle, seed)
    assert one
    keep(circle, SAID, one, minute)
    return one.words


@ONE_STORE
@given(here=st.integers(1, 12), rounds=st.integers(1, 40), seed=st.integers(0, 2**32))
def test_between_two_times_of_one_opener_all_others_are_said(store: Store, here: int, rounds: int, seed: int) -> None:
    for circle in begin(store):
        for one in pool("light")[here:]:
            keep(circle, RETIRED, one)
        said = [say(circle, seed + minute, minute) for minute in range(rounds)]
        for first in range(max(0, rounds - here + 1)):
            assert len(set(said[first : first + here])) == min(here, rounds)


@ONE_STORE
@given(data=st.data())
def test_whatever_is_retired_added_and_restored_only_what_is_here_is_said(store: Store, data: st.DataObject) -> None:
    some = [*pool("light")[:6], *(opener(f"Own number {number}?") for number in range(3))]
    acts = data.draw(st.lists(st.tuples(st.sampled_from(["retire", "restore", "own", "say"]), st.sampled_from(some))))
    for circle in begin(store):
        for minute, (act, one) in enumerate(acts):
            match act:
                case "retire":
                    keep(circle, RETIRED, one)
                case "restore":
                    forget(circle, RETIRED, one.id)
                case "own":
                    keep(circle, OWN, one)
                case _:
                    assert say(circle, minute, minute) in {each.words for each in openers_here(circle)}
        here = [each.id for each in openers_here(circle)]
        assert len(set(here)) == len(here)
        assert not {entry.about for entry in circle.entries(RETIRED)} & set(here)


@ONE_STORE
@given(acts=st.lists(st.booleans()))
def test_it_rests_exactly_after_two_without_an_answer(store: Store, acts: list[bool]) -> None:
    for circle in begin(store):
        silent = 0
        for is_answer in acts:
            (answered if is_answer else said_one)(circle, NOW)
            silent = 0 if is_answer else silent + 1
            assert mood_of(circle).rests == (silent >= 2)


def test_the_same_seed_says_the_same(store: Store) -> None:
    for circle in begin(store, tone="all"):
        assert next_opener(circle, 7) == next_opener(circle, 7)
        assert len({next_opener(circle, seed) for seed in range(30)}) > 10


def test_an_empty_pool_has_no_next_one(store: Store) -> None:
    for circle in begin(store):
        for one in pool("light"):
            keep(circle, RETIRED, one)
        assert next_opener(circle, 1) is None
        assert openers_here(circle, "curious") == pool("curious")


@pytest.mark.parametrize("tone", POOLS)
def test_every_opener_is_found_by_its_own_words(tone: str) -> None:
    for words in POOLS[tone]:
        assert find_opener(f"  {words.upper()}!! ", pool("all")).words == words


@given(text=st.text(max_size=200))
def test_looking_for_anything_finds_one_or_says_why(text: str) -> None:
    try:
        assert find_opener(text, pool("light")).words in LIGHT
    except KindlingError as error:
        assert len(str(error)) < 120


@given(words=st.sampled_from(LIGHT), spaces=st.text(" \t", min_size=1, max_size=4), end=st.sampled_from("?!. …”"))
def test_case_spaces_and_punctuation_make_no_new_opener(words: str, spaces: str, end: str) -> None:
    assert opener(spaces.join(words.title().rstrip("?.").split()) + end).id == opener(words).id
