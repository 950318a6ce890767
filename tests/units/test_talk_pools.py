"""What small talk has to say."""

import re
from collections import Counter
from itertools import combinations

import pytest

from rituals.coffee.openers import OPENERS as COFFEE
from rituals.small_talk.openers import LONGEST, spoken
from rituals.small_talk.pools import POOLS
from rituals.small_talk.settings import TONES

EVERY = [words for pool in POOLS.values() for words in pool]
PRIVATE = (
    "family|child|children|childhood|kids?|husband|wife|partner|married|single|mum|mother|dad|father|parents?|grand"
    "|money|salary|pay|paid|rent|mortgage|afford|buy|bought|shopping|house|home|flat|garden"
    "|car|drive|driver|driving|bus|train|cycle|commute|traffic|parking|walk|walking|run|running"
    "|alcohol|beer|wine|pub|bar|drinks|drunk|cocktail|smoke|cigarette"
    "|holidays?|vacation|abroad|travel|flight|passport|country|weekend"
    "|christmas|easter|eid|diwali|church|mosque|temple|religion|faith|god|pray|prayer|bless"
    "|weight|diet|fit|fitness|gym|body|face|hair|legs|sleep|health|ill|sick|tired"
    "|ages?|aged|older|younger|young|birthday|generation|retirement|youth"
    "|school|university|degree|exam|politics|vote|boss|desk|office|lunch|breakfast|dinner"
    "|born|accent|native|foreign|men|women|man|woman|guys|ladies|girl|boy|he|she|his|her"
    "|favou?rite colleague|best friend|dating|boyfriend|girlfriend|crush|crazy|mad|blind|deaf|lame|dumb"
)
MEANT = {"took ages to learn", "keeps things running"}
"""Words that are on the list above and mean something else."""


def test_there_are_openers_for_more_than_a_year_of_tuesdays_and_thursdays() -> None:
    assert len(EVERY) >= 120
    assert all(len(pool) >= 40 for pool in POOLS.values())
    assert [*POOLS, "all"] == [name for name, _ in TONES]


def test_no_opener_is_there_twice_nor_taken_from_the_coffee_roulette() -> None:
    said = [spoken(words) for words in (*EVERY, *COFFEE)]
    assert len(set(said)) == len(said)


def test_no_two_openers_ask_nearly_the_same() -> None:
    bags = {words: set(spoken(words).split()) for words in (*EVERY, *COFFEE)}
    counts = Counter(word for bag in bags.values() for word in bag)
    rare = {words: {word for word in bag if counts[word] <= 12} for words, bag in bags.items()}
    shared = {(a, b): rare[a] & rare[b] for a, b in combinations(rare, 2) if a in EVERY}
    near = [pair for pair, words in shared.items() if len(words) > max(1, 0.6 * min(len(rare[one]) for one in pair))]
    assert near == []


@pytest.mark.parametrize("tone", POOLS)
def test_an_opener_is_one_thing_to_say_aloud(tone: str) -> None:
    for words in POOLS[tone]:
        assert 15 <= len(words) <= LONGEST
        assert words[0].isupper()
        assert words[-1] in "?.”"
        assert words == " ".join(words.split())
        assert not re.search(r"[<>*_~`|@#/\\]|https?:", words), words
        assert words.count("?") <= 2


def test_an_opener_supposes_nothing_about_somebodys_life() -> None:
    for words in EVERY:
        plain = words.lower()
        for meant in MEANT:
            plain = plain.replace(meant, "")
        assert not re.search(rf"\b(?:{PRIVATE})\b", plain), words


def test_openers_are_british() -> None:
    american = r"\b(?:color|favor|neighbor|center|vacation|cookie|elevator|apartment|awesome|gotten|organize)\w*"
    assert [words for words in EVERY if re.search(american, words.lower())] == []
