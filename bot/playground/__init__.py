"""A Slack-compatible workspace on this machine: for trying, developing and testing.

workspace = make_company(clock=MovableClock(), commands=[Command("/kind", "Kind rituals")])
playground = Playground(workspace, port=8765)
await playground.start()
"""

from bot.playground.actions import Actions
from bot.playground.company import make_company
from bot.playground.errors import NotAnswered, PageError, SlackError
from bot.playground.messages import Message
from bot.playground.people import Person
from bot.playground.queries import Queries, labelled
from bot.playground.server import Playground
from bot.playground.views import View
from bot.playground.workspace import Command, Workspace

__all__ = [
    "Actions",
    "Command",
    "Message",
    "NotAnswered",
    "PageError",
    "Person",
    "Playground",
    "Queries",
    "SlackError",
    "View",
    "Workspace",
    "labelled",
    "make_company",
]
