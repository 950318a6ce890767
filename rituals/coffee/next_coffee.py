"""What somebody is told of their own next coffee; or why none comes, and what they can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rituals.cards import Button, Buttons, Card, Channel, Command, Paragraph, Strong, Text, say
from rituals.circle import clock_of, today
from rituals.coffee.declared import CoffeeCircle
from rituals.dates import show_date, show_moment
from rituals.events import Act, Missed
from rituals.records import Hindrance, Participation

NOT_IN: Text = ("You're not taking part here. To join, type ", Command("coffee join"), ".")
NOT_FOR: Mapping[Hindrance | None, str] = {
    Hindrance.GUEST: "This coffee roulette is for colleagues with a full account. Its champions can open it to guests.",
    Hindrance.STRANGER: "This coffee roulette is for people of this workspace, so I can't introduce you here.",
}
"""Whoever cannot be introduced here, whatever they do, does not join."""


@dataclass(frozen=True, slots=True)
class Own:
    """What there is to say to one person about their own next coffee; `zone` is that of their clock."""

    place: Participation | None
    channel: str
    next_due: datetime | None
    zone: ZoneInfo
    today: date

    @property
    def hindrance(self) -> Hindrance | None:
        return self.place.hindrance if self.place else None


def own(event: Act, circle: CoffeeCircle) -> Own:
    """That of whoever acts."""
    place = circle.participation(event.person)
    return Own(place, circle.channel, circle.next_due, clock_of(event, circle), today(event, circle))


def status_words(own: Own) -> Text:
    """A date only for somebody who is to be introduced then."""
    if own.place is None:
        return NOT_IN
    away = _away(own, own.place)
    if own.hindrance is None:
        return away or when(own.next_due, own.zone)
    return (*away, *((" ",) if away else ()), *kept_out(own.hindrance, own.channel))


def how_to_be_in(own: Own) -> Text:
    """For somebody who does not take part."""
    if own.next_due is None:
        return ("No coffee is planned just now.",)
    return (f"Join by {show_moment(own.next_due, own.zone)} to be in the next round.",)


def when(next_due: datetime | None, zone: ZoneInfo) -> Text:
    if next_due is None:
        return ("No coffee is planned just now.",)
    return ("Your next coffee: ", Strong(show_moment(next_due, zone)), ".")


def kept_out(why: Hindrance, channel: str) -> Text:
    """Why somebody who takes part is not introduced, as it is now."""
    match why:
        case Hindrance.OUTSIDE:
            return ("You're not in ", Channel(channel), " at the moment, so I can't introduce you. Come in, and I can.")
        case Hindrance.GUEST | Hindrance.STRANGER:
            return (NOT_FOR[why],)
        case Hindrance.GONE | Hindrance.BOT:
            return ("I can't introduce you just now.",)


def _away(own: Own, place: Participation) -> Text:
    """What they chose themselves; nothing if they are not away."""
    if place.paused_until and place.is_paused(own.today):
        return ("You're paused until ", Strong(show_date(place.paused_until, own.today)), ".")
    if not place.skips_next:
        return ()
    day = f", {show_moment(own.next_due, own.zone)}" if own.next_due else ""
    back = "" if place.hindrance else " After that you're back."
    return (f"You're sitting out the next coffee{day}.{back}",)


def passed_over(why: Hindrance, channel: str) -> Card:
    """To somebody who counts on a round and is in none for now."""
    way_back = "Come in, and you're in the next round."
    match why:
        case Hindrance.OUTSIDE:
            words: Text = (
                "You're not in ",
                Channel(channel),
                " at the moment, so I couldn't introduce you. ",
                way_back,
            )
        case Hindrance.GUEST:
            guests = " is only for people with a full account now, so I couldn't introduce you."
            words = ("The coffee roulette in ", Channel(channel), guests, " Its champions can open it to guests.")
        case _:
            words = (
                "I can only introduce people of this workspace, so there was no coffee for you in ",
                Channel(channel),
            )
    return Card(("No coffee for you this time. ", *words), (Paragraph(words), Buttons((Button("Leave", "leave"),))))


def missed(why: Missed, due: datetime, next_due: datetime | None, zone: ZoneInfo, channel: str) -> Card:
    """To everybody who would have been introduced in a round that was not held."""
    match why:
        case Missed.LATE:
            sorry = f"Sorry, I was away on {show_moment(due, zone)}, so there was no coffee. "
            return say(sorry, *when(next_due, zone))
        case Missed.BROKEN:
            sorry = f"Sorry, something went wrong on my side on {show_moment(due, zone)}, so there was no coffee. "
            return say(sorry, *when(next_due, zone))
        case Missed.UNREAD:
            sorry = f"Sorry, I couldn't find out who was there on {show_moment(due, zone)}, so there was no coffee. "
            return say(sorry, *when(next_due, zone))
        case Missed.LOST:
            back = (
                " any more, so nobody was introduced there. If people still use it, someone in it can invite me back."
            )
            return say("I can't speak in ", Channel(channel), back)
        case Missed.UNSURE:
            sorry = f"Sorry, I can't remember {show_moment(due, zone)}, so if you weren't introduced then, that's why. "
            return say(sorry, *when(next_due, zone))
        case Missed.OFF:
            off = " is switched off just now, so there's no coffee. When it's on again, you're in it as before."
            return say("The coffee roulette in ", Channel(channel), off)


def moved(next_due: datetime | None, zone: ZoneInfo, channel: str) -> Card:
    """To everybody who may have been told of another day."""
    return say("The coffee roulette in ", Channel(channel), " has a new time. ", *when(next_due, zone))
