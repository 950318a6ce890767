"""How Slack spells what no text spells: commands, and how to invite the bot. The manifest gives the app these names."""

from typing import assert_never

from rituals.cards import FORGOTTEN, Channel, Command, HowToInvite, Link, Person, Span, Strong, Words, as_text

COMMAND = "/kind"
BOT = "Kindling"


def spelled(what: str | Command | HowToInvite) -> str:
    """As it is typed in Slack; words are what they are."""
    match what:
        case str():
            return what
        case Command(line):
            return f"{COMMAND} {line}".rstrip()
        case HowToInvite():
            return f"/invite @{BOT}"
        case _:
            assert_never(what)


def literal(words: Words) -> str:
    """The text where Slack reads no markup, so that people and channels are ids there."""
    return "".join(_literal(span) for span in as_text(words))


def _literal(span: Span) -> str:
    match span:
        case str() | Command() | HowToInvite():
            return spelled(span)
        case Strong(text):
            return spelled(text)
        case Link(text, _):
            return text
        case Person(id):
            return "somebody" if id.startswith(FORGOTTEN) else f"@{id}"
        case Channel(id):
            return f"#{id}"
        case _:
            assert_never(span)
