"""Whatever a card or a form holds, Slack takes it; and the checker refuses what Slack refuses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.blocks import home, message
from bot.platforms.slack.views import modal
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Confirm,
    Divider,
    Heading,
    HowToInvite,
    Invite,
    Link,
    Note,
    Paragraph,
    Person,
    Picture,
    Quote,
    Strong,
    say,
)
from rituals.forms import Choice, Choices, DateInput, Form, Option, TextInput, TimeInput
from tests.golden.slack_checker import message_complaints, view_complaints

LABELS = st.text("abc <&*é🌻", min_size=1, max_size=90).filter(str.strip)
WORDS = st.text(max_size=40) | st.sampled_from(
    ["<!channel>", "x" * 4_000, "kind word " * 700, "&" * 3_000, "> \n" * 50]
)
COMMANDS = WORDS.map(Command)
SPANS = st.one_of(
    WORDS,
    (WORDS | COMMANDS).map(Strong),
    COMMANDS,
    st.sampled_from([Person("U1"), Channel("C1"), HowToInvite()]),
)
LINKS = st.builds(Link, WORDS, WORDS.map(lambda end: f"https://example.org/{end}"))
TEXTS = st.lists(SPANS | LINKS, max_size=3).map(tuple)
CONFIRMS = st.none() | st.builds(Confirm, LABELS, LABELS, LABELS, LABELS)
ACTIONS = st.sampled_from(["met", "skip", "bring"])
STYLES = st.sampled_from(["plain", "primary", "danger"])
BUTTONS = st.builds(Button, LABELS | COMMANDS, ACTIONS, st.text(max_size=9), STYLES, CONFIRMS, st.just("") | LABELS)
MOMENTS = st.integers(0, 10_000).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
ELEMENTS = st.one_of(
    st.builds(Heading, WORDS),
    st.builds(Paragraph, TEXTS),
    st.builds(Note, TEXTS),
    st.builds(Quote, TEXTS),
    st.just(Divider()),
    st.builds(Picture, st.sampled_from(["https://example.org/a.png", "ftp://example.org/a"]), LABELS),
    st.lists(BUTTONS, max_size=8).map(lambda row: Buttons(tuple(row))),
    st.builds(Invite, TEXTS, WORDS, MOMENTS, st.integers(5, 90), WORDS),
)
SUMMARIES = LABELS | LABELS.map(lambda words: (Person("U1"), " ", words))
CARDS = st.builds(Card, SUMMARIES, st.lists(ELEMENTS, max_size=8).map(tuple))

NAMES = st.text("abcdef", min_size=1, max_size=8)
OPTIONS = st.lists(st.builds(Option, NAMES, LABELS), max_size=120, unique_by=lambda option: option.value).map(tuple)
QUESTION: dict[str, Any] = {
    "name": NAMES,
    "label": LABELS,
    "help": st.text("ab ", max_size=9).map(str.strip),
    "required": st.booleans(),
}
INPUTS = st.one_of(
    st.builds(
        TextInput,
        **QUESTION,
        value=WORDS,
        placeholder=LABELS,
        long=st.booleans(),
        most=st.integers(-1, 5_000),
    ),
    st.builds(Choice, **QUESTION, options=OPTIONS, value=NAMES),
    st.builds(Choices, **QUESTION, options=OPTIONS, value=st.lists(NAMES).map(tuple)),
    st.builds(TimeInput, **QUESTION, value=st.text(max_size=5)),
    st.builds(DateInput, **QUESTION, value=st.text(max_size=10)),
)
QUESTIONS = st.lists(INPUTS, min_size=1, max_size=5, unique_by=lambda question: question.name).map(tuple)
FORMS = st.builds(Form, NAMES, LABELS, QUESTIONS, submit=LABELS, intro=TEXTS, about=st.text(max_size=20))


@given(CARDS)
def test_slack_takes_any_card(card: Card) -> None:
    shown = message(card, ritual="coffee", circle="c1")
    assert [complaint for complaint in message_complaints(shown) if complaint != "blocks of a message: 0"] == []


@given(st.lists(CARDS, min_size=1, max_size=3))
def test_slack_takes_any_home(cards: list[Card]) -> None:
    shown = home([("coffee", f"c{number}", card) for number, card in enumerate(cards)])
    assert view_complaints(shown) == []


@given(FORMS)
def test_slack_takes_any_form(form: Form) -> None:
    assert view_complaints(modal(form, ritual="coffee", circle="c1", channel="C1")) == []


def good() -> dict[str, Any]:
    card = Card("Hello", (Heading("Hello"), Buttons((Button("A", "a"), Button("B", "b")))))
    return message(card, ritual="coffee", circle="c1")


def test_the_checker_takes_a_good_message() -> None:
    assert message_complaints(good()) == []


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (["text"], "", "message text: 0 characters"),
        (["blocks"], [], "blocks of a message: 0"),
        (["blocks"], [{"type": "divider"}] * 51, "blocks of a message: 51"),
        (["blocks", 0, "type"], "poster", "unknown block poster"),
        (["blocks", 0, "colour"], "red", "header with colour"),
        (["blocks", 0, "block_id"], "block-2", "block_id block-2 twice"),
        (["blocks", 0, "text", "text"], "x" * 151, "header text: 151 characters"),
        (["blocks", 0, "text", "type"], "mrkdwn", "header text: type mrkdwn"),
        (["blocks", 1, "elements"], [], "actions elements: 0"),
        (["blocks", 1, "elements", 0, "action_id"], "coffee:b", "action_id coffee:b twice"),
        (["blocks", 1, "elements", 0, "action_id"], "x" * 256, "action_id: 256 characters"),
        (["blocks", 1, "elements", 0, "style"], "plain", "style plain"),
        (["blocks", 1, "elements", 0, "type"], "lever", "unknown element lever"),
        (["blocks", 1, "elements", 0, "text", "text"], "x" * 76, "button text: 76 characters"),
        (["blocks", 1, "elements", 0, "value"], "x" * 2001, "button value: 2001 characters"),
    ],
)
def test_the_checker_refuses_what_slack_refuses(path: list[str | int], value: object, complaint: str) -> None:
    payload = good()
    put(payload, path, value)
    assert complaint in message_complaints(payload)


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (["title", "text"], "x" * 25, "modal title: 25 characters"),
        (["private_metadata"], "x" * 3001, "modal private_metadata: 3001 characters"),
        (["blocks", 0, "label", "text"], "", "input label: 0 characters"),
        (["blocks", 0, "element", "options"], [], "radio buttons: 0"),
        (["blocks", 0, "element", "options", 1, "value"], "x" * 151, "option value: 151 characters"),
        (["blocks", 0, "element", "initial_option"], {"value": "9"}, "initial option not among the options"),
        (["blocks", 1, "element", "initial_value"], "x" * 301, "initial_value longer than max_length"),
        (["blocks", 1, "element", "max_length"], 3001, "max_length 3001"),
    ],
)
def test_the_checker_refuses_forms_that_slack_refuses(path: list[str | int], value: object, complaint: str) -> None:
    size = Choice(name="size", label="Size", options=(Option("2", "Two"), Option("3", "Three")), value="2")
    form = Form("settings", "Settings", (size, TextInput(name="line", label="Your line")))
    view = modal(form, ritual="coffee", circle="c1", channel="C1")
    assert view_complaints(view) == []
    put(view, path, value)
    assert complaint in view_complaints(view)


def test_the_checker_refuses_questions_without_a_button_to_send_them() -> None:
    view = modal(Form("f", "F", (TextInput(name="a", label="A"),)), ritual="coffee", circle="c1", channel="C1")
    del view["submit"]
    assert view_complaints(view) == ["modal without submit"]
    assert "input outside a modal" in view_complaints(view | {"type": "home"})


def test_the_checker_wants_words_left_as_typed() -> None:
    payload = message(say("Hello"), ritual="coffee", circle="c1")
    del payload["blocks"][0]["text"]["verbatim"]
    assert message_complaints(payload) == ["section text: not verbatim"]


def put(payload: Any, path: list[str | int], value: object) -> None:
    for key in path[:-1]:
        payload = payload[key]
    payload[path[-1]] = value
