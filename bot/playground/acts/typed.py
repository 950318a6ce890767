"""What a person types, turned into Slack's text: escaped, with names and addresses linked."""

import re

from bot.playground.model.conversations import may_see
from bot.playground.model.people import Person
from bot.playground.model.workspace import Workspace

NAME = re.compile(r"(?<![\w@#&;/])@([\w.-]*\w)")
CHANNEL = re.compile(r"(?<![\w@#&;/])#([\w-]+)")
ADDRESS = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)\"']")
MENTION = re.compile(r"&lt;@([UW][A-Z0-9]+)&gt;")
EVERYBODY = ("channel", "here", "everyone")


def escape(text: str) -> str:
    """The three signs that Slack's text may not hold as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_message(ws: Workspace, person: Person, text: str) -> str:
    """A message as Slack keeps it."""
    linked = ADDRESS.sub(lambda found: f"<{found[0]}>", escape(text))
    return _with_names(ws, person, linked, labels=False)


def as_command_text(ws: Workspace, person: Person, text: str, names: bool) -> str:
    """The text of a slash command; names are linked only if the command asks for it."""
    return _with_names(ws, person, escape(text), labels=True) if names else escape(text)


def _with_names(ws: Workspace, person: Person, text: str, labels: bool) -> str:
    def name(found: re.Match[str]) -> str:
        if found[1] in EVERYBODY:
            return f"<!{found[1]}>"
        other = _named(ws, found[1])
        label = f"|{other.name}" if other and labels else ""
        return f"<@{other.id}{label}>" if other else found[0]

    def channel(found: re.Match[str]) -> str:
        place = next((place for place in ws.conversations if place.name == found[1]), None)
        return f"<#{place.id}|{place.name}>" if place and may_see(place, person) else found[0]

    def known(found: re.Match[str]) -> str:
        return f"<@{found[1]}>" if ws.people.get(found[1]) else found[0]

    return CHANNEL.sub(channel, NAME.sub(name, MENTION.sub(known, text)))


def mentioned(ws: Workspace, text: str) -> list[Person]:
    """The people that were named with an at sign, in order, each once."""
    handles = re.findall(r"@([\w.-]*\w)", text)
    found = [person for handle in handles if (person := _named(ws, handle))]
    return list({person.id: person for person in found}.values())


def _named(ws: Workspace, handle: str) -> Person | None:
    return next((person for person in ws.people if handle.lower() in (person.name, person.id.lower())), None)
