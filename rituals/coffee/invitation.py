"""The words of an introduction: the invitation itself, and what may follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Divider,
    Element,
    Heading,
    Invite,
    Note,
    Paragraph,
    Person,
    Quote,
    Span,
    Strong,
    Text,
    mentions,
    say,
)
from rituals.coffee.cards import permission
from rituals.coffee.settings import CoffeeSettings
from rituals.coffee.times import local_times
from rituals.dates import join_words
from rituals.headcount import people_take_part
from rituals.records import Profile


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation is made of."""

    people: tuple[Profile, ...]
    channel: str
    opener: str
    times: tuple[datetime, ...]
    settings: CoffeeSettings
    about: str = ""
    again: str = ""
    """When some of them were introduced here before, if it was only days ago."""


def invitation(one: Invitation) -> Card:
    """Who you are, permission, an opener, two times, two buttons."""
    return Card(
        ("Time for a coffee? ", *_names(one), ", meet each other."),
        (
            *_meet(one),
            Buttons(
                (
                    Button("Another opener", "opener", one.about),
                    Button("We can't this time", "cant", one.about),
                    Button("Why us?", "why", one.about),
                )
            ),
            *_again(one),
            Note(("A “no” is fine too, and nobody is asked why.",)),
        ),
    )


def not_this_week(one: Invitation) -> Card:
    """The same people and the same opener, with other times; who called it off is nowhere in it."""
    return Card(
        "Not this week, and that's fine. If another time suits you, here's all you need.",
        (
            Heading("Not this week"),
            Paragraph(("That's fine, and nobody is asked why. If another time suits you, here's all you need.",)),
            *_who_and_what(one),
            Buttons((Button("Actually, we can", "can", one.about), Button("Why us?", "why", one.about))),
        ),
    )


def left_alone() -> Card:
    """Instead of an introduction, for the only one of the group who is still here."""
    return say(
        "One of you isn't in the coffee roulette any more. "
        "If you hadn't met yet, you have first place in the next round."
    )


def noted() -> Card:
    return say("Noted, and thank you for saying so. Nobody is asked why.")


def on_again() -> Card:
    return say("Lovely. Your coffee is on again, and the card says so.")


def on_already() -> Card:
    return say("Your coffee is on already. Enjoy it.")


def new_opener() -> Card:
    return say("There's another opener above.")


def nudge(others: Sequence[str]) -> Card:
    return say(
        "A gentle reminder, the only one: if you haven't found a time yet with ",
        *mentions(others),
        ", a quarter of an hour is plenty.",
    )


def in_case(about: str) -> Card:
    """Said in the group's own conversation when the answer to the invitation was lost; true whether it came or not."""
    words = "I meant to introduce you to each other just now, and I can't tell whether my invitation arrived."
    return Card(
        words,
        (
            Paragraph((words, " If you see it above, enjoy your coffee. If you don't, it is one press away.")),
            Buttons((Button("Show the invitation", "show", about),)),
        ),
    )


def shown() -> Card:
    return say("Here it is, for all of you. Enjoy your coffee.")


def your_opener(opener: str) -> Card:
    return Card(
        f"Another opener: {opener}",
        (Paragraph((Strong("Another opener, for your eyes only for now"),)), Quote((opener,))),
    )


def perhaps_introduced(others: Sequence[str]) -> Card:
    return say(
        "I meant to introduce you to ",
        *mentions(others),
        ", and I can't tell whether my message arrived. If you see it, enjoy your coffee; "
        "if not, you have first place in the next round.",
    )


# looking ahead


def forecast(when: str, number: int, sizes: Sequence[int], ahead: str) -> str:
    """What a round would be, from the number of people that a champion may be told; no sizes if it says too little."""
    everyone = f"{when} I'd introduce everyone who's free. {people_take_part(number)}"
    if not sizes:
        return f"{everyone}, so I can't say more. {_EXAMPLE}"
    groups = "one group" if len(sizes) == 1 else f"{len(sizes)} groups"
    shape = f"of {sizes[0]}" if len(set(sizes)) == 1 else f"of {min(sizes)} or {max(sizes)}"
    return " ".join(filter(None, (f"{everyone}: {number} would make {groups} {shape}.", ahead, _EXAMPLE)))


def repeats(count: int, first: int, unit: str) -> str:
    """When somebody meets again, for a champion who looks ahead; from a fresh start, and with nobody away."""
    return f"With {count} people, first repeats in {unit} {first}."


def repeats_at_the_latest(count: int, first: int, unit: str) -> str:
    return f"With {count} people, first repeats by {unit} {first} at the latest."


def preview(one: Invitation, forecast: str) -> Card:
    """What would be sent, for a champion's eyes; the people in it are an example."""
    return Card(
        f"A preview, for your eyes only. Nothing has been sent. {forecast}",
        (
            Paragraph((Strong("A preview, for your eyes only. "), "Nothing has been sent.")),
            Paragraph((forecast,)),
            Divider(),
            *_meet(one),
            Note(("Each group also gets the buttons Another opener, We can't this time and Why us?",)),
        ),
    )


# parts

_EXAMPLE = "The people below are an example."


def _names(one: Invitation) -> Text:
    return mentions([person.id for person in one.people])


def _meet(one: Invitation) -> tuple[Element, ...]:
    return (Heading("Time for a coffee?"), *_who_and_what(one))


def _who_and_what(one: Invitation) -> tuple[Element, ...]:
    return (
        Paragraph(
            (
                "You both" if len(one.people) == 2 else "You all",
                " joined the coffee roulette in ",
                Channel(one.channel),
                ". Meet:",
            )
        ),
        *(Paragraph(_who(person)) for person in one.people),
        *permission(one.settings),
        Paragraph((Strong("Something to start with"),)),
        Quote((one.opener,)),
        *_times(one),
    )


def _again(one: Invitation) -> tuple[Element, ...]:
    if not one.again:
        return ()
    who = "I introduced you two" if len(one.people) == 2 else "I introduced some of you"
    return (Note((f"{who} here {one.again} as well.",)),)


def _who(person: Profile) -> Text:
    mention: Span = Person(person.id) if person.id else Strong(person.name)
    return (mention, f", {person.title}") if person.title else (mention,)


def _times(one: Invitation) -> tuple[Element, ...]:
    if not one.times:
        words = "I found no time that suits you all, so find a moment that is kind to everybody."
        return (Paragraph((words,)),)
    minutes = one.settings.minutes
    intro = Paragraph(
        (Strong(f"Two times to try, {minutes} minutes" if len(one.times) > 1 else f"A time to try, {minutes} minutes"),)
    )
    return (intro, *(_invite(one, start) for start in one.times))


def _invite(one: Invitation, start: datetime) -> Invite:
    names = join_words([person.name for person in one.people if person.name])
    return Invite(
        _local(start, one.people),
        f"Coffee: {names}" if names else "Coffee",
        start,
        one.settings.minutes,
        " ".join(part for part in (one.settings.permission, f"Something to start with: {one.opener}") if part),
    )


def _local(start: datetime, people: tuple[Profile, ...]) -> Text:
    """The time as each one's own clock shows it: once if they agree, else by person."""
    shown = local_times(start, people)
    if len(shown) == 1:
        return (shown[0][0],)
    parts: list[Span] = []
    for words, ids in shown:
        parts += [*([" · "] if parts else []), f"{words} for ", *mentions(ids)]
    return tuple(parts)
