"""What keeps kind words kind: whom they can reach, and the limits of anonymous ones."""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from rituals.kind_words import problems
from rituals.kind_words.declared import WordsCircle
from rituals.kind_words.word import Word, all_words

UNSIGNED = "unsigned"
"""What somebody refuses who wants signed words only, or was not comfortable with one."""
EVERYONE = "everyone"
"""The switch with which a workspace's admins let kind words reach people who are not in the circle's channel."""
TO_ONE = 10
"""Kind words a day from one person to another."""
_NEWLINE = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_LINK = re.compile(r"(?<!\w)(?:\w+://\S*|www\.\S+|\w[\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:[/:?#]\S*)?)", re.IGNORECASE)


def tidy(words: str) -> str:
    """The words without control characters and the spaces around them."""
    lines = _NEWLINE.sub("\n", words)
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs")).strip()


def is_blank(words: str) -> bool:
    """Whether there is nothing to see in them."""
    return all(each.isspace() or unicodedata.category(each) in ("Cf", "Mn") for each in words)


def link_in(words: str) -> str:
    """The first thing that looks like a web address, or nothing; invisible characters hide none."""
    seen = "".join(each for each in unicodedata.normalize("NFKC", words) if unicodedata.category(each) != "Cf")
    found = _LINK.search(seen)
    return found[0] if found else ""


def is_widened(circle: WordsCircle, public: bool) -> bool:
    """Whether its words reach people outside of its channel: never from where not everybody may come in and look."""
    return public and circle.is_switched_on(EVERYONE)


def unreachable(
    circle: WordsCircle, sender: str, receiver: str, inside: bool | None = None, *, public: bool = False
) -> str:
    """Why a kind word cannot reach them, in a sentence for the sender; nothing if it can. All of it can be seen by
    anybody, so that it tells nothing of what somebody chose. `inside`: whether they are in the circle's channel, if it
    was asked, and whether that is `public`. Whoever is outside is just that: who they are is known only of those who
    used Kindling, and a sentence of it would tell."""
    profile = circle.profile(receiver)
    name = name_of(circle, receiver)
    if receiver == sender:
        return problems.yourself()
    if inside is False and not is_widened(circle, public):
        return problems.outside()
    if profile.is_stranger or (inside is None and not circle.known(receiver)):
        return problems.not_here()
    if profile.is_bot:
        return problems.a_bot(name)
    return problems.gone(name) if profile.is_gone else ""


def is_unwanted(circle: WordsCircle, word: Word, on: date) -> bool:
    """Whether its receiver wants no such word on this local date: none at all, none unsigned, or none of its sender."""
    if circle.refuses(word.receiver, on, UNSIGNED if word.is_anonymous else "", word.sender):
        return True
    return word.is_anonymous and _was_blocked(circle, word)


def just_sent(circle: WordsCircle, sender: str, receivers: Iterable[str], words: str) -> tuple[str, ...]:
    """Those of the receivers to whom the same words are on their way already."""
    on_their_way = {word.receiver for word in all_words(circle) if word.sender == sender and word.held == words}
    return tuple(receiver for receiver in receivers if receiver in on_their_way)


def name_of(circle: WordsCircle, person: str) -> str:
    """What to call somebody where a mention cannot stand."""
    return circle.profile(person).name or "That person"


def _was_blocked(circle: WordsCircle, word: Word) -> bool:
    """As “Not comfortable” was kept, for its circle alone, before refusals of one person were."""
    pair = hmac.digest(circle.id.encode(), f"{word.receiver} {word.sender}".encode(), "sha256").hex()
    return any(entry.data["pair"] == pair for entry in circle.entries("blocked"))
