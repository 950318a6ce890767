"""Times that suit everybody: inside each one's working hours, in each one's own zone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from rituals.dates import show_date
from rituals.records import Profile
from rituals.zones import at_local, zone_or_utc

_NOTICE = timedelta(hours=18)
_DAYS_AHEAD = 14
Hours = tuple[str, time, time]
"""A zone, and when a working day begins and ends there."""
_HALF_HOURS = tuple(time(half // 2, half % 2 * 30) for half in range(48))


@dataclass(frozen=True, slots=True)
class _Slot:
    """A time that suits everybody, as the first person's calendar shows it."""

    start: datetime
    end: datetime
    day: date
    is_morning: bool
    is_lunch: bool
    is_apart: bool = False

    def clashes(self, other: "_Slot") -> bool:
        return self.start < other.end and other.start < self.end


def suggest_times(
    profiles: Sequence[Profile],
    after: datetime,
    before: datetime,
    minutes: int,
    seed: int,
    count: int = 2,
    days: Collection[int] = (),
    besides: Collection[datetime] = (),
) -> tuple[datetime, ...]:
    """Up to `count` starts in UTC, in order, within the two weeks after `after`, over by `before` and not `besides`;
    none if hours never overlap. If possible on these `days` (0 is Monday), if there are any; then on different days,
    in the morning and the afternoon, and not at lunch."""
    if not profiles or count < 1:
        return ()
    hours = tuple((profile.zone, profile.work_start, profile.work_end) for profile in profiles)
    found = [slot for slot in _slots(hours, after, before, timedelta(minutes=minutes)) if slot.start not in besides]
    slots = [replace(slot, is_apart=slot.day.weekday() not in days) for slot in found] if days else found
    Random(seed).shuffle(slots)
    slots.sort(key=lambda slot: (slot.is_apart, slot.is_lunch))
    firsts = {(slot.day, slot.is_morning): slot for slot in reversed(slots)}.values()
    choices = [_choose(slot, slots, count) for slot in firsts]
    best = min(choices, key=_cost, default=[])
    return tuple(sorted(slot.start for slot in best))


def local_times(start: datetime, profiles: Sequence[Profile]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How each one's clock shows the moment, and the ids of those whose clocks show it so."""
    shown: dict[str, list[str]] = {}
    for profile in profiles:
        local = start.astimezone(zone_or_utc(profile.zone))
        shown.setdefault(f"{show_date(local.date())}, {local:%H:%M}", []).append(profile.id)
    return tuple((words, tuple(ids)) for words, ids in shown.items())


@lru_cache(maxsize=512)
def _slots(hours: tuple[Hours, ...], after: datetime, before: datetime, length: timedelta) -> tuple[_Slot, ...]:
    """Every time that suits them; in a round of many people the same hours meet again and again."""
    return tuple(_all_slots(hours, after, before, length))


def _all_slots(hours: tuple[Hours, ...], after: datetime, before: datetime, length: timedelta) -> Iterator[_Slot]:
    zones = [zone_or_utc(zone) for zone, _, _ in hours]
    today = after.astimezone(zones[0]).date()
    windows = [_working_hours(*each, today) for each in hours]
    for ahead in range(1, _DAYS_AHEAD + 1):
        day = today + timedelta(ahead)
        for start in _starts(day, zones[0]):
            end = start + length
            fits = after + _NOTICE <= start and end <= before
            if fits and all(_is_within(start, end, each) for each in windows):
                yield _slot(start, end, zones)


@lru_cache(maxsize=512)
def _starts(day: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Every half hour of a local day; a round of many people asks for the same days again and again."""
    return tuple(dict.fromkeys(at_local(day, at, zone) for at in _HALF_HOURS))


@lru_cache(maxsize=512)
def _working_hours(zone: str, opens: time, closes: time, today: date) -> tuple[tuple[datetime, datetime], ...]:
    """Each Monday to Friday's hours in UTC; those of a night shift end on the next day."""
    place, overnight = zone_or_utc(zone), timedelta(1 if closes <= opens else 0)
    days = [today + timedelta(ahead) for ahead in range(-1, _DAYS_AHEAD + 2)]
    return tuple(
        (at_local(day, opens, place), at_local(day + overnight, closes, place)) for day in days if day.weekday() < 5
    )


def _is_within(start: datetime, end: datetime, windows: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(opens <= start and end <= closes for opens, closes in windows)


def _slot(start: datetime, end: datetime, zones: Sequence[ZoneInfo]) -> _Slot:
    local = start.astimezone(zones[0])
    is_lunch = any(_is_lunch(start, end, zone) for zone in zones)
    return _Slot(start.astimezone(UTC), end, local.date(), local.hour < 12, is_lunch)


def _is_lunch(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    day = start.astimezone(zone).date()
    return start < at_local(day, time(13), zone) and at_local(day, time(12), zone) < end


def _choose(first: _Slot, slots: Sequence[_Slot], count: int) -> list[_Slot]:
    """The first and, one by one, those that go best with the ones chosen."""
    chosen = [first]
    while len(chosen) < count:
        free = [slot for slot in slots if not any(slot.clashes(other) for other in chosen)]
        if not free:
            break
        chosen.append(min(free, key=lambda slot: _cost([*chosen, slot])))
    return chosen


def _cost(chosen: Sequence[_Slot]) -> tuple[int, int, int, int, int]:
    """Fewer times, then a day apart, the same day, only mornings or only afternoons, and lunch: the less the better."""
    days = len({slot.day for slot in chosen})
    halves = len({slot.is_morning for slot in chosen})
    apart, lunch = sum(slot.is_apart for slot in chosen), sum(slot.is_lunch for slot in chosen)
    return -len(chosen), apart, -days, -halves, lunch
