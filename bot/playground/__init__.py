"""A Slack-compatible workspace on this machine: for trying, developing and testing.

workspace = make_company(clock=MovableClock(), app=App(commands=[Command("/kind", "Kind rituals")]))
playground = Playground(workspace, port=8765)
await playground.start()
"""

from bot.playground.acts.actions import Actions
from bot.playground.acts.queries import Queries, labelled
from bot.playground.model.app import App, Command, Shortcut, app_from
from bot.playground.model.company import make_company
from bot.playground.model.errors import NotAnswered, PageError, SlackError
from bot.playground.model.messages import Message
from bot.playground.model.people import Person
from bot.playground.model.views import View
from bot.playground.model.workspace import Workspace
from bot.playground.server import Playground

__all__ = [
    "Actions",
    "App",
    "Command",
    "Message",
    "NotAnswered",
    "PageError",
    "Person",
    "Playground",
    "Queries",
    "Shortcut",
    "SlackError",
    "View",
    "Workspace",
    "app_from",
    "labelled",
    "make_company",
]
