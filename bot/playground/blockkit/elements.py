"""The shapes of Block Kit's elements and of the small objects inside them."""

from collections.abc import Mapping

from bot.playground.blockkit.checks import (
    DATE,
    TIME,
    Check,
    anything,
    both,
    exactly_one,
    flag,
    items,
    matching,
    number,
    one_of,
    shape,
    string,
    typed,
)
from bot.playground.blockkit.limits import most

PLAIN_FIELDS: Mapping[str, Check] = {"emoji": flag}
IDS = string(most("action_id"))


def plain(limit: str) -> Check:
    """A plain_text object within that limit."""
    return typed({"plain_text": _text(limit, PLAIN_FIELDS)})


def any_text(limit: str) -> Check:
    """A plain_text or mrkdwn object within that limit."""
    return typed({"plain_text": _text(limit, PLAIN_FIELDS), "mrkdwn": _text(limit, {"verbatim": flag})})


def _text(limit: str, optional: Mapping[str, Check]) -> Check:
    return shape({"type": anything, "text": string(most(limit))}, optional)


confirm = shape(
    {
        "title": plain("confirm title"),
        "text": any_text("confirm text"),
        "confirm": plain("confirm button"),
        "deny": plain("confirm button"),
    },
    {"style": one_of("primary", "danger")},
)


def option(text: Check) -> Check:
    """Something to choose."""
    return shape(
        {"text": text, "value": string(most("option value"))},
        {"description": any_text("option description"), "url": string(most("option url"))},
    )


plain_option, rich_option = option(plain("option text")), option(any_text("option text"))
option_group = shape({"label": plain("option group label"), "options": items(plain_option, most("select options"))})


def element(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    """An interactive element: a type, an action_id, and its own fields."""
    return shape(
        {"type": anything, **(required or {})},
        {"action_id": IDS, "confirm": confirm, "focus_on_load": flag, **optional},
    )


def select(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    """A menu."""
    return element(required, placeholder=plain("placeholder"), **optional)


def typing(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    """A field to type in."""
    config = shape({}, {"trigger_actions_on": items(string(255), 2)})
    text = string(most("typed text"), 0)
    return select(required, initial_value=text, dispatch_action_config=config, **optional)


options = items(plain_option, most("select options"))
option_groups = items(option_group, most("option groups"))
either_options = exactly_one("options", "option_groups")
a_user, users = string(255), items(string(255), 1000)

button = element(
    {"text": plain("button text")},
    url=string(most("button url")),
    value=string(most("button value"), 0),
    style=one_of("primary", "danger"),
    accessibility_label=string(most("button label")),
)
image = both(
    shape(
        {"type": anything, "alt_text": string(most("image alt text"))},
        {"image_url": string(most("image url")), "slack_file": anything},
    ),
    exactly_one("image_url", "slack_file"),
)
checkboxes = element(
    {"options": items(rich_option, most("checkbox options"))},
    initial_options=items(rich_option, most("checkbox options")),
)
radio_buttons = element({"options": items(rich_option, most("radio options"))}, initial_option=rich_option)

MENUS: dict[str, Check] = {
    "static_select": both(
        select(initial_option=plain_option, options=options, option_groups=option_groups), either_options
    ),
    "multi_static_select": both(
        select(
            initial_options=items(plain_option, most("select options")),
            max_selected_items=number,
            options=options,
            option_groups=option_groups,
        ),
        either_options,
    ),
    "users_select": select(initial_user=a_user),
    "multi_users_select": select(initial_users=users, max_selected_items=number),
    "conversations_select": select(
        initial_conversation=a_user,
        default_to_current_conversation=flag,
        response_url_enabled=flag,
        filter=anything,
    ),
    "multi_conversations_select": select(
        initial_conversations=users,
        default_to_current_conversation=flag,
        max_selected_items=number,
        filter=anything,
    ),
    "channels_select": select(initial_channel=a_user, response_url_enabled=flag),
    "multi_channels_select": select(initial_channels=users, max_selected_items=number),
}
PICKERS: dict[str, Check] = {
    "datepicker": select(initial_date=matching(DATE, "date")),
    "timepicker": select(initial_time=matching(TIME, "time"), timezone=string(255)),
    "datetimepicker": element(initial_date_time=number),
    "checkboxes": checkboxes,
    "radio_buttons": radio_buttons,
}
CLICKABLE: dict[str, Check] = {
    "button": button,
    "overflow": element({"options": items(plain_option, most("overflow options"))}),
}
TYPED: dict[str, Check] = {
    "plain_text_input": typing(multiline=flag, min_length=number, max_length=number),
    "number_input": typing({"is_decimal_allowed": flag}, min_value=string(64), max_value=string(64)),
    "email_text_input": typing(),
    "url_text_input": typing(),
}
IN_SECTION = {**CLICKABLE, **MENUS, **PICKERS, "image": image}
IN_ACTIONS = {**CLICKABLE, **MENUS, **PICKERS}
IN_INPUT = {**MENUS, **PICKERS, **TYPED, "file_input": element(filetypes=anything, max_files=number)}
IN_CONTEXT = {
    "image": image,
    "plain_text": _text("context text", PLAIN_FIELDS),
    "mrkdwn": _text("context text", {"verbatim": flag}),
}
