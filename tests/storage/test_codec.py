import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.cards import Card, Command, Confirm, HowToInvite, Invite, Person, Strong
from rituals.coffee import CoffeeSettings
from rituals.forms import Choices, Form, Option, TextInput
from storage.tables.codec import dump, dump_card, load, load_card, load_words

st.register_type_strategy(
    Invite, st.builds(Invite, start=st.datetimes(timezones=st.just(UTC)), minutes=st.integers(1, 90))
)


UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Weekly:
    days: tuple[str, ...] = ("mon",)
    at: time = time(10)


@dataclass(frozen=True, slots=True)
class Monthly:
    nth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    when: Weekly | Monthly = Weekly()
    pause: Weekly | Monthly | None = None
    start: date | None = None
    moment: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    zone: ZoneInfo = UTC_ZONE
    tags: tuple[str, ...] = ()
    sponsor: str = ""


@settings(max_examples=60, deadline=None)
@given(st.from_type(Card))
def test_a_card_comes_back_as_it_was(card: Card) -> None:
    assert load_card(json.loads(json.dumps(dump_card(card)))) == card


@settings(max_examples=60, deadline=None)
@given(st.builds(Settings, zone=st.just(ZoneInfo("Asia/Tokyo")), moment=st.datetimes(timezones=st.just(UTC))))
def test_settings_come_back_as_they_were(value: Settings) -> None:
    assert load(Settings, json.loads(json.dumps(dump(value)))) == value


def test_a_form_comes_back_as_it_was() -> None:
    options = (Option("a", "A"), Option("b", "B"))
    inputs = (TextInput(name="t", label="T"), Choices(name="c", label="C", options=options, value=("b",)))
    form = Form("settings", "Settings", inputs, intro=("Hello",))
    assert load(Form, json.loads(json.dumps(dump(form)))) == form


def test_settings_of_yesterday_are_read_today() -> None:
    assert load(Settings, {"sponsor": "Ana", "no_longer_asked": 1}) == Settings(sponsor="Ana")


def test_a_union_says_which_it_is() -> None:
    assert dump(Settings(when=Monthly(2)))["when"] == {"is": "Monthly", "nth": 2}
    assert dump(Confirm("a", "b", "c")) == {"title": "a", "text": "b", "yes": "c", "no": "Not now"}


def test_what_is_no_member_of_a_union_is_refused() -> None:
    with pytest.raises(Exception, match="Settings"):
        load(Settings, {"when": {"is": "Yearly"}})


def test_settings_from_before_there_were_wishes_can_still_be_read() -> None:
    """They get the wishes that a new circle has: to meet other teams, and nothing else."""
    before = dump(CoffeeSettings(group_size=3, permission="Ana, director"))
    for wish in ("other_teams", "overlapping_hours", "newcomers", "same_site"):
        del before[wish]
    assert load(CoffeeSettings, before) == CoffeeSettings(group_size=3, permission="Ana, director")


def test_a_card_saved_when_its_summary_was_words_alone_is_read() -> None:
    assert load_card({"summary": "Hello", "body": []}) == Card("Hello")


def test_the_spans_of_a_summary_come_back() -> None:
    card = Card((Person("U1"), " can type ", Strong(Command("coffee join")), ", or ", HowToInvite(), "."))
    assert load_card(json.loads(json.dumps(dump_card(card)))) == card
    assert load_words(dump_card(card)["summary"]) == card.summary
