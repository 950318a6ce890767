"""Looking at the workspace with one person's eyes."""

from typing import Any

from bot.playground.acts.base import Where, Who
from bot.playground.blockkit.states import elements_of, options_of
from bot.playground.model.conversations import Conversation
from bot.playground.model.files import File
from bot.playground.model.messages import Message
from bot.playground.model.views import View
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]


class Queries:
    """What somebody sees; nothing here changes anything."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws

    def messages(self, who: Who, where: Where) -> list[Message]:
        """What that person sees in a conversation, oldest first, ephemerals for them included."""
        return self.ws.messages.visible(self.ws.conversation(where).id, self.ws.person(who).id)

    def direct(self, who: Who) -> Conversation:
        """The bot's direct conversation with that person."""
        return self.ws.direct(self.ws.bot, who)

    def from_bot(self, who: Who) -> list[Message]:
        """What the bot told that person directly, oldest first."""
        said = self.messages(who, self.direct(who))
        return [message for message in said if message.user == self.ws.bot.id]

    def groups(self, who: Who) -> list[Conversation]:
        """The group conversations that person is in, oldest first."""
        return [place for place in self.ws.conversations.of(self.ws.person(who).id) if place.kind == "mpim"]

    def everything(self, who: Who) -> list[Message]:
        """Every message that person sees anywhere they are a member, oldest first."""
        person = self.ws.person(who)
        seen = [self.ws.messages.visible(place.id, person.id) for place in self.ws.conversations.of(person.id)]
        return sorted((message for said in seen for message in said), key=lambda message: message.ts)

    def files(self, message: Message) -> list[File]:
        """The files that came with a message."""
        return [self.ws.files.get(file_id) for file_id in message.files]

    def top_view(self, who: Who) -> View | None:
        """The form that is open on top."""
        stack = self.ws.views.stack(self.ws.person(who).id)
        return stack[-1] if stack else None

    def home(self, who: Who) -> View | None:
        """The Home tab as it was last published."""
        return self.ws.views.home(self.ws.person(who).id)


def labelled(blocks: list[Json], label: str) -> tuple[str, str, Any] | None:
    """The element with that label or action_id: block_id, action_id, and the choice if it is an option."""
    for block, element in elements_of(blocks):
        name = block["block_id"], element["action_id"]
        words = [element.get("text"), element.get("placeholder"), block.get("label")]
        if label == element["action_id"] or label in [text["text"] for text in words if text]:
            return *name, None
        for option in options_of(element):
            if option["text"]["text"] == label:
                return *name, option["value"]
    return None
