"""The blocks: the shape of each, and on which surface it may stand."""

from typing import Any

from bot.playground.blockkit.checks import (
    SECURE,
    Check,
    Complain,
    both,
    flag,
    items,
    number,
    one_of,
    shape,
    some_of,
    string,
    typed,
    url,
    whole,
)
from bot.playground.blockkit.elements import (
    IMAGE,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from bot.playground.blockkit.limits import most
from bot.playground.blockkit.objects import ID, TYPE, any_text, picture, plain
from bot.playground.blockkit.richtext import rich_text, rich_text_object

BLOCK_ID = string(most("block_id"))


def block(required: dict[str, Check] | None = None, **optional: Check) -> Check:
    """A block: a type, a block_id, and its own fields."""
    return shape({**TYPE, **(required or {})}, {"block_id": BLOCK_ID, **optional})


def _held(table: dict[str, Check], limit: str) -> dict[str, Check]:
    return {"elements": items(typed(table), most(limit))}


section = both(
    block(
        text=any_text("section text"),
        fields=items(any_text("section field"), most("section fields")),
        accessory=typed(IN_SECTION),
        expand=flag,
    ),
    some_of("text", "fields"),
)
input_ = block(
    {"label": plain("input label"), "element": typed(IN_INPUT)},
    hint=plain("input hint"),
    optional=flag,
    dispatch_action=flag,
)
SHOWN = string(3000)
video = block(
    {
        "alt_text": string(most("image alt text")),
        "title": plain("video title"),
        "thumbnail_url": url(most("image url")),
        "video_url": url(most("image url"), SECURE),
    },
    title_url=url(most("image url"), SECURE),
    description=plain("video description"),
    provider_name=SHOWN,
    provider_icon_url=url(most("image url")),
    author_name=string(most("video author")),
)

raw_text = shape({**TYPE, "text": SHOWN})
raw_number = shape({**TYPE, "text": SHOWN, "value": number})
CELLS: dict[str, Check] = {"raw_text": raw_text, "raw_number": raw_number, "rich_text": rich_text}
column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _column(value: Any, path: str, complain: Complain) -> None:
    """A column without settings of its own may be null."""
    if value is not None:
        column(value, path, complain)


table = block(
    {"rows": items(items(typed(CELLS), most("table cells")), most("table rows"))},
    column_settings=items(_column, most("column settings"), 0),
)
data_table = block(
    {"rows": items(items(typed(CELLS), most("data table cells")), most("data table rows"), 2), "caption": SHOWN},
    page_size=whole(most("data table page"), 1),
    row_header_column_index=whole(most("data table cells") - 1),
)

card_image = typed(IMAGE)
card = both(
    block(
        hero_image=card_image,
        icon=card_image,
        title=any_text("card title"),
        subtitle=any_text("card subtitle"),
        body=any_text("card body"),
        actions=items(typed(IN_CARD), most("actions elements")),
    ),
    some_of("hero_image", "title", "actions", "body"),
)
source = shape({**TYPE, "url": url(3000), "text": SHOWN})
task_card = block(
    {"task_id": ID, "title": SHOWN, "status": one_of("pending", "in_progress", "complete", "error")},
    details=rich_text_object,
    output=rich_text_object,
    sources=items(typed({"url": source}), 100, 0),
)

EVERYWHERE: dict[str, Check] = {
    "section": section,
    "divider": block(),
    "header": block({"text": plain("header text")}),
    "context": block(_held(IN_CONTEXT, "context elements")),
    "actions": block(_held(IN_ACTIONS, "actions elements")),
    "image": picture(block_id=BLOCK_ID, title=plain("image title")),
    "rich_text": rich_text,
    "input": input_,
    "video": video,
    "alert": block({"text": any_text("alert text")}, level=one_of("default", "info", "warning", "error", "success")),
    "card": card,
    "carousel": block({"elements": items(typed({"card": card}), most("carousel cards"))}),
}
TABLES: dict[str, Check] = {"table": table, "data_table": data_table}
MESSAGE_ONLY: dict[str, Check] = {
    "file": block({"external_id": string(most("external_id")), "source": one_of("remote")}),
    "markdown": block({"text": string(most("markdown text"))}),
    "context_actions": block(_held(IN_CONTEXT_ACTIONS, "context actions elements")),
    "task_card": task_card,
    "plan": block({"title": SHOWN}, tasks=items(typed({"task_card": task_card}), 100, 0)),
}


def _container(children: dict[str, Check]) -> Check:
    return both(
        block(
            {"child_blocks": items(typed(children), most("container blocks"))},
            title=plain("container title"),
            rich_text_title=rich_text_object,
            subtitle=any_text("container subtitle"),
            width=one_of("narrow", "standard", "wide", "full"),
            icon=typed(IMAGE),
            is_collapsible=flag,
            default_collapsed=flag,
            has_header_divider=flag,
        ),
        some_of("title", "rich_text_title"),
    )


def _surface(*tables: dict[str, Check]) -> dict[str, Check]:
    blocks = {kind: check for checks in tables for kind, check in checks.items()}
    return {**blocks, "container": _container(blocks)}


SURFACES: dict[str, dict[str, Check]] = {
    "message": _surface(EVERYWHERE, TABLES, MESSAGE_ONLY),
    "modal": _surface(EVERYWHERE),
    "home": _surface(EVERYWHERE, TABLES),
}
"""For each surface: the blocks that may stand on it. A container holds any of them but another container."""

in_message = items(typed(SURFACES["message"]), most("message blocks"), 0)
VIEW_OPTIONS = {name: string(most(name), 0) for name in ("private_metadata", "callback_id", "external_id")}


def _view_blocks(kind: str) -> dict[str, Check]:
    return {**TYPE, "blocks": items(typed(SURFACES[kind]), most("view blocks"), 0)}


VIEWS: dict[str, Check] = {
    "modal": shape(
        {**_view_blocks("modal"), "title": plain("view title")},
        {
            **VIEW_OPTIONS,
            "submit": plain("view button"),
            "close": plain("view button"),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    "home": shape(_view_blocks("home"), VIEW_OPTIONS),
}
