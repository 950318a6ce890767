"""A schedule that a champion may leave out."""

from dataclasses import dataclass
from datetime import time

import pytest

from rituals.errors import FormProblems
from rituals.forms import Values
from rituals.schedule import Monthly, Schedule, Weekly
from rituals.settings import Settings, questions, read_settings, setting


@dataclass(frozen=True, kw_only=True)
class LunchSettings(Settings):
    """What a champion chooses about a lunch."""

    when: Schedule | None = setting(None, "When", is_schedule=True)
    tone: str = setting("light", "Tone", options=(("light", "Light"), ("curious", "Curious")))
    contacts: str = setting("", "Whom to call", long=True, most=500)


def as_sent(settings: LunchSettings, **changes: str | tuple[str, ...]) -> Values:
    return {**{one.name: one.value for one in questions(settings)}, **changes}


@pytest.mark.parametrize("when", [None, Weekly(2, (4,), time(12, 30)), Monthly(-1, 4, time(13))])
def test_a_form_sent_as_it_was_opened_changes_nothing(when: Schedule | None) -> None:
    settings = LunchSettings(when=when, tone="curious", contacts="Una, chaplain\nExtension 12")
    assert read_settings(LunchSettings, as_sent(settings)) == settings


def test_it_need_not_happen_regularly() -> None:
    often = next(one for one in questions(LunchSettings()) if one.name == "when.often")
    assert often.value == "never"
    assert read_settings(LunchSettings, as_sent(LunchSettings(), **{"when.days": (), "when.at": ""})).when is None


def test_a_rhythm_without_a_day_still_gets_its_sentence() -> None:
    with pytest.raises(FormProblems) as refusal:
        read_settings(LunchSettings, as_sent(LunchSettings(), **{"when.often": "weekly-1", "when.days": ()}))
    assert list(refusal.value.problems) == ["when.days"]


def test_a_choice_that_is_not_offered_is_refused() -> None:
    with pytest.raises(FormProblems) as refusal:
        read_settings(LunchSettings, as_sent(LunchSettings(), tone="loud"))
    assert list(refusal.value.problems) == ["tone"]
