"""The words about rounds that were not held, and after a backup was put back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rituals.cards import Button, Buttons, Card, Channel, Command, HowToInvite, Note, Paragraph, Span, Strong, say
from rituals.dates import show_moment
from rituals.events import Missed
from rituals.ritual import Ritual


def restored() -> Card:
    """To the champions, after a backup was put back."""
    return say(
        "I was brought back from a backup, and I don't know what I did after it was made. So I repeat nothing: a round "
        "that was due meanwhile is not held again, and the next one is as planned. Where people take part, they're "
        "asked in the channel to join again, for someone may have left since."
    )


def still_in(ritual: Ritual) -> Card:
    """To the channel, after a backup was put back: nobody is taken for granted."""
    words = (
        f"I was brought back from a backup, and someone may have left {ritual.called} since it was made. "
        "So nobody's in it just now, and that's my doing. If you'd like to be, join again."
    )
    way_in = Buttons((Button("Join", "join", style="primary"),)) if "join" in ritual.buttons else None
    how = Note(("Or type ", Command(f"{ritual.name} join"), "."))
    return Card(f"Are you still in for {ritual.called}?", (Paragraph((words,)), *([way_in] if way_in else []), how))


def no_round(why: Missed, due: datetime, next_due: datetime | None, zone: ZoneInfo, channel: str) -> Card:
    """To a champion, when a round was not held."""
    match why:
        case Missed.LATE:
            return missed_round(due, next_due, zone)
        case Missed.BROKEN:
            return broken_round(due, next_due, zone)
        case Missed.UNREAD:
            return unread_round(channel, due, next_due, zone)
        case _:
            return lost_channel(channel)


def missed_round(due: datetime, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say(
        f"I was away when the round of {show_moment(due, zone)} was due, and it's too late for it now. ",
        *next_round(next_due, zone),
    )


def unread_round(channel: str, due: datetime, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say(
        "I couldn't find out in time who's in ",
        Channel(channel),
        f", so the round of {show_moment(due, zone)} didn't happen. It's nothing you did. ",
        *next_round(next_due, zone),
    )


def broken_round(due: datetime, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say(
        f"Something went wrong on my side in the round of {show_moment(due, zone)}, and it was not held. "
        "Whoever runs Kindling can look into it: it is in my log. ",
        *next_round(next_due, zone),
    )


def lost_channel(channel: str) -> Card:
    return say(
        "I can't speak in ",
        Channel(channel),
        " any more, so nobody was introduced there today. If people still use it, type ",
        HowToInvite(),
        " in it.",
    )


def next_round(next_due: datetime | None, zone: ZoneInfo) -> tuple[Span, ...]:
    return ("The next round is ", Strong(show_moment(next_due, zone)), ".") if next_due else ()
