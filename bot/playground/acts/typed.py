"""What a person types, turned into Slack's text: escaped, with names and addresses linked."""

import re

from bot.playground.model.conversations import may_see
from bot.playground.model.people import Person
from bot.playground.model.workspace import Workspace

NAMED = re.compile(
    r"&lt;@(?P<person>[UW][A-Z0-9]+)(?:\|[^&|]*)?&gt;"
    r"|&lt;#(?P<channel>C[A-Z0-9]+)(?:\|[^&|]*)?&gt;"
    r"|(?<![\w@#&;/])@(?P<handle>[\w.-]*\w)"
    r"|(?<![\w@#&;/])#(?P<name>[\w-]+)"
)
"""A person or a channel, as Slack writes them or as people do; each is read once, so that nothing is linked twice."""
ADDRESS = re.compile(r"(?<![<|\w])https?://(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,;:!?)\"']")
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
    def link(found: re.Match[str]) -> str:
        if found["handle"] in EVERYBODY:
            return f"<!{found['handle']}>"
        if found["person"] or found["handle"]:
            other = ws.people.get(found["person"]) if found["person"] else _named(ws, found["handle"])
            return (f"<@{other.id}|{other.name}>" if labels else f"<@{other.id}>") if other else found[0]
        wanted = found["channel"] or found["name"]
        place = next((place for place in ws.conversations if wanted in (place.id, place.name)), None)
        return f"<#{place.id}|{place.name}>" if place and place.is_named and may_see(place, person) else found[0]

    return NAMED.sub(link, text)


def mentioned(ws: Workspace, text: str) -> list[Person]:
    """The people that were named with an at sign, in order, each once."""
    handles = re.findall(r"@([\w.-]*\w)", text)
    found = [person for handle in handles if (person := _named(ws, handle))]
    return list({person.id: person for person in found}.values())


def _named(ws: Workspace, handle: str) -> Person | None:
    return next((person for person in ws.people if handle.lower() in (person.name, person.id.lower())), None)
