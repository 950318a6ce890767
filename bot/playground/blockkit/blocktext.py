"""The words and the buttons of a message or view, as a person reads them."""

import re
from collections.abc import Iterator
from typing import Any, Protocol

from bot.playground.blockkit.mrkdwn import NameOf, plain_text
from bot.playground.blockkit.states import elements_of

Block = dict[str, Any]
ZERO_WIDTH = re.compile("[\u200b\u2060]")


class HasBlocks(Protocol):
    """A message or a view."""

    @property
    def blocks(self) -> list[Block] | None: ...


def words_of(shown: HasBlocks, name_of: NameOf = str) -> str:
    """All its words, a line for each block; a message without blocks is its text.

    A mention is the person's or channel's name as `name_of` gives it, and a link is its label;
    styles stay as they are typed.
    """
    lines = [" ".join(_words(block, name_of)) for block in shown.blocks or []]
    words = "\n".join(line for line in lines if line) or _read(str(getattr(shown, "text", "")), name_of)
    return ZERO_WIDTH.sub("", words)


def buttons_of(blocks: list[Block]) -> Iterator[tuple[str, str, str]]:
    """Block id, action id and label of every button, in reading order."""
    for block, element in elements_of(blocks):
        if element["type"] == "button":
            yield block["block_id"], element["action_id"], element["text"]["text"]


def _read(text: str, name_of: NameOf) -> str:
    return plain_text(text, name_of, marks=True)


def _words(part: Any, name_of: NameOf) -> Iterator[str]:
    match part:
        case {"type": "rich_text_section" | "rich_text_quote" | "rich_text_preformatted", "elements": list(parts)}:
            yield "".join(_rich(one, name_of) for one in parts)
        case {"type": "mrkdwn", "text": str(text)}:
            yield _read(text, name_of)
        case {"type": "plain_text" | "markdown" | "raw_text" | "raw_number", "text": str(text)}:
            yield text
        case {"type": "task_card" | "plan", "title": str(title)}:
            yield title
            yield from _inside(part, name_of)
        case dict():
            yield from _inside(part, name_of)
        case list():
            for value in part:
                yield from _words(value, name_of)


def _inside(part: Block, name_of: NameOf) -> Iterator[str]:
    for name, value in part.items():
        if name != "confirm":
            yield from _words(value, name_of)


def _rich(part: Any, name_of: NameOf) -> str:
    match part:
        case {"type": "user", "user_id": str(named)} | {"type": "channel", "channel_id": str(named)}:
            return name_of(named)
        case {"type": "broadcast", "range": str(word)}:
            return f"@{word}"
        case {"type": "emoji", "name": str(name)}:
            return f":{name}:"
        case {"text": str(text)} | {"fallback": str(text)} | {"url": str(text)} | {"value": str(text)}:
            return text
        case {"usergroup_id": str(named)} | {"team_id": str(named)}:
            return f"@{named}"
    return str(part.get("format", ""))
