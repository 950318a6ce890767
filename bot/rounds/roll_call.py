"""What a round must know: whether we can speak in its channel, who is there, and who they are now.

It is read in small steps, no faster than the platform's rates allow. Each is kept when it is done, so that whoever
comes next, at another bell or in another process, goes on from there. One refused answer costs no more than what it
would have told: only the platform's word about the channel itself says that the channel is lost.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.clock import Clock
from bot.people.directory import FRESH_FOR, hold
from bot.platforms import LIMITED, BrokenOff, NotSent, Page, Platform, Presence, Refused, ShutOut
from rituals.records import Profile
from storage import EVERYBODY, Reading, Store, Transaction

log = structlog.get_logger()

GOOD_FOR = timedelta(hours=1)
"""A list that was read since then need not be read again; its cursor may still be good."""
PATIENCE = timedelta(minutes=10)
"""So long after a round was due, people are taken as they were last known, if the platform cannot say more of them."""
AT_ONCE = 10
"""Profiles in one step."""
ENOUGH = 3
"""If so many cannot be read and none can, it is not the people."""
LIST_RESTS = 60.0
"""Seconds before the list of everybody is tried again, if it did not come; people can be asked for one by one."""

NEVER = datetime.max.replace(tzinfo=UTC)


class ChannelLost(Exception):
    """The platform says that the bot cannot speak in the channel."""

    def __init__(self, presence: Presence) -> None:
        super().__init__()
        self.presence = presence


@dataclass(slots=True)
class Call:
    """One roll call, as far as one process goes on with it: of whom it heard nothing just now, and why."""

    workspace: str
    circle: str
    channel: str = ""
    due: datetime = NEVER
    unheard: set[str] = field(default_factory=set)
    why: str = ""
    heard: bool = False

    @property
    def is_hopeless(self) -> bool:
        """Whether it is not the people."""
        return len(self.unheard) >= ENOUGH and not self.heard


@dataclass(frozen=True, slots=True)
class Step:
    """What is read next: the next page of a list, or these people; with neither, whether the channel is there."""

    reading: Reading | None = None
    people: tuple[str, ...] = ()


LOOK = Step()


class RollCall:
    """Reads the platform, writes the database. Never inside a transaction."""

    def __init__(self, store: Store, platform: Platform, clock: Clock) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, workspace: str, circle_id: str) -> None:
        """All of it. Raises NotSent if some of it has to wait, ChannelLost, and ShutOut."""
        call = Call(workspace, circle_id)
        while await self._step(call):
            pass

    async def _step(self, call: Call) -> bool:
        """One step; those of a workspace follow each other, so that none is made twice. False if there is none left."""
        async with self._turns[call.workspace]:
            step = await asyncio.to_thread(self._next, call)
            if step is None:
                return False
            try:
                await self._make(call, step)
            except NotSent as error:
                await asyncio.to_thread(hold, self._store, call.workspace, error)
                raise
        return True

    async def _make(self, call: Call, step: Step) -> None:
        if step.people:
            await self._ask_for(call, step.people)
        elif step.reading is None:
            await self._look(call)
        elif step.reading.list == EVERYBODY:
            await self._everybody(call, step.reading)
        else:
            await self._members(call, step.reading)

    # what is next

    def _next(self, call: Call) -> Step | None:
        """The next step, and its calls are set aside. Raises NotSent if it has to wait."""
        now, reads = self._clock.now(), self._platform.reads
        with self._store.begin() as tx:
            circle = tx.circles.by_id(call.workspace, call.circle)
            if circle is None or circle.next_due is None or circle.next_due > now:
                return None
            call.channel, call.due = circle.channel, circle.next_due
            members = tx.readings.of(call.workspace, circle.id, max(circle.next_due, now - GOOD_FOR))
            if members is None:
                return self._first_free(tx, call, (reads.presence, LOOK))
            if not members.ended:
                return self._first_free(tx, call, (reads.members, Step(members)))
            return self._next_people(tx, call, members, now)

    def _next_people(self, tx: Transaction, call: Call, members: Reading, now: datetime) -> Step | None:
        unread = tx.readings.unread(call.workspace, call.circle, now - FRESH_FOR, call.due)
        people = tuple(person for person in unread if person not in call.unheard)
        if people and not call.is_hopeless:
            return self._first_free(tx, call, *self._ways(tx, call, people, members, now))
        if unread and now - call.due < PATIENCE:
            raise NotSent(call.why)
        tx.readings.would_not_tell(call.circle, unread, now)
        return None

    def _ways(
        self, tx: Transaction, call: Call, people: tuple[str, ...], members: Reading, now: datetime
    ) -> list[tuple[str, Step]]:
        """One by one, or page by page: first what is done sooner, or else in fewer calls."""
        one_by_one = self._platform.reads.person, Step(people=people[:AT_ONCE])
        before = tx.readings.of(call.workspace, EVERYBODY)
        reading = before if before and before.begun >= now - GOOD_FOR else None
        if reading and reading.ended:
            return [one_by_one]
        pages = self._pages(reading.count if reading else 0, max(members.most, before.most if before else 0))
        page = self._platform.reads.everybody, Step(reading or tx.readings.begin(call.workspace, EVERYBODY, now))
        costs = [self._cost(tx, call, *way) for way in ((one_by_one[0], len(people)), (page[0], pages))]
        return [one_by_one, page] if costs[0] <= costs[1] else [page, one_by_one]

    def _pages(self, read: int, most: int) -> int:
        """How many are left of a list of so many; of one that nobody knows, as many again."""
        end, pages = most if most > read else 2 * read + 1, 0
        while read < end:
            read, pages = read + self._platform.page_size(read), pages + 1
        return pages

    def _cost(self, tx: Transaction, call: Call, method: str, calls: int) -> tuple[float, int]:
        rates = self._platform.reading_rates
        return tx.paces.seconds_until(call.workspace, method, calls, rates), calls

    def _first_free(self, tx: Transaction, call: Call, *ways: tuple[str, Step]) -> Step:
        """The first of these that can be made now, as far as it can. Raises NotSent if none can."""
        rates = self._platform.reading_rates
        for method, step in ways:
            if taken := tx.paces.take(call.workspace, method, max(1, len(step.people)), rates):
                return replace(step, people=step.people[:taken])
        raise NotSent(LIMITED, wait=min(self._cost(tx, call, method, 1)[0] for method, _ in ways))

    # making it

    async def _look(self, call: Call) -> None:
        """If the platform will not say, the channel is where it was."""
        try:
            presence = await self._platform.presence(call.workspace, call.channel)
        except ShutOut:
            raise
        except Refused as error:
            log.warning("presence_refused", circle=call.circle, why=error.why)
            presence = Presence.HERE
        if presence is not Presence.HERE:
            raise ChannelLost(presence)
        await asyncio.to_thread(self._begin_again, call, call.circle)

    async def _members(self, call: Call, reading: Reading) -> None:
        """If the platform will not say, even after a while, they are where they were."""
        try:
            page = await self._platform.members(call.workspace, call.channel, reading.cursor, reading.count)
        except BrokenOff:
            await asyncio.to_thread(self._begin_again, call, reading.list)
            raise
        except ShutOut:
            raise
        except Refused as error:
            log.warning("members_refused", circle=call.circle, why=error.why)
            if self._clock.now() - call.due < PATIENCE:
                raise NotSent(error.why) from error
            await asyncio.to_thread(self._end, call, reading)
        else:
            await asyncio.to_thread(self._keep_members, call, reading, page)

    async def _everybody(self, call: Call, reading: Reading) -> None:
        """If the list does not come, people are asked for one by one."""
        method = self._platform.reads.everybody
        try:
            page = await self._platform.everybody(call.workspace, reading.cursor, reading.count)
        except NotSent as error:
            log.warning("list_waits", workspace=call.workspace, why=error.why)
            rest = NotSent(error.why, wait=error.wait or LIST_RESTS, method=method)
            await asyncio.to_thread(hold, self._store, call.workspace, rest)
            if isinstance(error, BrokenOff):
                await asyncio.to_thread(self._begin_again, call, reading.list)
        except ShutOut:
            raise
        except Refused as error:
            log.warning("list_refused", workspace=call.workspace, why=error.why)
            await asyncio.to_thread(self._end, call, reading)
        else:
            await asyncio.to_thread(self._keep_page, call, reading, page)

    async def _ask_for(self, call: Call, people: tuple[str, ...]) -> None:
        told: list[Profile] = []
        refused: list[str] = []
        limited: NotSent | None = None
        for person in people:
            try:
                profile = await self._platform.profile(call.workspace, person)
            except ShutOut:
                raise
            except Refused as error:
                log.warning("profile_refused", circle=call.circle, why=error.why)
                refused.append(person)
            except NotSent as error:
                if limited := error if error.wait else None:
                    break
                call.unheard.add(person)
                call.why = error.why
            else:
                told += [profile] if profile else []
                refused += [] if profile else [person]
        call.heard = call.heard or bool(told or refused)
        await asyncio.to_thread(self._keep_people, call, told, refused)
        if limited:
            raise limited

    # keeping it

    def _begin_again(self, call: Call, list: str) -> None:
        with self._store.begin() as tx:
            tx.readings.begin(call.workspace, list, self._clock.now())

    def _end(self, call: Call, reading: Reading) -> None:
        with self._store.begin() as tx:
            tx.readings.end(call.workspace, reading)

    def _keep_members(self, call: Call, reading: Reading, page: Page[str]) -> None:
        """When it has named all who take part, the rest of the list says nothing new."""
        with self._store.begin() as tx:
            circle = tx.circles.lock(call.workspace, call.circle)
            if circle is None:
                return
            tx.readings.saw(circle.id, page.items, reading.begun)
            seen = tx.readings.seen(circle.id, reading.begun)
            cursor = page.cursor if set(circle.participant_ids()) - seen else ""
            if tx.readings.go_on(call.workspace, reading, len(page.items), cursor) and not cursor:
                circle.set_present(seen)

    def _keep_page(self, call: Call, reading: Reading, page: Page[Profile]) -> None:
        """Of those who take part in something; of the others nothing is kept."""
        with self._store.begin() as tx:
            ours = tx.readings.ours(call.workspace, {one.id for one in page.items})
            tx.people.save(call.workspace, [one for one in page.items if one.id in ours], self._clock.now())
            tx.readings.go_on(call.workspace, reading, len(page.items), page.cursor)

    def _keep_people(self, call: Call, told: Sequence[Profile], refused: Sequence[str]) -> None:
        now = self._clock.now()
        with self._store.begin() as tx:
            tx.people.save(call.workspace, told, now)
            tx.readings.would_not_tell(call.circle, refused, now)
