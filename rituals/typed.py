"""What people type after a verb. It is understood whole, or it is asked back: nothing that was typed is passed over."""

import re
from collections.abc import Iterable
from unicodedata import category, normalize

from rituals.errors import KindlingError
from rituals.zones import shortened

COURTESIES = frozenset(
    {
        "me",
        "myself",
        "please",
        "pls",
        "plz",
        "kindly",
        "now",
        "too",
        "also",
        "thanks",
        "ta",
        "cheers",
        "then",
        "ok",
        "okay",
    }
)
"""Words that change nothing."""
FOR_GOOD = frozenset(
    {"for ever", "forever", "for good", "permanently", "completely", "altogether", "entirely"}
    | {"for ever and ever", "immediately", "right now", "right away", "at once", "asap"}
)
"""Words that mean without an end, or without waiting."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"})
_ENDS = " .,!;:…\"'()*_~"


class TheirsToDecide(KindlingError):
    """That is for each person to decide, so nothing was changed."""


def plain(text: str) -> str:
    """The words as they sound: no case, one space between, straight quotes, nothing invisible, no stops at the ends."""
    seen = "".join(each for each in normalize("NFKC", text) if category(each) != "Cf")
    return " ".join(seen.translate(_STRAIGHT).casefold().split()).strip(_ENDS)


def bare(text: str, *nouns: str) -> str:
    """What is left of the words without courtesies at their ends, and without these names of what it is about."""
    words = _without(plain(text).replace("thank you", "thanks"), nouns).split()
    while words and words[0].strip(_ENDS) in COURTESIES:
        words = words[1:]
    while words and words[-1].strip(_ENDS) in COURTESIES:
        words = words[:-1]
    return " ".join(words).strip(_ENDS)


def unread(text: str) -> str:
    """A sentence to go on with, where it was asked for something else than was typed."""
    return f" I'm not sure what “{shortened(text)}” means." if text.strip() else ""


def names_somebody(text: str) -> bool:
    """Whether a colleague is named in the words, with an at sign."""
    return any(word.startswith(("@", "<@")) and len(word) > 2 for word in text.split())


def refuse_for_others(text: str) -> None:
    """Raise TheirsToDecide if the words name a colleague: everybody joins, pauses and leaves by themselves."""
    named = next((word for word in text.split() if word.startswith(("@", "<@"))), "")
    if named:
        raise TheirsToDecide(
            f"That is for {shortened(named.rstrip(_ENDS))} to decide, so nothing was changed. "
            "Everyone joins, pauses and leaves by themselves."
        )


def _without(words: str, nouns: Iterable[str]) -> str:
    """The words without “this coffee circle”, “from the roulette” or “coffee” at their beginning."""
    names = "|".join(re.escape(noun.casefold()) for noun in nouns if noun) or "(?!)"
    circle = rf"(?:(?:the|this|our|my|your) )?(?:(?:{names}) )?(?:circle|channel|group|roulette|ritual)"
    return re.sub(rf"^(?:(?:from|of|with) )?(?:{circle}|(?:the )?(?:{names}))(?: |$)", "", words)
