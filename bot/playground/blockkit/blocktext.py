"""The words and the buttons of a message or view, as a person reads them."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

Block = dict[str, Any]
ZERO_WIDTH = re.compile("[\u200b\u2060]")
REFERENCE = re.compile(r"<[@#]([A-Z0-9]+)(?:\|[^>]*)?>")
LINK = re.compile(r"<[^@#!>|][^>|]*\|([^>]*)>")


class HasBlocks(Protocol):
    """A message or a view."""

    @property
    def blocks(self) -> list[Block] | None: ...


def words_of(shown: HasBlocks, name_of: Callable[[str], str] = str) -> str:
    """All its words, a line for each block; a message without blocks is its text.

    A mention is the person's or channel's name as `name_of` gives it, and a link is its label.
    """
    lines = [" ".join(_words(block)) for block in shown.blocks or []]
    words = "\n".join(line for line in lines if line) or str(getattr(shown, "text", ""))
    named = REFERENCE.sub(lambda found: name_of(found[1]), ZERO_WIDTH.sub("", words))
    return html.unescape(LINK.sub(r"\1", named))


def buttons_of(blocks: list[Block]) -> Iterator[tuple[str, str, str]]:
    """Block id, action id and label of every button, in reading order."""
    for block in blocks:
        for element in [*block.get("elements", ()), block.get("accessory", {})]:
            if element.get("type") == "button":
                yield block["block_id"], element["action_id"], element["text"]["text"]


def _words(part: Any) -> Iterator[str]:
    match part:
        case {"type": "plain_text" | "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            for name, value in part.items():
                if name != "confirm":
                    yield from _words(value)
        case list():
            for value in part:
                yield from _words(value)
