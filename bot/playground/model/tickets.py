"""Things that live for a short real time: triggers, response addresses, connection tickets."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.model.errors import SlackError

Monotonic = Callable[[], float]

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5
LINK_SECONDS = 30.0
KEPT = 2000


@dataclass(slots=True)
class Trigger:
    """Permission to open a dialog for the person who just did something."""

    person: str
    view_id: str | None
    dies: float
    place: str | None = None
    used: bool = False


class Triggers:
    """Valid for three seconds of real time, and once."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._issued: dict[str, Trigger] = {}

    def issue(self, person: str, view_id: str | None = None, place: str | None = None) -> str:
        """A new trigger for what that person just did, perhaps inside a view or a conversation."""
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        _make_room(self._issued)
        self._issued[trigger_id] = Trigger(person, view_id, self._monotonic() + TRIGGER_SECONDS, place)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """The trigger, used up."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._monotonic() > trigger.dies:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(slots=True)
class ResponseUrl:
    """Where the app may answer what a person did in a conversation."""

    person: str
    conversation: str
    message_ts: str | None
    dies: float
    uses: int = 0


class ResponseUrls:
    """Valid for thirty minutes of real time, and five times."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, person: str, conversation: str, message_ts: str | None = None) -> str:
        """The unguessable last part of a new address."""
        secret = secrets.token_urlsafe(24)
        _make_room(self._issued)
        dies = self._monotonic() + RESPONSE_SECONDS
        self._issued[secret] = ResponseUrl(person, conversation, message_ts, dies)
        return secret

    def use(self, secret: str) -> ResponseUrl:
        """The address, one use poorer."""
        found = self._issued.get(secret)
        if found is None or self._monotonic() > found.dies:
            raise SlackError("expired_url")
        if found.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        found.uses += 1
        return found


class Tickets:
    """Permission to open one socket, soon."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._issued: dict[str, float] = {}

    def issue(self) -> str:
        """A new ticket."""
        ticket = secrets.token_urlsafe(24)
        _make_room(self._issued)
        self._issued[ticket] = self._monotonic() + LINK_SECONDS
        return ticket

    def take(self, ticket: str) -> bool:
        """Whether it was good; it is not good again."""
        return self._monotonic() <= self._issued.pop(ticket, float("-inf"))


def _make_room(issued: dict[str, Any]) -> None:
    """Forget the oldest, so that nothing grows for ever."""
    while len(issued) >= KEPT:
        del issued[next(iter(issued))]
