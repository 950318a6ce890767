"""Whether blocks, views and attachments are what Slack would take; complaints carry a JSON pointer, as Slack's do."""

import json
import math
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from bot.playground.blockkit import across
from bot.playground.blockkit.checks import Check, Complain, items, one_of, string
from bot.playground.blockkit.layout import VIEWS, in_message
from bot.playground.blockkit.limits import most
from bot.playground.model.errors import SlackError

Json = dict[str, Any]
Found = tuple[str, str]
DEEPEST, LONGEST_NUMBER = 100, 10**300


def check_blocks(value: Any) -> list[Json]:
    """The blocks of a message; `invalid_blocks` if Slack would refuse them."""
    _refuse("invalid_blocks", _wrong_blocks(value, "/blocks"))
    _refuse("invalid_attachments", across.extra_tables(value, "/blocks"))
    _refuse("msg_blocks_too_long", across.too_much_markdown(value, "/blocks"))
    return list(value)


def check_view(value: Any, kind: str) -> Json:
    """A modal or a home; `invalid_arguments` if Slack would refuse it."""
    if not isinstance(value, dict) or value.get("type") != kind:
        _refuse("invalid_arguments", [(f"unsupported type: must be {kind}", "/view/type")])
    reasons = list(_unsound(value, "/view")) or _run(VIEWS[kind], value, "/view")
    if reasons:
        _refuse("invalid_arguments", [("failed to match all allowed schemas", "/view"), *reasons])
    if len(json.dumps(value, ensure_ascii=False).encode(errors="replace")) > most("view size"):
        raise SlackError("view_too_large")
    _refuse("invalid_arguments", chain(_between(value["blocks"], "/view/blocks"), _in_view(value)))
    return {name: held for name, held in value.items() if held is not None}


def check_attachments(value: Any) -> list[Json]:
    """The attachments of a message; `invalid_attachments` if Slack would refuse them."""
    _refuse("invalid_attachments", _unsound(value, "/attachments"))
    if isinstance(value, list) and len(value) > most("attachments"):
        raise SlackError("too_many_attachments")
    _refuse("invalid_attachments", _run(items(_attachment, most("attachments"), 0), value, "/attachments"))
    inner = [block for held in value for block in held.get("blocks") or []]
    _refuse("invalid_attachments", across.extra_tables(inner, "/attachments"))
    return list(value)


def _wrong_blocks(value: Any, path: str) -> list[Found]:
    return list(_unsound(value, path)) or _run(in_message, value, path) or list(_between(value, path))


def _between(blocks: list[Json], path: str) -> Iterator[Found]:
    rules = (across.repeated, across.uneven, across.half_headed, across.crowded_tables)
    return chain.from_iterable(rule(blocks, path) for rule in rules)


def _in_view(view: Json) -> Iterator[Found]:
    if view["type"] == "modal" and across.has_input(view["blocks"]) and not view.get("submit"):
        yield "missing required field: submit", "/view"
    yield from across.several_focused(view["blocks"], "/view/blocks")


WORDS = string(40_000, 0)
LEGACY: dict[str, Check] = {
    **dict.fromkeys(("text", "fallback", "pretext", "title", "author_name", "color", "callback_id"), WORDS),
    **dict.fromkeys(("title_link", "author_link", "author_icon", "image_url", "thumb_url"), WORDS),
    "footer": string(most("attachment footer"), 0),
    "mrkdwn_in": items(one_of("text", "pretext", "fields"), 3, 0),
}


def _object(value: Any, path: str, complain: Complain) -> None:
    if not isinstance(value, dict):
        complain("must provide an object", path)


LEGACY["fields"] = items(_object, most("attachments"), 0)
LEGACY["actions"] = items(_object, most("attachment actions"), 0)


def _attachment(value: Any, path: str, complain: Complain) -> None:
    """Fields that Slack does not know are passed over: attachments are older than its strictness."""
    if not isinstance(value, dict):
        complain("must provide an object", path)
        return
    for name, held in value.items():
        if name in LEGACY and held is not None:
            LEGACY[name](held, f"{path}/{name}", complain)
    if value.get("blocks") is not None:
        for what, where in _wrong_blocks(value["blocks"], f"{path}/blocks"):
            complain(what, where)


def _unsound(value: Any, path: str) -> Iterator[Found]:
    """What no JSON could carry to a person: endless nesting, numbers without end."""
    waiting = [(value, 0)]
    while waiting:
        held, depth = waiting.pop()
        if depth > DEEPEST:
            yield "nested too deeply", path
            return
        if isinstance(held, int | float) and not _countable(held):
            yield "must provide a finite number", path
            return
        inner = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
        waiting += [(one, depth + 1) for one in inner]


def _countable(held: float) -> bool:
    return abs(held) < LONGEST_NUMBER if isinstance(held, int) else math.isfinite(held)


def _run(check: Check, value: Any, path: str) -> list[Found]:
    found: list[Found] = []
    check(value, path, lambda what, where: found.append((what, where)))
    return found


def _refuse(code: str, found: Iterable[Found]) -> None:
    complaints = [f"{what} [json-pointer:{where}]" for what, where in found]
    if complaints:
        raise SlackError(code, [f"[ERROR] {complaint}" for complaint in complaints], errors=complaints)
