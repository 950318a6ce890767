"""What anybody can ask about themselves: what is seen, what is held, and to be forgotten."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.handlers.fairness import check_may_have_copy
from bot.my_data import words
from bot.my_data.forgetting import forget
from bot.my_data.letter import Letter
from bot.platforms.requests import Request
from rituals.cards import (
    Button,
    Buttons,
    Card,
    Command,
    Confirm,
    Heading,
    Note,
    Paragraph,
    Span,
    Strong,
)
from rituals.catalog import Catalog
from rituals.effects import Tell
from storage import COPY, Transaction

FORGET = "forget"
FORGET_NOW = "forget me now"
PAGE = "privacy"
COMMANDS = (PAGE, "my data", "forget me", FORGET_NOW)
_MORE = re.compile(r"my data (?:all(?: \d{1,6})?|copy|as files)")


def asked_for(line: str) -> str:
    """Which of `COMMANDS` the plain words are, or all the data or a copy of it, courtesies aside; nothing for none."""
    words = " ".join(word for word in line.split() if word not in ("please", "pls", "plz", "thanks"))
    return words if words in COMMANDS or _MORE.fullmatch(words) else ""


def answer(tx: Transaction, catalog: Catalog, request: Request, asked: str, now: datetime) -> Card:
    """The answer to what is asked, for the one who asks and about nobody else."""
    letter = Letter(tx, catalog, request.workspace, request.person, now)
    match asked.split():
        case ["my", "data"]:
            return letter.short()
        case ["my", "data", "all", *page]:
            return letter.page(int("".join(page) or "1"))
        case ["my", "data", *_]:
            return send_copy(tx, letter)
        case ["forget", "me"]:
            return really_forget()
        case _ if asked == FORGET_NOW:
            forget(tx, catalog, request.workspace, request.person, now)
            return forgotten(still_refuses=bool(tx.about(request.workspace, request.person, 0).refuses))
        case _:
            return what_is_seen(catalog)


def send_copy(tx: Transaction, letter: Letter) -> Card:
    """Both files are on their way, to nobody else. They are made when they are sent, and until then kept nowhere."""
    workspace, person, now = letter.workspace, letter.person, letter.now
    if letter.is_nothing:
        return words.nothing()
    check_may_have_copy(tx, workspace, person, now)
    tell = Tell(person, words.copy_here(), key=f"{COPY}{person}:{now.isoformat()}", asked_for=True)
    tx.outbox.put(workspace, None, tell, now)
    return words.copy_coming()


SEEN: Sequence[tuple[str, str]] = (
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
        "What colleagues keep",
        "a kind word that you signed may be kept by whoever got it, with your name. Only they can see that, and I "
        "don't tell you.",
    ),
    (
        "Who can see who wrote an anonymous kind word",
        "not the person who gets it, and not champions. Whoever runs my database could, for 30 days, and so could "
        "whoever reads a backup made in that time.",
    ),
    (
        "What champions can see",
        "how many people take part: a number, and no names. It goes up in fives, and below five it's only that.",
    ),
    (
        "What your group can see",
        "the invitation you share, and whether it's off this week. It never says who called it off, though in a "
        "pair the other person can tell. What you answer to “Did you meet?” is told to nobody.",
    ),
)
"""Who can see what, the same everywhere."""


IN_TABLES: Mapping[str, str] = {
    "people": "names, job titles and time zones",
    "participants": "who takes part in what, and what they say about themselves",
    "circle_champions": "who looks after it",
    "group_members": "who was introduced to whom",
    "groups": "what was suggested to them to talk about",
    "answers": "what each answered to “Did you meet?”",
    "entries": "what people add",
    "responses": "what others answer to it",
    "outbox": "to whom I said something and when, and what as long as it waits",
    "alarms": "when I'm to come back to it",
    "refusals": "who wants to hear nothing of what",
    "forgotten": "that somebody was forgotten, and not who",
    "tallies": "how much somebody, and not who, did in the last three days",
}
"""What whoever runs the database can read about people in each of its tables; the others are about nobody."""


def in_the_database() -> str:
    """All of it, in one sentence."""
    return (
        f"everything in the database and its backups, if they run it: {'; '.join(IN_TABLES.values())}. "
        "The log says what happened, without names and words."
    )


def what_is_seen(catalog: Catalog) -> Card:
    """Who can see what: also what each ritual that is installed says that it stores."""
    rows: tuple[tuple[Span, ...], ...] = (
        *SEEN,
        ("What IT can see", in_the_database()),
        *((f"Kept for {ritual.called}", ritual.stores) for ritual in catalog.rituals.values()),
        (
            "What you can do",
            "see it all with ",
            Command("my data"),
            ", have it as files with ",
            Command("my data copy"),
            ", and be forgotten with ",
            Command("forget me"),
            ".",
        ),
    )
    body = tuple(Paragraph((Strong(f"{who}: "), *what)) for who, *what in rows)
    return Card("Who can see what", (Heading("Who can see what"), *body))


def really_forget() -> Card:
    """Asked before, for it cannot be undone."""
    confirm = Confirm("Be forgotten?", "You leave everything, and it cannot be undone.", "Forget me", "Keep it")
    return Card(
        "Shall I forget you?",
        (
            Paragraph(
                (
                    "I'd delete your name, circles, answers and meetings, and what you added. A kind word that someone "
                    "chose to keep stays theirs, without your name.",
                )
            ),
            Buttons((Button("Forget me", FORGET, style="danger", confirm=confirm),)),
            Note(("Or type ", Command("forget me now"), ".")),
        ),
    )


def forgotten(*, still_refuses: bool = False) -> Card:
    kept = (
        " What you said no to still holds. For that I keep a scrambled mark, and nobody can read from it who you are."
    )
    words = (
        f"It's done. I know nothing about you any more.{kept if still_refuses else ''} You're welcome back any time."
    )
    return Card(words, (Paragraph((words,)),))
