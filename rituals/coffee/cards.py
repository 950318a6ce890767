"""Every word that the coffee roulette says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Element,
    Heading,
    Note,
    Paragraph,
    Strong,
    Text,
    say,
)
from rituals.coffee.next_coffee import NOT_IN, Own, how_to_be_in, status_words
from rituals.coffee.settings import CoffeeSettings
from rituals.dates import show_date, show_moment
from rituals.headcount import people_take_part
from rituals.records import Participation
from rituals.schedule import describe
from rituals.zones import shortened, zone_words

HOW_TO_SAY: Text = ("You can type ", Command("coffee skip 2"), ", pause until 1 Dec, resume, or leave.")
PROMISE = "Only you can join or leave. Kindling never reads your messages, and nobody keeps count."


# in the channel


def welcome(settings: CoffeeSettings) -> Card:
    """The one message that a new circle posts in its channel."""
    size = "two people" if settings.group_size == 2 else f"{settings.group_size} people"
    how = f"Coffee roulette introduces {size} at a time, {_rhythm(settings)}, for {settings.minutes} minutes."
    return Card(
        "Coffee roulette is here. Join if you'd like to.",
        (
            Heading("Meet a colleague for a coffee"),
            Paragraph((how, " In person or on a call, as you like.")),
            *permission(settings),
            Buttons((Button("Join", "join", style="primary"), Button("How it works", "how"))),
            Note((PROMISE,)),
        ),
    )


def closed() -> Card:
    return say("The coffee roulette here has come to an end. Thank you for the conversations you made time for.")


# to somebody who takes part


def joined(own: Own) -> Card:
    return Card(
        ("You're in. ", *status_words(own)),
        (
            Paragraph((Strong("You're in. "), *status_words(own))),
            Buttons((about_me(),)),
            Note(
                (
                    "Away or busy? Skip one, pause, or leave whenever you like: ",
                    Command("coffee skip"),
                    ", pause or leave.",
                )
            ),
        ),
    )


def already_in(own: Own) -> Card:
    return say("You're in already. ", *status_words(own))


def how(settings: CoffeeSettings, own: Own) -> Card:
    return Card(
        "How coffee roulette works",
        (
            Heading("How it works"),
            Paragraph(
                (
                    f"You join, and {_rhythm(settings)}, you are introduced to somebody you seldom meet, "
                    "in a conversation of your own, with an opener and two times that suit you both.",
                )
            ),
            Paragraph(("Saying no costs nothing: skip one, pause, or leave with one tap.",)),
            Paragraph(status_words(own) if own.place else how_to_be_in(own)),
            Note((PROMISE,)),
        ),
    )


def skipped(own: Own) -> Card:
    when = f" on {show_moment(own.next_due, own.zone)}" if own.next_due else ""
    return say(f"You'll sit out the next coffee{when}. After that you're back, without doing anything.")


def skipped_already() -> Card:
    return say("You're sitting out the next coffee already. After that you're back.")


def paused(until: date, today: date) -> Card:
    return say("Paused. You'll hear nothing from the coffee roulette until ", Strong(show_date(until, today)), ".")


def resumed(own: Own) -> Card:
    return say("Welcome back. ", *status_words(own))


def not_away(own: Own) -> Card:
    return say("You weren't away. ", *status_words(own))


def left(channel: str) -> Card:
    return say(
        "You've left the coffee roulette in ",
        Channel(channel),
        ", and you'll hear no more from it. You're welcome back any time.",
    )


def not_in() -> Card:
    return say(*NOT_IN)


def heard() -> Card:
    return say(
        "Thank you, I'll think of it when I introduce you here. It is in ",
        Command("my data"),
        ", and it goes when you leave. To change it, type ",
        Command("coffee about me"),
        ".",
    )


def nothing_said() -> Card:
    return say("That's fine. I'll keep nothing about you but that you take part.")


def until_when() -> Card:
    card = say("Until when? For example ", Command("coffee pause until 1 Dec"), ", or 2 weeks, or next month.")
    return Card(card.summary, (*card.body, Buttons((Button("Choose a day…", "pause"),))))


def unsure(text: str, buttons: tuple[Button, ...]) -> Card:
    """What they typed can't be done as it stands; what they may have meant, to be pressed."""
    sentence = f"I'm not sure what “{shortened(text)}” means here, so nothing was changed."
    return Card(sentence, (Paragraph((sentence,)), Buttons(buttons), Note(HOW_TO_SAY)))


def ways_away(until: date | None = None, today: date | None = None) -> tuple[Button, ...]:
    """For once, for a while, or for good."""
    known = (Button(f"Pause until {show_date(until, today)}", "pause", until.isoformat()),) if until else ()
    return (*known, Button("Skip the next one", "skip"), Button("Pause…", "pause"), Button("Leave", "leave"))


def ways_back() -> tuple[Button, ...]:
    return (Button("I'm back", "resume", style="primary"), Button("Pause…", "pause"))


def or_for_good(paused: Card) -> Card:
    """Who typed “leave until January” wants a break; only they know if they want more."""
    leave = (
        Note(("To leave for good, press Leave, or type ", Command("coffee leave"), ".")),
        Buttons((Button("Leave", "leave"),)),
    )
    return Card(paused.summary, (*paused.body, *leave))


def none_then(text: str, own: Own) -> Card:
    """There is nothing to sit out in the time they named."""
    first = say(f"There's no coffee in “{shortened(text)}”, so there's nothing to skip. ", *status_words(own))
    return Card(first.summary, (*first.body, Buttons((Button("Skip the next one", "skip"), Button("Pause…", "pause")))))


def one_before(due: datetime, until: date, zone: ZoneInfo, today: date) -> Card:
    """A pause begins at once, and there is a coffee before what they want to sit out."""
    sentence = f"There's a coffee before that, on {show_moment(due, zone, today)}. Which would you like?"
    both = Button(f"Pause until {show_date(until, today)}", "pause", until.isoformat())
    return Card(sentence, (Paragraph((sentence,)), Buttons((both, Button("Skip only the next one", "skip")))))


def status(own: Own) -> Card:
    """One person's own next round."""
    return say(*status_words(own))


def status_for_champion(mine: Card, number: int) -> Card:
    """The same, with the number of people and nothing else about anybody."""
    return Card(mine.summary, (*mine.body, Note((f"You look after this circle. {people_take_part(number)}.",))))


def home(channel: str, words: Text, buttons: tuple[Button, ...]) -> tuple[Element, ...]:
    """How one circle looks on somebody's Home page."""
    where = Paragraph((Strong("Coffee roulette"), " in ", Channel(channel)))
    return (where, Paragraph(words), Buttons(buttons))


def ways_out(place: Participation, today: date) -> tuple[Button, ...]:
    """A participant's buttons: away or back, and leave."""
    back = (Button("I'm back", "resume", style="primary"),)
    rest = (Button("Skip the next one", "skip"), Button("Pause…", "pause"))
    return (*(back if place.is_away(today) else rest), Button("Leave", "leave"), about_me())


def about_me() -> Button:
    """What somebody may say about themselves; nobody has to."""
    return Button("About me…", "about")


def look_after() -> tuple[Button, ...]:
    """A champion's button."""
    return (Button("Settings…", "settings"),)


# to a champion


def who_joins() -> Card:
    return say("People join by themselves, with the Join button in the channel. You can, too.")


def permission(settings: CoffeeSettings) -> tuple[Element, ...]:
    return (Paragraph((Strong(settings.permission),)),) if settings.permission else ()


def _rhythm(settings: CoffeeSettings) -> str:
    """When it happens, on the circle's own clock, which is not everybody's."""
    return f"{describe(settings.when)} ({zone_words(settings.zone)})"
