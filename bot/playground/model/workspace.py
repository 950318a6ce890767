"""The local workspace: everything it knows, in memory, without any input or output."""

import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock, MovableClock
from bot.playground.model.conversations import Conversation, Conversations, Kind, group_name
from bot.playground.model.errors import SlackError
from bot.playground.model.faults import Faults
from bot.playground.model.feed import Feed
from bot.playground.model.files import Files
from bot.playground.model.messages import Messages, Stamps
from bot.playground.model.people import APP_ID, People, Person
from bot.playground.model.scopes import DEFAULT_EVENTS, DEFAULT_SCOPES, EVENT_SCOPES
from bot.playground.model.tickets import Monotonic, ResponseUrls, Tickets, Triggers
from bot.playground.model.views import Views

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ClockHook = Callable[[datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the app, as its manifest declares it."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


class Workspace:
    """One Slack-compatible workspace with one app in it."""

    def __init__(
        self,
        *,
        name: str = "St Brigid's & Wexcombe",
        domain: str = "stbrigids-wexcombe",
        clock: Clock | None = None,
        monotonic: Monotonic = time.monotonic,
        scopes: Iterable[str] = DEFAULT_SCOPES,
        events: Iterable[str] = DEFAULT_EVENTS,
        commands: Sequence[Command] = (),
    ) -> None:
        self.name, self.domain = name, domain
        self.url = f"https://{domain}.slack.com/"
        self.team_id, self.app_id = "T0WEXCOMBE", APP_ID
        self.clock: Clock = clock or MovableClock()
        self.on_clock: ClockHook | None = None
        self.scopes, self.events = frozenset(scopes), frozenset(events)
        self.commands = {command.command: command for command in commands}
        self.people, self.conversations, self.messages = People(), Conversations(), Messages()
        self.files, self.views, self.faults, self.feed = Files(), Views(), Faults(), Feed()
        self.stamps = Stamps(self.clock)
        self.triggers, self.response_urls = Triggers(monotonic), ResponseUrls(monotonic)
        self.tickets = Tickets(monotonic)
        self.app_listener: Callable[[dict[str, Any]], None] | None = None
        self._counter = 0
        self._make_secrets()
        self.bot = self.people.add(self._bot_user())

    def _make_secrets(self) -> None:
        self.bot_token = f"xoxb-{self.team_id}-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{self.app_id}-{secrets.token_hex(16)}"
        self.signing_secret = secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)

    def _bot_user(self) -> Person:
        return Person(
            id="U0KINDLING",
            name="kindling",
            real_name="Kindling",
            title="A small kindness, now and then",
            hue=24,
            is_bot=True,
            bot_id="B0KINDLING",
            app_id=self.app_id,
        )

    def new_id(self, prefix: str) -> str:
        """An id of Slack's form that was never used before."""
        self._counter += 1
        number, digits = self._counter, ""
        while number:
            number, rest = divmod(number, len(DIGITS))
            digits = DIGITS[rest] + digits
        return f"{prefix}0{digits.rjust(8, '0')}"

    @property
    def now(self) -> int:
        """Whole seconds since 1970, by the workspace's clock."""
        return int(self.clock.now().timestamp())

    def person(self, who: str | Person) -> Person:
        """By id or handle."""
        return self.people.find(who)

    def conversation(self, which: str | Conversation) -> Conversation:
        """By id or channel name."""
        return self.conversations.find(which)

    def direct(self, one: str | Person, other: str | Person) -> Conversation:
        """The direct conversation of two people, opened if it never was."""
        return self.open([self.person(one).id, self.person(other).id])[0]

    def open(self, people: Sequence[str]) -> tuple[Conversation, bool]:
        """The one conversation of exactly these people, and whether it was there before."""
        unique = list(dict.fromkeys(people))
        found = self.conversations.between(unique)
        return (found, True) if found else (self._new_group(unique), False)

    def _new_group(self, people: list[str]) -> Conversation:
        kind: Kind = "im" if len(people) <= 2 else "mpim"
        handles = [self.people.find(person).name for person in people]
        place = Conversation(
            id=self.new_id("D" if kind == "im" else "C"),
            kind=kind,
            name="" if kind == "im" else group_name(handles),
            created=self.now,
            creator=people[0],
            members=dict.fromkeys(people),
        )
        return self.conversations.add(place)

    def require_scope(self, *needed: str) -> None:
        """The app holds one of these scopes."""
        if not self.scopes.intersection(needed):
            provided = ",".join(sorted(self.scopes))
            raise SlackError("missing_scope", needed=",".join(needed), provided=provided)

    def tell_app(self, event: dict[str, Any]) -> None:
        """Let the app know, if it asked for events of this type and may have them."""
        allowed = EVENT_SCOPES.get(event["type"], "") in ("", *self.scopes)
        if self.app_listener and allowed and event["type"] in self.events:
            self.app_listener({**event, "event_ts": self.stamps.next()})
