"""What keeps kind words kind: whom they can reach, and the limits of anonymous ones."""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from rituals.words import problems
from rituals.words.declared import WordsCircle
from rituals.words.word import Word, all_words

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


def unreachable(circle: WordsCircle, sender: str, receiver: str, on: date) -> str:
    """Why a kind word cannot reach them, in a sentence for the sender; nothing if it can."""
    profile = circle.profile(receiver)
    name = name_of(circle, receiver)
    if receiver == sender:
        return problems.yourself()
    if not circle.known(receiver) or profile.is_stranger:
        return problems.not_here()
    if profile.is_bot:
        return problems.a_bot(name)
    if profile.is_gone:
        return problems.gone(name)
    return problems.not_now(name) if circle.refuses(receiver) or _is_away(circle, receiver, on) else ""


def takes_anonymous(circle: WordsCircle, sender: str, receiver: str) -> bool:
    """Whether they take anonymous words at all, and this sender's."""
    return not (signed_only(circle, receiver) or is_blocked(circle, sender, receiver))


def signed_only(circle: WordsCircle, person: str) -> bool:
    """Whether they asked for signed words only."""
    return any(entry.person == person for entry in circle.entries("signed_only"))


def is_blocked(circle: WordsCircle, sender: str, receiver: str) -> bool:
    """Whether this receiver was not comfortable with a word of this sender's."""
    pairs = _pair(circle, sender, receiver), _pair_of_before(circle, sender, receiver)
    return any(entry.data["pair"] in pairs for entry in circle.entries("blocked"))


def block(circle: WordsCircle, word: Word, now: datetime) -> None:
    """No more anonymous words from its sender to its receiver.

    The entry is nobody's and names nobody: neither of the two can learn of the other from it, not even in their data.
    """
    if not is_blocked(circle, word.sender, word.receiver):
        circle.add("blocked", "", {"pair": _pair(circle, word.sender, word.receiver)}, now)


def anonymous_left(circle: WordsCircle, sender: str, on: date) -> int:
    """How many anonymous words somebody may still send on this local date."""
    mine = [word for word in all_words(circle) if word.sender == sender and word.is_anonymous]
    sent = [word for word in mine if word.entry.created.astimezone(circle.zone).date() == on]
    return max(0, circle.settings.cap - len(sent))


def just_sent(circle: WordsCircle, sender: str, receivers: Iterable[str], words: str) -> tuple[str, ...]:
    """Those of the receivers to whom the same words are on their way already."""
    on_their_way = {word.receiver for word in all_words(circle) if word.sender == sender and word.held == words}
    return tuple(receiver for receiver in receivers if receiver in on_their_way)


def name_of(circle: WordsCircle, person: str) -> str:
    """What to call somebody where a mention cannot stand."""
    return circle.profile(person).name or "That person"


def _is_away(circle: WordsCircle, person: str, on: date) -> bool:
    place = circle.participation(person)
    return bool(place and place.paused_until and place.paused_until > on)


def _pair(circle: WordsCircle, sender: str, receiver: str) -> str:
    return circle.digest("blocked", circle.id, receiver, sender)


def _pair_of_before(circle: WordsCircle, sender: str, receiver: str) -> str:
    """As pairs were kept before there was a secret: what was blocked then is blocked still."""
    return hmac.digest(circle.id.encode(), f"{receiver} {sender}".encode(), "sha256").hex()
