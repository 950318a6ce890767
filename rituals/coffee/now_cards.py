"""The words for a round that a champion holds now instead of waiting."""

from rituals.cards import Button, Buttons, Card, Channel, Command, Confirm, Note, Paragraph, say
from rituals.headcount import people_take_part
from rituals.typed import unread


def introducing(number: int, days: int | None) -> Card:
    """`number` is the circle's headcount, `days` how long ago the last round was, if that is not long."""
    return say(f"I'm introducing everyone who's free now.{_perhaps_nobody(number)}{_soon(days)}")


def really_introduce(number: int, days: int | None, channel: str) -> Card:
    """Before anybody hears of it."""
    title = "Introduce everyone now?"
    confirm = Confirm(title, f"They each get an invitation at once.{_soon(days)}", "Introduce them", "Not yet")
    people = f" {people_take_part(number)}.{_soon(days)}"
    return Card(
        title,
        (
            Paragraph(("This introduces everyone who's free in ", Channel(channel), f" today, not later.{people}")),
            Buttons((Button("Introduce now", "introduce", confirm=confirm),)),
            Note(("Or type ", Command("coffee introduce now"), ".")),
        ),
    )


def _perhaps_nobody(number: int) -> str:
    return "" if number else f" {people_take_part(number)}, so there may be nobody to introduce."


def _soon(days: int | None) -> str:
    """What speaks for waiting, in a sentence."""
    if days is None:
        return ""
    last = "yesterday" if days == 1 else f"{days} days ago"
    return f" The last round was {last}, so people may meet the same person again."


def after_words(asked: Card, text: str) -> Card:
    """The same, and what was typed besides, which could not be read."""
    more = (Note((unread(text).strip(),)),) if text.strip() else ()
    return Card(asked.summary, (*asked.body, *more))
