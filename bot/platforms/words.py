"""The words for what an adapter could not show as it was."""

from bot.platforms.requests import Request, typed
from rituals.cards import Card, Element, Note, Quote, say


def cannot_be_shown(reference: str) -> Card:
    return say(
        f"Sorry, I have an answer for you, and it does not fit on the screen. If you report it, mention {reference}."
    )


def with_the_line(card: Card, request: Request) -> Card:
    """The card, and the line that was typed, if it is long."""
    return Card(card.summary, (*card.body, *typed_back(request)))


def typed_back(request: Request) -> tuple[Element, ...]:
    """A long line, to be copied: Slack keeps no command that was sent."""
    words = typed(request)
    return (Note(("You typed:",)), Quote((words,))) if words else ()
