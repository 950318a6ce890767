"""Who is in which channel, between two rounds: as the platform tells it, or says when asked.

Of those who take part the database knows it. Of anybody else it is remembered for a minute, and nowhere but here.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

import structlog

from bot.clock import Clock
from bot.platforms import NotSent, Platform, Refused, Uncertain
from bot.platforms.requests import Whereabouts
from rituals.records import Profile
from storage import Store

log = structlog.get_logger()

PATIENCE = 1.0
"""Seconds that somebody who presses a button waits for this."""
REMEMBERED = 60.0
"""Seconds."""
JUST_NOW = 3.0
"""Seconds in which the platform is not asked about the same person again, whatever they press."""
MOST = 10_000
"""People about whom it is remembered."""


@dataclass(slots=True)
class _Seen:
    """In which channels somebody was, and when, by the steady clock; and when the platform was asked last."""

    channels: dict[str, float] = field(default_factory=dict)
    asked: float = -REMEMBERED

    def at(self, now: float) -> Whereabouts:
        lately = frozenset(channel for channel, at in self.channels.items() if now - at < REMEMBERED)
        return Whereabouts(lately, a_while_ago=now - self.asked > JUST_NOW)


class Membership:
    """Keeps what the database knows of it; a round reads all of it anew, so what is missed here is mended there."""

    def __init__(self, store: Store, platform: Platform, clock: Clock) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock
        self._seen: OrderedDict[tuple[str, str], _Seen] = OrderedDict()

    def known(self, workspace: str, person: str) -> Whereabouts | None:
        """What was heard of them lately."""
        seen = self._seen.get((workspace, person))
        return seen.at(self._clock.steady()) if seen else None

    def typed(self, workspace: str, channel: str, person: str) -> None:
        """They typed there, which nobody can who is not in it."""
        self._remembered(workspace, person).channels[channel] = self._clock.steady()

    async def ask(self, workspace: str, person: str) -> Whereabouts:
        """One question to the platform, and not for long."""
        try:
            channels = await asyncio.wait_for(self._platform.channels(workspace, person), PATIENCE)
        except (NotSent, Refused, Uncertain, TimeoutError) as error:
            log.info("membership_unknown", why=getattr(error, "why", type(error).__name__))
            return Whereabouts(None)
        now, seen = self._clock.steady(), self._remembered(workspace, person)
        seen.asked, seen.channels = now, dict.fromkeys(channels, now)
        return Whereabouts(channels)

    async def is_public(self, workspace: str, channel: str) -> bool:
        """Whether anybody may come in; true also if the platform does not say, for it is asked again before anything is
        sent."""
        try:
            return await asyncio.wait_for(self._platform.is_public(workspace, channel), PATIENCE)
        except (NotSent, Refused, Uncertain, TimeoutError) as error:
            log.info("channel_unknown", why=getattr(error, "why", type(error).__name__))
            return True

    def _remembered(self, workspace: str, person: str) -> "_Seen":
        seen = self._seen.setdefault((workspace, person), _Seen())
        self._seen.move_to_end((workspace, person))
        if len(self._seen) > MOST:
            self._seen.popitem(last=False)
        return seen

    async def moved(self, workspace: str, channel: str, person: str, *, here: bool) -> None:
        """They came into the channel, or are not in it any more."""
        self._seen.pop((workspace, person), None)
        await asyncio.to_thread(self._save, workspace, channel, person, here)

    async def changed(self, workspace: str, profile: Profile, was: Profile | None) -> None:
        """Whoever is gone was taken out of every channel, without a word; whoever is back may be in some again."""
        self._seen.pop((workspace, profile.id), None)
        if profile.is_gone:
            await self._moved_everywhere(workspace, profile.id, frozenset())
        elif was and was.is_gone:
            try:
                channels = await self._platform.channels(workspace, profile.id)
            except (NotSent, Refused, Uncertain) as error:
                log.info("membership_unknown", why=error.why)
                return
            await self._moved_everywhere(workspace, profile.id, channels)

    async def _moved_everywhere(self, workspace: str, person: str, channels: frozenset[str]) -> None:
        await asyncio.to_thread(self._save_all, workspace, person, channels)

    def _save(self, workspace: str, channel: str, person: str, here: bool) -> None:
        with self._store.begin() as tx:
            tx.circles.seen(workspace, channel, person, here, self._clock.now())

    def _save_all(self, workspace: str, person: str, channels: frozenset[str]) -> None:
        with self._store.begin() as tx:
            for circle in tx.circles.of_person(workspace, person):
                here = circle.channel in channels
                tx.circles.seen(workspace, circle.channel, person, here, self._clock.now())
