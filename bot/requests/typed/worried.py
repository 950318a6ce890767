"""“Worried about someone?”: a page for whoever asks for it. It is part of no ritual, and always there."""

from bot.people.allowed import may_know
from bot.platforms.requests import CommandTyped
from rituals.cards import Card, Element, Heading, Note, Paragraph, Strong, Text
from rituals.helplines import UK_LINES
from storage import SqlCircle, Transaction

COMMAND = "worried"
HELP = "Worried about someone? Whom to call, and what one can say."


def answer(tx: Transaction, request: CommandTyped) -> Card:
    """The page, with the lines and the people that this channel's circle names, or the workspace's only such circle."""
    circle = _circle(tx, request)
    return page(getattr(circle.settings, "helplines", ""), circle.settings.contacts) if circle else page()


def page(helplines: str = "", contacts: str = "") -> Card:
    """Whom to call and what one can say; shown to whoever asks, and to nobody else."""
    return Card(
        "If you're worried about someone",
        (
            Heading("Worried about someone?"),
            Paragraph(("These lines are for you, too, if it's you who is having a hard time.",)),
            Paragraph((Strong("Whom to call"), f"\n{helplines or UK_LINES}")),
            *_near(contacts),
            Paragraph((Strong("Ask. "), "“You don't seem yourself. How are you, really?” Asking does no harm.")),
            Paragraph(
                (
                    "You can ask whether they are thinking about suicide, in those words. "
                    "It does not put the thought there, and it may be a relief.",
                )
            ),
            Paragraph((Strong("Listen. "), "You need no answers. Let them talk, and let it be quiet.")),
            Paragraph((Strong("Stay. "), "Stay with them, or in touch, until others can help. ", *_together())),
            Note(("Only you can see this. Nobody is told that you asked.",)),
        ),
    )


def _circle(tx: Transaction, request: CommandTyped) -> SqlCircle | None:
    """The circle whose settings name whom to call, of those that they may know of."""
    found = [one for one in tx.circles.running(request.workspace) if hasattr(one.settings, "contacts")]
    known = [one for one in found if may_know(one, request)]
    here = [one for one in known if one.channel == request.channel]
    return next(iter(here or (known if len(known) == 1 else ())), None)


def _near(contacts: str) -> tuple[Element, ...]:
    return (Paragraph((Strong("People near you"), f"\n{contacts}")),) if contacts else ()


def _together() -> Text:
    return ("You can make the call together.",)
