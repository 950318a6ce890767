"""What somebody says about themselves, so that introductions suit them: all of it optional, none of it guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from unicodedata import normalize

from rituals.dates import WEEKDAYS
from rituals.records import Profile

About = Mapping[str, object]

NEW, WELCOMING = "I'm new here", "newcomers are welcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMe:
    """Their team and site as they write them, weekdays on site (0 is Monday), working hours, and two wishes."""

    team: str = ""
    site: str = ""
    days: tuple[int, ...] = ()
    start: time | None = None
    end: time | None = None
    newcomers: str = ""
    only_my_site: bool = False

    @property
    def is_new(self) -> bool:
        return self.newcomers == NEW

    @property
    def has_hours(self) -> bool:
        return self.start is not None and self.end is not None


def read_about(kept: About) -> AboutMe:
    """What was kept; whatever cannot be read counts as not said."""
    days, newcomers = kept.get("days on site"), _words(kept, "newcomers")
    named = days if isinstance(days, list) else []
    return AboutMe(
        team=_words(kept, "team"),
        site=_words(kept, "site"),
        days=tuple(number for number, name in enumerate(WEEKDAYS) if name in named),
        start=_time(kept, "start"),
        end=_time(kept, "end"),
        newcomers=newcomers if newcomers in (NEW, WELCOMING) else "",
        only_my_site=kept.get("only my site") is True,
    )


def kept(me: AboutMe) -> dict[str, object]:
    """The same as JSON values that anybody can read, for they are shown as they are; nothing for what was not said."""
    values: dict[str, object] = {
        "team": me.team,
        "site": me.site,
        "days on site": [WEEKDAYS[day] for day in me.days],
        "start": f"{me.start:%H:%M}" if me.start is not None else "",
        "end": f"{me.end:%H:%M}" if me.end is not None else "",
        "newcomers": me.newcomers,
        "only my site": me.only_my_site,
    }
    return {name: value for name, value in values.items() if value}


def spoken(profile: Profile, me: AboutMe) -> Profile:
    """The profile with the working hours that they say themselves, if they do."""
    if me.start is None or me.end is None:
        return profile
    return replace(profile, work_start=me.start, work_end=me.end)


def alike(name: str) -> str:
    """A team's or site's name without what makes no difference: case, spaces, and signs at its ends."""
    return " ".join(normalize("NFKC", name).casefold().split()).strip(" .,;:!?'\"’")


def common_days(people: list[AboutMe]) -> tuple[int, ...]:
    """The weekdays on which all of them are at one site; none unless all have said so."""
    if len({alike(me.site) for me in people}) != 1 or not all(me.site and me.days for me in people):
        return ()
    return tuple(day for day in range(7) if all(day in me.days for me in people))


def _words(kept: About, name: str) -> str:
    value = kept.get(name)
    return value if isinstance(value, str) else ""


def _time(kept: About, name: str) -> time | None:
    try:
        return time.fromisoformat(_words(kept, name)).replace(tzinfo=None)
    except ValueError:
        return None
