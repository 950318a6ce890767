"""The ids Slack gives to blocks and elements that an app left without."""

from collections.abc import Callable
from typing import Any

from bot.playground.blockkit.across import INNER, ROWS
from bot.playground.blockkit.states import STATES

Json = dict[str, Any]
NewId = Callable[[str], str]
PRESSED = {"button", "workflow_button", "overflow", "feedback_buttons", "icon_button"}


def with_ids(block: Json, new_id: NewId) -> Json:
    """The block with a block_id, and an action_id for everything in it that people can use."""
    named = {**block, "block_id": block.get("block_id") or new_id("b")}
    for slot in ("accessory", "element"):
        if isinstance(block.get(slot), dict):
            named[slot] = _with_action_id(block[slot], new_id)
    row, inner = ROWS.get(block["type"], ""), INNER.get(block["type"], "")
    if block.get(row):
        named[row] = [_with_action_id(element, new_id) for element in block[row]]
    if block.get(inner):
        named[inner] = [with_ids(child, new_id) for child in block[inner]]
    return named


def _with_action_id(element: Json, new_id: NewId) -> Json:
    if element["type"] not in STATES and element["type"] not in PRESSED:
        return element
    return {**element, "action_id": element.get("action_id") or new_id("a")}
