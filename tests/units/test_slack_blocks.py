"""Cards become messages that Slack takes, with buttons that say where they belong."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack import limits
from bot.platforms.slack.blocks import ButtonPress, home, message, read_button
from bot.platforms.slack.limits import TooLong
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Confirm,
    Divider,
    Element,
    Heading,
    Invite,
    Note,
    Paragraph,
    Picture,
    Quote,
    Strong,
    say,
)
from rituals.errors import NotYours


def blocks(*body: Element, strict: bool = True) -> list[dict[str, Any]]:
    card = Card(summary="Hello", body=body)
    rendered: list[dict[str, Any]] = message(card, ritual="coffee", circle="c1", strict=strict)["blocks"]
    return rendered


def buttons(*row: Button) -> list[dict[str, Any]]:
    return [button for block in blocks(Buttons(row)) for button in block["elements"]]


def test_a_notification_shows_the_summary() -> None:
    assert message(Card("Ben & you", (Divider(),)), ritual="coffee", circle="c1")["text"] == "Ben &amp; you"


def test_a_card_without_a_body_shows_its_summary() -> None:
    [block] = message(Card("Hello *there*"), ritual="coffee", circle="c1")["blocks"]
    assert block["text"] == {"type": "mrkdwn", "text": "Hello ∗there∗", "verbatim": True}


def test_a_typed_at_channel_is_not_turned_into_a_mention() -> None:
    shown = blocks(Paragraph(("@channel",)), Note(("#general",)), Quote(("@here",)))
    texts = [block.get("text") or block["elements"][0] for block in shown]
    assert all(text["verbatim"] is True for text in texts)


def test_a_heading_is_plain_words() -> None:
    [block] = blocks(Heading("Tea & <cake>\nfor *all*"))
    assert block["text"] == {"type": "plain_text", "text": "Tea & <cake> for *all*", "emoji": False}


def test_elements_without_words_are_left_out() -> None:
    shown = blocks(Paragraph(()), Note(("",)), Divider(), Quote((" ",)), Heading(" "), Buttons(()))
    assert [block["type"] for block in shown] == ["divider"]


def test_a_card_that_shows_nothing_shows_its_summary() -> None:
    [block] = blocks(Paragraph(("",)))
    assert block["text"]["text"] == "Hello"


def test_a_pressed_button_says_what_it_is_about() -> None:
    [button] = buttons(Button("We met", "met", "group:7"))
    assert read_button(button["action_id"], button["value"]) == ButtonPress("coffee", "met", "c1", "group:7")


def test_buttons_of_one_action_stay_apart_and_read_alike() -> None:
    row = buttons(Button("Soup", "bring", "1"), Button("Rice", "bring", "2"), Button("No", "skip"))
    assert [button["action_id"] for button in row] == ["coffee:bring", "coffee:bring:2", "coffee:skip"]
    presses = [read_button(button["action_id"], button["value"]) for button in row]
    assert [(press.action, press.about) for press in presses] == [
        ("bring", "1"),
        ("bring", "2"),
        ("skip", ""),
    ]


def test_a_button_of_the_bot_itself_belongs_to_no_ritual() -> None:
    card = Card("Hello", (Buttons((Button("Help", "help"),)),))
    [button] = message(card, ritual="", circle="")["blocks"][0]["elements"]
    assert read_button(button["action_id"], button["value"]) == ButtonPress("", "help", "", "")


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_button_is_about_comes_back(circle: str, about: str) -> None:
    card = Card("Hello", (Buttons((Button("Go", "go", about),)),))
    [button] = message(card, ritual="coffee", circle=circle)["blocks"][0]["elements"]
    assert read_button(button["action_id"], button["value"]) == ButtonPress("coffee", "go", circle, about)


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        (None, None),
        ("", ""),
        ("coffee", '{"c":"c1","a":""}'),
        ("coffee:met", None),
        ("coffee:met", "{"),
        ("coffee:met", "[]"),
        ("coffee:met", "[" * 2000),
        ("coffee:met", '{"c":1,"a":""}'),
        ("coffee:met", '{"c":"c1"}'),
    ],
)
def test_a_button_that_is_not_ours_is_refused(action_id: str | None, value: str | None) -> None:
    with pytest.raises(NotYours):
        read_button(action_id, value)


@given(st.text(), st.text())
def test_junk_is_refused_and_never_crashes(action_id: str, value: str) -> None:
    with pytest.raises(NotYours):
        read_button(action_id, value)


def test_only_a_styled_button_has_a_style() -> None:
    row = buttons(Button("A", "a"), Button("B", "b", style="primary"), Button("C", "c", style="danger"))
    assert [button.get("style") for button in row] == [None, "primary", "danger"]


def test_a_button_can_ask_first() -> None:
    [button] = buttons(Button("Leave", "leave", confirm=Confirm("Leave?", "Nothing more is sent.", "Leave")))
    assert {key: text["text"] for key, text in button["confirm"].items()} == {
        "title": "Leave?",
        "text": "Nothing more is sent.",
        "confirm": "Leave",
        "deny": "Not now",
    }


def test_many_buttons_stand_in_rows_of_five() -> None:
    rows = blocks(Buttons(tuple(Button(f"Go {n}", "go", str(n)) for n in range(12))))
    assert [len(row["elements"]) for row in rows] == [5, 5, 2]


@pytest.mark.parametrize("about", ["x" * 2000, "é" * 1990])
def test_a_button_is_never_about_half_a_thing(about: str) -> None:
    with pytest.raises(TooLong, match="button value"):
        blocks(Buttons((Button("Go", "go", about),)), strict=False)


@pytest.mark.parametrize(
    ("element", "what"),
    [
        (Heading("x" * 151), "header text"),
        (Picture("https://example.org/a.png", "x" * 2001), "image alt text"),
        (Buttons((Button("x" * 76, "go"),)), "button text"),
        (Buttons((Button("Go", "go", confirm=Confirm("x" * 101, "t", "y")),)), "confirm title"),
        (Buttons((Button("Go", "go", confirm=Confirm("t", "x" * 301, "y")),)), "confirm text"),
        (Buttons((Button("Go", "go", confirm=Confirm("t", "t", "x" * 31)),)), "confirm button"),
    ],
)
def test_too_many_words_are_refused_in_tests_and_cut_for_people(element: Element, what: str) -> None:
    with pytest.raises(TooLong, match=what):
        blocks(element)
    assert "…" in json.dumps(blocks(element, strict=False), ensure_ascii=False)


def test_too_many_blocks_are_refused_in_tests_and_cut_for_people() -> None:
    with pytest.raises(TooLong, match="blocks of a message: 51"):
        blocks(*[Divider()] * 51)
    assert len(blocks(*[Divider()] * 51, strict=False)) == limits.MESSAGE_BLOCKS.most


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@example.org", "", "https://example.org/" + "x" * 3000]
)
def test_a_picture_that_slack_cannot_fetch_is_described(url: str) -> None:
    [block] = blocks(Picture(url, "Seven bowls."))
    assert block["elements"][0]["text"] == "Seven bowls."


def test_an_invitation_can_be_put_in_a_calendar() -> None:
    start = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    [block] = blocks(Invite((Strong("Tuesday, 10:30"), " suits you both."), "Coffee", start, 30, "Tea & cake"))
    words, links = block["text"]["text"].split("\n")
    assert words == "*Tuesday, 10:30* suits you both."
    google, outlook = links.split(" · ")
    assert google.startswith("<https://calendar.google.com/")
    assert google.endswith("|Add to Google Calendar>")
    assert outlook.startswith("<https://outlook.office.com/")
    assert outlook.endswith("|Outlook>")
    assert "20261124T103000Z" in google


def test_an_invitation_with_long_details_keeps_its_links() -> None:
    start = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    [block] = blocks(Invite(("Tuesday?",), "Coffee", start, 30, "é" * 3000))
    assert block["text"]["text"].count("<https://") == 2


def test_blocks_have_names_of_their_own_and_the_same_every_time() -> None:
    body = (Divider(), Paragraph(("one",)), Paragraph(("one",)))
    ids = [block["block_id"] for block in blocks(*body)]
    assert len(set(ids)) == 3
    assert ids == [block["block_id"] for block in blocks(*body)]


def test_home_shows_every_circle_with_its_own_buttons() -> None:
    card = Card("Hello", (Buttons((Button("Skip", "skip"),)),))
    view = home([("coffee", "c1", card), ("potluck", "c2", card)])
    assert [block["type"] for block in view["blocks"]] == ["actions", "divider", "actions"]
    pressed = [button for block in view["blocks"] for button in block.get("elements", ())]
    presses = [read_button(button["action_id"], button["value"]) for button in pressed]
    assert [(press.ritual, press.circle) for press in presses] == [("coffee", "c1"), ("potluck", "c2")]
    assert len({block["block_id"] for block in view["blocks"]}) == 3


def test_home_holds_a_hundred_blocks() -> None:
    cards = [("coffee", "c1", say("Hello"))] * 60
    with pytest.raises(TooLong, match="blocks of a view: 119"):
        home(cards, strict=True)
    assert len(home(cards)["blocks"]) == limits.VIEW_BLOCKS.most
