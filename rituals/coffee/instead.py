"""What somebody reads, alone, for whom there is no coffee this time."""

from rituals.cards import Button, Buttons, Card, Channel, Command, Note, Paragraph, Text, say


def left_over(channel: str, *, own_site: bool = False) -> Card:
    """The same words whatever the reason is, for it may be somebody else's; `own_site` is their own wish."""
    wish: Text = (
        " You asked to meet only people of your own site. To change that, type ",
        Command("coffee about me"),
        ".",
    )
    return say(
        "There was nobody to introduce you to in ",
        Channel(channel),
        " this time. It happens: we were an odd number, someone was away, or I'd just introduced you elsewhere. "
        "You have first place in the next round.",
        *(wish if own_site else ()),
    )


def not_introduced(why: str) -> Card:
    """To each of a group whose invitation was refused, with the reason."""
    words = " ".join(filter(None, ("I meant to introduce you to someone today, and it didn't work.", why)))
    told = f"{words} You have first place in the next round."
    return Card(
        told,
        (
            Paragraph((told,)),
            Buttons((Button("Try again", "retry", style="primary"),)),
            Note(("Or type ", Command("coffee retry"), ".")),
        ),
    )


def retrying() -> Card:
    return say("I'm trying again now. If it doesn't work, I'll tell you.")


def nothing_to_retry() -> Card:
    return say("There's nothing left to try here. The next round is a fresh start.")
