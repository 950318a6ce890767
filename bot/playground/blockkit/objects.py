"""Composition objects: texts, options, confirmations, filters, files, and what a field sends while it is typed in."""

from bot.playground.blockkit.checks import (
    Check,
    anything,
    both,
    exactly_one,
    flag,
    items,
    one_of,
    schemas,
    shape,
    some_of,
    string,
    typed,
    url,
)
from bot.playground.blockkit.limits import most

TYPE: dict[str, Check] = {"type": anything}
COLOUR = one_of("primary", "danger")
ID = string(255)


def text_object(limit: str, **optional: Check) -> Check:
    """A text within that limit."""
    return shape({**TYPE, "text": string(most(limit))}, optional)


def plain(limit: str) -> Check:
    """A plain_text object within that limit."""
    return typed({"plain_text": text_object(limit, emoji=flag)})


def texts(limit: str) -> dict[str, Check]:
    """Both kinds of text within that limit, by type."""
    return {"plain_text": text_object(limit, emoji=flag), "mrkdwn": text_object(limit, verbatim=flag)}


def any_text(limit: str) -> Check:
    """A plain_text or mrkdwn object within that limit."""
    return schemas(typed(texts(limit)))


confirm = shape(
    {
        "title": plain("confirm title"),
        "text": any_text("confirm text"),
        "confirm": plain("confirm button"),
        "deny": plain("confirm button"),
    },
    {"style": COLOUR},
)


def option(text: Check, **optional: Check) -> Check:
    """Something to choose."""
    description = any_text("option description")
    return shape({"text": text, "value": string(most("option value"))}, {"description": description, **optional})


plain_option, rich_option = option(plain("option text")), option(any_text("option text"))
linked_option = option(plain("option text"), url=url(most("option url")))
option_group = shape({"label": plain("option group label"), "options": items(plain_option, most("select options"))})

conversation_filter = both(
    shape(
        {},
        {
            "include": items(one_of("im", "mpim", "private", "public"), 4),
            "exclude_external_shared_channels": flag,
            "exclude_bot_users": flag,
        },
    ),
    some_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
dispatch_config = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})
slack_file = both(shape({}, {"id": ID, "url": url(most("image url"))}), exactly_one("id", "url"))
input_parameter = shape({"name": string(3000), "value": string(3000, 0)})
trigger = shape({"url": url(3000)}, {"customizable_input_parameters": items(input_parameter, 100, 0)})
workflow = shape({"trigger": trigger})


def picture(**optional: Check) -> Check:
    """An image with its words, from an address or from a file in Slack."""
    return both(
        shape(
            {**TYPE, "alt_text": string(most("image alt text"))},
            {"image_url": url(most("image url")), "slack_file": slack_file, **optional},
        ),
        exactly_one("image_url", "slack_file"),
    )
