"""A settings class makes the form, and reads its answers back."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.cards import plain as spell_out
from rituals.coffee import CoffeeSettings
from rituals.errors import FormProblems
from rituals.forms import AnyInput, Choices, Values
from rituals.schedule import Monthly, Schedule, Weekly
from rituals.settings import questions, read_settings

times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None, fold=0))
days = st.integers(0, 6)
weekly = st.builds(Weekly, st.integers(1, 12), st.sets(days, min_size=1).map(lambda some: tuple(sorted(some))), times)
monthly = st.builds(Monthly, st.sampled_from((1, 2, 3, 4, -1)), days, times)
words = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=60)
settings = st.builds(
    CoffeeSettings,
    zone=st.sampled_from(("Europe/London", "Europe/Stockholm", "America/Halifax")),
    when=st.one_of(weekly, monthly),
    group_size=st.integers(2, 6),
    minutes=st.sampled_from((15, 20, 30, 45, 60)),
    permission=words,
    nudge=st.booleans(),
    other_teams=st.booleans(),
    overlapping_hours=st.booleans(),
    newcomers=st.booleans(),
    same_site=st.booleans(),
    guests=st.booleans(),
)


def as_sent(inputs: tuple[AnyInput, ...]) -> Values:
    """A form sent as it was opened."""
    return {one.name: one.value for one in inputs}


@given(settings)
def test_a_form_sent_as_it_was_opened_changes_nothing(before: CoffeeSettings) -> None:
    assert read_settings(CoffeeSettings, as_sent(questions(before))) == before


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"group_size": "1"}, "group_size", "Choose a number from 2 to 6."),
        ({"group_size": "7"}, "group_size", "Choose a number from 2 to 6."),
        ({"group_size": "two"}, "group_size", "Choose a number from 2 to 6."),
        ({"when.days": ()}, "when.days", "Choose at least one day, or it would never come round."),
        ({"when.often": "monthly-1", "when.days": ("0", "2")}, "when.days", "For once a month, choose just one day."),
        ({"when.at": ""}, "when.at", "Choose a time of day, like 10:00."),
        ({"when.often": "sometimes"}, "when.often", "Choose how often it should happen."),
        ({"permission": "x" * 201}, "permission", "That is a little long. Keep it under 200 characters."),
        ({"zone": "Europe/Londn"}, "zone", "Did you mean Europe/London?"),
    ],
)
def test_a_wrong_answer_gets_its_sentence(changes: Values, field: str, sentence: str) -> None:
    with pytest.raises(FormProblems) as refusal:
        read_settings(CoffeeSettings, {**as_sent(questions(CoffeeSettings())), **changes})
    assert list(refusal.value.problems) == [field]
    assert sentence in spell_out(refusal.value.problems[field])


def test_several_wrong_answers_are_told_at_once() -> None:
    sent = {**as_sent(questions(CoffeeSettings())), "group_size": "9", "zone": "Nowhere/Else"}
    with pytest.raises(FormProblems) as refusal:
        read_settings(CoffeeSettings, sent)
    assert set(refusal.value.problems) == {"group_size", "zone"}


@pytest.mark.parametrize("when", [Weekly(6, (0,), time(9)), Monthly(-1, 4, time(14))])
def test_an_unusual_rhythm_is_shown_as_it_is(when: Schedule) -> None:
    shown = questions(replace(CoffeeSettings(), when=when))
    often = next(one for one in shown if one.name == "when.often")
    assert not isinstance(often, Choices)
    assert read_settings(CoffeeSettings, as_sent(shown)).when == when
