"""Which lunch somebody means: the one a button or form names, the one of a day they typed, or the next one."""

from datetime import date, datetime, timedelta

from rituals.dates import read_date, show_date
from rituals.errors import InThePast, KindlingError, Unreadable
from rituals.events import Act, ButtonClicked, CommandUsed, FormSubmitted
from rituals.potluck.declared import PotluckCircle
from rituals.potluck.lunches import OPEN, Lunch, lunch, lunches, next_lunch
from rituals.zones import shortened

COURTESIES = {"me", "please", "now", "too", "myself", "the", "next", "lunch"}


class ByOneself(KindlingError):
    """Everybody comes to lunch by their own choice, so nothing was changed. They can press a button, too."""


class SomebodyElses(KindlingError):
    """That dish is somebody else's, so only they can change it. Nothing was changed."""


def chosen(event: Act, circle: PotluckCircle) -> Lunch:
    """The lunch that is meant. Raises NoLunch, NotYours or a sentence about what could not be read."""
    found, rest = chosen_and_rest(event, circle)
    if set(rest.casefold().split()) - COURTESIES:
        refuse_others(event, found, rest)
        raise Unreadable(f"I couldn't read “{shortened(rest)}” as the day of a lunch. Try “4 Dec”.")
    return found


def open_lunch(event: Act, circle: PotluckCircle) -> Lunch:
    """The lunch that is meant. Also raises Cancelled or Begun if nothing about it can be changed any more."""
    found = chosen(event, circle)
    found.check_open(event.now)
    return found


def chosen_and_rest(event: Act, circle: PotluckCircle) -> tuple[Lunch, str]:
    """The lunch that is meant, and what else was said about it."""
    match event:
        case ButtonClicked(about=about) | FormSubmitted(about=about) if about:
            id, _, rest = about.partition(" ")
            return lunch(circle, id), rest
        case CommandUsed(text=text):
            return _typed(text, circle, event.now)
    return next_lunch(circle, event.now), ""


def on_day(circle: PotluckCircle, day: date, now: datetime) -> Lunch:
    """The lunch of that local date: an open one if there are several. Raises a sentence naming the next one."""
    found = [one for one in lunches(circle) if one.day(circle.zone) == day]
    if not found:
        upcoming = next_lunch(circle, now)
        raise KindlingError(
            f"There's no lunch on {show_date(day)}. The next one is on {show_date(upcoming.day(circle.zone))}."
        )
    return min(found, key=lambda one: (one.state != OPEN, one.starts))


def day_in(text: str, today: date) -> date | None:
    """The day somebody wrote, today included; None if it is something else. Raises InThePast."""
    try:
        return read_date(text, today)
    except InThePast:
        if text.casefold() == "today" or _read_as_of(text, today - timedelta(1)) == today:
            return today
        raise
    except Unreadable:
        return None


def refuse_others(event: Act, lunch: Lunch, words: str) -> None:
    """Raise a sentence if the words name a colleague, or a colleague's dish."""
    if any(word.startswith(("@", "<@")) for word in words.split()):
        raise ByOneself
    dishes = {offer.dish.name.casefold() for offer in lunch.offers if offer.dish and offer.person != event.person}
    if words.casefold() in dishes:
        raise SomebodyElses


def _typed(text: str, circle: PotluckCircle, now: datetime) -> tuple[Lunch, str]:
    words, today = " ".join(text.split()), now.astimezone(circle.zone).date()
    day = day_in(words, today) if words and words.casefold() != "now" else None
    if day:
        return on_day(circle, day, now), ""
    name, on, last = words.rpartition(" on ")
    found = _there_on(circle, day_in(last, today) if on else None)
    return (found, name) if found else (next_lunch(circle, now), words)


def _there_on(circle: PotluckCircle, day: date | None) -> Lunch | None:
    """The open lunch of that day, for “lentil soup on 4 Dec”."""
    return next((one for one in lunches(circle) if one.state == OPEN and one.day(circle.zone) == day), None)


def _read_as_of(text: str, today: date) -> date | None:
    try:
        return read_date(text, today)
    except (InThePast, Unreadable):
        return None
