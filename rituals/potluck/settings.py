"""What a champion chooses about pot-luck lunches."""

from dataclasses import dataclass

from rituals.potluck.wanted import TEMPLATES, counts_in_words
from rituals.schedule import Schedule
from rituals.settings import Settings, setting

TEMPLATE_OPTIONS = tuple((key, f"{title}: {counts_in_words(wanted)}") for key, (title, wanted) in TEMPLATES.items())

TIMES = tuple((f"{hour}:{minute}",) * 2 for hour in (11, 12, 13, 14) for minute in ("00", "15", "30", "45"))
PLACES = (4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200)


@dataclass(frozen=True, kw_only=True)
class PotluckSettings(Settings):
    """Anybody proposes a lunch when they like, unless the champion chooses otherwise."""

    anyone_may_propose: bool = setting(True, "May anybody propose a lunch?", help="If not, only its champions do.")
    repeats: Schedule | None = setting(
        None, "A lunch that comes round by itself", help="For example the first Friday of the month.", is_schedule=True
    )
    lead_days: int = setting(7, "It is proposed", unit="days ahead", choices=(3, 5, 7, 10, 14, 21))
    template: str = setting("everyday", "What is usually wanted", options=TEMPLATE_OPTIONS)
    place: str = setting("", "The usual place", placeholder="The garden room", most=80)
    time: str = setting("12:30", "The usual time", help="For a lunch that somebody proposes.", options=TIMES)
    places: int = setting(12, "The usual number of places", unit="places", choices=PLACES)
    plus_one: bool = setting(False, "May people bring a guest?", help="Nobody is asked who it is.")
