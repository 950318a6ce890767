"""Short help, from the rituals' own docstrings, and the nearest word to a mistyped one."""

from difflib import get_close_matches

from bot.unsaid import RESEND
from rituals.cards import Card, Element, Note, Paragraph, Strong, say
from rituals.catalog import Catalog
from rituals.ritual import Ritual
from rituals.zones import shortened

KEEPING_HELP = {
    "settings": "Change the circle's settings.",
    "stop": "Stop the circle.",
    RESEND: "Send again what Slack didn't take.",
}


def overview(catalog: Catalog) -> Card:
    """What there is, for `/kind` alone."""
    rows = tuple(_row(f"/kind {ritual.name}", ritual.summary) for ritual in catalog.rituals.values())
    starts = tuple(_row(f"/kind start {name}", "Set it up in this channel.") for name in catalog.rituals)
    shortcuts = tuple(
        _row(f"/kind {verb}", _first_line(handling.help))
        for ritual in catalog.rituals.values()
        for verb, handling in ritual.shortcuts.items()
    )
    about_you = (
        _row("/kind privacy", "Who can see what."),
        _row("/kind my data", "Everything I hold about you."),
        _row("/kind forget me", "Be forgotten, at once."),
    )
    title = Paragraph((Strong("What I can do here"),))
    return Card("What Kindling can do", (title, *rows, *starts, *shortcuts, *about_you, _foot()))


def of_ritual(ritual: Ritual, *, champion: bool) -> Card:
    """A ritual's verbs, for `/kind coffee` alone; a champion sees theirs as well."""
    rows = [
        _row(f"/kind {ritual.name} {verb} {handling.usage}".rstrip(), _first_line(handling.help))
        for verb, handling in ritual.commands.items()
        if champion or not handling.champions
    ]
    if champion:
        rows += [_row(f"/kind {ritual.name} {verb}", help) for verb, help in KEEPING_HELP.items()]
    return Card(f"{ritual.name}: {ritual.summary}", (Paragraph((Strong(ritual.summary),)), *rows))


def unknown_verb(ritual: Ritual, word: str) -> Card:
    """What to say to a word that is no verb: the nearest one, or where the help is."""
    verbs = [*ritual.commands, *KEEPING_HELP, "start", "help"]
    return _did_you_mean(word, verbs, f"/kind {ritual.name}")


def unknown_ritual(catalog: Catalog, word: str) -> Card:
    """What to say to a word that is no ritual: it may be a ritual's verb, or mistyped."""
    verbs = [
        f"{ritual.name} {verb}" for ritual in catalog.rituals.values() for verb in (*ritual.commands, *KEEPING_HELP)
    ]
    return _did_you_mean(word, [*catalog.rituals, "start", "help", *verbs], "/kind")


def _did_you_mean(word: str, known: list[str], command: str) -> Card:
    """The known ending whose last word is nearest; the first of those that end alike."""
    endings = {one.rpartition(" ")[2]: one for one in reversed(known)}
    unknown = "" if word in endings else f"I don't know “{shortened(word)}”. "
    near = get_close_matches(word, endings, n=1, cutoff=0.6)
    if near:
        return say(f"{unknown}Did you mean ", Strong(f"{command} {endings[near[0]]}"), "?")
    return say(f"{unknown}To see what there is, type ", Strong(command), ".")


def _row(command: str, help: str) -> Element:
    return Paragraph((Strong(command), f"  {help}"))


def _first_line(help: str) -> str:
    return help.partition("\n")[0]


def _foot() -> Element:
    return Note(("Only you can see this. Only you can make you take part, and leaving is one tap.",))
