"""Small blocks, elements and views to build on: each is the least that Slack takes."""

from typing import Any

Json = dict[str, Any]


def plain(text: str = "Hello") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Hello*") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str = "Tea", value: str = "tea", **about: Any) -> Json:
    return {"text": plain(text), "value": value, **about}


def options(count: int) -> list[Json]:
    return [option(f"Option {number}", f"{number}") for number in range(count)]


def button(**about: Any) -> Json:
    return {"type": "button", "text": plain("Yes"), **about}


def buttons(count: int) -> list[Json]:
    return [button(action_id=f"b{number}") for number in range(count)]


def image(**about: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/tea.png", "alt_text": "A cup of tea", **about}


def rich(text: str = "Hello") -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }


def actions(*elements: Json, **about: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **about}


def section(**about: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **about}


def input_(element: Json | None = None, **about: Any) -> Json:
    asked = element or {"type": "plain_text_input", "action_id": "a"}
    return {"type": "input", "label": plain("Why?"), "element": asked, **about}


def video(**about: Any) -> Json:
    return {
        "type": "video",
        "title": plain("How to brew"),
        "alt_text": "Somebody brews tea",
        "thumbnail_url": "https://example.org/tea.png",
        "video_url": "https://example.org/tea",
        **about,
    }


def table(rows: int = 1, cells: int = 1, text: str = "x", **about: Any) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells] * rows, **about}


def data_table(rows: int = 2, cells: int = 1, text: str = "x", **about: Any) -> Json:
    return {**table(rows, cells, text), "type": "data_table", "caption": "Teas", **about}


def card(**about: Any) -> Json:
    return {"type": "card", "title": mrkdwn("Tea"), **about}


def container(children: int = 1, **about: Any) -> Json:
    return {"type": "container", "title": plain("Teas"), "child_blocks": [{"type": "divider"}] * children, **about}


def confirm(**about: Any) -> Json:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No"), **about}


def modal(**about: Any) -> Json:
    return {"type": "modal", "title": plain("Tea"), "submit": plain("Send"), "blocks": [], **about}
