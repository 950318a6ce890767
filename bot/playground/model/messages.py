"""Messages, by conversation and time stamp."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Any

from bot.clock import Clock
from bot.playground.model.errors import SlackError

Blocks = list[dict[str, Any]]

REACTION = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
"""The name of an emoji, without its colons."""

STAMP = re.compile(r"[0-9]{1,12}\.[0-9]{1,6}")
"""What a message's time stamp looks like."""

MOST_EMOJI, MOST_EMOJI_OF_ONE = 50, 23
"""How many different emoji a message holds, and how many one person may put to it (Slack's help centre)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say, before it has a place and a time."""

    text: str
    blocks: Blocks | None = None
    attachments: list[dict[str, Any]] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    files: tuple[str, ...] = ()
    metadata: dict[str, Any] | None = None
    username: str | None = None
    icons: dict[str, str] | None = None


@dataclass(slots=True)
class Message:
    """Something said; `only_for` makes it an ephemeral that one person sees."""

    ts: str
    conversation: str
    user: str
    text: str
    blocks: Blocks | None = None
    attachments: list[dict[str, Any]] | None = None
    only_for: str | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: dict[str, Any] | None = None
    edited_ts: str | None = None
    edited_shown: bool = False
    by_bot: bool = False
    username: str | None = None
    icons: dict[str, str] | None = None
    chosen: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def seen_by(self, user_id: str) -> bool:
        """An ephemeral is seen by one person only."""
        return self.only_for in (None, user_id)


class Stamps:
    """Time stamps that follow the clock, strictly increase and never repeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self, second: int | None = None) -> str:
        """Seconds and six digits, as Slack writes them; `second` is when it was meant to be said, if not now."""
        moment = micros(self._clock.now()) if second is None else second * 1_000_000
        self._last = max(self._last + 1, moment)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970."""
    return round(moment.timestamp() * 1_000_000)


class Messages:
    """What was said, oldest first in every conversation."""

    def __init__(self) -> None:
        self._by_place: dict[str, dict[str, Message]] = {}
        self._replies: dict[tuple[str, str], list[Message]] = {}

    def add(self, message: Message) -> Message:
        """Time stamps only grow, so adding keeps the order."""
        self._by_place.setdefault(message.conversation, {})[message.ts] = message
        if message.thread_ts and message.thread_ts != message.ts:
            self._replies.setdefault((message.conversation, message.thread_ts), []).append(message)
        return message

    def get(self, conversation: str, ts: str) -> Message:
        """Ephemerals included."""
        try:
            return self._by_place[conversation][ts]
        except KeyError:
            raise SlackError("message_not_found") from None

    def kept(self, conversation: str, ts: str) -> Message:
        """A message the app can still reach: an ephemeral never is."""
        message = self.get(conversation, ts)
        if message.only_for is not None:
            raise SlackError("message_not_found")
        return message

    def remove(self, message: Message) -> None:
        """Gone for everybody."""
        self._by_place.get(message.conversation, {}).pop(message.ts, None)
        thread = self._replies.get((message.conversation, message.thread_ts or ""), [])
        thread[:] = [reply for reply in thread if reply is not message]

    def has(self, conversation: str, ts: str) -> bool:
        """Whether there is such a message."""
        return ts in self._by_place.get(conversation, {})

    def is_reply(self, message: Message) -> bool:
        """Whether it is read in a thread only: the thread's first message is still there."""
        root = message.thread_ts
        if not root or root == message.ts or message.subtype == "thread_broadcast":
            return False
        return self.has(message.conversation, root)

    def replies(self, conversation: str, ts: str) -> list[Message]:
        """What was said in the thread of that message, oldest first, ephemerals included."""
        return list(self._replies.get((conversation, ts), []))

    def newest_first(self, conversation: str, user_id: str) -> Iterator[Message]:
        """What that person sees, newest first."""
        return (said for said in reversed(self._by_place.get(conversation, {}).values()) if said.seen_by(user_id))

    def visible(self, conversation: str, user_id: str) -> list[Message]:
        """What that person sees, oldest first."""
        return [said for said in self._by_place.get(conversation, {}).values() if said.seen_by(user_id)]

    def last_ts(self, conversation: str, user_id: str) -> str | None:
        """The newest message that person sees."""
        said = reversed(self._by_place.get(conversation, {}).values())
        return next((message.ts for message in said if message.seen_by(user_id)), None)

    def unread(self, conversation: str, user_id: str, read: str) -> int:
        """How many that person has not seen; one's own words and arrivals do not count."""
        said = reversed(self._by_place.get(conversation, {}).values())
        newer = takewhile(lambda message: message.ts > read, said)
        return sum(1 for m in newer if m.seen_by(user_id) and m.user != user_id and m.subtype is None)
