"""Messages that are to be said later: what waits, for when, and how many fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.model.errors import SlackError
from bot.playground.model.messages import Said

SOURCE = "https://docs.slack.dev/reference/methods/chat.scheduleMessage"
FURTHEST = 120 * 24 * 60 * 60
"""How many seconds ahead a message may be scheduled."""
WINDOW, MOST_IN_WINDOW = 5 * 60, 30
"""At most so many messages for one conversation within so many seconds."""
FIXED = 60
"""A message that is due within so many seconds can no longer be taken back."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One message, and the whole second at which it is to be said."""

    id: str
    conversation: str
    post_at: int
    created: int
    said: Said


class ScheduledMessages:
    """Everything that waits, the earliest first."""

    def __init__(self) -> None:
        self._waiting: dict[str, Scheduled] = {}
        self.watched = False

    def __iter__(self) -> Iterator[Scheduled]:
        return iter(sorted(self._waiting.values(), key=lambda waiting: (waiting.post_at, waiting.created, waiting.id)))

    def add(self, scheduled: Scheduled) -> Scheduled:
        """Keep it until its time; at most thirty for one conversation in any five minutes."""
        times = sorted([scheduled.post_at, *self._times(scheduled.conversation)])
        for place in range(len(times) - MOST_IN_WINDOW):
            if times[place + MOST_IN_WINDOW] - times[place] < WINDOW:
                raise SlackError("restricted_too_many")
        self._waiting[scheduled.id] = scheduled
        return scheduled

    def take_back(self, scheduled_id: str, conversation: str, now: int) -> None:
        """It will not be said, if there is time to stop it."""
        found = self._waiting.get(scheduled_id)
        if found is None or found.conversation != conversation or found.post_at - now <= FIXED:
            raise SlackError("invalid_scheduled_message_id")
        del self._waiting[scheduled_id]

    def first(self) -> Scheduled | None:
        """What is to be said next."""
        return next(iter(self), None)

    def take_due(self, now: float) -> Scheduled | None:
        """The earliest whose time has come; it waits no longer."""
        first = self.first()
        return self._waiting.pop(first.id) if first and first.post_at <= now else None

    def _times(self, conversation: str) -> list[int]:
        return [waiting.post_at for waiting in self._waiting.values() if waiting.conversation == conversation]


def check_time(post_at: int, now: float) -> int:
    """In the future, and at most 120 days ahead."""
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at - now > FURTHEST:
        raise SlackError("time_too_far")
    return post_at
