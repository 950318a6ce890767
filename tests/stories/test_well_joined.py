"""Sentences are put together from parts; how they are joined is read here, in all that people may be told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.testing import Stage
from tests.stories.company import BOT, CHAMPION, coffee_with
from tests.stories.kind_words.casting import start_words, writes
from tests.stories.potluck.casting import propose, start_potluck
from tests.stories.small_talk.casting import start_talk

GOLDENS = Path(__file__).parents[1] / "golden"
PLACE = "#kindness"
MAY_FOLLOW = {
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "I", "I'd", "I'll", "I'm", "I've"),
    *("Björn", "Carys", "Ana", "Ward", "Garden", "Roof", "Lifeline", "Wales", "Scotland", "St", "Wexcombe", "Data"),
    *("Table", "Lentil", "Plum", "Rice", "We", "A"),
}
"""Names and titles, what somebody else wrote, and labels of buttons."""
BADLY = re.compile(
    r"""
    (?P<capital>(?<=[a-z])[:,]\ (?P<word>[A-Z][\w']*))   # a sentence begins in the middle of another
    | (?<=[\w.,;:!?”)])\ {2,}(?=[\w“(])                  # two spaces, but after what is bold
    | (?<!\.)\.\.(?!\.) | [!?,:;]\.                      # two stops
    | (?<=[^\W_])\ [.,;:!?](?=\s|$)                      # a space before a stop
    | (?<=[a-z”])\s+”                                    # a space inside a quotation
    | type\ (?=[.,]|$)                                   # a command that is not there
    | [a-z]\.[A-Z]                                       # no space after a stop
    | [a-z]”\ [A-Z]                                     # no stop after a quotation
    """,
    re.VERBOSE | re.MULTILINE,
)


def badly_joined(text: str) -> list[str]:
    """Where it goes wrong, with what stands around it."""
    found = (one for one in BADLY.finditer(text) if one["word"] not in MAY_FOLLOW)
    return [text[max(0, one.start() - 40) : one.end() + 20] for one in found]


@pytest.mark.parametrize(
    "text",
    ["Why just you: You were picked.", "You met  Carys.", "Yes.. And no.", "Really?.", "One .", "type .", "one.Two"],
)
def test_what_is_badly_joined_is_seen(text: str) -> None:
    assert badly_joined(text)


@pytest.mark.parametrize("golden", sorted(GOLDENS.glob("*.txt")), ids=lambda path: path.stem)
def test_cards_and_forms_are_well_joined(golden: Path) -> None:
    assert badly_joined(golden.read_text()) == []


LINES = (
    "help",
    "coffee",
    "potluck",
    "words",
    "talk",
    "privacy",
    "my data",
    "my data all",
    "rituals",
    "worried",
    "start",
    "coffee status",
    "coffee how",
    "coffee pause",
    "coffee skip maybe",
    "coffee leave on my birthday",
    "coffee whatever",
    "potluck status",
    "potluck list",
    "words status",
    "words kept",
    "words how",
    "talk how",
    "talk list",
    "forget me",
    "hello there",
)


def everything_told(stage: Stage) -> Iterator[str]:
    """What somebody reads who takes part in all there is, and asks for all there is."""
    amara, bjorn = coffee_with(stage, "amara", "bjorn", where=PLACE)
    una = stage.person(CHAMPION)
    start_potluck(una)
    propose(una)
    amara.clicks("Just bring myself", PLACE)
    start_words(una, anonymous="yes")
    writes(bjorn, amara)
    amara.clicks("Keep it", BOT)
    start_talk(una)
    for moment in ("monday 10:30", "saturday 18:00"):
        stage.clock_to(moment)
        for person in (amara, una):
            for line in LINES:
                yield person.types(f"/kind {line}", PLACE)
            yield person.opens_home()
            yield person.reads_all()


def test_what_somebody_is_told_who_asks_for_everything_is_well_joined(stage: Stage) -> None:
    assert [bad for text in everything_told(stage) for bad in badly_joined(text)] == []
