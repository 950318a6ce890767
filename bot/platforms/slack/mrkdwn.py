"""Texts as Slack's mrkdwn. Words are escaped here and nowhere else, so what people write stays words.

Slack has no escape for its formatting marks, and an invisible character beside one does not help: Slack takes
a zero-width space for the end of a word, where formatting starts. So a mark in somebody's words is written
with its look-alike, which no parser reads.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import assert_never
from urllib.parse import quote, urlsplit

from bot.platforms.slack import limits
from bot.platforms.slack.limits import cut, pack
from bot.platforms.slack.spelling import spelled
from rituals.cards import FORGOTTEN, Channel, Command, HowToInvite, Link, Person, Span, Strong, Text, Words, as_text

_BOUNDARY = "\u200b"
_LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "|": "∣"})
_MARK = re.compile(r"[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_SPECIAL = re.compile(r"[*~`_<>&]")
_NEWLINE = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WORD = re.compile(r"\n|[^\S\n]{1,500}|\S{1,500}")
_ID = re.compile(r"[A-Za-z0-9]+")


def summary(words: Words) -> str:
    """One line for notifications and screen readers, with people's names."""
    tokens = [token if token.strip() else " " for span in as_text(words) for token in _unweighted(span)]
    once = [token for before, token in pairwise([" ", *tokens]) if not before == token == " "]
    parts = pack(once, limits.MESSAGE_TEXT.most - 1)
    return "".join(parts[:1]) + ("…" if len(parts) > 1 else "")


def mrkdwn(text: Text, *, prefix: str = "") -> list[str]:
    """The text as Slack's mrkdwn, each line after the prefix, in as many pieces as sections need."""
    most = limits.SECTION_TEXT.most
    lines = list(_lines(_separated([token for span in text for token in _tokens(span)])))
    if not any(token.strip() for line in lines for token in line):
        return []
    rows = (row for line in lines for row in _rows(line, most - len(prefix) - 1))
    return pack((f"{prefix}{row}\n" for row in rows), most)


def web_address(url: str) -> str | None:
    """The address with nothing in it that could end a link early; None for one that is not for following."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    known = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc)
    return quote(url.strip(), safe="%/:=&?#+!$,;'@()[]~") if known else None


def _tokens(span: Span) -> list[str]:
    """The span as pieces that may stand in different sections."""
    match span:
        case str() | Command() | HowToInvite():
            return _words(spelled(span))
        case Strong(text):
            return _strong(spelled(text))
        case Person(id) if id.startswith(FORGOTTEN):
            return ["somebody"]
        case Person(id):
            return [f"<@{id}>"] if _ID.fullmatch(id) else _words(f"@{id}")
        case Channel(id):
            return [f"<#{id}>"] if _ID.fullmatch(id) else _words(f"#{id}")
        case Link(text, url):
            return _link(text, url)
        case _:
            assert_never(span)


def _unweighted(span: Span) -> list[str]:
    """The same without weight and addresses, for one line."""
    return _words(spelled(span.text)) if isinstance(span, Strong | Link) else _tokens(span)


def _words(words: str) -> list[str]:
    clean = _CONTROL.sub("", _NEWLINE.sub("\n", words))
    found: list[str] = _WORD.findall(clean)
    return [_escape(word) for word in found] if _SPECIAL.search(clean) else found


def _escape(word: str) -> str:
    """The word as Slack shows it letter by letter; a leading > could begin a quotation."""
    letters = _MARK.sub(lambda mark: mark[0].translate(_LOOKALIKES), word)
    return (_BOUNDARY if letters.startswith(">") else "") + escape(letters, quote=False)


def _strong(words: str) -> list[str]:
    """Each piece in its own stars, which hold on one line only and not beside a space."""
    stars = [f"*{part}*" for part in pack(_words(" ".join(words.split())), limits.SECTION_TEXT.most // 2)]
    spaced = [piece for star in stars for piece in (" ", star)][1:]
    before, after = ([" "] if edge.isspace() else [] for edge in (words[:1], words[-1:]))
    return [*before, *spaced, *after]


def _link(words: str, url: str) -> list[str]:
    address = web_address(url)
    label = cut(" ".join((words or url).split()), limits.INPUT_HINT)
    shown = "".join(_words(label)).replace("|", _LOOKALIKES[ord("|")])
    link = f"<{escape(address or '', quote=False)}|{shown}>"
    return [link] if address and shown and len(link) < limits.SECTION_TEXT.most - 3 else _words(label)


def _separated(tokens: list[str]) -> list[str]:
    """The tokens, with a boundary wherever stars would otherwise touch a word and not count."""
    return [_apart(left, right) for left, right in pairwise(["\n", *tokens])]


def _apart(left: str, right: str) -> str:
    opens = right.startswith("*") and not left[-1].isspace()
    closes = left.endswith("*") and not (right[0].isspace() or right[0] in ".,;:!?")
    return _BOUNDARY + right if opens or closes else right


def _lines(tokens: Iterable[str]) -> Iterator[list[str]]:
    line: list[str] = []
    for token in tokens:
        if token == "\n":
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _rows(line: list[str], most: int) -> list[str]:
    whole = "".join(line)
    return [whole] if len(whole) <= most else pack(line, most)
