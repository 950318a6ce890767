"""Prompts: gentle questions that bring somebody to mind. They ask for nothing."""

from collections.abc import Sequence
from random import Random

PROMPTS: tuple[str, ...] = (
    "Who made your week easier? It can be small.",
    "Who explained something to you patiently?",
    "Whose question in a meeting helped everybody?",
    "Who do you like to see on the rota?",
    "Who kept calm when it was busy?",
    "Who noticed something that others missed?",
    "Who made you laugh when you needed it?",
    "Who does a job that nobody sees, and does it well?",
    "Who made room for you in a conversation?",
    "Who gave you good advice, perhaps without knowing it?",
    "Whose work makes yours possible?",
    "Who said “let me help”, and then did?",
    "Who is new here, and has already made a difference?",
    "Who remembered something that mattered to you?",
    "Who listened to you without hurrying?",
    "Who fixed something before it became a problem?",
    "Whose message were you glad to read?",
    "Who changed your mind in a kind way?",
    "Who covered for you, or swapped with you?",
    "Who taught you something you still use?",
    "Who says good morning as if they mean it?",
    "Who stayed with a hard task until it was done?",
    "Who made a visitor or a caller feel welcome?",
    "Whose good idea are you using now?",
    "Who told you the truth, kindly?",
    "Who tidied up what was not theirs to tidy?",
    "Who would you choose to have beside you on a difficult day?",
    "Who asked how you were, and waited for the answer?",
    "Who makes the place you share a little nicer?",
    "Who has been on your mind, and might like to hear it?",
    "Who took something off your hands?",
    "Who shared what they knew, and made it easy to follow?",
    "Who gave credit where it was due?",
    "Who did you miss when they were away?",
    "Who handled a difficult conversation with care?",
    "Who has made a long day feel shorter?",
)


def prompt_of(number: int, circle: str, pool: Sequence[str] = PROMPTS) -> str:
    """The prompt of a circle's round of this number (from 1): all of three or more are used once before any comes
    again, and none comes twice in a row."""
    lap, place = divmod(number - 1, len(pool))
    order = _order(lap, circle, pool)
    if lap and order[0] == _order(lap - 1, circle, pool)[-1]:
        order[:2] = reversed(order[:2])  # the last one stays the last, which the next lap looks at
    return order[place]


def _order(lap: int, circle: str, pool: Sequence[str]) -> list[str]:
    return Random(f"{circle}:{lap}").sample(pool, len(pool))
