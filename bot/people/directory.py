"""Keeps what the database knows of people as fresh as it has to be for what they do."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.platforms import LIMITED, NotSent, Platform, Refused
from rituals.records import Profile
from storage import Store, Transaction

log = structlog.get_logger()

FRESH_FOR = timedelta(hours=12)
SHORT = 1.0
"""Seconds that somebody who types can wait for the platform, besides all else that an answer takes."""


def unmet(tx: Transaction, workspace: str, people: set[str], now: datetime) -> set[str]:
    """Those of these people whose profiles are not there, or not fresh."""
    known = tx.people.known(workspace, people)
    return {person for person in people if person not in known or known[person][1] < now - FRESH_FOR}


class Directory:
    """Reads the platform, writes the database. Never inside a transaction."""

    def __init__(self, store: Store, platform: Platform, clock: Clock) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock

    async def learn(self, workspace: str, people: set[str], acts: str = "") -> tuple[Profile, ...]:
        """Read these people's profiles anew, for somebody waits. Kept are those of whoever `acts`, and of those who are
        known already. Whom the platform does not tell of stays as they were last known. Raises NotSent for somebody who
        was never heard of, if it may tell later."""
        read: list[Profile] = []
        for person in sorted(people):
            try:
                profile = await self._patiently(workspace, person)
            except Refused as error:
                log.warning("profile_refused", why=error.why)
            except NotSent as error:
                log.warning("profile_waits", why=error.why)
                if not await asyncio.to_thread(self._knows, workspace, person):
                    raise
            else:
                read += [profile] if profile else []
        await asyncio.to_thread(self._save, workspace, read, acts)
        return tuple(read)

    async def look(self, workspace: str, person: str) -> Profile | None:
        """Who somebody is, and nothing is kept of it; None if the platform does not tell."""
        try:
            return await self._read(workspace, person)
        except (NotSent, Refused) as error:
            log.info("profile_unknown", why=error.why)
            return None

    async def learned(self, workspace: str, profile: Profile) -> Profile | None:
        """The platform told us of a change; keep it if we know this person at all, and say who they were."""
        return await asyncio.to_thread(self._changed, workspace, profile)

    async def _patiently(self, workspace: str, person: str) -> Profile | None:
        """Once more after a pause, if it is a short one."""
        try:
            return await self._read(workspace, person)
        except NotSent as error:
            if error.wait is None or error.wait > SHORT:
                raise
            await asyncio.sleep(error.wait)
        return await self._read(workspace, person)

    async def _read(self, workspace: str, person: str) -> Profile | None:
        await asyncio.to_thread(self._pay, workspace)
        try:
            return await self._platform.profile(workspace, person)
        except NotSent as error:
            await asyncio.to_thread(hold, self._store, workspace, error)
            raise

    def _pay(self, workspace: str) -> None:
        method, rates = self._platform.reads.person, self._platform.reading_rates
        with self._store.begin() as tx:
            if not tx.paces.take(workspace, method, 1, rates, urgent=True):
                wait = tx.paces.seconds_until(workspace, method, 1, rates, urgent=True)
                raise NotSent(LIMITED, wait=wait, method=method)

    def _knows(self, workspace: str, person: str) -> bool:
        with self._store.begin() as tx:
            return bool(tx.people.known(workspace, {person}))

    def _save(self, workspace: str, profiles: Sequence[Profile], acts: str) -> None:
        with self._store.begin() as tx:
            known = tx.people.known(workspace, [profile.id for profile in profiles])
            ours = [profile for profile in profiles if profile.id == acts or profile.id in known]
            tx.people.save(workspace, ours, self._clock.now())

    def _changed(self, workspace: str, profile: Profile) -> Profile | None:
        with self._store.begin() as tx:
            if was := tx.people.get(workspace, profile.id):
                tx.people.save(workspace, (profile,), self._clock.now())
        return was


def hold(store: Store, workspace: str, error: NotSent) -> None:
    """The platform wants a pause of a method: for all workers."""
    if error.wait and error.method:
        with store.begin() as tx:
            tx.paces.hold(workspace, error.method, error.wait)
