"""“Not this week”: a group calls its coffee off, gets other times, and can put it back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rituals.coffee import invitation
from rituals.coffee.declared import CoffeeCircle, coffee
from rituals.coffee.introductions import (
    A_WEEK,
    arrived,
    card_of,
    current,
    ends_of,
    its_group,
    noted_times,
    times_for,
)
from rituals.coffee.met import judge
from rituals.effects import Effect, Later, Reply, Update
from rituals.errors import TooLate
from rituals.events import Act
from rituals.records import Group

A_DAY = timedelta(days=1)
OFFERED = "offered"
"""The note of every time that a group has been offered; only one that was called off has it."""


@coffee.command("cant", shown="can't make it", ends=True)
@coffee.clicked("cant", ends=True)
def we_cant(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Say that your group can't meet this week. You get other times, and nobody is named."""
    group = arrived(circle, current(circle, event), event)
    known = _offered(group)
    after = _end_of_this_week(circle, event.now)
    fresh = times_for(circle, group, after, after + A_WEEK, besides=known)
    group = circle.note(group, off=True, times=_as_notes(fresh), offered=_as_notes((*known, *fresh)))
    judge(circle, group)
    yield Update(f"group:{group.id}", card_of(circle, group))
    yield Reply(invitation.noted())


@coffee.command("can", own=True)
@coffee.clicked("can", own=True)
def we_can(event: Act, circle: CoffeeCircle) -> Iterator[Effect]:
    """Put the coffee back that your group had called off."""
    group = its_group(circle, event)
    if not group.notes.get("off"):
        yield Reply(invitation.on_already())
        return
    ahead = sorted(time for time in _offered(group) if time > event.now)[:2]
    if OFFERED not in group.notes or not (ahead or group.round.is_latest):
        raise TooLate
    late = _asked_later(circle, group, ahead, event.now)
    group = circle.note(group, off=False, times=_as_notes(ahead), asked_later=late is not None)
    judge(circle, group)
    yield Update(f"group:{group.id}", card_of(circle, group))
    if late:
        yield Later(late, "ask_group_if_met", group.id)
    yield Reply(invitation.on_again())


def _end_of_this_week(circle: CoffeeCircle, now: datetime) -> datetime:
    """At this hour on the Sunday: whatever comes after it is another week."""
    return now + timedelta(days=6 - now.astimezone(circle.zone).weekday())


def _asked_later(circle: CoffeeCircle, group: Group, ahead: list[datetime], now: datetime) -> datetime | None:
    """When to ask whether they met, if their coffee may be after the others are asked: the working day after it."""
    ends = ends_of(circle, group.round)
    last = max([*ahead, now])
    if last < ends:
        return None
    after = last + A_DAY
    weekday = after.astimezone(circle.zone).weekday()
    return after + A_DAY * (7 - weekday if weekday > 4 else 0)


def _offered(group: Group) -> list[datetime]:
    return noted_times(group, OFFERED) or noted_times(group, "times")


def _as_notes(times: tuple[datetime, ...] | list[datetime]) -> list[str]:
    return [time.isoformat() for time in times]
