"""Keeps what the database knows of people and channels as fresh as it has to be."""

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.platforms import Platform, Presence, Refused
from rituals.records import Profile
from storage import Books, Store

FRESH_FOR = timedelta(hours=12)


def unmet(books: Books, workspace: str, people: set[str], now: datetime) -> set[str]:
    """Those of these people whose profiles are not there, or not fresh."""
    known = books.people.known(workspace, people)
    return {person for person in people if person not in known or known[person][1] < now - FRESH_FOR}


class Directory:
    """Reads the platform, writes the database. Never inside a transaction."""

    def __init__(self, store: Store, platform: Platform, clock: Clock) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock

    async def learn(self, workspace: str, people: set[str]) -> None:
        """Read these people's profiles anew."""
        profiles = await self._platform.profiles(workspace, people)
        await asyncio.to_thread(self._save, workspace, profiles)

    async def learned(self, workspace: str, profile: Profile) -> None:
        """The platform told us of a change; keep it if we know this person at all."""
        await asyncio.to_thread(self._save_known, workspace, profile)

    async def refresh(self, workspace: str, circle_id: str) -> None:
        """Before a round: who of the participants is in the channel, and who they are now. All of it, or an error:
        Refused if the bot has lost the channel."""
        channel, people = await asyncio.to_thread(self._participants, workspace, circle_id)
        if not channel:
            return
        if await self._platform.presence(workspace, channel) is not Presence.HERE:
            raise Refused("the bot cannot speak in the channel")
        members = await self._platform.members(workspace, channel)
        profiles = await self._platform.profiles(workspace, people & members)
        await asyncio.to_thread(self._settle, workspace, circle_id, members, profiles)

    def _save(self, workspace: str, profiles: tuple[Profile, ...]) -> None:
        with self._store.begin() as books:
            books.people.save(workspace, profiles, self._clock.now())

    def _save_known(self, workspace: str, profile: Profile) -> None:
        with self._store.begin() as books:
            if books.people.known(workspace, {profile.id}):
                books.people.save(workspace, (profile,), self._clock.now())

    def _participants(self, workspace: str, circle_id: str) -> tuple[str, set[str]]:
        with self._store.begin() as books:
            circle = books.circles.by_id(workspace, circle_id)
            return (circle.channel, set(circle.participant_ids())) if circle else ("", set())

    def _settle(self, workspace: str, circle_id: str, members: frozenset[str], profiles: tuple[Profile, ...]) -> None:
        with self._store.begin() as books:
            books.people.save(workspace, profiles, self._clock.now())
            if circle := books.circles.by_id(workspace, circle_id):
                circle.set_present(set(members))
