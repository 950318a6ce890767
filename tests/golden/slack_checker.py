"""A strict reader of Block Kit: what Slack would refuse, as a list of complaints."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.limits import Limit

Json = Mapping[str, Any]

_TEXTS: dict[str, dict[str, Limit]] = {
    "button": {"text": limits.BUTTON_TEXT},
    "header": {"text": limits.HEADER_TEXT},
    "section": {"text": limits.SECTION_TEXT},
    "input": {"label": limits.INPUT_LABEL, "hint": limits.INPUT_HINT},
    "modal": {"title": limits.MODAL_TITLE, "submit": limits.MODAL_BUTTON, "close": limits.MODAL_BUTTON},
    "plain_text_input": {"placeholder": limits.PLACEHOLDER},
    "static_select": {"placeholder": limits.PLACEHOLDER},
    "multi_users_select": {"placeholder": limits.PLACEHOLDER},
    "multi_static_select": {"placeholder": limits.PLACEHOLDER},
}
_STRINGS: dict[str, dict[str, Limit]] = {
    "button": {"value": limits.BUTTON_VALUE},
    "image": {"image_url": limits.IMAGE_URL, "alt_text": limits.IMAGE_ALT},
    "modal": {"callback_id": limits.CALLBACK_ID, "private_metadata": limits.PRIVATE_METADATA},
}
_CONFIRM = {
    "title": limits.CONFIRM_TITLE,
    "text": limits.CONFIRM_TEXT,
    "confirm": limits.CONFIRM_BUTTON,
    "deny": limits.CONFIRM_BUTTON,
}
_OPTIONS = {
    "static_select": limits.SELECT_OPTIONS,
    "multi_static_select": limits.SELECT_OPTIONS,
    "checkboxes": limits.CHECKBOXES,
    "radio_buttons": limits.RADIO_BUTTONS,
}
_KEYS = {
    "section": {"text"},
    "header": {"text"},
    "divider": set[str](),
    "image": {"image_url", "alt_text"},
    "context": {"elements"},
    "actions": {"elements"},
    "input": {"label", "hint", "element", "optional"},
}
_ELEMENTS = {*_OPTIONS, "plain_text_input", "timepicker", "datepicker", "multi_users_select"}


def message_complaints(payload: Json) -> list[str]:
    """Why chat.postMessage would refuse the payload."""
    text = _within("message text", payload["text"], limits.MESSAGE_TEXT)
    return [*text, *_blocks(payload["blocks"], limits.MESSAGE_BLOCKS, inputs=False)]


def view_complaints(view: Json) -> list[str]:
    """Why views.open or views.publish would refuse the view."""
    modal = view["type"] == "modal"
    found = [*_parts(view), *_blocks(view["blocks"], limits.VIEW_BLOCKS, inputs=modal)]
    asks = any(block["type"] == "input" for block in view["blocks"])
    return [*found, "modal without submit"] if asks and "submit" not in view else found


def _blocks(blocks: list[Json], limit: Limit, *, inputs: bool) -> Iterator[str]:
    if not 1 <= len(blocks) <= limit.most:
        yield f"{limit.what}: {len(blocks)}"
    yield from _twice("block_id", [block.get("block_id", number) for number, block in enumerate(blocks)])
    for block in blocks:
        if block["type"] == "input" and not inputs:
            yield "input outside a modal"
        yield from _block(block)


def _block(block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind not in _KEYS:
        yield f"unknown block {kind}"
        return
    yield from (f"{kind} with {key}" for key in block.keys() - _KEYS[kind] - {"type", "block_id"})
    yield from _within("block_id", block.get("block_id", "-"), limits.BLOCK_ID)
    yield from _parts(block)
    match kind:
        case "context":
            yield from _context(block["elements"])
        case "actions":
            yield from _actions(block["elements"])
        case "input":
            yield from _input(block["element"])


def _context(elements: list[Json]) -> Iterator[str]:
    if not 1 <= len(elements) <= limits.CONTEXT_ELEMENTS.most:
        yield f"context elements: {len(elements)}"
    for element in elements:
        yield from _text("context", element, limits.CONTEXT_TEXT)


def _actions(elements: list[Json]) -> Iterator[str]:
    if not 1 <= len(elements) <= limits.ACTIONS_ELEMENTS.most:
        yield f"actions elements: {len(elements)}"
    yield from _twice("action_id", [element["action_id"] for element in elements])
    for element in elements:
        if element["type"] != "button":
            yield f"unknown element {element['type']}"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"style {element['style']}"
        yield from _within("label", element.get("accessibility_label", "-"), limits.BUTTON_LABEL)
        yield from _element(element)
        for key, limit in _CONFIRM.items() if "confirm" in element else ():
            yield from _text(key, element["confirm"][key], limit)


def _input(element: Json) -> Iterator[str]:
    if element["type"] not in _ELEMENTS:
        yield f"unknown element {element['type']}"
    yield from _element(element)
    if element["type"] in _OPTIONS:
        yield from _options(element, _OPTIONS[element["type"]])
    if element["type"] == "plain_text_input":
        yield from _text_input(element)


def _text_input(element: Json) -> Iterator[str]:
    if not 1 <= element["max_length"] <= limits.TEXT_INPUT.most:
        yield f"max_length {element['max_length']}"
    if len(element.get("initial_value", "")) > element["max_length"]:
        yield "initial_value longer than max_length"


def _options(element: Json, limit: Limit) -> Iterator[str]:
    options = element["options"]
    if not 1 <= len(options) <= limit.most:
        yield f"{limit.what}: {len(options)}"
    for option in options:
        yield from _text("option", option["text"], limits.OPTION_TEXT)
        yield from _within("option value", option["value"], limits.OPTION_VALUE)
    chosen = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
    if "initial_options" in element and not chosen:
        yield "initial_options empty"
    yield from ("initial option not among the options" for option in chosen if option not in options)


def _element(element: Json) -> Iterator[str]:
    yield from _within("action_id", element["action_id"], limits.ACTION_ID)
    yield from _parts(element)


def _parts(thing: Json) -> Iterator[str]:
    """The texts and strings of a block, element or view."""
    kind = thing["type"]
    for key, limit in _TEXTS.get(kind, {}).items():
        if key in thing:
            yield from _text(f"{kind} {key}", thing[key], limit)
    for key, limit in _STRINGS.get(kind, {}).items():
        yield from _within(f"{kind} {key}", thing[key], limit)


def _text(where: str, text: Json, limit: Limit) -> Iterator[str]:
    plain = limit not in (limits.SECTION_TEXT, limits.CONTEXT_TEXT)
    if text["type"] not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield f"{where}: type {text['type']}"
    if text["type"] == "mrkdwn" and text.get("verbatim") is not True:
        yield f"{where}: not verbatim"
    yield from _within(where, text["text"], limit)


def _within(where: str, text: str, limit: Limit) -> Iterator[str]:
    if not 1 <= len(text) <= limit.most:
        yield f"{where}: {len(text)} characters"


def _twice(what: str, ids: list[object]) -> Iterator[str]:
    yield from (f"{what} {id} twice" for id, count in Counter(ids).items() if count > 1)
