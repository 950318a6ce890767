"""Sentences beside the form's fields. The form stays open, so the words stay where they are."""

from collections.abc import Sequence

from rituals.dates import join_words
from rituals.zones import shortened


def nobody() -> str:
    return "Choose at least one colleague."


def too_many(most: int) -> str:
    return f"Choose up to {most} people at a time. A kind word is best meant for somebody in particular."


def yourself() -> str:
    return "That is you. Be kind to yourself, too; this form is for somebody else."


def not_here() -> str:
    return "I can't find that person in this workspace."


def a_bot(name: str) -> str:
    return f"{shortened(name)} is a bot. That is kind of you, but choose somebody who can enjoy it."


def gone(name: str) -> str:
    return f"{shortened(name)} has left this workspace."


def outside(names: Sequence[str] = ()) -> str:
    """Of the only receiver, or of those named among several."""
    who = join_words([shortened(name) for name in names]) or "They"
    are = "isn't" if len(names) == 1 else "aren't"
    return f"{who} {are} in the channel of that circle, and its kind words go between the people who are."


def ended() -> str:
    return "The circle you wrote it in came to an end first."


def enough_for_one() -> str:
    return "You've written to them a lot today, which is kind. Tomorrow there's room for more."


def still_yours() -> str:
    return "Your words are still below, to send to somebody else, or to copy and keep."


def empty() -> str:
    return "Write a few words first. “Thank you for Tuesday” is plenty."


def too_long(length: int, most: int) -> str:
    return f"That is {length:,} characters, and {most} fit. Choose the part that matters most to you."


def a_link(link: str) -> str:
    return f"Anonymous words can't have links in them, and “{shortened(link)}” looks like one. Leave it out, or sign."


def choose_how() -> str:
    return "Choose whether to sign it."


def not_anonymous_here() -> str:
    return "Words are signed in this circle. Sign it, or copy your words to keep them."


def too_often(most: int) -> str:
    a_day = "one anonymous word" if most == 1 else f"{most} anonymous words"
    return f"Everybody can send {a_day} a day. Sign this one, or come back tomorrow."


def just_sent(names: Sequence[str]) -> str:
    return f"You have just sent these words to {join_words([shortened(name) for name in names])}. Once is enough."
