"""Colleagues named in a line: in the words as “@bjorn”, beside them by their id."""

import re
from collections.abc import Mapping

_SPELLED = re.compile(r"<@([A-Za-z0-9]+)(?:\|([^<>|]*))?>")


def read_mentions(text: str) -> tuple[str, dict[str, str]]:
    """The words with “@bjorn” for each `<@id|bjorn>`, and whose name that is; a name without a label is the id's."""
    named: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        label = "@" + ("".join((found[2] or found[1]).split()) or found[1])
        if named.setdefault(label, found[1]) != found[1]:
            named[label := f"@{found[1]}"] = found[1]
        return label

    return _SPELLED.sub(name, text), named


def not_known(text: str, named: Mapping[str, str]) -> set[str]:
    """Names in the words, with their at sign, that the platform did not tell us the id of."""
    return {word.rstrip(".,;:!?)") for word in text.split() if word.startswith("@") and len(word) > 2} - named.keys()


def spell_mentions(text: str, named: Mapping[str, str]) -> str:
    """The same words as read_mentions reads them."""
    return " ".join(_spelled(word, named) for word in text.split(" "))


def _spelled(word: str, named: Mapping[str, str]) -> str:
    known = next((name for name in sorted(named, key=len, reverse=True) if word.startswith(name)), "")
    return f"<@{named[known]}|{known[1:]}>{word[len(known) :]}" if known else word
