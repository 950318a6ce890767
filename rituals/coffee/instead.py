"""What somebody reads, alone, for whom there is no coffee this time."""

from rituals.cards import Button, Buttons, Card, Channel, Note, Paragraph, say


def nobody_this_time() -> Card:
    return say(
        "There was nobody to introduce you to this time, and that's no reflection on you. "
        "You have first place in the next round."
    )


def nobody_new(channel: str) -> Card:
    return say(
        "There was nobody new for you in ",
        Channel(channel),
        " this time: I've introduced you to everyone who was free elsewhere this week. "
        "You have first place in the next round.",
    )


def nobody_on_your_site() -> Card:
    return say(
        "There was nobody to introduce you to on your own site this time, and that's no reflection on you. "
        "You have first place in the next round. To meet people of any site, type /kind coffee about me."
    )


def dropped_out() -> Card:
    return say(
        "The person you'd have met can't take part just now, so there's no coffee for you this round. "
        "You have first place in the next one."
    )


def not_introduced(why: str) -> Card:
    """To each of a group whose invitation was refused, with the reason."""
    words = " ".join(filter(None, ("I meant to introduce you to someone today, and it didn't work.", why)))
    return Card(
        "I couldn't introduce you today.",
        (
            Paragraph((f"{words} You have first place in the next round.",)),
            Buttons((Button("Try again", "retry", style="primary"),)),
            Note(("Or type /kind coffee retry.",)),
        ),
    )


def retrying() -> Card:
    return say("I'm trying again now. If it doesn't work, I'll tell you.")


def nothing_to_retry() -> Card:
    return say("There's nothing left to try here. The next round is a fresh start.")
