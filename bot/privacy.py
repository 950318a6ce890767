"""What anybody can ask about themselves: what is seen, what is held, and to be forgotten."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.requests import Request
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Confirm,
    Element,
    Heading,
    Note,
    Paragraph,
    Person,
    Span,
    Strong,
)
from rituals.dates import join_words
from storage import Books

FORGET = "forget"
FORGET_NOW = "forget me now"
PAGE = "privacy"
COMMANDS = (PAGE, "my data", "forget me", FORGET_NOW)
SHOWN = 40
"""So many introductions fit into one message; older ones are kept no differently."""


def asked_for(line: str) -> str:
    """Which of `COMMANDS` the plain words are, courtesies aside; nothing for none."""
    words = " ".join(word for word in line.split() if word not in ("please", "pls", "plz", "thanks"))
    return words if words in COMMANDS else ""


def answer(books: Books, request: Request, asked: str) -> Card:
    """The answer to one of `COMMANDS`, for the one who asks and about nobody else."""
    match asked:
        case "my data":
            return my_data(books.about(request.workspace, request.person))
        case "forget me":
            return really_forget()
        case _ if asked == FORGET_NOW:
            books.forget(request.workspace, request.person)
            return forgotten()
        case _:
            return what_is_seen()


def what_is_seen() -> Card:
    """Who can see what, for `/kind privacy`."""
    rows = (
        (
            "What I can see",
            "your name, job title and time zone, and what you say to me. I cannot read messages.",
        ),
        (
            "What you say about yourself",
            "a team, a site, hours: I use it to introduce you, and nobody can look it up. Somebody you meet may hear "
            "what you have in common. It goes when you leave.",
        ),
        ("What reactions tell me", "that somebody reacted to a message of mine. I keep nobody's name."),
        (
            "What may reach you unasked",
            "a colleague's kind word, where a channel has them. One tap ends that everywhere: “No more kind words”, on "
            "the word or on my Home tab.",
        ),
        (
            "Who can see who wrote an anonymous kind word",
            "not the person who gets it, and not champions. Whoever runs my database could, for 30 days, and so could "
            "whoever reads a backup made in that time. Where one wasn't welcome, they could still work out between "
            "whom.",
        ),
        ("What champions can see", "how many people take part: a number, and no names."),
        (
            "What your group can see",
            "the invitation you share, and whether it's off this week. It never says who called it off, though in a "
            "pair the other person can tell. What you answer to “Did you meet?” is told to nobody.",
        ),
        (
            "What IT can see",
            "the database, if they run it: who takes part, who was introduced and what they answered, what you said "
            "about yourself, and who sent whom a kind word, for 30 days.",
        ),
        ("What you can do", "see it all with /kind my data, and be forgotten with /kind forget me."),
    )
    body = tuple(Paragraph((Strong(f"{who}: "), what)) for who, what in rows)
    return Card("Who can see what", (Heading("Who can see what"), *body))


def my_data(held: Mapping[str, Any]) -> Card:
    """Everything that is held about one person, in words."""
    return Card("What I hold about you", (Heading("What I hold about you"), *_held(held), _only_you()))


def really_forget() -> Card:
    """Asked before, for it cannot be undone."""
    confirm = Confirm("Be forgotten?", "You leave everything, and it cannot be undone.", "Forget me", "Keep it")
    return Card(
        "Shall I forget you?",
        (
            Paragraph(("I'll forget your name, what you take part in, your answers, and who you met.",)),
            Buttons((Button("Forget me", FORGET, style="danger", confirm=confirm),)),
            Note(("Or type /kind forget me now.",)),
        ),
    )


def forgotten() -> Card:
    words = "It's done. I know nothing about you any more. You're welcome back any time."
    return Card(words, (Paragraph((words,)),))


def _held(held: Mapping[str, Any]) -> Iterator[Element]:
    if profile := held.get("profile"):
        known = [str(profile[part]) for part in ("name", "title", "zone") if profile.get(part)]
        yield Paragraph((Strong("From the directory: "), "; ".join(known), "."))
    for circle in held["circles"]:
        role = _role(circle)
        yield Paragraph((Strong(f"{circle['ritual'].capitalize()} in "), Channel(circle["channel"]), f": {role}."))
        if about := (circle["takes_part"] or {}).get("about"):
            yield Note((f"What you said about yourself: {_values(about)}.",))
    for one in held["introductions"][-SHOWN:]:
        yield Note(_introduction(one))
    for entry in held["entries"][-SHOWN:]:
        yield Note((f"{entry['created'][:10]}, {entry['kind']}: {_values(entry['data'])}.",))
    if not held["circles"] and not held["introductions"] and not held["entries"]:
        yield Paragraph(("You take part in nothing, and you have been introduced to nobody.",))


def _values(data: Mapping[str, Any]) -> str:
    """What was added, by name; empty parts are left out."""
    return "; ".join(f"{name} {_shown(value)}" for name, value in data.items() if value not in ("", None, [], {}))


def _shown(value: object) -> object:
    """A list of words and a yes as people write them."""
    if value is True:
        return "yes"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return join_words(value)
    return value


def _role(circle: Mapping[str, Any]) -> str:
    roles = ["you take part"] if circle["takes_part"] else []
    return join_words([*roles, *(["you are a champion"] if circle["is_champion"] else [])])


def _introduction(one: Mapping[str, Any]) -> tuple[Span, ...]:
    words: list[Span] = [f"{one['on']}: introduced to "]
    for position, other in enumerate(one["with"]):
        words += [", ", Person(other)] if position else [Person(other)]
    answers = join_words([str(answer) for answer in one["answers"].values()])
    return (*words, f". Your answer: {answers}." if answers else ".")


def _only_you() -> Element:
    return Note(("Only you can see this. To be forgotten, type /kind forget me.",))
