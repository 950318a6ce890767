"""What Slack accepts, and how words and blocks are made to fit. A source is a page of docs.slack.dev."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` characters, or things, of `what`."""

    what: str
    most: int
    source: str


class TooLong(ValueError):
    """Slack would refuse this; only its size is told, never the words."""

    def __init__(self, limit: Limit, size: int) -> None:
        super().__init__(f"{limit.what}: {size}, and Slack takes {limit.most} ({limit.source})")


_BLOCKS = "reference/block-kit/blocks"
_ELEMENTS = "reference/block-kit/block-elements"
_OBJECTS = "reference/block-kit/composition-objects"

MESSAGE_TEXT = Limit("message text", 4000, "reference/methods/chat.postMessage")
"""The recommended length; Slack itself cuts at 40,000."""
MESSAGE_BLOCKS = Limit("blocks of a message", 50, _BLOCKS)
VIEW_BLOCKS = Limit("blocks of a view", 100, _BLOCKS)
BLOCK_ID = Limit("block_id", 255, _BLOCKS)
SECTION_TEXT = Limit("section text", 3000, f"{_BLOCKS}/section-block")
SECTION_FIELDS = Limit("section fields", 10, f"{_BLOCKS}/section-block")
FIELD_TEXT = Limit("section field text", 2000, f"{_BLOCKS}/section-block")
HEADER_TEXT = Limit("header text", 150, f"{_BLOCKS}/header-block")
CONTEXT_ELEMENTS = Limit("context elements", 10, f"{_BLOCKS}/context-block")
CONTEXT_TEXT = Limit("context text", 3000, f"{_OBJECTS}/text-object")
ACTIONS_ELEMENTS = Limit("actions elements", 25, f"{_BLOCKS}/actions-block")
IMAGE_URL = Limit("image address", 3000, f"{_BLOCKS}/image-block")
IMAGE_ALT = Limit("image alt text", 2000, f"{_BLOCKS}/image-block")
INPUT_LABEL = Limit("input label", 2000, f"{_BLOCKS}/input-block")
INPUT_HINT = Limit("input hint", 2000, f"{_BLOCKS}/input-block")
ACTION_ID = Limit("action_id", 255, _ELEMENTS)
PLACEHOLDER = Limit("placeholder", 150, _ELEMENTS)
BUTTON_TEXT = Limit("button text", 75, f"{_ELEMENTS}/button-element")
BUTTON_LABEL = Limit("button accessibility_label", 75, f"{_ELEMENTS}/button-element")
BUTTON_VALUE = Limit("button value", 2000, f"{_ELEMENTS}/button-element")
TEXT_INPUT = Limit("plain_text_input max_length", 3000, f"{_ELEMENTS}/plain-text-input-element")
SELECT_OPTIONS = Limit("options of a select", 100, f"{_ELEMENTS}/select-menu-element")
CHECKBOXES = Limit("checkboxes", 10, f"{_ELEMENTS}/checkboxes-element")
RADIO_BUTTONS = Limit("radio buttons", 10, f"{_ELEMENTS}/radio-button-group-element")
OPTION_TEXT = Limit("option text", 75, f"{_OBJECTS}/option-object")
OPTION_VALUE = Limit("option value", 150, f"{_OBJECTS}/option-object")
CONFIRM_TITLE = Limit("confirm title", 100, f"{_OBJECTS}/confirmation-dialog-object")
CONFIRM_TEXT = Limit("confirm text", 300, f"{_OBJECTS}/confirmation-dialog-object")
CONFIRM_BUTTON = Limit("confirm button", 30, f"{_OBJECTS}/confirmation-dialog-object")
MODAL_TITLE = Limit("modal title", 24, "reference/views/modal-views")
MODAL_BUTTON = Limit("modal submit or close", 24, "reference/views/modal-views")
CALLBACK_ID = Limit("callback_id", 255, "reference/views/modal-views")
PRIVATE_METADATA = Limit("private_metadata", 3000, "reference/views/modal-views")


def cut(text: str, limit: Limit, *, strict: bool = False) -> str:
    """The text; past the limit, it is cut at a word and ends with an ellipsis, or strict raises TooLong."""
    if len(text) <= limit.most:
        return text
    if strict:
        raise TooLong(limit, len(text))
    end = max((i for i, char in enumerate(text[: limit.most]) if char.isspace()), default=0)
    return (text[:end].rstrip() or text[: limit.most - 1]) + "…"


def exact(text: str, limit: Limit) -> str:
    """The text, which means nothing when cut, so too long always raises TooLong."""
    return cut(text, limit, strict=True)


def pack(pieces: Iterable[str], most: int) -> list[str]:
    """The pieces joined into as few texts as fit, none empty; a piece is never divided."""
    parts: list[str] = []
    part = ""
    for piece in pieces:
        if len(part) + len(piece) > most:
            parts.append(part)
            part = ""
        part += piece
    return [stripped for each in (*parts, part) if (stripped := each.strip())]


def plain_text(words: str, limit: Limit, *, strict: bool = False) -> Json:
    """Words in which Slack reads no markup, on one line."""
    return {"type": "plain_text", "text": cut(" ".join(words.split()), limit, strict=strict), "emoji": False}


def finish(blocks: list[Json], limit: Limit, *, strict: bool = False) -> list[Json]:
    """The blocks, at most as many as Slack takes, each with its own block_id."""
    if len(blocks) > limit.most:
        if strict:
            raise TooLong(limit, len(blocks))
        more: Json = {"type": "context", "elements": [plain_text("…", CONTEXT_TEXT)]}
        blocks = [*blocks[: limit.most - 1], more]
    return [{"block_id": f"block-{number}"} | block for number, block in enumerate(blocks, 1)]


def compact(data: Json) -> str:
    """JSON in as few characters as it takes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
