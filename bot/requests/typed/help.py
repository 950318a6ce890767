"""Short help, from the rituals' own docstrings, and a kind answer to what is no command."""

from collections.abc import Sequence

from bot.delivery.words import RESEND
from bot.platforms.requests import CommandTyped, Request
from bot.platforms.words import typed_back, with_the_line
from bot.requests.typed import guesses, worried
from bot.requests.typed.guesses import Guess
from rituals.cards import Card, Command, Element, Note, Paragraph, Quote, Strong, Text, say
from rituals.catalog import Catalog
from rituals.ritual import Ritual
from rituals.zones import shortened

CHAMPION_HELP = {
    "settings": "Change the circle's settings.",
    "stop": "Stop the circle.",
    RESEND: "Send again what Slack didn't take.",
}


def overview(catalog: Catalog) -> Card:
    """What there is."""
    rows = tuple(_row(ritual.name, ritual.summary) for ritual in catalog.rituals.values())
    starts = tuple(_row(f"start {name}", "Set it up in this channel.") for name in catalog.rituals)
    about_you = (
        _row(worried.COMMAND, worried.HELP),
        _row("privacy", "Who can see what."),
        _row("my data", "Everything I hold about you."),
        _row("forget me", "Be forgotten, at once."),
    )
    title = Paragraph((Strong("What I can do here"),))
    return Card("What Kindling can do", (title, *rows, *starts, *about_you, _foot()))


def of_ritual(ritual: Ritual, *, champion: bool) -> Card:
    """A ritual's verbs, for its name alone; a champion sees theirs as well."""
    rows = [
        _row(f"{ritual.name} {handler.shown or verb} {handler.usage}".rstrip(), _first_line(handler.help))
        for verb, handler in ritual.commands.items()
        if champion or not handler.champions
    ]
    if champion:
        rows += [_row(f"{ritual.name} {verb}", help) for verb, help in CHAMPION_HELP.items()]
    return Card(f"{ritual.name}: {ritual.summary}", (Paragraph((Strong(ritual.summary),)), *rows))


def unknown_verb(ritual: Ritual, request: CommandTyped, word: str, rest: str) -> Card:
    """What to say to a word that is no verb: what it may mean, or where the help is."""
    found = guesses.after_ritual(ritual, word, rest)
    return _did_you_mean(found, request, word, Command(ritual.name))


def unknown_line(catalog: Catalog, request: CommandTyped, word: str, rest: str) -> Card:
    """What to say to a line that begins with no ritual."""
    found = guesses.after_kind(catalog, word, rest)
    return _did_you_mean(found, request, "" if word in guesses.words_of(catalog) else word, Command())


def asked_back(ritual: Ritual, request: CommandTyped, verb: str, text: str) -> Card:
    """What to say to words after a verb that takes none: nothing is done, and nothing is passed over."""
    who = ". If that's a colleague, it's for each person to decide" if verb == "join" else ""
    sentence = f"I'm not sure what “{shortened(text)}” means after {verb}{who}, so nothing was changed."
    written = guesses.free_text(ritual)
    found = [Guess(f"{ritual.name} {verb}"), *([Guess(written, f"{verb} {text}")] if written else ())]
    return Card(sentence, (Paragraph((sentence,)), *guesses.buttons(found, request), *typed_back(request)))


def perhaps_to_write(ritual: Ritual, request: CommandTyped, line: str) -> Card:
    """After the page for the worried: the words may have been for a colleague."""
    words = "If these were words for a colleague, I've kept them for you:"
    button = guesses.buttons([Guess(guesses.free_text(ritual), line)], request)
    return Card(words, (Paragraph((words,)), Quote((line,)), *button))


def not_done(sentence: Text, request: Request) -> Card:
    """Why nothing was done; and what was typed, which is nowhere else."""
    return with_the_line(say(*sentence), request)


def _did_you_mean(found: Sequence[Guess], request: CommandTyped, word: str, command: Command) -> Card:
    unknown = f"I don't know “{shortened(word)}”. " if word else ""
    if found:
        card = say(f"{unknown}Did you mean ", Strong(Command(found[0].known)), "?")
    else:
        card = say(f"{unknown}To see what there is, type ", Strong(command), ".")
    return Card(card.summary, (*card.body, *guesses.buttons(found, request), *typed_back(request)))


def _row(line: str, help: str) -> Element:
    return Paragraph((Strong(Command(line)), f"  {help}"))


def _first_line(help: str) -> str:
    return help.partition("\n")[0]


def _foot() -> Element:
    return Note(("Only you can see this. Only you can make you take part, and leaving is one tap.",))
