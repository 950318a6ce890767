"""Rules between fields and between blocks."""

import math
from typing import Any

import pytest

from bot.playground.blockkit.blocks import check_attachments, check_blocks, check_view
from bot.playground.model.errors import SlackError
from tests.conformance.blockkit.samples import (
    Json,
    actions,
    button,
    card,
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

ASKED = "/blocks/0/element"


def asked(kind: str, **about: Any) -> list[Json]:
    return [input_({"type": kind, "action_id": "a", **about})]


def number(**about: Any) -> list[Json]:
    return asked("number_input", is_decimal_allowed=True, **about)


BLOCKS: list[tuple[list[Any], str, str]] = [
    (
        asked("static_select", options=options(2), initial_option=option()),
        "must exactly match one of the provided options",
        f"{ASKED}/initial_option",
    ),
    (
        asked("checkboxes", options=options(2), initial_options=[*options(1), option()]),
        "must exactly match one of the provided options",
        f"{ASKED}/initial_options/1",
    ),
    (
        asked("multi_static_select", option_groups=[{"label": plain(), "options": options(1)}], options=options(1)),
        "must provide exactly one of: options, option_groups",
        ASKED,
    ),
    (asked("multi_users_select", max_selected_items=0), "must be greater than 0", f"{ASKED}/max_selected_items"),
    (asked("file_input", max_files=0), "must be greater than 0", f"{ASKED}/max_files"),
    (number(min_value="5", max_value="4.5"), "min_value must not be greater than max_value", f"{ASKED}/max_value"),
    (number(min_value="5", initial_value="4"), "min_value must not be greater than", f"{ASKED}/initial_value"),
    (number(min_value=5), "must be a valid number", f"{ASKED}/min_value"),
    (number(initial_value="five"), "must be a valid number", f"{ASKED}/initial_value"),
    (asked("number_input"), "missing required field: is_decimal_allowed", ASKED),
    (asked("plain_text_input", min_length=5, max_length=4), "min_length must not be greater", f"{ASKED}/max_length"),
    (asked("timepicker", initial_time="25:00"), "must be a valid time", f"{ASKED}/initial_time"),
    (asked("conversations_select", filter={}), "must provide at least one of: include", f"{ASKED}/filter"),
    (
        asked("conversations_select", filter={"include": []}),
        "no fewer than 1 items allowed",
        f"{ASKED}/filter/include",
    ),
    (asked("static_select", options=[{"text": mrkdwn(), "value": "1"}]), "unsupported type: mrkdwn", "/text/type"),
    (asked("button", text=plain()), "unsupported type: button", f"{ASKED}/type"),
    ([section(accessory={"type": "datetimepicker"})], "unsupported type: datetimepicker", "/blocks/0/accessory/type"),
    ([actions(button(url="tea"))], "invalid url", "/blocks/0/elements/0/url"),
    ([actions({**button(), "text": mrkdwn()})], "unsupported type: mrkdwn", "/blocks/0/elements/0/text/type"),
    ([image(image_url="javascript:alert(1)")], "invalid url", "/blocks/0/image_url"),
    ([image(slack_file={"id": "F1"})], "must provide exactly one of: image_url, slack_file", "/blocks/0"),
    ([image(image_url=None, slack_file={"id": "F", "url": "https://a.b/"})], "exactly one of: id, url", "/slack_file"),
    ([video(video_url="http://example.org/tea")], "invalid url", "/blocks/0/video_url"),
    ([rich() | {"elements": [{"type": "text", "text": "x"}]}], "unsupported type: text", "/blocks/0/elements/0/type"),
    ([{"type": "card", "subtitle": plain()}], "must provide at least one of: hero_image", "/blocks/0"),
    ([container(child_blocks=[container()])], "unsupported type: container", "/blocks/0/child_blocks/0/type"),
    ([container(is_collapsible=True, has_header_divider=True)], "cannot be used with is_collapsible", "_divider"),
    ([container(default_collapsed=True)], "requires is_collapsible", "/blocks/0/default_collapsed"),
    (
        [container(child_blocks=[{"type": "divider", "block_id": "b"}]), {"type": "divider", "block_id": "b"}],
        '`block_id` "b" already exists',
        "/blocks/1/block_id",
    ),
    (
        [card(actions=[button(action_id="a"), button(action_id="a")])],
        '`action_id` "a" already exists',
        "/blocks/0/actions/1/action_id",
    ),
    ([data_table() | {"rows": [[rich()], [rich()]]}], "unsupported type: rich_text", "/blocks/0/rows/0/0/type"),
    (
        [data_table() | {"rows": [*data_table()["rows"], []]}],
        "no fewer than 1 items allowed",
        "/blocks/0/rows/2",
    ),
    (
        [data_table() | {"rows": [*data_table(cells=2)["rows"], *data_table()["rows"]]}],
        "must have the same number of cells",
        "/blocks/0/rows/2",
    ),
    ([{"type": "header", "text": plain(), "level": math.inf}], "must provide a finite number", "/blocks"),
]


@pytest.mark.parametrize(("blocks", "complaint", "where"), BLOCKS)
def test_it_is_refused_where_it_is_wrong(blocks: list[Any], complaint: str, where: str):
    with pytest.raises(SlackError, match="invalid_blocks") as caught:
        check_blocks(blocks)

    assert any(complaint in told and told.endswith(f"{where}]") for told in caught.value.messages)


def test_the_same_action_may_stand_in_two_blocks():
    blocks = [actions(button(action_id="a")), actions(button(action_id="a"))]

    assert check_blocks(blocks) == blocks


def test_a_second_table_is_refused_as_slack_does():
    with pytest.raises(SlackError, match="invalid_attachments") as caught:
        check_blocks([table(), table()])

    assert caught.value.messages == ["[ERROR] only_one_table_allowed [json-pointer:/blocks/1]"]


def test_too_much_markdown_is_too_long():
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_blocks([{"type": "markdown", "text": "x" * 6001}] * 2)


def test_one_field_of_a_view_has_the_focus_at_first():
    asked = [input_({"type": "plain_text_input", "focus_on_load": True}) for _ in range(2)]

    assert check_view(modal(blocks=asked[:1]), "modal")
    with pytest.raises(SlackError, match="invalid_arguments") as caught:
        check_view(modal(blocks=asked), "modal")
    assert caught.value.messages[0].endswith("[json-pointer:/view/blocks/1/element/focus_on_load]")


def test_a_refused_view_fits_no_schema_first():
    with pytest.raises(SlackError) as caught:
        check_view(modal(mood="calm"), "modal")

    assert caught.value.messages == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] invalid additional property: mood [json-pointer:/view]",
    ]


def test_a_home_has_neither_title_nor_submit():
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view({"type": "home", "blocks": [], "title": plain()}, "home")


ATTACHED: list[tuple[Any, str]] = [
    ({}, "must provide an array [json-pointer:/attachments]"),
    (["tea"], "must provide an object [json-pointer:/attachments/0]"),
    ([{"text": 5}], "must provide a string [json-pointer:/attachments/0/text]"),
    ([{"color": 5}], "must provide a string [json-pointer:/attachments/0/color]"),
    ([{"blocks": [{"type": "poem"}]}], "unsupported type: poem [json-pointer:/attachments/0/blocks/0/type]"),
]


@pytest.mark.parametrize(("attachments", "complaint"), ATTACHED)
def test_attachments_are_refused_where_they_are_wrong(attachments: Any, complaint: str):
    with pytest.raises(SlackError, match="invalid_attachments") as caught:
        check_attachments(attachments)

    assert f"[ERROR] {complaint}" in caught.value.messages


def test_fields_of_attachments_that_slack_does_not_know_are_passed_over():
    assert check_attachments([{"text": "tea", "mood": "calm"}]) == [{"text": "tea", "mood": "calm"}]
