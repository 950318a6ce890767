"""The coffee roulette's forms and cards as the Block Kit that Slack gets and as the words that people read."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.platforms.slack import blocks, views
from rituals.cards import Card
from rituals.coffee import CoffeeSettings, about_form, cards, instead, invitation, met_cards, next_coffee
from rituals.coffee.about import NEW, AboutMe
from rituals.events import Missed
from rituals.forms import Form
from rituals.records import Hindrance, Participation, Profile
from rituals.settings import questions
from tests.golden.reading import read_aloud
from tests.golden.slack_checker import message_complaints, view_complaints

Golden = Callable[[str, str], None]
LONDON = ZoneInfo("Europe/London")
DUE = datetime(2026, 11, 23, 10, tzinfo=UTC)
EVERYTHING = CoffeeSettings(overlapping_hours=True, newcomers=True, same_site=True)
ME = AboutMe(
    team="Ward 7", site="St Brigid's", days=(0, 2), start=time(7), end=time(15), newcomers=NEW, only_my_site=True
)

AMARA = Profile(id="U0AMARA", name="Amara Okafor", title="Ward sister", zone="Europe/London")
BEN = Profile(id="U0BEN", name="Ben", zone="Europe/Stockholm")
INVITATION = invitation.Invitation(
    people=(AMARA, BEN),
    channel="C0TEA",
    opener="What are you looking forward to?",
    times=(datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 26, 14, tzinfo=UTC)),
    settings=CoffeeSettings(permission="This is work time. Ana, director"),
    about="a" * 32,
)
PLACE = Participation(person="U0AMARA", joined=DUE)
OWN = next_coffee.Own(PLACE, "C0TEA", DUE, LONDON, DUE.date())
WHEN = "On Monday 23 November at 10:00,"
AHEAD = invitation.forecast(WHEN, 10, [2, 2, 2, 2, 2], invitation.repeats(10, 10, "week"))

CARDS: dict[str, Card] = {
    "invitation": invitation.invitation(INVITATION),
    "preview": invitation.preview(INVITATION, AHEAD),
    "preview-for-a-few": invitation.preview(INVITATION, invitation.forecast(WHEN, 0, [], "")),
    "not-this-week": invitation.not_this_week(INVITATION),
    "did-you-meet": met_cards.did_you_meet(["U0BEN"], "a" * 32),
    "did-you-meet-answered": met_cards.question_answered(["U0BEN"], "a" * 32, "no"),
    "left-over": instead.left_over("C0TEA"),
    "left-over-by-own-wish": instead.left_over("C0TEA", own_site=True),
    "joined": cards.joined(OWN),
    "joined-outside": cards.joined(replace(OWN, place=replace(PLACE, hindrance=Hindrance.OUTSIDE))),
    "passed-over": next_coffee.passed_over(Hindrance.OUTSIDE, "C0TEA"),
    "passed-over-guest": next_coffee.passed_over(Hindrance.GUEST, "C0TEA"),
    "missed": next_coffee.missed(Missed.LATE, DUE, DUE + timedelta(days=7), LONDON, "C0TEA"),
    "missed-lost": next_coffee.missed(Missed.LOST, DUE, DUE + timedelta(days=7), LONDON, "C0TEA"),
    "missed-off": next_coffee.missed(Missed.OFF, DUE, None, LONDON, "C0TEA"),
    "moved": next_coffee.moved(DUE, LONDON, "C0TEA"),
    "heard": cards.heard(),
    "nothing-said": cards.nothing_said(),
}
FORMS: dict[str, Form] = {
    "settings": Form("settings", "Coffee settings", questions(CoffeeSettings(zone="Europe/London"))),
    "about": about_form.form(AboutMe(), CoffeeSettings()),
    "about-all": about_form.form(ME, EVERYTHING),
}


def message(card: Card) -> dict[str, Any]:
    return blocks.message(card, ritual="coffee", circle="circle-1", strict=True)


def modal(form: Form) -> dict[str, Any]:
    return views.modal(form, ritual="coffee", circle="circle-1", channel="C0TEA", strict=True)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    payload = message(CARDS[name])
    assert message_complaints(payload) == []
    golden(f"coffee-card-{name}.json", json.dumps(payload, indent=2, ensure_ascii=False) + "\n")
    golden(f"coffee-card-{name}.txt", read_aloud(payload))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reaches_slack_as_it_always_did(name: str, golden: Golden) -> None:
    payload = modal(FORMS[name])
    assert view_complaints(payload) == []
    golden(f"coffee-form-{name}.json", json.dumps(payload, indent=2, ensure_ascii=False) + "\n")
    golden(f"coffee-form-{name}.txt", read_aloud(payload))
