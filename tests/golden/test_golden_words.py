"""Every card and form of kind words, as Slack gets it and as people read it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.platforms.slack import blocks, views
from rituals.cards import FORGOTTEN, Button, Card
from rituals.kind_words import WordsSettings, cards, own_cards, problems, reach_cards
from rituals.kind_words.keepsakes import PAGE
from rituals.kind_words.own_cards import Keepsake
from rituals.kind_words.word import MOST, Carried
from rituals.records import Refusal
from tests.golden.reading import read_aloud
from tests.golden.slack_checker import message_complaints, view_complaints

Golden = Callable[[str, str], None]
ID = "0123456789abcdef0123456789abcdef"
AMARA, BJORN, CARYS = "U01AMARA", "U01BJORN", "U01CARYS"
CHANNEL = "C01KINDNESS"
WORDS = "You stayed when the ward was short.\nI noticed, and it helped."
ODD = "*Thank* <!channel> & `you` <https://evil.example|x> ~@here~ شكرا 谢谢 👩‍🚀"
PLAIN, OPEN = WordsSettings(zone="Europe/London"), WordsSettings(zone="Europe/London", anonymous=True, cap=1)
QUIET = WordsSettings(zone="Europe/London", when=None)
DUE = datetime(2026, 11, 20, 14, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
DAY, TODAY = date(2026, 11, 20), date(2026, 11, 23)
UNSIGNED = Carried(ID, "", ODD, ID)
CHOICES = (
    Refusal(what="unsigned"),
    Refusal(whom=CARYS),
    Refusal(whom=FORGOTTEN),
    Refusal(what="unsigned", whom=FORGOTTEN),
)
KEPT = (Keepsake(ID, WORDS, CARYS, DAY), Keepsake(ID, ODD, "", DAY))

CARDS: dict[str, Card] = {
    "welcome": cards.welcome(PLAIN),
    "welcome-without-prompts": cards.welcome(QUIET),
    "closed": cards.closed(),
    "prompt": cards.prompt("Who made your week easier? It can be small."),
    "shared": cards.shared(BJORN, CARYS, WORDS),
    "shared-unnamed": cards.shared(BJORN, "", ODD),
    "sent": cards.sent((AMARA, BJORN, CARYS), (ID, ID, ID), anonymous=False, name_ok=False),
    "sent-anonymously": cards.sent((BJORN,), (ID,), anonymous=True, name_ok=False),
    "may-be-named": cards.may_be_named((ID,), name_ok=True),
    "taken-back": cards.taken_back(),
    "thanked": cards.thanked(BJORN, CHANNEL),
    "given-back": cards.given_back(BJORN, "Björn has left this workspace.", ODD),
    "given-back-at-the-end": cards.given_back(BJORN, problems.ended(), WORDS),
    "given-back-empty-handed": cards.given_back(BJORN, "", ""),
    "perhaps-lost": cards.perhaps_lost(BJORN, WORDS),
    "how": cards.how(PLAIN),
    "how-anonymous": cards.how(OPEN),
    "preview": cards.preview("Who listened to you without hurrying?", DUE, LONDON),
    "preview-of-nothing": cards.preview("Who listened to you without hurrying?", None, LONDON),
    "word-signed": own_cards.kind_word(Carried(ID, CARYS, WORDS, ID), CHANNEL),
    "word-anonymous": own_cards.kind_word(UNSIGNED, CHANNEL),
    "word-longest": own_cards.kind_word(Carried(ID, CARYS, '"' * MOST, ID), CHANNEL),
    "share-preview": own_cards.share_preview(cards.shared(BJORN, CARYS, WORDS)),
    "word-shared": own_cards.kind_word(Carried(ID, CARYS, WORDS, ID), CHANNEL, is_shared=True),
    "set-aside": own_cards.set_aside(Carried(ID, CARYS, "", ID)),
    "set-aside-with-a-copy": own_cards.set_aside(Carried(ID, CARYS, "", ID), has_copy=True),
    "set-aside-to-copy": own_cards.set_aside(UNSIGNED),
    "too-old-to-take-away": own_cards.too_old_to_take_away(UNSIGNED),
    "declined": own_cards.declined(CHANNEL),
    "declined-for-admins": own_cards.declined(CHANNEL, is_champion=False),
    "refused": reach_cards.refused((CARYS,)),
    "refused-unnamed": reach_cards.refused(()),
    "left": reach_cards.left(),
    "choices": Card("How kind words reach you", reach_cards.may_reach(CHOICES, TODAY)),
    "choices-none": Card("How kind words reach you", reach_cards.may_reach((Refusal(),), TODAY)),
    "keepsakes": own_cards.keepsakes(KEPT, 9, 3),
    "keepsakes-none": own_cards.keepsakes((), 1, 0),
    "to-take-along": own_cards.to_take_along(KEPT, CHANNEL),
    "home": Card(
        "Home",
        tuple(
            own_cards.home(
                CHANNEL,
                KEPT,
                (Button("Write a kind word", "write"), Button("All you kept", "kept")),
            )
        ),
    ),
}
FORMS = {"signed-only": cards.form(PLAIN), "anonymous-too": cards.form(OPEN)}


def message(name: str) -> dict[str, Any]:
    return blocks.message(CARDS[name], ritual="words", circle="circle-1", strict=True)


def modal(name: str) -> dict[str, Any]:
    return views.modal(FORMS[name], ritual="words", circle="circle-1", channel=CHANNEL, strict=True)


def as_json(payload: dict[str, Any]) -> str:
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", CARDS)
def test_a_card_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    golden(f"words-card-{name}.json", as_json(message(name)))
    golden(f"words-card-{name}.txt", read_aloud(message(name)))
    assert message_complaints(message(name)) == []


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    golden(f"words-form-{name}.json", as_json(modal(name)))
    golden(f"words-form-{name}.txt", read_aloud(modal(name)))
    assert view_complaints(modal(name)) == []


def test_an_anonymous_word_names_nobody_anywhere() -> None:
    assert not any(person in as_json(message("word-anonymous")) for person in (AMARA, BJORN, CARYS))


def test_a_notification_does_not_say_what_the_word_says() -> None:
    assert message("word-signed")["text"] == "A kind word for you."


def test_the_line_of_reassurance_stands_right_above_send() -> None:
    last = modal("signed-only")["blocks"][-1]
    assert last["hint"]["text"] == cards.REASSURANCE


def test_a_page_of_the_longest_keepsakes_is_not_too_long_for_slack() -> None:
    page = own_cards.keepsakes([Keepsake(ID, "&" * MOST, CARYS, DAY)] * PAGE, 1, 2)
    payload = blocks.message(page, ritual="words", circle="circle-1", strict=True)
    assert message_complaints(payload) == []
    assert len(payload["blocks"]) <= 50
