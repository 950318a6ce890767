"""Every card and form of small talk as the Block Kit that Slack gets and as the words that people read."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.platforms.slack import blocks, views
from bot.requests.typed import worried
from rituals.cards import Card
from rituals.forms import Form
from rituals.settings import questions
from rituals.small_talk import cards, own_cards
from rituals.small_talk.openers import LONGEST, MOST_OWN, opener
from rituals.small_talk.settings import TalkSettings
from tests.golden.reading import read_aloud
from tests.golden.slack_checker import message_complaints, view_complaints

Golden = Callable[[str, str], None]
LONDON = ZoneInfo("Europe/London")
DUE = datetime(2026, 11, 24, 10, tzinfo=UTC)
SETTINGS = TalkSettings(zone="Europe/London", contacts="Mental health first aiders: Ana, extension 214")
PUNS = opener("Puns: a joy, or a crime?")
OWN = tuple(opener(words) for words in ("Which mug is the best one?", "What does <!channel> mean to *you*?"))
LONG = tuple(opener(f"{number:02} {'<&>*_~`|' * 20}"[:LONGEST]) for number in range(MOST_OWN))

CARDS: dict[str, Card] = {
    "welcome": cards.welcome(SETTINGS),
    "closed": cards.closed(),
    "opener": cards.opener(PUNS.words, PUNS.id),
    "taken-out": cards.taken_out(),
    "retired": cards.retired(PUNS.words),
    "to-say": cards.to_say(PUNS.words, f"light {PUNS.id}"),
    "how": cards.how(SETTINGS, DUE, LONDON),
    "status": cards.status_for_champion(cards.status(SETTINGS, DUE, LONDON, rests=False), 1, 60),
    "status-resting": cards.status(SETTINGS, DUE, LONDON, rests=True),
    "home": Card("Home", cards.home("C0TEA", cards.status(SETTINGS, DUE, LONDON, rests=False))),
    "resting": cards.resting("C0TEA"),
    "nothing-left": cards.nothing_left("C0TEA"),
    "preview": cards.preview(PUNS.words, DUE, LONDON, rests=False),
    "preview-resting": cards.preview(PUNS.words, DUE, LONDON, rests=True),
    "worried": worried.page(SETTINGS.helplines, SETTINGS.contacts),
    "own": own_cards.own(OWN, retired=2),
    "to-take-along": own_cards.to_take_along([one.words for one in OWN], "C0TEA"),
    "own-none": own_cards.own((), retired=0),
    "list-retired": own_cards.retired((PUNS, *OWN)),
}
FORMS: dict[str, Form] = {
    "settings": Form("settings", "Talk settings", questions(SETTINGS)),
    "add": own_cards.ADD,
    "remove": own_cards.choose_to_remove(OWN),
    "restore": own_cards.choose_to_restore((PUNS,)),
}
ENDLESS: dict[str, Card] = {
    "own": own_cards.own(LONG, retired=1),
    "to-take-along": own_cards.to_take_along([one.words for one in LONG], "C0TEA"),
    "retired": own_cards.retired(LONG * 3),
    "opener": cards.opener(LONG[0].words, LONG[0].id),
    "worried": worried.page("\n".join("&" * 500), "<" * 1000),
}


def message(card: Card) -> dict[str, Any]:
    return blocks.message(card, ritual="talk", circle="circle-1", strict=True)


def modal(form: Form) -> dict[str, Any]:
    return views.modal(form, ritual="talk", circle="circle-1", channel="C0TEA", strict=True)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    payload = message(CARDS[name])
    assert message_complaints(payload) == []
    golden(f"talk-{name}.json", json.dumps(payload, indent=2, ensure_ascii=False) + "\n")
    golden(f"talk-{name}.txt", read_aloud(payload))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    payload = modal(FORMS[name])
    assert view_complaints(payload) == []
    golden(f"talk-form-{name}.json", json.dumps(payload, indent=2, ensure_ascii=False) + "\n")
    golden(f"talk-form-{name}.txt", read_aloud(payload))


@pytest.mark.parametrize("name", ENDLESS)
def test_slack_takes_the_longest_there_can_be(name: str) -> None:
    assert message_complaints(message(ENDLESS[name])) == []
