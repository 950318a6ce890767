"""What somebody reads in a payload, top to bottom, as plain lines."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def read_aloud(payload: Json) -> str:
    """Every word of a message or view that is shown."""
    title = [f"== {payload['title']['text']} =="] if "title" in payload else []
    body = [line for block in payload["blocks"] for line in _block(block)]
    ends = [f"[{payload[key]['text']}]" for key in ("submit", "close") if key in payload]
    return "\n".join([*title, *body, *ends]) + "\n"


def _block(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"# {block['text']['text']}"
        case "section":
            yield block["text"]["text"]
        case "divider":
            yield "---"
        case "image":
            yield f"(picture: {block['alt_text']})"
        case "context":
            yield from (f"({element['text']})" for element in block["elements"])
        case "actions":
            yield " ".join(f"[{button['text']['text']}]" for button in block["elements"])
        case "input":
            yield from _input(block)


def _input(block: Json) -> Iterator[str]:
    optional = " (optional)" if block["optional"] else ""
    yield f"{block['label']['text']}{optional}"
    chosen = _chosen(block["element"])
    for option in block["element"].get("options", ()):
        yield f"  {'(x)' if option in chosen else '( )'} {option['text']['text']}"
    for key in ("initial_value", "initial_time", "initial_date"):
        if key in block["element"]:
            yield f"  > {block['element'][key]}"
    if "hint" in block:
        yield f"  {block['hint']['text']}"


def _chosen(element: Json) -> list[Json]:
    return [*element.get("initial_options", ()), *filter(None, [element.get("initial_option")])]
