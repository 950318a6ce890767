"""For every row of the table of limits: something of that size, and where Slack points if it is too much."""

import json
from collections.abc import Callable
from typing import Any

from tests.conformance.blockkit.samples import (
    Json,
    actions,
    button,
    buttons,
    card,
    confirm,
    container,
    data_table,
    image,
    input_,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    section,
    table,
    video,
)

Row = tuple[Callable[[int], Any], str]
DIVIDER = {"type": "divider"}
WEB = "https://example.org/"


def x(count: int) -> str:
    return "x" * count


def link(count: int) -> str:
    return WEB + x(count - len(WEB))


def message(build: Callable[[int], Json], where: str) -> Row:
    """One block of a message."""
    return lambda count: {"blocks": [build(count)]}, f"/blocks/0{where}"


def asked(build: Callable[[int], Json], where: str) -> Row:
    """The element of an input."""
    return message(lambda count: input_(build(count)), f"/element{where}")


def pressed(build: Callable[[int], Json], where: str) -> Row:
    """The element of an actions block."""
    return message(lambda count: actions(build(count)), f"/elements/0{where}")


def view(build: Callable[[int], Json], where: str) -> Row:
    """A modal."""
    return lambda count: {"view": modal(**build(count))}, f"/view{where}"


def attached(build: Callable[[int], Any], where: str) -> Row:
    """Attachments."""
    return lambda count: {"attachments": build(count)}, f"/attachments{where}"


def feedback(**about: Any) -> Json:
    one = {"text": plain(), "value": "yes"}
    return {"type": "feedback_buttons", "positive_button": {**one, **about}, "negative_button": one}


def context_actions(*elements: Json) -> Json:
    return {"type": "context_actions", "elements": list(elements)}


def listed(indent: int) -> Json:
    items = {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": rich()["elements"]}
    return {"type": "rich_text", "elements": [items]}


def menu(**about: Any) -> Json:
    return {"type": "static_select", "action_id": "a", "options": options(1), **about}


def boxes(kind: str) -> Callable[[int], Json]:
    return lambda count: {"type": kind, "action_id": "a", "options": options(count)}


def typed(**about: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **about}


def grouped(count: int) -> Json:
    groups = [{"label": plain(f"{place}"), "options": options(1)} for place in range(count)]
    return {"type": "static_select", "action_id": "a", "option_groups": groups}


def named_group(count: int) -> Json:
    group = {"label": plain(x(count)), "options": options(1)}
    return {"type": "static_select", "action_id": "a", "option_groups": [group]}


def size(content: Json) -> int:
    return len(json.dumps(content, ensure_ascii=False).encode())


def sized(count: int) -> Json:
    """A view of exactly that many bytes: full sections, then one that fills what is left."""
    full: list[Json] = []
    while count - size(modal(blocks=full)) > 6000:
        full.append(section(text=plain(x(3000))))
    halves = [section(text=plain("x")), section(text=plain("x"))]
    left = count - size(modal(blocks=[*full, *halves]))
    texts = [x(1 + left // 2), x(1 + left - left // 2)]
    return modal(blocks=[*full, *(section(text=plain(text)) for text in texts)])


ROWS: dict[str, Row] = {
    "block_id": message(lambda n: {**DIVIDER, "block_id": x(n)}, "/block_id"),
    "action_id": pressed(lambda n: button(action_id=x(n)), "/action_id"),
    "private_metadata": view(lambda n: {"private_metadata": x(n)}, "/private_metadata"),
    "callback_id": view(lambda n: {"callback_id": x(n)}, "/callback_id"),
    "external_id": view(lambda n: {"external_id": x(n)}, "/external_id"),
    "message blocks": (lambda n: {"blocks": [DIVIDER] * n}, "/blocks"),
    "view blocks": view(lambda n: {"blocks": [DIVIDER] * n}, "/blocks"),
    "view title": view(lambda n: {"title": plain(x(n))}, "/title/text"),
    "view button": view(lambda n: {"close": plain(x(n))}, "/close/text"),
    "view size": (lambda n: {"view": sized(n)}, "view_too_large"),
    "section text": message(lambda n: section(text=mrkdwn(x(n))), "/text/text"),
    "section field": message(lambda n: section(fields=[mrkdwn(x(n))]), "/fields/0/text"),
    "section fields": message(lambda n: section(fields=[mrkdwn()] * n), "/fields"),
    "header text": message(lambda n: {"type": "header", "text": plain(x(n))}, "/text/text"),
    "context elements": message(lambda n: {"type": "context", "elements": [plain()] * n}, "/elements"),
    "context actions elements": message(
        lambda n: context_actions(*({**feedback(), "action_id": f"{place}"} for place in range(n))), "/elements"
    ),
    "actions elements": message(lambda n: actions(*buttons(n)), "/elements"),
    "input label": message(lambda n: input_(label=plain(x(n))), "/label/text"),
    "input hint": message(lambda n: input_(hint=plain(x(n))), "/hint/text"),
    "image url": message(lambda n: image(image_url=link(n)), "/image_url"),
    "image alt text": message(lambda n: image(alt_text=x(n)), "/alt_text"),
    "image title": message(lambda n: image(title=plain(x(n))), "/title/text"),
    "markdown text": message(lambda n: {"type": "markdown", "text": x(n)}, "/text"),
    "markdown total": (
        lambda n: {"blocks": [{"type": "markdown", "text": x(6000)}, {"type": "markdown", "text": x(n - 6000)}]},
        "/blocks",
    ),
    "video title": message(lambda n: video(title=plain(x(n))), "/title/text"),
    "video description": message(lambda n: video(description=plain(x(n))), "/description/text"),
    "video author": message(lambda n: video(author_name=x(n)), "/author_name"),
    "tables": (lambda n: {"blocks": [table()] * n}, "/blocks/1"),
    "table rows": message(lambda n: table(rows=n), "/rows"),
    "table cells": message(lambda n: table(cells=n), "/rows/0"),
    "column settings": message(lambda n: table(column_settings=[None] * n), "/column_settings"),
    "table characters": message(lambda n: {**table(9, 1, x(1000)), "rows": filled(n)}, "/rows"),
    "data table rows": message(lambda n: data_table(rows=n), "/rows"),
    "data table cells": message(lambda n: data_table(cells=n), "/rows/0"),
    "data table page": message(lambda n: data_table(page_size=n), "/page_size"),
    "data table characters": message(lambda n: data_table(2) | {"rows": filled(n)}, "/rows"),
    "card title": message(lambda n: card(title=mrkdwn(x(n))), "/title/text"),
    "card subtitle": message(lambda n: card(subtitle=mrkdwn(x(n))), "/subtitle/text"),
    "card body": message(lambda n: card(body=mrkdwn(x(n))), "/body/text"),
    "carousel cards": message(lambda n: {"type": "carousel", "elements": [card()] * n}, "/elements"),
    "container blocks": message(container, "/child_blocks"),
    "container title": message(lambda n: container(title=plain(x(n))), "/title/text"),
    "container subtitle": message(lambda n: container(subtitle=plain(x(n))), "/subtitle/text"),
    "context text": message(lambda n: {"type": "context", "elements": [plain(x(n))]}, "/elements/0/text"),
    "alert text": message(lambda n: {"type": "alert", "text": plain(x(n))}, "/text/text"),
    "button text": pressed(lambda n: button(text=plain(x(n))), "/text/text"),
    "button value": pressed(lambda n: button(value=x(n)), "/value"),
    "button url": pressed(lambda n: button(url=link(n)), "/url"),
    "button label": pressed(lambda n: button(accessibility_label=x(n)), "/accessibility_label"),
    "agent prompt": pressed(lambda n: button(agent_prompt=x(n)), "/agent_prompt"),
    "visible to users": pressed(lambda n: button(visible_to_user_ids=["U1"] * n), "/visible_to_user_ids"),
    "feedback text": message(
        lambda n: context_actions(feedback(text=plain(x(n)))), "/elements/0/positive_button/text/text"
    ),
    "feedback value": message(lambda n: context_actions(feedback(value=x(n))), "/elements/0/positive_button/value"),
    "placeholder": pressed(lambda n: menu(placeholder=plain(x(n))), "/placeholder/text"),
    "select options": pressed(lambda n: menu(options=options(n)), "/options"),
    "option groups": pressed(grouped, "/option_groups"),
    "checkbox options": pressed(boxes("checkboxes"), "/options"),
    "radio options": pressed(boxes("radio_buttons"), "/options"),
    "overflow options": pressed(boxes("overflow"), "/options"),
    "typed text": asked(lambda n: typed(initial_value=x(n)), "/initial_value"),
    "least typed": asked(lambda n: typed(min_length=n), "/min_length"),
    "most typed": asked(lambda n: typed(max_length=n), "/max_length"),
    "least lines": asked(lambda n: {"type": "rich_text_input", "min_lines": n}, "/min_lines"),
    "most lines": asked(lambda n: {"type": "rich_text_input", "max_lines": n}, "/max_lines"),
    "files": asked(lambda n: {"type": "file_input", "max_files": n}, "/max_files"),
    "moment": asked(lambda n: {"type": "datetimepicker", "initial_date_time": n}, "/initial_date_time"),
    "list indent": message(listed, "/elements/0/indent"),
    "option text": pressed(lambda n: menu(options=[option(x(n))]), "/options/0/text/text"),
    "option value": pressed(lambda n: menu(options=[option(value=x(n))]), "/options/0/value"),
    "option description": pressed(
        lambda n: menu(options=[option(description=plain(x(n)))]), "/options/0/description/text"
    ),
    "option url": pressed(lambda n: {"type": "overflow", "options": [option(url=link(n))]}, "/options/0/url"),
    "option group label": pressed(named_group, "/option_groups/0/label/text"),
    "confirm title": pressed(lambda n: button(confirm=confirm(title=plain(x(n)))), "/confirm/title/text"),
    "confirm text": pressed(lambda n: button(confirm=confirm(text=plain(x(n)))), "/confirm/text/text"),
    "confirm button": pressed(lambda n: button(confirm=confirm(deny=plain(x(n)))), "/confirm/deny/text"),
    "attachments": (lambda n: {"attachments": [{"text": "tea"}] * n}, "too_many_attachments"),
    "attachment footer": attached(lambda n: [{"footer": x(n)}], "/0/footer"),
    "attachment actions": attached(lambda n: [{"actions": [{}] * n}], "/0/actions"),
}


def filled(count: int) -> list[list[Json]]:
    """Rows of one cell that hold that many characters together."""
    lengths = [1000] * (count // 1000) + [count % 1000] * bool(count % 1000)
    return [[{"type": "raw_text", "text": x(length)}] for length in lengths]
