"""Every sample as the Block Kit that Slack gets and as the words that people read."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.platforms.slack import blocks, views
from tests.golden.reading import read_aloud
from tests.golden.samples import CARDS, FORMS
from tests.golden.slack_checker import message_complaints, view_complaints

Golden = Callable[[str, str], None]


def as_json(payload: dict[str, Any]) -> str:
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


def message(name: str) -> dict[str, Any]:
    return blocks.message(CARDS[name], ritual="coffee", circle="circle-1", strict=True)


def modal(name: str) -> dict[str, Any]:
    return views.modal(FORMS[name], ritual="coffee", circle="circle-1", channel="C0TEA", strict=True)


def home() -> dict[str, Any]:
    first, second = CARDS["invitation"], CARDS["still-needed"]
    return blocks.home([("coffee", "circle-1", first), ("potluck", "circle-2", second)], strict=True)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    golden(f"card-{name}.json", as_json(message(name)))
    golden(f"card-{name}.txt", read_aloud(message(name)))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    golden(f"form-{name}.json", as_json(modal(name)))
    golden(f"form-{name}.txt", read_aloud(modal(name)))


def test_the_home_tab_reaches_slack_as_it_always_did(golden: Golden) -> None:
    golden("home.json", as_json(home()))
    golden("home.txt", read_aloud(home()))


@pytest.mark.parametrize("name", CARDS)
def test_slack_takes_every_sample_card(name: str) -> None:
    assert message_complaints(message(name)) == []


def test_slack_takes_every_sample_view() -> None:
    assert [complaint for view in (home(), *map(modal, FORMS)) for complaint in view_complaints(view)] == []
