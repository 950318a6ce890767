"""Every word that small talk says, but for its openers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Confirm,
    Element,
    Heading,
    Note,
    Paragraph,
    Person,
    Quote,
    Strong,
    Text,
    say,
)
from rituals.dates import show_moment
from rituals.schedule import describe
from rituals.small_talk.settings import TONES, TalkSettings
from rituals.zones import shortened, zone_words

PROMISE = "It notices reactions and buttons on its own messages. It never reads what anybody writes."
TONE_WORDS = {"light": "light", "curious": "curious", "kindness": "about kindness", "all": "light, curious or kind"}


# in the channel


def welcome(settings: TalkSettings) -> Card:
    """The one message that a new circle posts in its channel."""
    return Card(
        "Small talk is here, now and then.",
        (
            Heading("Something easy to say"),
            Paragraph((f"{_rhythm(settings)}, there is an opener here: something {_tone(settings)}.",)),
            Paragraph(("Answer it, say it to somebody you meet, or let it pass. There is nothing to join.",)),
            Buttons((Button("How it works", "how"), Button("Give me one now", "opener"))),
            Note((PROMISE,)),
            Note(("Worried about someone? Type ", Command("worried"), ". Only you will see the answer.")),
        ),
    )


def closed() -> Card:
    return say("The small talk here has come to an end. Good conversations need no prompting.")


def opener(words: str, id: str) -> Card:
    """An opener for everybody."""
    return Card(
        words,
        (
            Quote((words,)),
            Buttons((Button("Nice one", "nice"), Button("Not for us", "retire", id, confirm=_really(words)))),
            Note(("Answer here, say it to somebody you meet, or let it pass.",)),
        ),
    )


def taken_out() -> Card:
    return say("This opener was not for us, and it won't come back.")


# to the one who asks


def glad() -> Card:
    return say("I'm glad. Nobody is told that you pressed it; there will be more like it.")


def retired(words: str) -> Card:
    return _quoting("That one won't come back here, and nobody is told who asked:", words)


def already_retired() -> Card:
    return say("That one won't come back here; somebody was of your mind already.")


def which_to_retire() -> Card:
    return say("Which one? Type ", Command("talk retire last"), ", or a few of its words instead of “last”.")


def to_say(words: str, about: str) -> Card:
    """An opener for one person, to say to another."""
    return Card(
        words,
        (
            Paragraph(("Here is one to say:",)),
            Quote((words,)),
            Buttons((Button("Another one", "opener", about),)),
            Note(("Only you can see this, so it is yours to say.",)),
        ),
    )


def asked(person: str, words: str) -> Card:
    """An opener that somebody asks of everybody in a conversation."""
    return Card(words, (Paragraph((Person(person), " asks:")), Quote((words,)), Note(("Answer it, or let it pass.",))))


def nothing_to_say() -> Card:
    return say("There is no opener left here just now. Its champions can add some with ", Command("talk add"), ".")


def which_tone(word: str) -> Card:
    tones = ", ".join(name for name, _ in TONES[:-1])
    return say(f"I have no openers that are “{shortened(word)}”. Choose one of these: {tones}.")


def how(settings: TalkSettings, next_due: datetime | None, zone: ZoneInfo) -> Card:
    return Card(
        "How small talk works",
        (
            Heading("How it works"),
            Paragraph((f"{_rhythm(settings)}, I say one opener here. None comes twice until all have been said.",)),
            Paragraph(("“Not for us” takes one out: anybody can press it, and nobody is told who did.",)),
            Paragraph(("When nobody reacts to two in a row, I rest, for a quiet channel is a fine channel.",)),
            Paragraph(_next(next_due, zone)),
            Note((PROMISE,)),
        ),
    )


def status(settings: TalkSettings, next_due: datetime | None, zone: ZoneInfo, *, rests: bool) -> Card:
    """What comes next, for anybody."""
    return say(*_status(settings, next_due, zone, rests))


def status_for_champion(card: Card, unsaid: int, total: int) -> Card:
    """The same, and how much there is to say."""
    left = f"You look after this circle. Of {_openers(total)}, {unsaid} {_have(unsaid)} not been said yet."
    return Card(card.summary, (*card.body, Note((left,))))


def home(channel: str, card: Card) -> tuple[Element, ...]:
    """How a circle looks on its champion's Home page."""
    where = Paragraph((Strong("Small talk"), " in ", Channel(channel)))
    return (where, *card.body, Buttons((Button("Your own openers", "list"), Button("Settings…", "settings"))))


# to champions


def resting(channel: str) -> Card:
    return Card(
        ("Small talk is resting in ", Channel(channel), "."),
        (
            Paragraph(
                (
                    "The last two openers in ",
                    Channel(channel),
                    " passed without a reaction, so I am resting there. That is quite all right.",
                )
            ),
            Paragraph(("It starts again with any reaction to an opener, or when you say so.",)),
            Buttons((Button("Start again", "again"),)),
            Note(("Or type ", Command("talk again"), ". I won't remind you.")),
        ),
    )


def nothing_left(channel: str) -> Card:
    return Card(
        ("There are no openers left in ", Channel(channel), "."),
        (
            Paragraph(
                (
                    "Every opener in ",
                    Channel(channel),
                    " has been found to be “not for us”, so I am saying nothing there. "
                    "Some of your own might suit people better.",
                )
            ),
            Buttons((Button("Add one…", "add"), Button("Bring one back…", "restore"))),
            Note(
                (
                    "Or type ",
                    Command("talk add"),
                    ", ",
                    Command("talk restore"),
                    ", or choose another tone in ",
                    Command("talk settings"),
                    ".",
                )
            ),
        ),
    )


def again(next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say("Thank you, I'll start again. ", *_next(next_due, zone))


def not_resting(next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say("I wasn't resting. ", *_next(next_due, zone))


def preview(words: str | None, next_due: datetime | None, zone: ZoneInfo, *, rests: bool) -> Card:
    """What could come next, with nothing to press."""
    if words is None:
        return nothing_to_say()
    now: Text = ("Resting, so nothing will be posted until you type ", Command("talk again"), ".") if rests else ()
    return Card(
        f"A preview, for your eyes only: {words}",
        (
            Paragraph((Strong("A preview, for your eyes only. "), *(now or _when(next_due, zone)))),
            Quote((words,)),
            Note(("Nothing has been posted. It may be another one when the time comes.",)),
        ),
    )


def _status(settings: TalkSettings, next_due: datetime | None, zone: ZoneInfo, rests: bool) -> Text:
    if rests:
        return ("Small talk is resting here. Any reaction to its last opener starts it again.",)
    return (*_next(next_due, zone), f" It will be something {_tone(settings)}.")


def _next(next_due: datetime | None, zone: ZoneInfo) -> Text:
    if next_due is None:
        return ("No opener is planned just now.",)
    return ("The next opener: ", Strong(show_moment(next_due, zone)), ".")


def _when(next_due: datetime | None, zone: ZoneInfo) -> tuple[str, ...]:
    return ("On ", show_moment(next_due, zone), ", something like this:") if next_due else ("Something like this:",)


def _rhythm(settings: TalkSettings) -> str:
    words = f"{describe(settings.when)} ({zone_words(settings.zone)})"
    return words[0].upper() + words[1:]


def _tone(settings: TalkSettings) -> str:
    return TONE_WORDS[settings.tone]


def _openers(count: int) -> str:
    return "one opener" if count == 1 else f"{count} openers"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _quoting(words: str, quoted: str) -> Card:
    return Card(words, (Paragraph((words,)), Quote((quoted,))))


def _really(words: str) -> Confirm:
    return Confirm(
        "Not for us?",
        f"“{words}” won't be said here again. Nobody is told who asked.",
        yes="Take it out",
        no="Keep it",
    )
