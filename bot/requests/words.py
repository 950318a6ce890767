"""The words that the bot itself says; each ritual keeps its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rounds.words import next_round
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Confirm,
    Heading,
    HowToInvite,
    Note,
    Paragraph,
    Span,
    Strong,
    Text,
    mentions,
    say,
    to_type,
)
from rituals.dates import show_moment
from rituals.ritual import Ritual


def apology(reference: str) -> Card:
    return say(
        f"Sorry, something went wrong on my side, and nothing was changed. If you report it, mention {reference}."
    )


def takes_too_long() -> str:
    return "This takes longer than it should. It may still be done: please look again in a minute before you repeat it."


def not_here() -> Text:
    return ("I'm not in this channel yet. Type ", HowToInvite(), " here, and then try again.")


def archived() -> str:
    return "This channel is archived, so nothing can happen here any more. Choose a channel that people still use."


def say_what_to_start(rituals: Iterable[str]) -> Text:
    known = [span for one in rituals for span in (" or ", Command(f"start {one}"))]
    return ("Say what to start: ", *known[1:], ".")


def in_a_channel() -> str:
    return "A circle lives in a channel. Type this in the channel where it should be."


def no_circle(ritual: str) -> Text:
    return (
        f"There's no {ritual} circle in this channel yet. Anybody can set one up: type ",
        Command(f"start {ritual}"),
        ".",
    )


def no_circle_of_yours(ritual: Ritual) -> str:
    how = " To join one, press the Join button in its channel." if "join" in ritual.commands else ""
    return f"You have no {ritual.name} circle yet.{how}"


def join_in_its_channel(ritual: str) -> Text:
    return (
        f"To join a {ritual} circle, press the Join button in its channel, or type ",
        Command(f"{ritual} join"),
        " there.",
    )


def several_circles(ritual: str) -> str:
    return f"You have more than one {ritual} circle. Type this in the channel you mean, or use my Home tab."


def champions_only(champions: tuple[str, ...]) -> Card:
    return say(
        "This circle is looked after by ",
        *(mentions(champions) or ("a champion",)),
        ". Ask them, and they can do this for you.",
    )


def nobody_looks_after(ritual: str) -> Card:
    return say(
        "Nobody looks after this circle any more. To take it on yourself, type ", Command(f"start {ritual}"), "."
    )


def already_started(ritual: Ritual) -> Card:
    how: Text = (" To take part, type ", Command(f"{ritual.name} join"), ".") if "join" in ritual.commands else ()
    return say(
        f"There's a {ritual.name} circle in this channel already.",
        *how,
        " Its champions can change it with ",
        Command(f"{ritual.name} settings"),
        ".",
    )


def taken_over(ritual: str) -> Card:
    return say(
        f"There's a {ritual} circle in this channel already, and nobody to look after it. Now you do: type ",
        Command(f"{ritual} settings"),
        " to see how it is set up.",
    )


def started(ritual: Ritual, next_due: datetime | None, zone: ZoneInfo, said: Sequence[Card]) -> Card:
    """With what the ritual itself has to say about it."""
    preview: Text = ("Look ahead with ", Command(f"{ritual.name} preview"), "; change")
    look = preview if "preview" in ritual.commands else ("Change",)
    return Card(
        ("Your circle is ready. ", *_first_round(next_due, zone)),
        (
            Paragraph((Strong("Your circle is ready. "), *_first_round(next_due, zone))),
            *(element for card in said for element in card.body),
            Note((*look, " things with ", Command(f"{ritual.name} settings"), ".")),
        ),
    )


def saved(next_due: datetime | None, zone: ZoneInfo) -> Card:
    return say("Saved. ", *next_round(next_due, zone))


def more_in_the_form(ritual: str) -> Text:
    return (
        "I couldn't use what stands after the name. Type ",
        Command(f"start {ritual}"),
        ", and choose the rest in the form.",
    )


def really_stop(ritual: Ritual, channel: str, circle: str) -> Card:
    """A champion may mean the circle or themselves."""
    out = to_type("Only leave it myself", f"{ritual.name} {ritual.way_out}", circle)
    mine: Text = (
        (" If you only want out yourself, type ", Command(f"{ritual.name} {ritual.way_out}"), ".")
        if ritual.leads_out
        else ()
    )
    confirm = Confirm("Stop this circle?", "Nothing more will happen here.", "Stop it", "Keep it")
    return Card(
        (f"Stop the {ritual.name} circle in ", Channel(channel), "?"),
        (
            Paragraph(
                (
                    f"Stopping ends the {ritual.name} circle in ",
                    Channel(channel),
                    " for everybody. Should it start again, everybody chooses anew.",
                )
            ),
            Buttons((Button("Stop the circle", "stop", style="danger", confirm=confirm), *((out,) if mine else ()))),
            Note(("Or type ", Command(f"{ritual.name} stop now"), ".", *mine)),
        ),
    )


def stopped(ritual: str) -> Card:
    return say(
        "The circle has stopped, and nothing more is sent. To begin again, type ", Command(f"start {ritual}"), "."
    )


def off_at_home(ritual: str) -> Paragraph:
    return Paragraph((f"{ritual.capitalize()} is switched off just now, so nothing comes of it. You can still leave.",))


def home_top(in_any: bool) -> Card:
    words = "Your circles:" if in_any else "You're not taking part in anything yet, and that's fine."
    how: Text = ("To join, look for a Join button in a channel, or type ", Command(), " there to see what it has.")
    body = (Heading("A kinder day at work"), Paragraph((words,)), *(() if in_any else (Paragraph(how),)))
    return Card("Kindling", body)


def home_bottom() -> Card:
    return Card(
        "What Kindling promises",
        (
            Note(
                (
                    "Only you can make you take part. Kindling never reads your messages, keeps no score, "
                    "and tells nobody what you answer to “Did you meet?”. Leaving is one tap, and it holds. "
                    "A colleague's kind word may reach you unasked, and one tap ends that everywhere.",
                )
            ),
        ),
    )


def _first_round(next_due: datetime | None, zone: ZoneInfo) -> tuple[Span, ...]:
    return ("The first round is ", Strong(show_moment(next_due, zone)), ".") if next_due else ()


def unreachable() -> str:
    return "I can't reach the workspace just now, and nothing was changed. Please try again in a minute."
