"""What Slack's own dialog checks before it sends a form to the app."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.blockkit.states import all_states, elements_of, is_empty, read_state
from bot.playground.model.errors import PageError

Json = dict[str, Any]

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")
REQUIRED = "Please complete this required field."


def read_answers(blocks: list[Json], chosen: dict[str, Json], given: Json, here: str | None = None) -> dict[str, Json]:
    """`state.values` with what was typed and chosen; anything not on the form is refused."""
    known = {(block["block_id"], element["action_id"]): element for block, element in elements_of(blocks)}
    answers = {block_id: dict(held) for block_id, held in chosen.items()}
    for block_id, held in given.items():
        if not isinstance(held, dict):
            raise PageError("That form couldn't be read.")
        for action_id, value in held.items():
            if (block_id, action_id) not in known:
                raise PageError("That field isn't on this form any more.", 409)
            answers.setdefault(block_id, {})[action_id] = read_state(known[block_id, action_id], value)
    return all_states(blocks, answers, here)


def complaints(blocks: list[Json], values: dict[str, Json]) -> dict[str, str]:
    """One sentence for each field that cannot be sent as it is."""
    return dict(_complaints(blocks, values))


def _complaints(blocks: list[Json], values: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for block, element in elements_of(blocks):
        if block["type"] != "input":
            continue
        state = values[block["block_id"]][element["action_id"]]
        if not is_empty(state):
            sentence = _wrong(element, state.get("value"))
        else:
            sentence = None if block.get("optional") else REQUIRED
        if sentence:
            yield block["block_id"], sentence


def _wrong(element: Json, value: Any) -> str | None:
    match element["type"]:
        case "plain_text_input":
            return _wrong_length(element, value)
        case "number_input":
            return _wrong_number(element, value)
        case "email_text_input" if not EMAIL.fullmatch(value):
            return "Please enter an email address."
        case "url_text_input" if not URL.fullmatch(value):
            return "Please enter a web address, starting with https://."
        case _:
            return None


def _wrong_length(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(value) > most else None


def _wrong_number(element: Json, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(least):
        return f"Please enter {least} or more."
    return f"Please enter {most} or less." if most is not None and number > Decimal(most) else None
