"""Who of those who take part is in the channel, between two rounds: as the platform tells it, or says when asked."""

import asyncio

import structlog

from bot.clock import Clock
from bot.platforms import NotSent, Platform, Refused, Uncertain
from bot.requests import Inside
from rituals.records import Profile
from storage import Store

log = structlog.get_logger()

PATIENCE = 1.0
"""Seconds that somebody who presses a button waits for this."""


class Membership:
    """Keeps what the database knows of it; a round reads all of it anew, so what is missed here is mended there."""

    def __init__(self, store: Store, platform: Platform, clock: Clock, patience: float = PATIENCE) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock
        self._patience = patience

    async def ask(self, workspace: str, channel: str, person: str) -> Inside:
        """One question to the platform, and not for long."""
        try:
            channels = await asyncio.wait_for(self._platform.channels(workspace, person), self._patience)
        except (NotSent, Refused, Uncertain, TimeoutError) as error:
            log.info("membership_unknown", why=getattr(error, "why", type(error).__name__))
            return Inside.UNKNOWN
        return Inside.YES if channel in channels else Inside.NO

    async def moved(self, workspace: str, channel: str, person: str, *, here: bool) -> None:
        """They came into the channel, or are not in it any more."""
        await asyncio.to_thread(self._save, workspace, channel, person, here)

    async def changed(self, workspace: str, profile: Profile, was: Profile | None) -> None:
        """Whoever is gone was taken out of every channel, without a word; whoever is back may be in some again."""
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
        with self._store.begin() as books:
            books.circles.seen(workspace, channel, person, here, self._clock.now())

    def _save_all(self, workspace: str, person: str, channels: frozenset[str]) -> None:
        with self._store.begin() as books:
            for circle in books.circles.of_person(workspace, person):
                here = circle.channel in channels
                books.circles.seen(workspace, circle.channel, person, here, self._clock.now())
