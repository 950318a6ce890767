"""Slack takes what is within its limits and refuses what is beyond, saying where."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.blockkit.blocks import check_blocks, check_view
from bot.playground.blockkit.limits import LIMITS
from bot.playground.model.errors import SlackError

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(**about: Any) -> Json:
    return {"type": "button", "text": plain("Yes"), **about}


def options(count: int) -> list[Json]:
    return [{"text": plain(f"Option {number}"), "value": str(number)} for number in range(count)]


def select(**about: Any) -> Json:
    return {"type": "static_select", "action_id": "a", "options": options(2), **about}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(length: int) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}


def input_(element: Json | None = None) -> Json:
    return {"type": "input", "label": plain("Why?"), "element": element or {"type": "plain_text_input"}}


def modal(**about: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "blocks": [], **about}


def fields(count: int, length: int = 5) -> Json:
    return {"type": "section", "fields": [plain("x" * length)] * count}


GOOD = [
    [{"type": "divider"}] * 50,
    [section(3000)],
    [fields(10, 2000)],
    [{"type": "header", "text": plain("x" * 150)}],
    [actions(*(button(action_id=str(n)) for n in range(25)))],
    [actions(button(text=plain("x" * 75), value="x" * 2000, action_id="x" * 255))],
    [actions(select(options=options(100)))],
    [{"type": "context", "elements": [{"type": "mrkdwn", "text": "hello"}] * 10}],
    [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A cup"}],
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    [input_()],
]

BAD = [
    ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ([{"type": "poem"}], "unsupported type: poem [json-pointer:/blocks/0/type]"),
    ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    (["divider"], "must provide an object [json-pointer:/blocks/0]"),
    ({"type": "divider"}, "must provide an array [json-pointer:/blocks]"),
    ([section(3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section(0)], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "section"}], "must provide at least one of: text, fields [json-pointer:/blocks/0]"),
    ([fields(11)], "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ([fields(1, 2001)], "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    ([{"type": "header"}], "missing required field: text [json-pointer:/blocks/0]"),
    (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        [actions(*(button(action_id=str(n)) for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        [actions(button(action_id="x" * 256))],
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        [actions(button(action_id="a"), button(action_id="a"))],
        '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    (
        [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
        '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ),
    (
        [actions(select(options=options(101)))],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        [actions(select(options=[{"text": plain("x" * 76), "value": "1"}]))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        [actions({"type": "static_select", "action_id": "a"})],
        "must provide exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]",
    ),
    (
        [actions({"type": "plain_text_input"})],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    ([{"type": "divider", "mood": "calm"}], "invalid additional property: mood [json-pointer:/blocks/0]"),
    (
        [actions({"type": "checkboxes", "options": options(11)})],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        [actions({"type": "datepicker", "initial_date": "1 May"})],
        "must be a valid date [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        [actions(button(style="loud"))],
        "must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
]

BAD_MODALS = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(blocks=[input_()]), "missing required field: submit [json-pointer:/view]"),
    (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    ({"type": "home", "blocks": []}, "unsupported type: must be modal [json-pointer:/view/type]"),
    (
        modal(blocks=[{"type": "file", "external_id": "x", "source": "remote"}]),
        "unsupported type: file [json-pointer:/view/blocks/0/type]",
    ),
]


NO_SCHEMA = "failed to match all allowed schemas"


@pytest.mark.parametrize("blocks", GOOD)
def test_blocks_within_the_limits_are_taken(blocks: list[Json]):
    assert check_blocks(blocks) == blocks


@pytest.mark.parametrize(("blocks", "complaint"), BAD)
def test_blocks_beyond_the_limits_are_refused(blocks: Any, complaint: str):
    with pytest.raises(SlackError, match="invalid_blocks") as caught:
        check_blocks(blocks)

    body: Json = caught.value.body()
    assert [told for told in body["errors"] if not told.startswith(NO_SCHEMA)] == [complaint]
    assert body["response_metadata"] == {"messages": [f"[ERROR] {told}" for told in body["errors"]]}


@pytest.mark.parametrize(("view", "complaint"), BAD_MODALS)
def test_modals_beyond_the_limits_are_refused(view: Json, complaint: str):
    with pytest.raises(SlackError, match="invalid_arguments") as caught:
        check_view(view, "modal")

    assert [told for told in caught.value.messages if NO_SCHEMA not in told] == [f"[ERROR] {complaint}"]


def test_a_modal_with_an_input_and_a_submit_is_taken():
    view = modal(blocks=[input_()] * 100, submit=plain("Send"), private_metadata="x" * 3000)

    assert check_view(view, "modal") == view


def test_every_limit_says_where_slack_states_it():
    assert all(limit.source.startswith(("reference/", "legacy/")) and limit.most > 0 for limit in LIMITS.values())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "blocks", "options"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_nonsense_is_refused_and_never_breaks_anything(nonsense: Any):
    for kind, check in (("blocks", check_blocks), ("modal", check_view), ("home", check_view)):
        arguments = (nonsense,) if kind == "blocks" else (nonsense, kind)
        try:
            check(*arguments)
        except SlackError as refusal:
            assert refusal.messages


@given(
    st.sampled_from(["section", "header", "actions", "context", "input", "image", "rich_text"]),
    st.dictionaries(st.sampled_from(["text", "elements", "element", "label", "fields", "accessory"]), ANYTHING),
)
def test_half_right_blocks_never_break_anything(kind: str, held: Json):
    try:
        check_blocks([{"type": kind, **held}])
    except SlackError as refusal:
        assert refusal.code == "invalid_blocks"
