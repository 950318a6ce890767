"""What kind words say about how they reach somebody, and how that ends."""

from collections.abc import Iterator, Sequence
from datetime import date

from rituals.cards import (
    FORGOTTEN,
    Button,
    Buttons,
    Card,
    Command,
    Element,
    Note,
    Paragraph,
    Person,
    Strong,
    Text,
    mentions,
    say,
    to_type,
)
from rituals.dates import show_date
from rituals.records import Refusal
from rituals.typed import unread
from rituals.zones import shortened

UNASKED = "A colleague's kind word may reach you unasked, and one tap ends that everywhere."


def signed_from_now() -> Card:
    return say(
        "From now on you get signed words only. To take anonymous ones again, type ", Command("words anyone"), "."
    )


def signed_already() -> Card:
    return say("You get signed words only already. To take anonymous ones again, type ", Command("words anyone"), ".")


def from_anyone() -> Card:
    return say("Signed or anonymous, kind words can reach you. Most circles have signed ones only.")


# no more


def no_more() -> tuple[Element, ...]:
    """The tap that ends them."""
    note: Text = ("That ends them in every channel, and nobody is told. Or type ", Command("words leave"), ".")
    return Buttons((Button("No more kind words", "leave"),)), Note(note)


def no_more_of(writer: str) -> tuple[Element, ...]:
    """The taps under a kind word: nothing more from whoever wrote it, or nothing at all."""
    buttons = Buttons((Button("Not from this person", "refuse", writer), Button("No more kind words", "leave")))
    note: Text = (
        "Either holds in every channel, and nobody is told. Or type ",
        Command("words not from"),
        ", or ",
        Command("words leave"),
        ".",
    )
    return buttons, Note(note)


def left() -> Card:
    words = "No kind words reach you any more, in any channel, and nobody is told."
    who_tries = "A colleague who writes you one doesn't notice: I just don't bring it."
    return Card(words, (Paragraph((f"{words} {who_tries}",)), *_take_again()))


def left_already() -> Card:
    words = "You've said no to kind words already, and that holds in every channel."
    return Card(words, (Paragraph((words,)), *_take_again()))


def back() -> Card:
    return say("Kind words can reach you again.")


def here_already() -> Card:
    return say("Kind words can reach you here already. There is nothing to join, and you owe nobody an answer.")


# for a while


def until_when() -> Card:
    return say("Until when? For example ", Command("words pause until 1 Dec"), ", or 2 weeks, or next month.")


def how_long(text: str, is_a_time: bool = False) -> Card:
    """Whether a break is meant, or an end: only they know."""
    sentence = f"I'm not sure what “{shortened(text)}” means here, so nothing was changed."
    pause = (to_type(f"Pause {shortened(text)}", f"words pause {text}"),) if is_a_time else ()
    buttons = Buttons((*pause, Button("No more kind words", "leave")))
    note = Note(
        (
            "A pause has an end: ",
            Command("words pause until 1 Dec"),
            ". Without one, it's ",
            Command("words leave"),
            ".",
        )
    )
    return Card(sentence, (Paragraph((sentence,)), buttons, note))


def paused(until: date, today: date) -> Card:
    until_then = Strong(show_date(until, today))
    return say("Paused. No kind words reach you until ", until_then, ", in any channel. Nobody is told.")


# not from somebody


def refused(people: Sequence[str]) -> Card:
    """That nothing more comes from these people; or from whoever wrote it, who has no name here."""
    whom: Text = mentions(people) if people else ("whoever wrote this",)
    body: Text = ("No more kind words from ", *whom, " reach you, signed or not, in any channel. Nobody is told.")
    undo = (Buttons((_again(people[0] if people else FORGOTTEN),)),) if len(people) < 2 else ()
    again = Command("words again from")
    how = Note(("To undo it, open my Home tab, or type ", again, " ", *_named_again(people), "."))
    return Card(body, (Paragraph(body), *undo, how))


def _named_again(people: Sequence[str]) -> Text:
    if not people:
        return ("everyone",)
    return mentions(people) if len(people) == 1 else ("and a name",)


def not_from_whom(text: str) -> Text:
    return ("From whom? Type ", Command("words not from"), f" and a name, like @amara.{unread(text)}")


def again_from_whom(text: str) -> Text:
    return ("From whom? Type ", Command("words again from"), f" and a name, like @amara, or everyone.{unread(text)}")


def accepted(people: Sequence[str]) -> Card:
    whom: Text = mentions(people) if people else ("everyone whose name you didn't read",)
    return say("Kind words from ", *whom, " can reach you again.")


# what somebody chose


def may_reach(chosen: Sequence[Refusal], today: date) -> tuple[Element, ...]:
    """For somebody who never joined anything: what may come, what they chose of it, and how to change each."""
    ended = any(not (one.what or one.whom) for one in chosen)
    return (*(() if ended else (Paragraph((UNASKED,)),)), *_choices(chosen, today), *(() if ended else no_more()))


def status(chosen: Sequence[Refusal], today: date) -> Card:
    if not chosen:
        return say("Kind words can reach you here. To get signed ones only, type ", Command("words signed"), ".")
    return Card("How kind words reach you", tuple(_choices(chosen, today)))


def _choices(chosen: Sequence[Refusal], today: date) -> Iterator[Element]:
    """Each with its way back. Of those without a name it is not said how many: that would tell who is one person."""
    nameless = [one for one in chosen if one.whom == FORGOTTEN]
    named = (one for one in chosen if one.whom != FORGOTTEN)
    for number, one in enumerate((*named, *nameless[:1]), 1):
        yield Paragraph(_choice(one, today))
        yield from (
            _take_again()
            if not (one.what or one.whom)
            else (Buttons((_again(one.whom, number) if one.whom else Button("Anonymous ones too", "anyone"),)),)
        )


def _choice(one: Refusal, today: date) -> Text:
    if one.whom == FORGOTTEN:
        return ("You've said no to someone whose name I don't keep. Nothing more comes from them.",)
    if one.whom:
        return ("You get no kind words from ", Person(one.whom), ".")
    if one.what:
        return ("You get signed words only.",)
    if one.until:
        return (f"No kind words reach you until {show_date(one.until, today)}, in any channel.",)
    return ("No kind words reach you, in any channel.",)


def _again(whom: str, number: int = 1) -> Button:
    """The label has no name in it, so which of several it is has a number."""
    if whom == FORGOTTEN:
        return Button("Words from everyone again", "accept", whom)
    label = "Words from them again"
    return Button(label, "accept", whom, accessible_label=f"{label}, {number}" if number > 1 else "")


def _take_again() -> tuple[Element, ...]:
    return Buttons((Button("Take kind words again", "join"),)), Note(("Or type ", Command("words join"), "."))
