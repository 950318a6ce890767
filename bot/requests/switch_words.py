"""The words about which rituals are on in a workspace."""

from collections.abc import Mapping

from rituals.cards import Card, Command, Heading, Note, Paragraph, Strong, Text, say


def rituals_here(rituals: Mapping[str, tuple[str, bool]], switches: Mapping[str, tuple[str, bool]]) -> Card:
    """Every installed ritual by name: its summary, and whether it is on here; and what else can be switched on."""
    rows = (
        Paragraph((Strong(name), f" ({'on' if is_on else 'off'}): {says}"))
        for name, (says, is_on) in (*rituals.items(), *switches.items())
    )
    how: Text = ("An admin of this workspace can switch one: ", Command("rituals on"), ", or off, and its name.")
    return Card("The rituals here", (Heading("The rituals here"), *rows, Note(how)))


def admins_only() -> Card:
    return say("Only an admin of this workspace can switch rituals on or off. Ask one of them, and they can.")


def not_installed() -> Card:
    return say("I know no ritual of that name. To see what there is, type ", Strong(Command("rituals")), ".")


def switched(says: str, name: str, *, is_on: bool) -> Card:
    words = f"That's {'on' if is_on else 'off'} now: “{says}” To change it, type "
    return say(words, Strong(Command(f"rituals {'off' if is_on else 'on'} {name}")), ".")


def ritual_on(ritual: str) -> Card:
    return say(
        f"{ritual.capitalize()} is on now. To set it up in a channel, type ", Strong(Command(f"start {ritual}")), "."
    )


def ritual_off(ritual: str) -> Card:
    return say(
        f"{ritual.capitalize()} is off now, and it starts nothing by itself. Nothing is lost: to have it back, type ",
        Strong(Command(f"rituals on {ritual}")),
        ".",
    )
