"""The local workspace: everything it knows, in memory, without any input or output."""

import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.clock import Clock, MovableClock
from bot.playground.model.app import App, Command, letters
from bot.playground.model.conversations import Conversation, Conversations, Kind, group_name
from bot.playground.model.errors import SlackError
from bot.playground.model.events import may_hear
from bot.playground.model.faults import Faults
from bot.playground.model.feed import Feed
from bot.playground.model.files import Files
from bot.playground.model.installation import Installation
from bot.playground.model.messages import Messages, Stamps
from bot.playground.model.people import People, Person
from bot.playground.model.protocol_log import ProtocolLog
from bot.playground.model.rates import Rates
from bot.playground.model.scheduled import ScheduledMessages
from bot.playground.model.tickets import Monotonic, ResponseUrls, Triggers
from bot.playground.model.views import Views

FIRST_TEAM = "T0WEXCOMBE"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ClockHook = Callable[[datetime], Awaitable[None]]
ReadMoment = Callable[[str, datetime, str], datetime]
"""What somebody typed, now, and the name of their zone, as a moment to come. Raises ValueError with a kind sentence."""


def in_digits(text: str, _now: datetime, _zone: str) -> datetime:
    """“2026-11-30T10:00+00:00”; whoever starts the workspace may know more."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise ValueError("Type a moment like 2026-11-30T10:00+00:00.") from None


class Workspace:
    """One Slack-compatible workspace with one app, installed or not yet; `installed` ones have a token at once."""

    def __init__(
        self,
        *,
        app: App | None = None,
        name: str = "St Brigid's & Wexcombe",
        domain: str = "stbrigids-wexcombe",
        team_id: str = FIRST_TEAM,
        clock: Clock | None = None,
        monotonic: Monotonic = time.monotonic,
        rate_limits: bool = True,
        installed: bool = True,
        enterprise_id: str = "",
    ) -> None:
        self.name, self.domain = name, domain
        self.enterprise_id = enterprise_id
        """The organisation that this is one workspace of, if there is one."""
        self.url = self.base = f"https://{domain}.slack.com/"
        self.team_id = team_id
        self.life = secrets.token_hex(8)
        """Another one each time the workspace is made: what a browser remembers of an earlier one is not true here."""
        self.app = app or App(monotonic=monotonic)
        self.clock: Clock = clock or MovableClock()
        self.on_clock: ClockHook | None = None
        self.read_moment: ReadMoment = in_digits
        self.scopes = self.app.scopes if installed else frozenset()
        self.installation = Installation(team_id, installed)
        self.mark = "" if team_id == FIRST_TEAM else letters(domain)
        """What makes this workspace's ids different from those of the others."""
        self.people, self.conversations, self.messages = People(), Conversations(), Messages()
        self.files, self.views, self.faults, self.feed = Files(), Views(), Faults(), Feed()
        self.stamps, self.scheduled = Stamps(self.clock), ScheduledMessages()
        self.rates = Rates(monotonic, rate_limits)
        self.edit_window: timedelta | None = None
        self.protocol = ProtocolLog(self.clock)
        self.triggers, self.response_urls = Triggers(monotonic), ResponseUrls(monotonic)
        self.app_listener: Callable[[dict[str, Any]], None] | None = None
        self._counter = 0
        self.bot = self._bot_user()
        if installed:
            self.people.add(self.bot)

    def _bot_user(self) -> Person:
        return Person(
            id=f"U0{letters(self.app.name)}{self.mark}",
            name=letters(self.app.name).lower(),
            real_name=self.app.name,
            title="A small kindness, now and then" if self.app.name == "Kindling" else "",
            hue=24,
            is_bot=True,
            bot_id=f"B0{letters(self.app.name)}{self.mark}",
            app_id=self.app.id,
        )

    def new_id(self, prefix: str) -> str:
        """An id of Slack's form that was never used before."""
        self._counter += 1
        number, digits = self._counter, ""
        while number:
            number, rest = divmod(number, len(DIGITS))
            digits = DIGITS[rest] + digits
        return f"{prefix}0{self.mark}{digits.rjust(8, '0')}"

    @property
    def installed(self) -> bool:
        """Whether the app is in this workspace."""
        return self.installation.active

    @property
    def bot_token(self) -> str:
        """The app's newest token here, empty without one."""
        return self.installation.token

    @property
    def commands(self) -> dict[str, Command]:
        """The slash commands that people can use here."""
        return self.app.commands if self.installed else {}

    @property
    def path(self) -> str:
        """Where its page stands on the server, with a slash at its end."""
        return urlsplit(self.url).path

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
        if self.app_listener and self.installed and may_hear(self.app.events, self.scopes, event):
            self.app_listener({"event_ts": self.stamps.next(), **event})
