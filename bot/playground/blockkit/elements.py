"""Block elements, and which of them may stand in which block."""

from collections.abc import Mapping
from typing import Any

from bot.playground.blockkit.checks import (
    ADDRESS,
    DATE,
    NUMBER,
    TIME,
    Check,
    both,
    exactly_one,
    flag,
    items,
    matching,
    shape,
    string,
    url,
    whole,
)
from bot.playground.blockkit.limits import most
from bot.playground.blockkit.objects import (
    COLOUR,
    ID,
    TYPE,
    confirm,
    conversation_filter,
    dispatch_config,
    linked_option,
    option_group,
    picture,
    plain,
    plain_option,
    rich_option,
    texts,
    workflow,
)
from bot.playground.blockkit.richtext import rich_text_object
from bot.playground.blockkit.rules import chosen_from_options, in_order

ACTION_ID = string(most("action_id"))


def element(required: Mapping[str, Check] | None = None, /, **optional: Check) -> Check:
    """An interactive element: a type, an action_id, and its own fields."""
    return shape(
        {**TYPE, **(required or {})},
        {"action_id": ACTION_ID, "confirm": confirm, "focus_on_load": flag, **optional},
    )


def select(required: Mapping[str, Check] | None = None, /, **optional: Check) -> Check:
    """A menu."""
    return element(required, placeholder=plain("placeholder"), **optional)


def typing(required: Mapping[str, Check] | None = None, /, **optional: Check) -> Check:
    """A field to type in."""
    text = string(most("typed text"), 0)
    return select(required, **{"initial_value": text, "dispatch_action_config": dispatch_config, **optional})


label = string(most("button label"))
viewers = items(ID, most("visible to users"), 0)
button = element(
    {"text": plain("button text")},
    url=url(most("button url"), ADDRESS),
    value=string(most("button value"), 0),
    style=COLOUR,
    accessibility_label=label,
    agent_prompt=string(most("agent prompt")),
    agent_prompt_display=string(most("agent prompt")),
    visible_to_user_ids=viewers,
)
workflow_button = element({"text": plain("button text"), "workflow": workflow}, style=COLOUR, accessibility_label=label)
feedback = shape(
    {"text": plain("feedback text"), "value": string(most("feedback value"))}, {"accessibility_label": label}
)
icon_button = element(
    {"icon": ID, "text": plain("button text")},
    accessibility_label=label,
    value=string(most("button value"), 0),
    visible_to_user_ids=viewers,
)
image = picture()

options = items(plain_option, most("select options"))
SEVERAL = {"max_selected_items": whole(1_000_000, 1)}
STATIC = {"options": options, "option_groups": items(option_group, most("option groups"))}
ids = items(ID, 1000, 0)
chosen = items(plain_option, most("select options"), 0)
EXTERNAL = {"min_query_length": whole(1000)}
CONVERSATIONS = {"default_to_current_conversation": flag, "filter": conversation_filter}
RESPONDS = {"response_url_enabled": flag}


def _static(**initial: Check) -> Check:
    return both(select(**initial, **STATIC), exactly_one("options", "option_groups"), chosen_from_options)


MENUS: dict[str, Check] = {
    "static_select": _static(initial_option=plain_option),
    "multi_static_select": _static(initial_options=chosen, **SEVERAL),
    "external_select": select(initial_option=plain_option, **EXTERNAL),
    "multi_external_select": select(initial_options=chosen, **SEVERAL, **EXTERNAL),
    "users_select": select(initial_user=ID),
    "multi_users_select": select(initial_users=ids, **SEVERAL),
    "conversations_select": select(initial_conversation=ID, **CONVERSATIONS, **RESPONDS),
    "multi_conversations_select": select(initial_conversations=ids, **CONVERSATIONS, **SEVERAL),
    "channels_select": select(initial_channel=ID, **RESPONDS),
    "multi_channels_select": select(initial_channels=ids, **SEVERAL),
}


def _boxes(limit: str, **initial: Check) -> Check:
    held = items(rich_option, most(limit))
    return both(element({"options": held}, **initial), chosen_from_options)


PICKERS: dict[str, Check] = {
    "datepicker": select(initial_date=matching(DATE, "must be a valid date")),
    "timepicker": select(initial_time=matching(TIME, "must be a valid time"), timezone=ID),
    "checkboxes": _boxes("checkbox options", initial_options=items(rich_option, most("checkbox options"))),
    "radio_buttons": _boxes("radio options", initial_option=rich_option),
}
MOMENTS: dict[str, Check] = {"datetimepicker": element(initial_date_time=whole(most("moment")))}
BUTTONS: dict[str, Check] = {"button": button, "workflow_button": workflow_button}
CLICKABLE: dict[str, Check] = {
    **BUTTONS,
    "overflow": element({"options": items(linked_option, most("overflow options"))}),
}
written_number = matching(NUMBER, "must be a valid number")
RICH_INPUT: dict[str, Check] = {
    "rich_text_input": both(
        typing(
            initial_value=rich_text_object,
            min_lines=whole(most("least lines"), 1),
            max_lines=whole(most("most lines"), 1),
        ),
        in_order("min_lines", "max_lines"),
    )
}
TYPED: dict[str, Check] = {
    "plain_text_input": both(
        typing(multiline=flag, min_length=whole(most("least typed")), max_length=whole(most("most typed"), 1)),
        in_order("min_length", "max_length"),
    ),
    "number_input": both(
        typing(
            {"is_decimal_allowed": flag},
            min_value=written_number,
            max_value=written_number,
            initial_value=written_number,
        ),
        in_order("min_value", "max_value"),
        in_order("min_value", "initial_value"),
        in_order("initial_value", "max_value"),
    ),
    "email_text_input": typing(),
    "url_text_input": typing(),
}
FILES: dict[str, Check] = {
    "file_input": element(filetypes=items(ID, 100), max_files=whole(most("files"), 1)),
}
IMAGE: dict[str, Check] = {"image": image}

IN_SECTION: dict[str, Check] = {**CLICKABLE, **MENUS, **PICKERS, **IMAGE}
IN_ACTIONS: dict[str, Check] = {**CLICKABLE, **MENUS, **PICKERS, **MOMENTS, **RICH_INPUT}
IN_INPUT: dict[str, Check] = {**MENUS, **PICKERS, **MOMENTS, **TYPED, **RICH_INPUT, **FILES}
IN_CONTEXT: dict[str, Check] = {**IMAGE, **texts("context text")}
IN_CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": element({"positive_button": feedback, "negative_button": feedback}),
    "icon_button": icon_button,
}
IN_CARD: dict[str, Check] = {"button": button}
PLACES: dict[str, Mapping[str, Any]] = {
    "section": IN_SECTION,
    "actions": IN_ACTIONS,
    "input": IN_INPUT,
    "context": IN_CONTEXT,
    "context_actions": IN_CONTEXT_ACTIONS,
    "card": IN_CARD,
}
"""For each block that holds elements: the elements that may stand in it."""
