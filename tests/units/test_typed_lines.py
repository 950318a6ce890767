"""Lines as people type them: whatever stands in one, nobody leaves who did not plainly say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.mentions import read_mentions, spell_mentions
from bot.requests.typed import meanings
from bot.requests.typed.distress import is_heavy
from rituals.cards import plain as spell_out
from rituals.coffee.away import leave, pause, resume, skip
from rituals.coffee.settings import CoffeeSettings
from rituals.effects import Reply
from rituals.errors import KindlingError
from rituals.events import CommandUsed
from rituals.kind_words.typed_words import read_kind_word
from rituals.records import Participation, Profile
from rituals.stretches import Plainly, Stretch, Times, read_when
from rituals.typed import COURTESIES, FOR_GOOD, bare, plain

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = FRIDAY.date()
NOISE = ["not", "no", "don't", "me", "please", "in", "until", "till", "for", "from", "on", "the", "next", "this", "?"]
NOISE += ["ever", "good", "week", "weeks", "2", "two", "coffee", "monday", "January", "5 Jan", "tomorrow", "because"]
NOISE += [
    "@carys",
    "alone",
    "circle",
    "never",
    "pause",
    "skip",
    "back",
    "forever",
    "rounds",
    "a",
    "while",
    "it",
    "\u00a0",
]
MARKS = st.text("+&,;:.-–—/\\'\"()!?*_~`<>@#|0 ", max_size=6)
LINES = st.lists(st.sampled_from(NOISE) | MARKS | st.text(max_size=6), max_size=6).map(" ".join)


@dataclass
class Place:
    """Somebody's place in a coffee circle: what was done to it."""

    done: list[str] = field(default_factory=list)
    zone = ZoneInfo("Europe/London")
    settings = CoffeeSettings()
    next_due = datetime(2026, 11, 23, 10, tzinfo=UTC)
    channel = "C1"

    def participation(self, person: str) -> Participation:
        return Participation(person=person, joined=FRIDAY)

    def profile(self, person: str) -> Profile:
        return Profile(id=person, zone="Europe/London")

    def leave(self, person: str) -> bool:
        return not self.done.append("leave")

    def skip(self, person: str) -> bool:
        return not self.done.append("skip")

    def resume(self, person: str) -> bool:
        return not self.done.append("resume")

    def pause(self, person: str, until: date) -> None:
        assert until > TODAY
        self.done.append("pause")


def typed(handler: object, text: str) -> tuple[list[str], str]:
    """What was done, and what was answered."""
    place = Place()
    event = CommandUsed(now=FRIDAY, person="U1", verb="", text=text)
    try:
        said: Iterator[Reply] = handler(event, place)  # type: ignore[operator]
        return place.done, " ".join(spell_out(reply.card.summary) for reply in said)
    except KindlingError as error:
        return place.done, str(error)


def is_plain(text: str) -> bool:
    """Whether nothing is said but courtesies, the circle's name, or that it is for good."""
    words = plain(text).replace("thank you", "thanks")
    left = [word for word in words.split() if word.strip(" .,!;:…\"'()*_~") not in {*COURTESIES, ""}]
    names = {
        "the",
        "this",
        "our",
        "my",
        "your",
        "from",
        "of",
        "with",
        "coffee",
        "coffees",
        "circle",
        "channel",
        "group",
    }
    return words in FOR_GOOD or " ".join(left) in FOR_GOOD or set(left) <= names | {"roulette", "ritual"}


@given(text=LINES)
def test_nobody_leaves_who_did_not_plainly_say_so(text: str) -> None:
    done, answer = typed(leave, text)
    assert answer
    if "leave" in done:
        assert is_plain(text)
    assert done in ([], ["leave"], ["pause"])


@given(text=LINES, handler=st.sampled_from([skip, pause, resume]))
def test_no_other_word_leads_out(text: str, handler: object) -> None:
    done, answer = typed(handler, text)
    assert answer
    assert "leave" not in done
    assert len(done) <= 1


@given(text=LINES)
def test_a_line_that_says_no_to_leaving_is_never_taken_for_a_wish_to_leave(text: str) -> None:
    for line in (f"don't leave {text}", f"never quit {text}", f"do not unsubscribe me {text}"):
        assert meanings.LEAVE not in meanings.meant(line)


@given(text=st.text(max_size=40) | LINES)
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    assert isinstance(is_heavy(text), bool)
    assert isinstance(bare(text), str)
    try:
        assert isinstance(read_when(text, TODAY), Plainly | Times | Stretch)
    except KindlingError as error:
        assert str(error).endswith(".")


NAMED = {"@bjorn": "U1", "@carys": "U2", "@b": "U3"}
PARTS = st.lists(
    st.sampled_from([*NAMED, "thank", "you", "for", "the", "tea", "and", ",", "to", "!", "is"]), max_size=10
)


@given(parts=PARTS, most=st.integers(1, 5))
def test_no_word_of_a_kind_word_is_lost(parts: list[str], most: int) -> None:
    text = " ".join(parts)
    receivers, said = read_kind_word(text, NAMED, most)
    for word in set(parts) - {*NAMED, "to", "for", "and", ",", "!"}:
        assert re.findall(r"\w+", said).count(word) >= parts.count(word)
    for name in set(parts) & NAMED.keys():
        assert NAMED[name] in receivers or name in said


@given(parts=PARTS)
def test_a_button_keeps_whom_a_line_names(parts: list[str]) -> None:
    text = " ".join(parts)
    words, named = read_mentions(spell_mentions(text, NAMED))
    assert words == text
    assert named.items() <= NAMED.items()
    assert named.keys() == {part for part in parts if part in NAMED}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("until 5 Jan", Stretch(TODAY, date(2027, 1, 5), until=True)),
        ("for two weeks, please", Stretch(TODAY, date(2026, 12, 4), until=True)),
        ("the next fortnight", Stretch(TODAY, date(2026, 12, 4), until=True)),
        ("next week", Stretch(date(2026, 11, 23), date(2026, 11, 30))),
        ("this week and next", Stretch(TODAY, date(2026, 11, 30))),
        ("from monday", Stretch(date(2026, 11, 23), None)),
        ("from 5 Jan until 9 Jan", Stretch(date(2027, 1, 5), date(2027, 1, 9))),
        ("5 Jan to 9 Jan", Stretch(date(2027, 1, 5), date(2027, 1, 10))),
        ("in december", Stretch(date(2026, 12, 1), date(2027, 1, 1))),
        ("3 rounds", Times(3)),
        ("the next two coffees", Times(2)),
        ("for ever", Plainly.FOR_GOOD),
        ("until further notice", Plainly.UNCLEAR),
        ("thank you", Plainly.NOTHING),
        ("me in", Plainly.UNCLEAR),
        ("over christmas", Plainly.UNCLEAR),
    ],
)
def test_a_stretch_is_read_as_it_is_said(text: str, when: object) -> None:
    assert read_when(text, TODAY) == when
    assert read_when(f" {text.upper()}. ", TODAY) == when
