"""What the app is told of each element: its state, and the action when somebody uses it."""

from typing import Any

import pytest

from bot.playground.blockkit.answers import REQUIRED, complaints
from bot.playground.blockkit.states import action_of, all_states, elements_of, first_state, is_empty, read_state
from bot.playground.model.errors import PageError
from tests.conformance.blockkit.samples import Json, actions, button, input_, option, options, plain, rich

TEA = option()
FILE = {"id": "F0001", "name": "tea.png"}

STATES: list[tuple[Json, Any, Json]] = [
    ({"type": "plain_text_input"}, "Tea", {"value": "Tea"}),
    ({"type": "number_input", "is_decimal_allowed": True}, 2.5, {"value": "2.5"}),
    ({"type": "email_text_input"}, "a@b.org", {"value": "a@b.org"}),
    ({"type": "url_text_input"}, "https://b.org", {"value": "https://b.org"}),
    ({"type": "rich_text_input"}, rich(), {"rich_text_value": rich()}),
    ({"type": "rich_text_input"}, "Hello", {"rich_text_value": rich("Hello")}),
    ({"type": "file_input"}, [FILE], {"files": [FILE]}),
    ({"type": "static_select", "options": [TEA]}, "tea", {"selected_option": TEA}),
    ({"type": "multi_static_select", "options": [TEA]}, ["tea"], {"selected_options": [TEA]}),
    ({"type": "external_select"}, TEA, {"selected_option": TEA}),
    ({"type": "external_select", "initial_option": TEA}, "tea", {"selected_option": TEA}),
    ({"type": "multi_external_select"}, [TEA], {"selected_options": [TEA]}),
    ({"type": "radio_buttons", "options": [TEA]}, "tea", {"selected_option": TEA}),
    ({"type": "checkboxes", "options": [TEA]}, ["tea"], {"selected_options": [TEA]}),
    ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
    ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}),
    ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
    ({"type": "multi_conversations_select"}, ["C1"], {"selected_conversations": ["C1"]}),
    ({"type": "channels_select"}, "C1", {"selected_channel": "C1"}),
    ({"type": "multi_channels_select"}, ["C1"], {"selected_channels": ["C1"]}),
    ({"type": "datepicker"}, "2026-12-01", {"selected_date": "2026-12-01"}),
    ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
    (
        {"type": "timepicker", "timezone": "Europe/Stockholm"},
        "09:30",
        {"selected_time": "09:30", "timezone": "Europe/Stockholm"},
    ),
    ({"type": "datetimepicker"}, 1_700_000_000, {"selected_date_time": 1_700_000_000}),
]


@pytest.mark.parametrize(("element", "given", "held"), STATES, ids=lambda part: str(part)[:40])
def test_what_is_given_stands_in_the_state_and_in_the_action(element: Json, given: Any, held: Json):
    element, block = {**element, "action_id": "a"}, {"type": "input", "block_id": "b"}
    state = {"type": element["type"], **held}

    assert read_state(element, given) == state
    assert not is_empty(state)
    assert is_empty(first_state({**element, "initial_option": None}))
    assert action_of(block, element, given, "1.2").items() >= {**state, "action_id": "a", "block_id": "b"}.items()


WRONG: list[tuple[Json, Any]] = [
    ({"type": "external_select"}, {"text": "Tea", "value": "tea"}),
    ({"type": "external_select"}, "tea"),
    ({"type": "rich_text_input"}, {"type": "section"}),
    ({"type": "file_input", "max_files": 1}, [FILE, FILE]),
    ({"type": "file_input"}, "tea.png"),
    ({"type": "multi_external_select", "max_selected_items": 1}, [TEA, option("Coffee", "coffee")]),
    ({"type": "timepicker"}, "9.30"),
]


@pytest.mark.parametrize(("element", "given"), WRONG, ids=str)
def test_what_cannot_be_given_is_refused_kindly(element: Json, given: Any):
    with pytest.raises(PageError):
        read_state(element, given)


def test_a_menu_begins_where_the_person_is():
    one = {"type": "conversations_select", "default_to_current_conversation": True}
    several = {**one, "type": "multi_conversations_select"}

    assert first_state(one, "C1")["selected_conversation"] == "C1"
    assert first_state(several, "C1")["selected_conversations"] == ["C1"]
    assert first_state({**one, "initial_conversation": "C2"}, "C1")["selected_conversation"] == "C2"
    assert first_state(one)["selected_conversation"] is None


def test_a_feedback_button_tells_which_was_pressed():
    element = {
        "type": "feedback_buttons",
        "action_id": "a",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    block = {"type": "context_actions", "block_id": "b", "elements": [element]}

    assert [found["action_id"] for _, found in elements_of([block])] == ["a"]
    assert action_of(block, element, "bad", "1.2") == {
        "type": "feedback_buttons",
        "action_id": "a",
        "block_id": "b",
        "action_ts": "1.2",
        "text": plain("Bad"),
        "value": "bad",
    }
    with pytest.raises(PageError):
        action_of(block, element, "maybe", "1.2")


def test_elements_inside_other_blocks_are_found():
    inner = actions(button(action_id="a"), block_id="inner")
    outer = {"type": "container", "block_id": "outer", "child_blocks": [inner]}

    assert [(block["block_id"], element["action_id"]) for block, element in elements_of([outer])] == [("inner", "a")]


ASKED = [
    {"type": "rich_text_input"},
    {"type": "file_input"},
    {"type": "external_select"},
    {"type": "datetimepicker"},
    {"type": "checkboxes", "options": options(2)},
    {"type": "channels_select"},
]


@pytest.mark.parametrize("element", ASKED, ids=str)
def test_a_required_field_that_is_empty_is_named(element: Json):
    block = input_({**element, "action_id": "a"}, block_id="b")

    assert complaints([block], all_states([block], {})) == {"b": REQUIRED}
    assert complaints([{**block, "optional": True}], all_states([block], {})) == {}


def test_rich_text_of_spaces_is_empty():
    assert is_empty(read_state({"type": "rich_text_input"}, "  "))
    assert not is_empty({"type": "rich_text_input", "rich_text_value": mention()})


def mention() -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
    }
