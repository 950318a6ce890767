"""What kind words say about how they reach somebody, and how that ends."""

from datetime import date

from rituals.cards import Button, Buttons, Card, Element, Note, Paragraph, Strong, say, to_type
from rituals.dates import show_date
from rituals.zones import shortened

UNASKED = "A colleague's kind word may reach you unasked, and one tap ends that everywhere."
_NONE = "No kind words reach you, in any channel."


def signed_from_now() -> Card:
    return say("From now on you get signed words only. To take anonymous ones again, type /kind words anyone.")


def signed_already() -> Card:
    return say("You get signed words only already. To take anonymous ones again, type /kind words anyone.")


def from_anyone(*, anonymous: bool) -> Card:
    here = "" if anonymous else " In this circle, every word is signed anyway."
    return say(f"Signed or anonymous, kind words can reach you.{here}")


def no_more() -> tuple[Element, ...]:
    """The tap that ends them."""
    note = "That ends them in every channel, and nobody is told. Or type /kind words leave."
    return Buttons((Button("No more kind words", "leave"),)), Note((note,))


def may_reach(*, refuses: bool) -> tuple[Element, ...]:
    """For somebody who never joined anything: what may come, and how to end it; or that it has ended."""
    if refuses:
        return Paragraph((_NONE,)), *_take_again()
    return Paragraph((UNASKED,)), *no_more()


def left() -> Card:
    words = "No kind words reach you any more, in any channel, and nobody is told."
    who_tries = "A colleague who tries to send you one reads that you're not taking any just now."
    return Card(words, (Paragraph((f"{words} {who_tries}",)), *_take_again()))


def left_already() -> Card:
    words = "You've said no to kind words already, and that holds in every channel."
    return Card(words, (Paragraph((words,)), *_take_again()))


def back() -> Card:
    return say("Kind words can reach you again.")


def here_already() -> Card:
    return say("Kind words can reach you here already. There is nothing to join, and you owe nobody an answer.")


def until_when() -> Card:
    return say("Until when? For example /kind words pause until 1 Dec, or 2 weeks, or next month.")


def how_long(text: str, is_a_time: bool = False) -> Card:
    """Whether a break is meant, or an end: only they know."""
    sentence = f"I'm not sure what “{shortened(text)}” means here, so nothing was changed."
    pause = (to_type(f"Pause {shortened(text)}", f"words pause {text}"),) if is_a_time else ()
    buttons = Buttons((*pause, Button("No more kind words", "leave")))
    note = Note(("A pause has an end: /kind words pause until 1 Dec. Without one, it's /kind words leave.",))
    return Card(sentence, (Paragraph((sentence,)), buttons, note))


def paused(until: date, today: date) -> Card:
    return say("Paused. No kind words reach you here until ", Strong(show_date(until, today)), ". Nobody is told.")


def stance_words(*, refuses: bool, paused_until: date | None, signed_only: bool, today: date) -> str:
    """How kind words reach somebody; nothing if it is as it is for everybody."""
    if refuses:
        return _NONE
    if paused_until:
        return f"No kind words reach you here until {show_date(paused_until, today)}."
    return "You get signed words only." if signed_only else ""


def status(stance: str) -> Card:
    return say(stance or "Kind words can reach you here. To get signed ones only, type /kind words signed.")


def _take_again() -> tuple[Element, ...]:
    return Buttons((Button("Take kind words again", "join"),)), Note(("Or type /kind words join.",))
