"""What to say first."""

import re

from rituals.coffee.openers import OPENERS, pick_opener


def test_there_are_openers_for_more_than_a_year_of_weeks() -> None:
    assert len(OPENERS) >= 60


def test_no_opener_is_there_twice() -> None:
    plain = [re.sub(r"[^a-z ]", "", opener.lower()) for opener in OPENERS]
    assert len(set(plain)) == len(plain)


def test_an_opener_is_one_thing_to_say_aloud() -> None:
    for opener in OPENERS:
        assert 15 <= len(opener) <= 140
        assert opener[0].isupper()
        assert opener[-1] in "?."
        assert opener == " ".join(opener.split())


def test_an_opener_assumes_nothing_about_somebodys_life() -> None:
    private = (
        "family|children|kids?|husband|wife|partner|married|mother|father|parents?|money|salary|rent|house|car|"
        "beer|wine|pub|drinks|drunk|holidays?|vacation|abroad|christmas|easter|church|religion|god|weight|diet|"
        "fit|gym|body|age|old|young|school|university|degree|politics|boss|where are you from|weekend"
    )
    for opener in OPENERS:
        assert not re.search(rf"\b(?:{private})\b", opener.lower()), opener


def test_no_opener_comes_back_until_all_were_used() -> None:
    used: list[str] = []
    for seed in range(len(OPENERS)):
        used.append(pick_opener(used, seed))
    assert sorted(used) == sorted(OPENERS)
    assert pick_opener(used, 1) in OPENERS


def test_the_same_seed_picks_the_same_opener() -> None:
    assert pick_opener({OPENERS[0]}, 7) == pick_opener([OPENERS[0], "something of their own"], 7)
    assert len({pick_opener((), seed) for seed in range(40)}) > 10
