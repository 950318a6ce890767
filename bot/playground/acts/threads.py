"""What people do in threads."""

from bot.playground.acts.base import Acting
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import PageError
from bot.playground.model.messages import Message


class ThreadActions(Acting):
    """Answering one message beside the conversation."""

    def root(self, place: Conversation, ts: str) -> Message:
        """The first message of the thread that this message is in or begins; an ephemeral begins none."""
        message = self.ws.messages.kept(place.id, ts)
        if message.subtype and message.subtype != "thread_broadcast":
            raise PageError("Nobody can reply to that line.")
        if message.thread_ts and self.ws.messages.has(place.id, message.thread_ts):
            return self.ws.messages.kept(place.id, message.thread_ts)
        return message

    def check_text(self, text: str) -> None:
        """No command works in a thread, as in Slack."""
        if text.startswith("/"):
            raise PageError(f"{text.split()[0]} doesn't work in a thread. Use it in the conversation itself.")
