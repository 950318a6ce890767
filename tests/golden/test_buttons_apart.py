"""Whoever hears a card, and does not see it, can tell its buttons apart."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.slack.blocks import message
from rituals.cards import Button, Buttons, Card, Command

CARDS = sorted(path for path in Path(__file__).parent.glob("*.json") if "form" not in path.name)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_no_two_buttons_of_a_card_are_read_out_the_same(path: Path) -> None:
    labels = Counter(one.get("accessibility_label", one["text"]["text"]) for one in buttons_of(path))
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_button_can_be_called_by_what_stands_on_it(path: Path) -> None:
    assert [one for one in buttons_of(path) if not called(one).startswith(one["text"]["text"].rstrip("…"))] == []


def test_a_card_knows_which_of_its_buttons_are_alike() -> None:
    rows = (Buttons((Button("Leave", "leave"), Button("Join", "join"))), Buttons((Button("Leave", "leave", "2"),)))
    assert Card("Hello", rows).alike() == ("Leave",)
    apart = Buttons((Button("Leave", "leave"), Button("Leave", "leave", "2", accessible_label="Leave the soup")))
    assert Card("Hello", (apart,)).alike() == ()
    assert Button(Command("help"), "type").is_read_as == "“help”"


def test_slack_gets_the_fuller_label() -> None:
    row = Buttons((Button("Withdraw", "withdraw", accessible_label="Withdraw  the lentil soup"),))
    [block] = message(Card("Your lunch", (row,)), ritual="potluck", circle="c1", strict=True)["blocks"]
    assert block["elements"][0]["accessibility_label"] == "Withdraw the lentil soup"


def called(button: dict[str, Any]) -> str:
    return str(button.get("accessibility_label", button["text"]["text"]))


def buttons_of(path: Path) -> list[dict[str, Any]]:
    blocks = json.loads(path.read_text(encoding="utf-8"))["blocks"]
    return [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
