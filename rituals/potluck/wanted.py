"""What a table needs: things and how many of each, as people write them."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rituals.errors import Unreadable
from rituals.zones import shortened

Counts = Mapping[str, int]

ELSE = "something else"
"""The category that is always open, so that nobody's dish is turned away."""
MOST_OF_ONE = 60
MOST_KINDS = 12
LONGEST = 30
ROLES: Counts = MappingProxyType({"plates": 1, "laying": 1, "washing up": 2})
TEMPLATES: Mapping[str, tuple[str, Counts]] = MappingProxyType(
    {
        "everyday": ("Everyday lunch", MappingProxyType({"main": 4, "side": 3, "sweet": 3, "drink": 2})),
        "big": ("Big table", MappingProxyType({"main": 8, "side": 6, "bread": 2, "sweet": 6, "drink": 4})),
        "sweet": ("Sweet things", MappingProxyType({"sweet": 6, "fruit": 2, "drink": 4})),
    }
)
"""A lunch's usual needs by key: a title, and how many of each."""

_SINGULAR = {"mains": "main", "sides": "side", "sweets": "sweet", "drinks": "drink", "breads": "bread"}
_SINGULAR |= {"starters": "starter", "salads": "salad", "soups": "soup", "desserts": "dessert"}
_ONE = re.compile(r"(?:(?P<before>\d+)\s*[x×]?\s+)?(?P<name>.*?)(?:\s*[:x×=]?\s*(?P<after>\d+))?")


def read_counts(text: str, example: str) -> dict[str, int]:
    """“main 4, side 3” as counts; a thing without a number is wanted once. Raises Unreadable."""
    counts: dict[str, int] = {}
    for part in re.split(r"[,;\n]+", text):
        if part.strip():
            name, count = _read_one(part, example)
            counts[name] = counts.get(name, 0) + count
    wanted = {name: count for name, count in counts.items() if count}
    _check(wanted, example)
    return wanted


def counts_in_words(counts: Counts) -> str:
    """The counts as read_counts reads them: “main 4, side 3, bread”."""
    return ", ".join(f"{name} {count}" if count > 1 else name for name, count in counts.items())


def gaps_in_words(gaps: Counts) -> str:
    """What is still needed, the way people say it: “1 main, 2 sweet”."""
    return ", ".join(f"{count} {name}" for name, count in gaps.items())


def roles_in_words(open_roles: Counts) -> str:
    """The roles that are open: “plates, laying, washing up (2)”."""
    return ", ".join(role_in_words(name, count) for name, count in open_roles.items())


def role_in_words(name: str, count: int) -> str:
    """“plates”, “washing up (2)”."""
    return f"{name} ({count})" if count > 1 else name


def still_open(wanted: Counts, taken: Iterable[str]) -> dict[str, int]:
    """How many of each are still to come, without those that are complete."""
    counted = list(taken)
    left = {name: count - counted.count(name) for name, count in wanted.items()}
    return {name: count for name, count in left.items() if count > 0}


def _read_one(part: str, example: str) -> tuple[str, int]:
    match = _ONE.fullmatch(" ".join(part.split()).casefold())
    name = match["name"].strip(" .:-") if match else ""
    if not match or not any(letter.isalpha() for letter in name) or (match["before"] and match["after"]):
        raise Unreadable(f"I couldn't read “{shortened(part)}”. Try “{example}”.")
    if len(name) > LONGEST:
        raise Unreadable(f"Keep each name under {LONGEST} characters, like “{example}”.")
    return _SINGULAR.get(name, name), min(int((match["before"] or match["after"] or "1")[:6]), 999_999)


def _check(wanted: Counts, example: str) -> None:
    if len(wanted) > MOST_KINDS:
        raise Unreadable(f"That is a lot to look through. Name at most {MOST_KINDS} kinds, like “{example}”.")
    if any(count > MOST_OF_ONE for count in wanted.values()):
        raise Unreadable(f"At most {MOST_OF_ONE} of a kind, please, like “{example}”.")
