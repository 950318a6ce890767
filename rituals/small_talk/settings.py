"""What a champion chooses about small talk, and when it holds its tongue."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rituals.cards import Command
from rituals.helplines import UK_LINES
from rituals.schedule import Schedule, Weekly, next_after
from rituals.settings import Settings, setting

HOURS = tuple((str(hour), f"{hour:02}:00") for hour in range(24))
A_WEEK = 7
"""So many rounds from one on, none is on the same day of the week twice."""
TONES = (("light", "Light"), ("curious", "Curious"), ("kindness", "Kindness"), ("all", "All of them"))


@dataclass(frozen=True, kw_only=True)
class TalkSettings(Settings):
    """Tuesdays and Thursdays at 10:00, of every tone, unless the champion chooses otherwise."""

    when: Schedule = setting(Weekly(every=1, days=(1, 3), at=time(10)), "When")
    tone: str = setting("all", "Tone", options=TONES)
    quiet_from: str = setting(
        "18", "Quiet from", options=HOURS, help="Nothing is posted in the quiet hours, not even to catch up."
    )
    quiet_until: str = setting(
        "8", "Quiet until", options=HOURS, help="The same hour in both means that there are no quiet hours."
    )
    quiet_weekends: bool = setting(True, "Quiet on Saturdays and Sundays")
    helplines: str = setting(
        UK_LINES,
        "Worried about someone? Whom to call",
        help=("For the page that ", Command("worried"), " shows. Left empty, it is the lines for the UK."),
        long=True,
        most=1000,
    )
    contacts: str = setting(
        "",
        "Worried about someone? People near you",
        help="Such as occupational health, a mental health first aider, a chaplaincy, an employee helpline.",
        placeholder="Mental health first aiders: Ana, extension 214",
        long=True,
        most=1000,
    )


def is_quiet(local: datetime, settings: TalkSettings) -> bool:
    """Whether nothing may be posted at this moment, which is told on the circle's own clock."""
    return (settings.quiet_weekends and local.weekday() >= 5) or is_quiet_hour(local.time(), settings)


def is_quiet_hour(at: time, settings: TalkSettings) -> bool:
    """Whether this time of day is in the quiet hours, which may go past midnight."""
    begin, end = time(int(settings.quiet_from)), time(int(settings.quiet_until))
    return begin <= at < end if begin <= end else at >= begin or at < end


def next_said(due: datetime | None, settings: TalkSettings, zone: ZoneInfo) -> datetime | None:
    """Of the rounds from this one on, the first that is not in a quiet time."""
    for _ in range(A_WEEK):
        if due and is_quiet(due.astimezone(zone), settings):
            due = next_after(settings.when, due, zone).at
    return due


def never_said(settings: TalkSettings) -> dict[str, str]:
    """A sentence for each input that, beside the quiet times, lets no opener through."""
    when, problems = settings.when, {}
    days = when.days if isinstance(when, Weekly) else (when.day,)
    if settings.quiet_weekends and min(days) >= 5:
        problems["when.days"] = "It is quiet on Saturdays and Sundays. Choose another day, or change that below."
    if is_quiet_hour(when.at, settings):
        problems["when.at"] = f"{when.at:%H:%M} is in the quiet hours. Choose another time, or change them below."
    return problems
