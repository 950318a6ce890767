"""What the bot needs of a chat platform. An adapter keeps these promises; rituals never know which one it is.

| operation | Slack | Teams |
| --- | --- | --- |
| `tell` | a direct message | a one-to-one card, where the app is installed |
| `conversation`, `say` | one conversation for several people | a card to each, with chat and meeting links |
| `say`, `update` | a message, edited later | an activity, replaced whole |
| replies | ephemeral | the invoke's answer, or a one-to-one card |
| forms | a modal, from a command or a button | a dialog, from a card's button only |
| `show_home` | the App Home tab | a menu card |
"""

from bot.platforms.failures import (
    LIMITED,
    BrokenOff,
    CannotStart,
    Cause,
    NotSent,
    Refused,
    ShutOut,
    SomebodyGone,
    Uncertain,
)
from bot.platforms.messages import File, Message, Page, Reference
from bot.platforms.outgoing import Platform, Presence, Reads

__all__ = [
    "LIMITED",
    "BrokenOff",
    "CannotStart",
    "Cause",
    "File",
    "Message",
    "NotSent",
    "Page",
    "Platform",
    "Presence",
    "Reads",
    "Reference",
    "Refused",
    "ShutOut",
    "SomebodyGone",
    "Uncertain",
]
