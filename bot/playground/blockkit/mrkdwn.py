"""Slack's mrkdwn as a tree, and as the words a person reads."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

Node = dict[str, Any]
NameOf = Callable[[str], str]

FENCE = re.compile(r"```\n?([\s\S]*?)\n?```\n?")
INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`|<(?P<angle>[^<>\n]+)>"
    r"|(?<![\w*])\*(?=\S)(?P<bold>[^*\n]*[^*\s])\*(?![\w*])"
    r"|(?<!\w)_(?=\S)(?P<italic>[^_\n]*[^_\s])_(?!\w)"
    r"|(?<!\w)~(?=\S)(?P<strike>[^~\n]*[^~\s])~(?!\w)"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+'-]+):(?![\w:])"
    r"|(?<!\w)(?P<bare>https?://(?:(?!&[lg]t;)[^\s<>|`])+(?<![.,:!?)*_~])(?<!(?<!&amp);))"
)
QUOTE = re.compile(r"^(?:&gt;|>)\s?")


def unescape(text: str) -> str:
    """Slack escapes three characters and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def tree(text: str) -> list[Node]:
    """What the text says: `text`, styles, `code`, `pre`, `quote`, mentions, dates, links and emoji."""
    pieces = FENCE.split(text)
    nodes = [
        node
        for place, piece in enumerate(pieces)
        for node in ([{"type": "pre", "text": unescape(piece)}] if place % 2 else _lines(piece))
    ]
    return _joined(nodes)


def _lines(text: str) -> Iterator[Node]:
    """Quoted lines are gathered in one quote; other lines are joined by line breaks."""
    quoted: list[str] = []
    for place, line in enumerate(text.split("\n") if text else []):
        if QUOTE.match(line):
            quoted.append(QUOTE.sub("", line, count=1))
            continue
        if quoted:
            yield _quote(quoted)
            quoted = []
        elif place:
            yield {"type": "text", "text": "\n"}
        yield from _inline(line)
    if quoted:
        yield _quote(quoted)


def _quote(lines: list[str]) -> Node:
    nodes = [node for line in lines for node in ({"type": "text", "text": "\n"}, *_inline(line))]
    return {"type": "quote", "inside": _joined(nodes[1:])}


def _inline(text: str) -> Iterator[Node]:
    place = 0
    for found in INLINE.finditer(text):
        if found.start() > place:
            yield {"type": "text", "text": unescape(text[place : found.start()])}
        yield _styled(str(found.lastgroup), found[str(found.lastgroup)])
        place = found.end()
    if text[place:]:
        yield {"type": "text", "text": unescape(text[place:])}


def _styled(kind: str, inside: str) -> Node:
    match kind:
        case "code":
            return {"type": "code", "text": unescape(inside)}
        case "emoji":
            return {"type": "emoji", "name": inside}
        case "bare":
            return {"type": "link", "url": unescape(inside), "text": unescape(inside)}
        case "angle":
            return _angle(inside)
        case _:
            return {"type": kind, "inside": _joined(list(_inline(inside)))}


def _angle(body: str) -> Node:
    target, _, label = body.partition("|")
    match target[:1], target[1:].partition("^"):
        case "@", (user, _, _):
            return {"type": "user", "id": user}
        case "#", (channel, _, _):
            return {"type": "channel", "id": channel, **({"name": unescape(label)} if label else {})}
        case "!", ("date", _, rest):
            return _date(rest, label)
        case "!", ("subteam", _, group):
            return {"type": "usergroup", "id": group, **({"name": unescape(label)} if label else {})}
        case "!", (word, _, _):
            return {"type": "broadcast", "range": word}
    return {"type": "link", "url": unescape(target), "text": unescape(label or target.removeprefix("mailto:"))}


def _date(body: str, fallback: str) -> Node:
    seconds, _, rest = body.partition("^")
    form, _, url = rest.partition("^")
    link = {"url": unescape(url)} if url else {}
    return {"type": "date", "ts": seconds, "format": unescape(form), "fallback": unescape(fallback), **link}


def _joined(nodes: list[Node]) -> list[Node]:
    """Neighbouring texts become one."""
    joined: list[Node] = []
    for node in nodes:
        if node["type"] == "text" and joined and joined[-1]["type"] == "text":
            joined[-1] = {"type": "text", "text": joined[-1]["text"] + node["text"]}
        else:
            joined.append(node)
    return joined


MARKS = {"bold": "*", "italic": "_", "strike": "~", "code": "`"}


def plain_text(text: str, name_of: NameOf = str, marks: bool = False) -> str:
    """The words: names for mentions, labels for links, the fallback of a date, "> " before a quote.

    With `marks` the styles stay as they are typed; a screen reader or a notification leaves them out.
    """
    words, apart = "", False
    for node in _read(text):
        is_block = node["type"] in ("quote", "pre")
        said = _plain(node, name_of, marks)
        between = "\n" if words and (is_block or apart) and not words.endswith("\n") else ""
        words, apart = f"{words}{between}{said}", is_block
    return words


@lru_cache(maxsize=2000)
def _read(text: str) -> tuple[Node, ...]:
    """The tree of what is read again and again, by everybody who sees it."""
    return tuple(tree(text))


def _plain(node: Node, name_of: NameOf, marks: bool) -> str:
    mark = MARKS.get(node["type"], "") if marks else ""
    match node:
        case {"type": "quote", "inside": list(inside)}:
            return "> " + _all(inside, name_of, marks).replace("\n", "\n> ")
        case {"inside": list(inside)}:
            return f"{mark}{_all(inside, name_of, marks)}{mark}"
        case {"type": "user" | "channel", "id": str(named)}:
            return name_of(named)
        case {"type": "usergroup", "id": str(named)}:
            return str(node.get("name") or f"@{named}")
        case {"type": "broadcast", "range": str(word)}:
            return f"@{word}"
        case {"type": "date", "fallback": str(words)}:
            return words
        case {"type": "emoji", "name": str(name)}:
            return f":{name}:"
    return f"{mark}{node['text']}{mark}"


def _all(nodes: list[Node], name_of: NameOf, marks: bool) -> str:
    return "".join(_plain(node, name_of, marks) for node in nodes)
