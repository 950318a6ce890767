"""Whether blocks and views are what Slack would take; complaints carry a JSON pointer, as Slack's do."""

import json
from collections.abc import Iterator
from typing import Any

from bot.playground.blockkit.checks import (
    Check,
    anything,
    both,
    exactly_one,
    flag,
    items,
    one_of,
    shape,
    some_of,
    string,
    typed,
)
from bot.playground.blockkit.elements import IN_ACTIONS, IN_CONTEXT, IN_INPUT, IN_SECTION, any_text, plain
from bot.playground.blockkit.limits import most
from bot.playground.model.errors import SlackError

ID = {"block_id": string(most("block_id"))}
TYPE = {"type": anything}

section = both(
    shape(
        TYPE,
        {
            **ID,
            "text": any_text("section text"),
            "fields": items(any_text("section field"), most("section fields")),
            "accessory": typed(IN_SECTION),
            "expand": flag,
        },
    ),
    some_of("text", "fields"),
)
image_block = both(
    shape(
        {**TYPE, "alt_text": string(most("image alt text"))},
        {
            **ID,
            "image_url": string(most("image url")),
            "slack_file": anything,
            "title": plain("image title"),
        },
    ),
    exactly_one("image_url", "slack_file"),
)
rich_text = shape(
    {
        **TYPE,
        "elements": items(
            shape(
                TYPE | {"elements": anything},
                dict.fromkeys(("style", "indent", "offset", "border", "language"), anything),
            ),
            1000,
            0,
        ),
    },
    ID,
)

EVERYWHERE: dict[str, Check] = {
    "section": section,
    "divider": shape(TYPE, ID),
    "header": shape({**TYPE, "text": plain("header text")}, {**ID, "level": anything}),
    "context": shape({**TYPE, "elements": items(typed(IN_CONTEXT), most("context elements"))}, ID),
    "actions": shape({**TYPE, "elements": items(typed(IN_ACTIONS), most("actions elements"))}, ID),
    "image": image_block,
    "rich_text": rich_text,
    "input": shape(
        {**TYPE, "label": plain("input label"), "element": typed(IN_INPUT)},
        {**ID, "hint": plain("input hint"), "optional": flag, "dispatch_action": flag},
    ),
    "video": anything,
}
FILE = shape({**TYPE, "external_id": string(255), "source": one_of("remote")}, ID)
in_message = items(typed({**EVERYWHERE, "file": FILE, "markdown": anything}), most("message blocks"), 0)
in_view = items(typed(EVERYWHERE), most("view blocks"), 0)

VIEW = {
    "type": anything,
    "blocks": in_view,
}
VIEW_OPTIONS = {
    "private_metadata": string(most("private_metadata"), 0),
    "callback_id": string(most("callback_id"), 0),
    "external_id": string(most("external_id"), 0),
}
modal = shape(
    {**VIEW, "title": plain("view title")},
    {
        **VIEW_OPTIONS,
        "submit": plain("view button"),
        "close": plain("view button"),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
home = shape(VIEW, VIEW_OPTIONS)


def check_blocks(value: Any) -> list[dict[str, Any]]:
    """The blocks of a message; `invalid_blocks` if Slack would refuse them."""
    complaints = _run(in_message, value, "/blocks")
    complaints += list(_repeated(value, "/blocks")) if not complaints else []
    if complaints:
        raise _refusal("invalid_blocks", complaints)
    return list(value)


def check_view(value: Any, kind: str) -> dict[str, Any]:
    """A modal or a home; `invalid_arguments` if Slack would refuse it."""
    if not isinstance(value, dict) or value.get("type") != kind:
        raise _refusal("invalid_arguments", [f"unsupported type: must be {kind} [json-pointer:/view/type]"])
    if len(json.dumps(value)) > 250_000:
        raise SlackError("view_too_large")
    complaints = _run(modal if kind == "modal" else home, value, "/view")
    if not complaints:
        complaints = [*_repeated(value["blocks"], "/view/blocks"), *_missing_submit(value)]
    if complaints:
        raise _refusal("invalid_arguments", complaints)
    return {name: held for name, held in value.items() if held is not None}


def _run(check: Check, value: Any, path: str) -> list[str]:
    complaints: list[str] = []
    check(value, path, lambda what, where: complaints.append(f"{what} [json-pointer:{where}]"))
    return complaints


def _refusal(code: str, complaints: list[str]) -> SlackError:
    return SlackError(code, [f"[ERROR] {complaint}" for complaint in complaints], errors=complaints)


def _missing_submit(view: dict[str, Any]) -> Iterator[str]:
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_input and not view.get("submit"):
        yield "missing required field: submit [json-pointer:/view]"


def _repeated(blocks: list[dict[str, Any]], path: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield f'`block_id` "{block_id}" already exists [json-pointer:{path}/{place}/block_id]'
        seen |= {block_id} if block_id else set()
        if block["type"] == "actions":
            yield from _repeated_actions(block["elements"], f"{path}/{place}/elements")


def _repeated_actions(elements: list[dict[str, Any]], path: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, element in enumerate(elements):
        action_id = element.get("action_id")
        if action_id in seen:
            yield f'`action_id` "{action_id}" already exists [json-pointer:{path}/{place}/action_id]'
        seen |= {action_id} if action_id else set()
