"""The words for what could not be said: what it was, why, and how to try again."""

from datetime import date

from bot.platforms import Cause
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    HowToInvite,
    Note,
    Paragraph,
    Text,
    Words,
    as_text,
    say,
)
from rituals.dates import show_date

RESEND = "resend"
"""The verb, and the button, of whoever wants it tried again."""

_EVERYWHERE: dict[Cause, str] = {
    Cause.SUSPENDED: "An admin has suspended posting there for now.",
    Cause.TOO_MUCH: "It's more than fits into one message.",
    Cause.NO_PERMISSION: (
        "I lack a permission in this workspace. Whoever set me up can add it by installing me once more."
    ),
    Cause.CLOSED: "Slack doesn't let me write there.",
    Cause.GONE: "Someone has deleted it, or it's too old to be changed.",
    Cause.TOO_LATE: "Slack couldn't be reached for a whole day.",
    Cause.UNKNOWN: "Slack refused it, and I don't know why. Whoever runs Kindling finds it in my log.",
}


def copy_lost() -> Card:
    """To whoever asked for their own data as files."""
    return say(
        "The files you asked for may not have come. If they didn't, type ", Command("my data copy"), " once more."
    )


def in_channel(cause: Cause, channel: str) -> Text:
    """Why something could not be said in this channel."""
    match cause:
        case Cause.NOT_ALLOWED:
            return ("Slack only lets some people post in ", Channel(channel), ".")
        case Cause.ONLY_REPLIES:
            return ("Slack only takes replies to threads in ", Channel(channel), ".")
        case Cause.NOT_HERE:
            return ("I'm not in ", Channel(channel), " any more. Type ", HowToInvite(), " there.")
        case Cause.ARCHIVED:
            return (Channel(channel), " is archived.")
        case _:
            return (_EVERYWHERE[cause],)


def privately(cause: Cause) -> str:
    """Why something could not be said in a conversation that is not everybody's."""
    match cause:
        case Cause.NOT_ALLOWED | Cause.ONLY_REPLIES:
            return "Slack only lets some people write there."
        case Cause.NOT_HERE:
            return "Slack says that conversation isn't there."
        case Cause.ARCHIVED:
            return "That conversation is closed."
        case _:
            return _EVERYWHERE[cause]


def uncertain(channel: str) -> Card:
    """Once a day at the most; not what it was, nor for whom."""
    return say(
        "Something I meant to say today for ",
        Channel(channel),
        " may not have arrived, and I won't say it twice. If someone misses a message of mine, that's why.",
    )


def post_refused(summary: Words, channel: str, cause: Cause, ritual: str, about: str) -> Card:
    """To whoever asked for a message in the channel, or the champions."""
    what = ("I couldn't post “", *as_text(summary), "” in ", Channel(channel), ".")
    return _try_again((*what, " ", *in_channel(cause, channel)), ritual, about)


def change_refused(channel: str, cause: Cause, ritual: str, about: str) -> Card:
    """The same, of a message that is there and was to be changed."""
    what = ("I couldn't change my message in ", Channel(channel), ".")
    return _try_again((*what, " ", *in_channel(cause, channel)), ritual, about)


def private_change_refused(cause: Cause, ritual: str, about: str) -> Card:
    """The same, of a message that not everybody sees."""
    what = ("I couldn't bring a message of mine up to date.", " ", privately(cause))
    return _try_again(what, ritual, about)


def own_message_refused(channel: str, cause: Cause, ritual: str, about: str) -> Card:
    """To whom it was to be told."""
    what = ("I couldn't send you a message about ", Channel(channel), ". ", privately(cause))
    return _try_again(what, ritual, about)


def messages_refused(channel: str, cause: Cause, ritual: str, about: str) -> Card:
    """To champions: neither what, nor for whom."""
    what = ("Some of my private messages for ", Channel(channel), " weren't sent. ", privately(cause))
    return _try_again(what, ritual, about)


def introductions_refused(channel: str, cause: Cause) -> Card:
    """To champions, beside what the people themselves are told."""
    return say(
        "I couldn't introduce some people from ",
        Channel(channel),
        f" to each other. {privately(cause)} I've told them, and they can try again.",
    )


def sent_again(count: int) -> Card:
    if not count:
        return say("There's nothing left to try: it has arrived, something newer took its place, or it was long ago.")
    return say("I'm trying again now. If it doesn't work, I'll tell you.")


def ended(ritual: str, channel: str, on: date) -> Card:
    """To each who took part, when a champion has ended the circle."""
    return say(
        f"The {ritual} circle in ",
        Channel(channel),
        f" came to an end on {show_date(on, on)}. There's nothing you need to do, and you'll hear no more from it. ",
        "Anyone can start one again: ",
        Command(f"start {ritual}"),
        " in the channel.",
    )


def handed_on(card: Card, ritual: str, channel: str) -> Card:
    """What a champion would have been told, for those who take part; none of a champion's buttons."""
    how = ("Nobody looks after this circle any more. To take it on, type ", Command(f"start {ritual}"), " in ")
    body = tuple(element for element in card.body if isinstance(element, Paragraph))
    return Card(card.summary, (*body, Paragraph((*how, Channel(channel), "."))))


def _try_again(words: Text, ritual: str, about: str) -> Card:
    return Card(
        words,
        (
            Paragraph(words),
            Buttons((Button("Try again", RESEND, about, style="primary"),)),
            Note(("Or type ", Command(f"{ritual} {RESEND}"), ".")),
        ),
    )
