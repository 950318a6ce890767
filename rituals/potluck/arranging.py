"""What a lunch's proposer, and the champions, can do: move it, and cancel it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rituals.cards import Command, Text
from rituals.effects import Effect, OpenForm, Reply
from rituals.errors import FormProblems, KindlingError
from rituals.events import Act, ButtonClicked, CommandUsed, FormSubmitted
from rituals.forms import Form
from rituals.hours import cut_time
from rituals.potluck import forms, replies
from rituals.potluck.answers import PAST, read_change, read_start
from rituals.potluck.cards import when_words
from rituals.potluck.changing import OnlyTheProposer, check_may_arrange, may_arrange, show, tell
from rituals.potluck.choosing import chosen_and_rest, day_in, on_day, open_lunch
from rituals.potluck.days import moments
from rituals.potluck.declared import PotluckCircle, potluck
from rituals.potluck.lunches import Lunch, coming_up, lunch, next_lunch
from rituals.potluck.proposing import call_off
from rituals.zones import shortened

NOW = "now"
HOW: Text = ("To which day? For example ", Command("potluck move 11 Dec at 12:30"), ".")


@potluck.command("move", usage="11 Dec at 12:30", anywhere=True)
def move(event: CommandUsed, circle: PotluckCircle) -> Iterator[Effect]:
    """Move your lunch (of a day: move 4 Dec to 11 Dec); all who come are told once."""
    found, words = _to_move(event, circle)
    check_may_arrange(found, circle, event.person)
    if not words:
        yield OpenForm(_form(found, circle))
        return
    yield from _changed(event, circle, found, {"starts": _read_new(words, found, circle, event.now).isoformat()})


@potluck.clicked("move", form=True)
def ask_where_to(event: ButtonClicked, circle: PotluckCircle) -> Iterator[Effect]:
    """Ask for the new day, time, place or number of places in a form."""
    found = open_lunch(event, circle)
    check_may_arrange(found, circle, event.person)
    yield OpenForm(_form(found, circle))


@potluck.submitted("move")
def moved(event: FormSubmitted, circle: PotluckCircle) -> Iterator[Effect]:
    """Change the lunch as the form says."""
    found = open_lunch(event, circle)
    check_may_arrange(found, circle, event.person)
    taken = sum(offer.seats for offer in found.coming)
    yield from _changed(event, circle, found, read_change(event.values, event.now, circle.zone, taken))


@potluck.command("cancel", usage="now", anywhere=True)
@potluck.clicked("cancel")
def cancel(event: Act, circle: PotluckCircle) -> Iterator[Effect]:
    """Cancel your lunch; all who were to come are told."""
    found, words = chosen_and_rest(event, circle)
    sure = words.casefold() == NOW or words.casefold().endswith(f" {NOW}")
    if isinstance(event, CommandUsed):
        found = _mine(event, circle, words[: -len(NOW)].strip() if sure else words, found)
    found.check_open(event.now)
    if found.of(event.person) and not may_arrange(found, circle, event.person):
        yield Reply(replies.only_yours(found, OnlyTheProposer().sentence))
        return
    check_may_arrange(found, circle, event.person)
    if not sure:
        yield Reply(replies.really_cancel(found, circle.zone))
        return
    yield from call_off(circle, found, event.person)
    yield Reply(replies.cancelled(found, circle.zone))


def _changed(event: Act, circle: PotluckCircle, found: Lunch, changes: dict[str, Any]) -> Iterator[Effect]:
    """Keep it; if when or where is new, tell everybody who comes or waits, once for this change."""
    before = f"{when_words(found, circle.zone)}, {found.place}"
    entry = circle.revise(found.entry, **changes)
    after = lunch(circle, entry.id)
    if (after.starts, after.place, after.places) == (found.starts, found.place, found.places):
        yield Reply(replies.unchanged(after, circle.zone))
        return
    others = [offer.person for offer in after.offers if offer.person != event.person]
    told = others if (after.starts, after.place) != (found.starts, found.place) else []
    if told:
        circle.revise(entry, moves=found.moves + 1)
    for person in told:
        card = replies.moved(after, before, circle.zone)
        yield tell(person, card, f"moved:{found.id}:{found.moves + 1}:{person}")
    yield from moments(after, circle, event.now)
    yield from show(circle, found.id, event.now)
    yield Reply(replies.changed(after, len(told), circle.zone))


def _to_move(event: CommandUsed, circle: PotluckCircle) -> tuple[Lunch, str]:
    """The lunch that “4 Dec to 11 Dec” is about, else the next one that is theirs; and where to."""
    first, to, rest = event.text.partition(" to ")
    named = day_in(first, event.now.astimezone(circle.zone).date()) if to else None
    if named:
        found = on_day(circle, named, event.now)
        found.check_open(event.now)
        return found, rest.strip()
    return _next_of(event, circle), event.text.strip().removeprefix("to ")


def _mine(event: CommandUsed, circle: PotluckCircle, words: str, named: Lunch) -> Lunch:
    """The lunch of the day they typed, else the next one that is theirs."""
    if not words or words.casefold() == NOW:
        return named if event.text.strip().casefold() not in ("", NOW) else _next_of(event, circle)
    day = day_in(words, event.now.astimezone(circle.zone).date())
    if day is None:
        raise KindlingError(f"I couldn't read “{shortened(words)}” as the day of a lunch. Try “4 Dec”.")
    return on_day(circle, day, event.now)


def _next_of(event: Act, circle: PotluckCircle) -> Lunch:
    """The next lunch that this person may arrange, or else the next one."""
    theirs = (one for one in coming_up(circle, event.now) if may_arrange(one, circle, event.person))
    return next(theirs, None) or next_lunch(circle, event.now)


def _read_new(words: str, found: Lunch, circle: PotluckCircle, now: datetime) -> datetime:
    """The new start; what is not said stays as it was. Raises a sentence."""
    rest, at = cut_time(words)
    local = found.starts.astimezone(circle.zone)
    day = day_in(rest, now.astimezone(circle.zone).date()) if rest else local.date()
    if day is None:
        raise KindlingError((f"I couldn't read “{shortened(rest)}” as a day. ", *HOW))
    try:
        return read_start(day.isoformat(), f"{at or local.time():%H:%M}", now, circle.zone)
    except FormProblems as error:
        raise KindlingError(next(iter(error.problems.values()), PAST)) from error


def _form(found: Lunch, circle: PotluckCircle) -> Form:
    local = found.starts.astimezone(circle.zone)
    return forms.change_lunch(found, local.date().isoformat(), f"{local:%H:%M}")
