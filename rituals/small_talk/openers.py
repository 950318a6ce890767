"""Which openers a circle has: those of its tone and its champions' own, less the ones that it retired."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import Random
from unicodedata import normalize

from rituals.errors import KindlingError
from rituals.small_talk.declared import TalkCircle
from rituals.small_talk.pools import POOLS
from rituals.zones import shortened

LONGEST = 140
MOST_OWN = 60
OWN, RETIRED, SAID = "own", "retired", "said"
"""Kinds of entries; each is about an opener's id, and keeps its words."""


@dataclass(frozen=True, slots=True)
class Opener:
    """Something to say; `id` is the same for words that differ only in case, spaces and punctuation."""

    id: str
    words: str


def opener(words: str) -> Opener:
    """The opener of these words."""
    return Opener(sha256(spoken(words).encode()).hexdigest()[:16], words)


def spoken(words: str) -> str:
    """The words as they sound: no case, no punctuation, one space between."""
    plain = re.sub(r"['’]", "", normalize("NFKC", words).casefold())
    return " ".join(re.findall(r"[^\W_]+", plain))


@cache
def pool(tone: str) -> tuple[Opener, ...]:
    """The built-in openers of a tone, or of all."""
    tones = [tone] if tone in POOLS else POOLS
    return tuple(opener(words) for name in tones for words in POOLS[name])


def openers_here(circle: TalkCircle, tone: str = "") -> tuple[Opener, ...]:
    """Those that may be said: the tone's (the circle's, if none is named), its own, none that is retired."""
    retired = {one.id for one in retired_openers(circle)}
    known = {one.id: one for one in (*pool(tone or circle.settings.tone), *own_openers(circle))}
    return tuple(one for one in known.values() if one.id not in retired)


def own_openers(circle: TalkCircle) -> tuple[Opener, ...]:
    """What its champions added, oldest first."""
    return _kept(circle, OWN)


def retired_openers(circle: TalkCircle) -> tuple[Opener, ...]:
    """What was said to be “not for us”, oldest first."""
    return _kept(circle, RETIRED)


def said_openers(circle: TalkCircle) -> tuple[Opener, ...]:
    """What was said, each once: the one said longest ago first."""
    return _kept(circle, SAID)


def next_opener(circle: TalkCircle, seed: int) -> Opener | None:
    """One that was never said; once all were, the one said longest ago. None if there is none at all."""
    here = openers_here(circle)
    said = {one.id: age for age, one in enumerate(said_openers(circle))}
    fresh = [one for one in here if one.id not in said]
    if fresh:
        return Random(seed).choice(fresh)
    return min(here, key=lambda one: said[one.id], default=None)


def find_opener(text: str, among: Sequence[Opener]) -> Opener:
    """The one of these words, or the only one that has them in it. Raises KindlingError."""
    wanted = opener(text)
    found = [one for one in among if one.id == wanted.id] or _containing(spoken(text), among)
    if not found:
        raise KindlingError(f"I know no opener here with “{shortened(text)}” in it.")
    if len(found) > 1:
        raise KindlingError(f"“{shortened(text)}” is in {len(found)} openers. A few more of its words, please.")
    return found[0]


def forget(circle: TalkCircle, kind: str, id: str) -> None:
    """Remove what is kept of this kind about the opener."""
    for entry in circle.entries(kind, about=id):
        circle.remove(entry)


def _kept(circle: TalkCircle, kind: str) -> tuple[Opener, ...]:
    entries = circle.entries(kind)
    return tuple(Opener(entry.about, str(entry.data.get("words", ""))) for entry in entries)


def _containing(wanted: str, among: Iterable[Opener]) -> list[Opener]:
    return [one for one in among if wanted and wanted in spoken(one.words)]
