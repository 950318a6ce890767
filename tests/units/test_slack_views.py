"""Forms become modals, and come back as the answers people gave."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.limits import TooLong
from bot.platforms.slack.views import FormAnswers, errors, modal, read_modal, values
from rituals.cards import Text
from rituals.errors import Unreadable
from rituals.forms import AnyInput, Choice, Choices, DateInput, Form, Option, PeopleInput, TextInput, TimeInput


def options(count: int, label: str = "Option") -> tuple[Option, ...]:
    return tuple(Option(str(n), f"{label} {n}") for n in range(count))


def view(*inputs: AnyInput, strict: bool = True, **form: Any) -> dict[str, Any]:
    asked = Form(name="settings", title="Settings", inputs=inputs, **form)
    return modal(asked, ritual="coffee", circle="c1", channel="C1", strict=strict)


def element(question: AnyInput, *, strict: bool = True) -> dict[str, Any]:
    [block] = view(question, strict=strict)["blocks"]
    shown: dict[str, Any] = block["element"]
    return shown


def test_a_form_says_what_it_asks() -> None:
    shown = view(TextInput(name="line", label="Your line", help="It is shown."), submit="Send", intro=("Hello",))
    intro, block = shown["blocks"]
    assert (shown["title"]["text"], shown["submit"]["text"], shown["close"]["text"]) == (
        "Settings",
        "Send",
        "Cancel",
    )
    assert intro["text"]["text"] == "Hello"
    assert (block["block_id"], block["label"]["text"], block["hint"]["text"]) == (
        "line",
        "Your line",
        "It is shown.",
    )


@pytest.mark.parametrize("required", [True, False])
def test_a_question_may_be_left_open_only_where_it_says_so(required: bool) -> None:
    [block] = view(TextInput(name="line", label="Your line", required=required))["blocks"]
    assert block["optional"] is not required


def test_words_start_as_they_were() -> None:
    shown = element(TextInput(name="a", label="A", value="before", placeholder="e.g.", long=True, most=20))
    assert (shown["initial_value"], shown["placeholder"]["text"]) == ("before", "e.g.")
    assert (shown["multiline"], shown["max_length"]) == (True, 20)


def test_words_that_no_longer_fit_are_shown_as_far_as_they_do() -> None:
    assert element(TextInput(name="a", label="A", value="x" * 30, most=20))["initial_value"] == "x" * 20


def test_no_field_takes_more_than_slack_does() -> None:
    assert element(TextInput(name="a", label="A", most=9000))["max_length"] == 3000


@pytest.mark.parametrize(
    ("choices", "kind"),
    [(options(4), "radio_buttons"), (options(5), "static_select"), (options(3, "x" * 50), "static_select")],
)
def test_a_few_short_options_stand_side_by_side(choices: tuple[Option, ...], kind: str) -> None:
    shown = element(Choice(name="a", label="A", options=choices, value="1"))
    assert shown["type"] == kind
    assert shown["initial_option"] == shown["options"][1]
    assert ("placeholder" in shown) == (kind == "static_select")


@pytest.mark.parametrize(("count", "kind"), [(10, "checkboxes"), (11, "multi_static_select")])
def test_many_things_to_tick_become_a_list(count: int, kind: str) -> None:
    shown = element(Choices(name="a", label="A", options=options(count), value=("0", "2")))
    assert shown["type"] == kind
    assert shown["initial_options"] == [shown["options"][0], shown["options"][2]]


def test_a_choice_that_is_gone_is_not_chosen() -> None:
    assert "initial_option" not in element(Choice(name="a", label="A", options=options(2), value="9"))
    assert "initial_options" not in element(Choices(name="a", label="A", options=options(2), value=("9",)))


@pytest.mark.parametrize(("value", "shown"), [("10:30", "10:30"), ("", None), ("25:00", None), ("noon", None)])
def test_a_time_starts_as_it_was_if_it_is_one(value: str, shown: str | None) -> None:
    assert element(TimeInput(name="a", label="A", value=value)).get("initial_time") == shown


@pytest.mark.parametrize(("value", "shown"), [("2026-11-24", "2026-11-24"), ("", None), ("2026-02-30", None)])
def test_a_day_starts_as_it_was_if_it_is_one(value: str, shown: str | None) -> None:
    assert element(DateInput(name="a", label="A", value=value)).get("initial_date") == shown


@pytest.mark.parametrize(
    "question", [Choice(name="a", label="Who?", options=()), Choices(name="a", label="Who?", options=())]
)
def test_nothing_to_choose_from_is_said_and_not_asked(question: AnyInput) -> None:
    [block] = view(question)["blocks"]
    assert block["type"] == "section"
    assert block["text"]["text"] == "Who?\nThere is nothing to choose from yet."


@pytest.mark.parametrize(
    ("question", "what"),
    [
        (Choice(name="a", label="A", options=options(101)), "options of a select"),
        (Choice(name="a", label="A", options=(Option("1", "x" * 76),)), "option text"),
        (TextInput(name="a", label="x" * 2001), "input label"),
        (TextInput(name="a", label="A", help="x" * 2001), "input hint"),
        (TextInput(name="a", label="A", placeholder="x" * 151), "placeholder"),
    ],
)
def test_too_much_is_refused_in_tests_and_cut_for_people(question: AnyInput, what: str) -> None:
    with pytest.raises(TooLong, match=what):
        view(question)
    assert view(question, strict=False)["blocks"]


def test_a_list_for_people_ends_at_a_hundred() -> None:
    assert len(element(Choice(name="a", label="A", options=options(101)), strict=False)["options"]) == 100


@pytest.mark.parametrize(
    ("question", "about", "what"),
    [
        (Choice(name="a", label="A", options=(Option("x" * 151, "X"),)), "", "option value"),
        (TextInput(name="x" * 256, label="A"), "", "block_id"),
        (TextInput(name="a", label="A"), "x" * 3000, "private_metadata"),
    ],
)
def test_what_must_come_back_whole_is_never_cut(question: AnyInput, about: str, what: str) -> None:
    with pytest.raises(TooLong, match=what):
        view(question, about=about, strict=False)


STATE = {
    "words": {"type": "plain_text_input", "value": "hello"},
    "no_words": {"type": "plain_text_input", "value": None},
    "one": {"type": "static_select", "selected_option": {"text": {}, "value": "2"}},
    "none": {"type": "radio_buttons", "selected_option": None},
    "some": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]},
    "listed": {"type": "multi_static_select", "selected_options": []},
    "unlisted": {"type": "multi_static_select"},
    "at": {"type": "timepicker", "selected_time": "10:30"},
    "never": {"type": "timepicker", "selected_time": None},
    "on": {"type": "datepicker", "selected_date": "2026-11-24"},
}


def sent(shown: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    return shown | {"state": {"values": {name: {"answer": answer} for name, answer in answers.items()}}}


def test_every_kind_of_answer_is_read() -> None:
    assert values(sent({}, STATE)["state"]) == {
        "words": "hello",
        "no_words": "",
        "one": "2",
        "none": "",
        "some": ("a", "b"),
        "listed": (),
        "unlisted": (),
        "at": "10:30",
        "never": "",
        "on": "2026-11-24",
    }


@pytest.mark.parametrize("state", [{}, {"values": None}, {"values": {"other": {"click": {"type": "button"}}}}])
def test_a_view_without_answers_has_none(state: dict[str, Any]) -> None:
    assert values(state) == {}


def test_a_sent_form_says_where_it_belongs() -> None:
    shown = view(TextInput(name="words", label="Words"), about="entry:4")
    answers = read_modal(sent(shown, {"words": STATE["words"]}))
    assert answers == FormAnswers("coffee", "settings", "c1", "C1", "entry:4", {"words": "hello"})


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_a_form_is_about_comes_back(circle: str, channel: str, about: str) -> None:
    shown = modal(Form("f", "F", (), about=about), ritual="coffee", circle=circle, channel=channel)
    assert read_modal(shown) == FormAnswers("coffee", "f", circle, channel, about, {})


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"callback_id": "coffee:f"},
        {"callback_id": "coffee:f", "private_metadata": "{"},
        {"callback_id": "coffee:f", "private_metadata": "[" * 3000},
        {"callback_id": "coffee:f", "private_metadata": json.dumps({"c": "c1", "ch": None, "a": ""})},
        {"callback_id": "coffee", "private_metadata": json.dumps({"c": "c1", "ch": "C1", "a": ""})},
    ],
)
def test_a_view_that_is_not_ours_is_unreadable(other: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read_modal(other)


def test_a_problem_is_shown_under_its_question() -> None:
    shown = view(TextInput(name="first", label="A"), TextInput(name="second", label="B"), intro=("Hello",))
    assert errors({"second": "That is too long."}, shown) == {"second": "That is too long."}


def test_a_problem_of_no_question_is_shown_under_the_first() -> None:
    shown = view(TextInput(name="first", label="A"), TextInput(name="second", label="B"), intro=("Hello",))
    problems: dict[str, Text] = {"first": ("Say something.",), "circle": ("It is full.",), "second": ("Too long.",)}
    assert errors(problems, shown) == {"first": "Say something. It is full.", "second": "Too long."}


def test_colleagues_are_chosen_by_name_and_come_back_as_ids() -> None:
    shown = element(PeopleInput(name="to", label="To whom", value=("U1",), most=3))
    assert (shown["type"], shown["max_selected_items"], shown["initial_users"]) == ("multi_users_select", 3, ["U1"])
    answer = {"to": {"answer": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}}}
    assert values({"values": answer}) == {"to": ("U1", "U2")}
