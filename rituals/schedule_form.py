"""How a schedule is asked for in a form: how often, on which days, at what time."""

from dataclasses import replace
from datetime import time

from rituals.errors import FormProblems
from rituals.forms import AnyInput, Choice, Choices, Option, TimeInput, Values
from rituals.schedule import DAYS, Monthly, Schedule, Weekly

OFTEN = (
    Option("weekly-1", "Every week"),
    Option("weekly-2", "Every 2 weeks"),
    Option("weekly-3", "Every 3 weeks"),
    Option("weekly-4", "Every 4 weeks"),
    Option("monthly-1", "Once a month, the first such day"),
    Option("monthly-2", "Once a month, the second such day"),
    Option("monthly-3", "Once a month, the third such day"),
    Option("monthly-4", "Once a month, the fourth such day"),
    Option("monthly--1", "Once a month, the last such day"),
)
DAY_OPTIONS = tuple(Option(str(number), name) for number, name in enumerate(DAYS))


NEVER = Option("never", "Not regularly")


def when_inputs(name: str, schedule: Schedule | None, *, optional: bool = False) -> tuple[AnyInput, ...]:
    """The three inputs, filled with this schedule; an optional one may be “not regularly”."""
    shown = schedule or Monthly(1, 4)
    often, days, at = _inputs(name, shown)
    if not optional:
        return often, days, at
    value = often.value if schedule else NEVER.value
    options = (NEVER, *often.options)
    return replace(often, options=options, value=value), replace(days, required=False), replace(at, required=False)


def read_when_or_never(name: str, values: Values) -> Schedule | None:
    """The schedule that was asked for, or None for “not regularly”."""
    return None if values.get(f"{name}.often") == NEVER.value else read_when(name, values)


def _inputs(name: str, schedule: Schedule) -> tuple[Choice, Choices, TimeInput]:
    days = schedule.days if isinstance(schedule, Weekly) else (schedule.day,)
    return (
        Choice(name=f"{name}.often", label="How often", options=_often_options(schedule), value=_often(schedule)),
        Choices(name=f"{name}.days", label="On", options=DAY_OPTIONS, value=tuple(map(str, days))),
        TimeInput(name=f"{name}.at", label="At", value=schedule.at.strftime("%H:%M")),
    )


def read_when(name: str, values: Values) -> Schedule:
    """The schedule that was asked for. Raises FormProblems naming the input at fault."""
    kind, _, number = str(values.get(f"{name}.often", "")).partition("-")
    days = tuple(sorted(int(day) for day in values.get(f"{name}.days", ()) if day in "0123456"))
    at = _read_time(name, str(values.get(f"{name}.at", "")))
    if not days:
        raise FormProblems({f"{name}.days": "Choose at least one day, or it would never come round."})
    if kind == "monthly" and len(days) > 1:
        raise FormProblems({f"{name}.days": "For once a month, choose just one day."})
    try:
        return Monthly(int(number), days[0], at) if kind == "monthly" else Weekly(int(number), days, at)
    except ValueError:
        raise FormProblems({f"{name}.often": "Choose how often it should happen."}) from None


def _often(schedule: Schedule) -> str:
    match schedule:
        case Weekly(every=every):
            return f"weekly-{every}"
        case Monthly(nth=nth):
            return f"monthly-{nth}"


def _often_options(schedule: Schedule) -> tuple[Option, ...]:
    """The usual rhythms, and the present one if it is unusual (it may have been typed)."""
    value = _often(schedule)
    if any(option.value == value for option in OFTEN):
        return OFTEN
    return (Option(value, f"Every {value.removeprefix('weekly-')} weeks"), *OFTEN)


def _read_time(name: str, text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise FormProblems({f"{name}.at": "Choose a time of day, like 10:00."}) from None
