"""What kindness looks like, without any I/O: the names a ritual needs."""

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Command,
    Heading,
    HowToInvite,
    Link,
    Note,
    Paragraph,
    Person,
    Quote,
    Strong,
    say,
)
from rituals.circle import Circle
from rituals.effects import Introduce, Later, Nudge, OpenForm, Post, Reply, Tell, Update
from rituals.forms import Form
from rituals.kept import UNTIL_REMOVED, Kept
from rituals.ritual import Ritual
from rituals.settings import Settings, setting

__all__ = [
    "UNTIL_REMOVED",
    "Button",
    "Buttons",
    "Card",
    "Channel",
    "Circle",
    "Command",
    "Form",
    "Heading",
    "HowToInvite",
    "Introduce",
    "Kept",
    "Later",
    "Link",
    "Note",
    "Nudge",
    "OpenForm",
    "Paragraph",
    "Person",
    "Post",
    "Quote",
    "Reply",
    "Ritual",
    "Settings",
    "Strong",
    "Tell",
    "Update",
    "say",
    "setting",
]
