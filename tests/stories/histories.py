"""Made-up weeks of a circle: people come and go, its champion changes things, Slack fails, the bot is away.

What each was told meanwhile of a coffee to come is held against what came.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground import Message
from bot.playground.blockkit.blocktext import buttons_of
from bot.testing import LONDON, Stage
from rituals.dates import read_moment
from tests.stories.company import BOT, CHAMPION, EVERYBODY, forges_a_click, start_coffee

PEOPLE = EVERYBODY[:5]
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
NEXT = re.compile(r"Your next coffee: \*(.+?)\*")
QUESTION = "Did you meet"


@dataclass(frozen=True)
class Promise:
    """Somebody was told, then, of a coffee to come."""

    handle: str
    told: datetime
    coffee: datetime


@dataclass
class History:
    """A circle in #coffee, and what happened to it so far."""

    stage: Stage
    promises: list[Promise] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    unheard: set[str] = field(default_factory=set)
    """Who was taken out of the channel without the bot's hearing of it, or joined while Slack would not say."""
    slack_may_not_say: bool = False
    guests: set[str] = field(default_factory=set)
    guests_welcome: bool = False

    def __post_init__(self) -> None:
        start_coffee(self.stage)

    @property
    def now(self) -> datetime:
        return self.stage.workspace.clock.now()

    def goes_on(self, what: object, *how: object) -> None:
        """One step; whoever is not at work does nothing."""
        if how and how[0] in PEOPLE and what != "is_back_at_work" and not self._is_at_work(str(how[0])):
            return
        getattr(self, str(what))(*how)

    # what people do

    def joins(self, handle: str) -> None:
        if self._is_inside(handle):
            self._says(handle, "join", "#coffee")
        elif welcome := self._welcome():
            if self.slack_may_not_say:
                self.unheard.add(handle)
            self._hears(handle, forges_a_click(self.stage.person(handle), welcome, "Join")[-1])

    def decides(self, handle: str, verb: str) -> None:
        """To skip, pause or leave: what they were told of before is off, as they wish."""
        self.promises = [one for one in self.promises if one.handle != handle or one.coffee + A_DAY < self.now]
        self._says(handle, verb, BOT)

    def resumes(self, handle: str) -> None:
        self._says(handle, "resume", BOT)

    def looks(self, handle: str) -> None:
        self._says(handle, "status", BOT)
        self._hears(handle, self.stage.person(handle).opens_home())

    def comes_in(self, handle: str) -> None:
        self.unheard.discard(handle)
        if not self._is_inside(handle):
            self.stage.does(self.stage.actions.join(handle, "#coffee"))

    def goes_out(self, handle: str, heard: bool) -> None:
        if not self._is_inside(handle):
            return
        if heard:
            self.stage.does(self.stage.actions.leave(handle, "#coffee"))
        else:
            self.unheard.add(handle)
            del self._members()[self.stage.person(handle).id]

    def becomes(self, handle: str, guest: bool) -> None:
        self.stage.does(self.stage.actions.change(handle, is_guest=guest))
        self.guests = self.guests | {handle} if guest else self.guests - {handle}

    def is_away_from_work(self, handle: str) -> None:
        """Deactivated: nobody is there to be told."""
        self.promises = [one for one in self.promises if one.handle != handle]
        self.stage.does(self.stage.actions.deactivate(handle))

    def is_back_at_work(self, handle: str) -> None:
        self.stage.does(self.stage.actions.change(handle, deleted=False))

    # what its champion does

    def settles(self, field: str, answer: object) -> None:
        una = self.stage.person(CHAMPION)
        una.types("/kind coffee settings")
        if una.has_form:
            una.submits(**{field: answer})
            self.guests_welcome = answer == "yes" if field == "guests" else self.guests_welcome

    def introduces_now(self) -> None:
        self.stage.person(CHAMPION).types("/kind coffee introduce now")

    # what happens to the bot

    def time_goes_by(self, words: str) -> None:
        """A bell rings at least every few hours, and soon after whatever is due."""
        end = read_moment(words, self.now, LONDON) + timedelta(minutes=10)
        while self.now < end:
            self.stage.clock_to(f"+{min(360, -(-(end - self.now) // timedelta(minutes=1)))} minutes")

    def is_down(self, days: int) -> None:
        since = self.now
        self.stage.restarts(down_until=f"+{days} days")
        self.down.append((since, self.now))

    def slack_fails(self, method: str, how: Mapping[str, Any]) -> None:
        self.slack_may_not_say |= method == "users.conversations"
        self.stage.workspace.faults.next(method, **how)

    # what is to be true

    def check_that_all_say_the_same(self) -> None:
        """As many as are told of a coffee would be introduced in it."""
        told = sum(self._says(handle, "status", BOT) for handle in PEOPLE if self._is_at_work(handle))
        with self.stage.bot.store.begin() as tx:
            (circle,) = tx.circles.running(self.stage.workspace.team_id)
            if circle.next_due:
                assert told == len(circle.participants(circle.next_due.astimezone(circle.zone).date()))

    def check_that_promises_are_kept(self) -> None:
        """Everybody who was told of a coffee has had a word since then, within a day of it."""
        last = max((self._deadline(one) for one in self.promises), default=self.now)
        while self.now <= last:
            self.time_goes_by("+8 hours")
        broken = [one for one in self.promises if not self._is_kept(one)]
        assert not broken, broken

    def _is_kept(self, one: Promise) -> bool:
        return any(one.told <= at <= self._deadline(one) for at in self._words_to(one.handle))

    def _deadline(self, one: Promise) -> datetime:
        """While the bot is down it can say nothing; it does so when it is back."""
        late = [back for since, back in self.down if since <= one.coffee + A_DAY and back > one.coffee]
        return max(one.coffee + A_DAY, *(back for back in late), one.coffee) + AN_HOUR

    def _words_to(self, handle: str) -> list[datetime]:
        """When the bot told them something by itself, except for asking whether they met."""
        actor = self.stage.person(handle)
        said = [message for place in actor.private_places() for message in actor.messages(place)]
        ours = [message for message in said if not message.only_for and QUESTION not in self.stage.words(message)]
        return [datetime.fromtimestamp(float(message.ts), self.now.tzinfo) for message in ours]

    # parts

    def _says(self, handle: str, verb: str, where: str) -> bool:
        return self._hears(handle, self.stage.person(handle).types(f"/kind coffee {verb}", where))

    def _hears(self, handle: str, words: str) -> bool:
        """Whether they were told of a coffee, which then is a promise."""
        found = NEXT.search(words)
        if not found:
            return False
        assert self._is_inside(handle) or handle in self.unheard, f"{handle} is outside: {words}"
        assert self.guests_welcome or handle not in self.guests, f"{handle} is a guest: {words}"
        zone = ZoneInfo(self.stage.workspace.person(handle).tz)
        self.promises.append(Promise(handle, self.now, read_moment(found[1], self.now - AN_HOUR, zone)))
        return True

    def _members(self) -> dict[str, None]:
        return self.stage.workspace.conversation("#coffee").members

    def _is_inside(self, handle: str) -> bool:
        return self.stage.person(handle).id in self._members()

    def _is_at_work(self, handle: str) -> bool:
        return not self.stage.workspace.person(handle).deleted

    def _welcome(self) -> Message | None:
        seen = self.stage.person(CHAMPION).messages("#coffee")
        return next((one for one in seen if any(name == "Join" for *_, name in buttons_of(one.blocks or []))), None)
