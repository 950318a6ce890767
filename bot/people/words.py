"""The words for whoever may not do what they tried."""

from rituals.cards import Card, Channel, say


def come_in(channel: str) -> Card:
    """To somebody who sees what is for those in a channel, and is not in it."""
    return say("Come into ", Channel(channel), " first, then try that again.")


def circle_gone() -> str:
    return "That circle has ended, or you aren't in its channel. Nothing was changed."
