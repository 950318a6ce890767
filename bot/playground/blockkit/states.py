"""What an element holds: its first state, the state a person gave it, and the action Slack reports."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.playground.blockkit.across import all_blocks, elements_in
from bot.playground.blockkit.checks import DATE, TIME
from bot.playground.model.errors import PageError

Json = dict[str, Any]
Reader = Callable[[Json, Any], Any]

GONE = "That choice isn't offered here any more."


def options_of(element: Json) -> list[Json]:
    """Every option, those inside groups too."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def _option(element: Json, value: Any) -> Json | None:
    if value is None or value == "":
        return None
    for option in options_of(element):
        if option["value"] == value:
            return option
    raise PageError(GONE)


def _options(element: Json, values: Any) -> list[Json]:
    chosen = [found for value in _list(values) if (found := _option(element, value))]
    return _few_enough(element, chosen)


def _ids(element: Json, values: Any) -> list[str]:
    return _few_enough(element, [_string(element, value) for value in _list(values)])


def _few_enough(element: Json, chosen: list[Any]) -> list[Any]:
    most = element.get("max_selected_items")
    if most and len(chosen) > most:
        raise PageError(f"Choose at most {most} here.")
    return chosen


def _list(values: Any) -> list[Any]:
    if values is None:
        return []
    if not isinstance(values, list):
        raise PageError("Choose from the list, please.")
    return values


def _string(_element: Json, value: Any) -> Any:
    if value is None or value == "":
        return None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise PageError("That can't be written here.")
    return str(value)


def _date(_element: Json, value: Any) -> Any:
    if value and not (isinstance(value, str) and DATE.fullmatch(value)):
        raise PageError("Please give a date, like 2026-12-01.")
    return value or None


def _time(_element: Json, value: Any) -> Any:
    if value and not (isinstance(value, str) and TIME.fullmatch(value)):
        raise PageError("Please give a time, like 09:30.")
    return value or None


def _moment(_element: Json, value: Any) -> Any:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise PageError("Please give a date and a time.")
    return value


def _external(element: Json, value: Any) -> Json | None:
    """An option the app offered while the person typed: whole, or by the value it had at first."""
    if value is None or value == "":
        return None
    initial = [element.get("initial_option"), *(element.get("initial_options") or [])]
    for option in initial:
        if option and value in (option, option["value"]):
            return dict(option)
    match value:
        case {"text": {"type": "plain_text", "text": str()}, "value": str()}:
            return dict(value)
    raise PageError(GONE)


def _externals(element: Json, values: Any) -> list[Json]:
    chosen = [found for value in _list(values) if (found := _external(element, value))]
    return _few_enough(element, chosen)


def _rich(_element: Json, value: Any) -> Json | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        words = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        return {"type": "rich_text", "elements": [words]}
    match value:
        case {"type": "rich_text", "elements": list()}:
            return dict(value)
    raise PageError("That can't be written here.")


def _files(element: Json, values: Any) -> list[Any]:
    files = _list(values)
    most = element.get("max_files", 10)
    if len(files) > most:
        raise PageError(f"Add at most {most} file{'s' if most > 1 else ''} here.")
    return files


STATES: dict[str, tuple[str, str, Reader]] = {
    "plain_text_input": ("value", "initial_value", _string),
    "number_input": ("value", "initial_value", _string),
    "email_text_input": ("value", "initial_value", _string),
    "url_text_input": ("value", "initial_value", _string),
    "static_select": ("selected_option", "initial_option", _option),
    "external_select": ("selected_option", "initial_option", _external),
    "multi_external_select": ("selected_options", "initial_options", _externals),
    "rich_text_input": ("rich_text_value", "initial_value", _rich),
    "file_input": ("files", "initial_files", _files),
    "radio_buttons": ("selected_option", "initial_option", _option),
    "multi_static_select": ("selected_options", "initial_options", _options),
    "checkboxes": ("selected_options", "initial_options", _options),
    "datepicker": ("selected_date", "initial_date", _date),
    "timepicker": ("selected_time", "initial_time", _time),
    "datetimepicker": ("selected_date_time", "initial_date_time", _moment),
    "users_select": ("selected_user", "initial_user", _string),
    "multi_users_select": ("selected_users", "initial_users", _ids),
    "conversations_select": ("selected_conversation", "initial_conversation", _string),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", _ids),
    "channels_select": ("selected_channel", "initial_channel", _string),
    "multi_channels_select": ("selected_channels", "initial_channels", _ids),
}
"""For every element with a state: the field of its state, of its first state, and how a choice is read."""


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, interactive element) of these blocks, those inside other blocks too."""
    for block, _ in all_blocks(blocks):
        for element, _ in elements_in(block):
            if "action_id" in element and "block_id" in block:
                yield block, element


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """The element of that name, or a refusal: nobody presses what is not there."""
    for block, element in elements_of(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return block, element
    raise PageError("That button isn't on this message any more.", 409)


def read_state(element: Json, value: Any) -> Json:
    """The element's state with that choice."""
    field, _, read = STATES[element["type"]]
    return _state(element, field, read(element, value))


def first_state(element: Json, here: str | None = None) -> Json:
    """The element's state before anybody touched it; `here` is the conversation the person came from."""
    field, initial, _ = STATES[element["type"]]
    empty: Any = [] if field.endswith("s") else None
    given = element.get(initial, empty)
    if here and element.get("default_to_current_conversation") and not given:
        given = [here] if field.endswith("s") else here
    return _state(element, field, given)


def _state(element: Json, field: str, held: Any) -> Json:
    """A time picker says its time zone, too."""
    zone = {"timezone": element["timezone"]} if element.get("timezone") else {}
    return {"type": element["type"], field: held, **zone}


def all_states(blocks: list[Json], chosen: dict[str, Json], here: str | None = None) -> dict[str, Json]:
    """`state.values`: first states, with what was chosen over them."""
    values: dict[str, Json] = {}
    for block, element in elements_of(blocks):
        if element["type"] in STATES:
            block_id, action_id = block["block_id"], element["action_id"]
            state = chosen.get(block_id, {}).get(action_id) or first_state(element, here)
            values.setdefault(block_id, {})[action_id] = state
    return values


def words_in(part: Any) -> str:
    """The words of rich text, without their form."""
    match part:
        case {"elements": list(parts)}:
            return "".join(words_in(one) for one in parts)
        case {"type": "text", "text": str(text)}:
            return text
        case {"type": str(kind)}:
            return f"<{kind}>"
    return ""


def is_empty(state: Json) -> bool:
    """Whether nothing was given."""
    held = state[STATES[state["type"]][0]]
    if isinstance(held, dict) and held.get("type") == "rich_text":
        return not words_in(held).strip()
    return held is None or held == [] or (isinstance(held, str) and not held.strip())


PRESSED = ("value", "style", "url", "confirm", "icon")


def action_of(block: Json, element: Json, selected: Any, ts: str) -> Json:
    """One entry of `actions` in a block_actions payload."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": ts,
    }
    match element["type"]:
        case "button" | "icon_button" | "workflow_button":
            beside = {name: element[name] for name in PRESSED if name in element}
            return action | {"text": element["text"]} | beside
        case "feedback_buttons":
            return action | _feedback(element, selected)
        case "overflow":
            return action | {"selected_option": _option(element, selected)}
    first = {name: element[name] for name in (STATES[element["type"]][1], "placeholder") if name in element}
    return action | first | read_state(element, selected)


def _feedback(element: Json, selected: Any) -> Json:
    for name in ("positive_button", "negative_button"):
        if element[name]["value"] == selected:
            return {"text": element[name]["text"], "value": selected}
    raise PageError(GONE)
