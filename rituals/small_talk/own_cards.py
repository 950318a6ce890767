"""The words about a champion's own openers, and about those that were retired."""

from collections.abc import Iterator, Sequence

from rituals.cards import Button, Buttons, Card, Channel, Command, Element, Note, Paragraph, Quote, Strong, Text, say
from rituals.forms import Choice, Form, Option, TextInput
from rituals.small_talk.openers import LONGEST, MOST_OWN, Opener
from rituals.zones import shortened

TOGETHER = 4
"""Openers in one block: as many as surely fit, however they are escaped."""
MOST_SHOWN = 60
ADD = Form(
    "add",
    "Add an opener",
    (
        TextInput(
            name="words",
            label="Your opener",
            help="A question or a line that anybody here can say, and anybody can answer. No names, please.",
            placeholder="Which mug is the best one, and why?",
            most=LONGEST,
        ),
    ),
    submit="Add it",
)


def added(words: str) -> Card:
    return Card(f"Thank you, that is added: {words}", (Paragraph(("Thank you, that is added:",)), Quote((words,))))


def removed(words: str) -> Card:
    return Card(f"That one is gone: {words}", (Paragraph(("That one is gone:",)), Quote((words,))))


def restored(words: str) -> Card:
    return Card(f"That one is back: {words}", (Paragraph(("That one is back:",)), Quote((words,))))


def too_long() -> str:
    return f"That is a little long to say. Keep it under {LONGEST + 1} characters."


def no_words() -> str:
    return "An opener needs a few words."


def here_already() -> str:
    return "That one is here already."


def was_retired() -> Text:
    return (
        "That one was found to be “not for us” here. If that has changed, type ",
        Command("talk restore"),
        " and its words.",
    )


def which_list() -> Text:
    return ("I can list your own openers, or with ", Command("talk list retired"), " those that were “not for us”.")


def plenty() -> Text:
    return (f"{MOST_OWN} of your own is plenty. Remove one first, with ", Command("talk remove"), ".")


def own(openers: Sequence[Opener], retired: int) -> Card:
    """What the champions added."""
    if not openers:
        first = Paragraph(("There are none of your own yet. The built-in ones are said all the same.",))
        return Card("No openers of your own yet.", (first, Buttons((_add(),)), *_retired_note(retired)))
    return Card(
        "Your own openers",
        (
            Paragraph((Strong("Your own openers"),)),
            *_listed(openers),
            Buttons((_add(), Button("Remove one…", "remove"))),
            *_retired_note(retired),
        ),
    )


def retired(openers: Sequence[Opener]) -> Card:
    """What was found to be “not for us”; who said so is not kept."""
    if not openers:
        return say("Nothing has been found to be “not for us” here.")
    return Card(
        "Not for us",
        (
            Paragraph((Strong("Not for us"), " (the newest first)")),
            *_listed(tuple(reversed(openers))[:MOST_SHOWN]),
            Buttons((Button("Bring one back…", "restore"),)),
        ),
    )


def to_take_along(words: Sequence[str], channel: str) -> Card:
    """What somebody added, when the circle ends."""
    ended = ("Small talk in ", Channel(channel), " has come to an end. Here are the openers you added, to keep:")
    return Card("Here are the openers you added.", (Paragraph(ended), *_quoted(words)))


def choose_to_remove(openers: Sequence[Opener]) -> Form:
    return _choose("remove", "Remove an opener", "Which one?", openers, "Remove it")


def choose_to_restore(openers: Sequence[Opener]) -> Form:
    return _choose("restore", "Bring one back", "Which one suits you after all?", openers, "Bring it back")


def none_to_remove() -> Card:
    return say("There are none of your own to remove. A built-in one goes with its “Not for us” button.")


def none_to_restore() -> Card:
    return say("There is nothing to bring back: nothing has been found to be “not for us”.")


def _choose(name: str, title: str, label: str, openers: Sequence[Opener], submit: str) -> Form:
    newest = tuple(reversed(openers))[:100]
    options = tuple(Option(one.id, shortened(one.words, 75)) for one in newest)
    return Form(name, title, (Choice(name="opener", label=label, options=options),), submit=submit)


def _listed(openers: Sequence[Opener]) -> Iterator[Element]:
    yield from _quoted([one.words for one in openers])


def _quoted(words: Sequence[str]) -> Iterator[Element]:
    for first in range(0, len(words), TOGETHER):
        yield Quote(("\n".join(words[first : first + TOGETHER]),))


def _add() -> Button:
    return Button("Add one…", "add")


def _retired_note(retired: int) -> tuple[Element, ...]:
    return (Note(("Taken out as “not for us”: ", Command("talk list retired"), ".")),) if retired else ()
