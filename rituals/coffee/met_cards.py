"""The words of “Did you meet?”: the question, and the answer as it was given."""

from collections.abc import Sequence

from rituals.cards import Button, Buttons, Card, Command, Element, Note, Paragraph, Strong, mentions, say
from rituals.typed import unread

LABELS = {"yes": "Yes", "no": "Not this time", "will": "We will"}
"""Each answer, as its button says it."""
_PRIVATE = "Your answer is private. “Not this time” only means that you may be introduced again."


def did_you_meet(others: Sequence[str], about: str) -> Card:
    """Asked of each person privately."""
    return Card(
        ("Did you meet ", *mentions(others), "? Only you see this."),
        (*_asked(others), _buttons(about, tuple(LABELS)), Note((_PRIVATE,))),
    )


def question_answered(others: Sequence[str], about: str, answer: str) -> Card:
    """The same question with the answer on it, which can still be another."""
    rest = tuple(other for other in LABELS if other != answer)
    return Card(
        ("Did you meet ", *mentions(others), f"? You answered: {LABELS[answer]}."),
        (
            *_asked(others),
            Paragraph(("You answered: ", Strong(LABELS[answer]), ". To change that:")),
            _buttons(about, rest),
            Note((_PRIVATE,)),
        ),
    )


def answered(answer: str) -> Card:
    words = {
        "yes": "How lovely. Thank you for making the time.",
        "no": "That's fine. You may well be introduced again another time.",
        "will": "Good. Enjoy it when it comes.",
    }
    return Card(words[answer], (Paragraph((words[answer],)), Note(("Your answer is private.",))))


def long_ago() -> Card:
    return say("That's a while ago, and I don't keep answers that long. Nothing was changed.")


def which_answer(text: str) -> Card:
    return say("Did you meet? Type ", Command("coffee met yes"), f", met no or met not yet.{unread(text)}")


def _asked(others: Sequence[str]) -> tuple[Element, ...]:
    return (Paragraph((Strong("Did you meet? "), "You were introduced to ", *mentions(others), ".")),)


def _buttons(about: str, answers: tuple[str, ...]) -> Buttons:
    return Buttons(tuple(Button(LABELS[answer], "met", f"{about} {answer}") for answer in answers))
