"""A kind word that was typed in one line: whom it is for, and what it says. No word of it is lost."""

import re
from collections.abc import Iterable, Mapping

_TO = r"(?:(?:to|for)\s+)?"
_BETWEEN = r"(?:\s*(?:,|&|\+|\band\b)\s*|\s+)"
_ABOUT_THEM = r"(?:is|was|has|had|did|does|made|makes|helped|gave|always|never|really|for|and|who)\b"
"""A sentence that goes on so begins with the name."""
_BELONGS = re.compile(r"\b(?:to|for|with|by|from|of|like|about|and|that|when|how|dear|hi|hey|hello)$", re.IGNORECASE)
"""A sentence that ends so needs the name after it."""


def read_kind_word(text: str, named: Mapping[str, str], most: int) -> tuple[tuple[str, ...], str]:
    """Its receivers' ids, and the words: without the names at their beginning or end that only say whom it is for."""
    words = text.strip()
    known = [name for name in named if name in words]
    receivers = tuple(dict.fromkeys(named[name] for name in sorted(known, key=words.find)))
    if not receivers or len(receivers) > most:
        return receivers[:most], words
    names = _names(known)
    if re.fullmatch(rf"{_TO}{names}[\s.,:!]*", words, re.IGNORECASE):
        return receivers, ""
    said = _without_beginning(words, names)
    return receivers, _without_end(words, names) if said == words else said


def _names(known: Iterable[str]) -> str:
    one = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return rf"(?:{one})(?:{_BETWEEN}(?:{one}))*"


def _without_beginning(words: str, names: str) -> str:
    match = re.match(rf"{_TO}{names}(?:\s*[:;,–—-]+\s*|\s+)(?!{_ABOUT_THEM})", words, re.IGNORECASE)
    return words[match.end() :] if match else words


def _without_end(words: str, names: str) -> str:
    match = re.search(rf"[\s,;:–—-]+{names}([\s.!]*)$", words, re.IGNORECASE)
    before = words[: match.start()] if match else ""
    return before + match[1].strip() if match and not _BELONGS.search(before) else words
