"""The words for a round that a champion holds now instead of waiting."""

from dataclasses import dataclass

from rituals.cards import Button, Buttons, Card, Channel, Confirm, Note, Paragraph, say
from rituals.typed import unread


@dataclass(frozen=True, slots=True)
class IfNow:
    """A round held now: how many would be introduced, of how many who are free; how many days ago the last one was,
    if less than a week, and whether some would meet the same person again so soon."""

    people: int
    free: int
    days: int | None
    again: bool

    @property
    def soon(self) -> str:
        """What speaks for waiting, in a sentence."""
        if self.days is None:
            return ""
        last = "yesterday" if self.days == 1 else f"{self.days} days ago"
        same = ", and some people will be introduced to the same person again" if self.again else ""
        return f" The last round was {last}{same}."


def introducing(now: IfNow) -> Card:
    if now.free < 2:
        return say(
            "Fewer than two people take part, so there is nobody to introduce yet. They join with the Join button."
        )
    if not now.people:
        return say(
            f"There's nobody to introduce now: of the {now.free} people who are free, no two can be introduced today."
        )
    return say(f"{now.people} people are being introduced now.{now.soon}")


def really_introduce(now: IfNow, channel: str) -> Card:
    """How many, before anybody hears of it."""
    if not now.people:
        return introducing(now)
    title, words = f"Introduce {now.people} people now?", f"They each get an invitation at once.{now.soon}"
    confirm = Confirm(title, words, "Introduce them", "Not yet")
    return Card(
        title,
        (
            Paragraph((f"This introduces {now.people} people in ", Channel(channel), f" today, not later.{now.soon}")),
            Buttons((Button("Introduce now", "introduce", confirm=confirm),)),
            Note(("Or type /kind coffee introduce now.",)),
        ),
    )


def after_words(asked: Card, text: str) -> Card:
    """The same, and what was typed besides, which could not be read."""
    more = (Note((unread(text).strip(),)),) if text.strip() else ()
    return Card(asked.summary, (*asked.body, *more))
