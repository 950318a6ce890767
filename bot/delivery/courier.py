"""Delivers what is in the outbox: nothing twice, and nothing lost without a word.

Nothing is sent inside a transaction. Consent is asked for again in the one right before, which also records that the
sending begins; whatever happens after that, the message is not sent again unless the platform says that it was not.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.delivery.undelivered import Seen, Unsent, may_be_asked_for_again
from bot.my_data.files import Copy
from bot.my_data.letter import Letter
from bot.people.allowed import Unseen
from bot.people.consent import unwilling
from bot.people.directory import Directory
from bot.platforms import Cause, Message, NotSent, Platform, Reference, Refused, ShutOut, SomebodyGone, Uncertain
from rituals.catalog import Catalog
from rituals.records import Profile
from storage import GONE, LONGEST_PAUSE, Job, SqlCircle, Store, Transaction

log = structlog.get_logger()
T = TypeVar("T")

LEASE = 60.0
PATIENCE = timedelta(hours=24)
"""What could not be sent for so long comes too late; somebody is told instead."""
FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0
AT_ONCE = 20
MOST_BATCHES = 100
RECORDINGS = 5
Observe = Callable[[str, str], None]
InTurn = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What sending a message takes: the words, and where they go. `earlier` is where the message is that it follows."""

    message: Message
    place: str
    earlier: Reference | None = None


async def _at_once() -> None:
    """There is nothing to wait for."""


class Courier:
    """Claims saved messages and delivers them, in order within each lane."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        catalog: Catalog,
        directory: Directory,
        clock: Clock,
        *,
        lease: float = LEASE,
        observe: Observe = lambda _kind, _outcome: None,
    ) -> None:
        self._store = store
        self._platform = platform
        self._directory = directory
        self._catalog = catalog
        self._unsent = Unsent(catalog, clock)
        self._clock = clock
        self._lease = lease
        self._observe = observe
        self._busy = asyncio.Lock()
        self._stopping = False

    async def drain(self, in_turn: InTurn = _at_once) -> None:
        """Deliver what is ready, each batch `in_turn`; beyond MOST_BATCHES, the rest waits for the next bell."""
        async with self._busy:
            for _ in range(MOST_BATCHES):
                await in_turn()
                jobs = [] if self._stopping else await asyncio.to_thread(self._claim)
                if not jobs:
                    return
                for broken in await asyncio.gather(*map(self._deliver, jobs), return_exceptions=True):
                    if broken:
                        log.error("delivery_not_recorded", why=type(broken).__name__)

    async def stop(self) -> None:
        """Claim nothing more, give back what was not begun, and finish the rest."""
        self._stopping = True
        async with self._busy:
            pass

    def _claim(self) -> list[Job]:
        with self._store.begin() as tx:
            return tx.outbox.claim(
                self._clock.now(), self._lease, AT_ONCE, self._platform.rates, self._platform.workspaces
            )

    async def _deliver(self, job: Job) -> None:
        """One message that breaks something must not hold up the others."""
        try:
            outcome = await (self._look_into(job) if job.is_unsure and job.kind != "update" else self._try(job))
        except Exception as error:
            log.exception("delivery_broke", job=job.id, kind=job.kind, circle=job.circle_id)
            outcome = "broke"
            await self._record(partial(self._give_up, job=job, why=type(error).__name__))
        self._observe(job.kind, outcome)

    async def _try(self, job: Job) -> str:
        try:
            return await self._send(job)
        except NotSent as error:
            await self._record(partial(self._later, job=job, error=error))
            return "waits"
        except ShutOut as error:
            await self._record(partial(self._shut_out, job=job, why=error.why))
            return "shut out"
        except SomebodyGone as error:
            return await self._somebody_gone(job, error)
        except Refused as error:
            return await self._refused(job, error)
        except Uncertain as error:
            await self._record(partial(self._give_up, job=job, why=f"unsure: {error.why}"))
            return "unsure"

    async def _send(self, job: Job) -> str:
        if self._clock.now() - job.created > PATIENCE:
            raise Refused("too late", Cause.TOO_LATE)
        place = await self._platform.conversation(job.workspace, job.people) if job.kind == "introduce" else ""
        if self._stopping:
            await self._record(lambda tx: tx.outbox.release(job))
            return "released"
        if job.is_copy:
            return await self._hand_over(job)
        prepared = await self._prepared(job, place)
        if prepared is None:
            return "dropped"
        message = prepared.message
        if job.kind == "update":
            await self._update(job, prepared)
            return "done"
        if job.kind == "tell":
            reference = await self._platform.tell(job.workspace, job.people[0], message)
        else:
            reference = await self._platform.say(job.workspace, prepared.place, message)
        await self._record(lambda tx: tx.outbox.done(job, reference.as_dict()))
        await self._platform.attach(job.workspace, reference, message)
        return "done"

    async def _hand_over(self, job: Job) -> str:
        """Somebody's own data, as it is now; if they were forgotten meanwhile, nothing is begun."""
        person = job.people[0]
        copy = await asyncio.to_thread(self._copied, job.workspace, person)
        names = await self._platform.called(job.workspace, person, copy.people)
        if not await self._record(lambda tx: tx.outbox.begin(job, self._lease)):
            return "dropped"
        reference = await self._platform.hand_over(job.workspace, person, Message(job.card), copy.files(names))
        await self._record(lambda tx: tx.outbox.done(job, reference.as_dict()))
        return "done"

    def _copied(self, workspace: str, person: str) -> Copy:
        with self._store.begin() as tx:
            return Letter(tx, self._catalog, workspace, person, self._clock.now()).copy()

    async def _update(self, job: Job, prepared: Prepared) -> None:
        if prepared.earlier is None:
            raise Refused("there is nothing to edit")
        await self._platform.update(job.workspace, prepared.earlier, prepared.message)
        reference = prepared.earlier.as_dict()
        await self._record(lambda tx: tx.outbox.done(job, reference))

    # right before

    async def _prepared(self, job: Job, place: str) -> Prepared | None:
        """Where its ritual asks whether somebody is in the channel, the platform is asked first."""
        try:
            return await asyncio.to_thread(self._prepare, job, place)
        except Unseen as error:
            seen = await self._see(job, error.channel)
        return await asyncio.to_thread(self._prepare, job, place, seen)

    async def _see(self, job: Job, channel: str) -> Seen:
        inside = channel in await self._platform.channels(job.workspace, job.people[0])
        return Seen(inside, inside or await self._platform.is_public(job.workspace, channel))

    def _prepare(self, job: Job, place: str, seen: Seen | None = None) -> Prepared | None:
        """All it takes to send it, and from now on it may have been sent. None if it may not be sent any more.
        Raises Unseen if it has to be known where its reader is."""
        with self._store.begin() as tx:
            circle = tx.circles.by_id(job.workspace, job.circle_id) if job.circle_id else None
            if circle is None:
                return self._of_no_circle(tx, job)
            if self._unsent.is_withheld(tx, circle, job, seen) or self._gone(tx, circle, job):
                return None
            return self._begun(tx, circle, job, place)

    def _gone(self, tx: Transaction, circle: SqlCircle, job: Job) -> bool:
        """Whether somebody takes part no more; then it is not said, and the others are looked after."""
        gone = unwilling(circle, job, self._clock.now().astimezone(circle.zone).date())
        if gone:
            tx.circles.lock(circle.workspace, circle.id)
            if tx.outbox.drop(job, "somebody is not taking part any more"):
                self._unsent.gone(tx, circle, job, gone)
        return bool(gone)

    def _of_no_circle(self, tx: Transaction, job: Job) -> Prepared | None:
        """A word to somebody about what they asked for themselves; what has lost its circle is not said."""
        if job.circle_id or not job.asked_for:
            tx.outbox.drop(job, "the circle is gone")
            return None
        return Prepared(Message(job.card), "") if tx.outbox.begin(job, self._lease) else None

    def _begun(self, tx: Transaction, circle: SqlCircle, job: Job, place: str) -> Prepared | None:
        stored = tx.outbox.reference_of(job.workspace, circle.id, job.to or job.key) or {}
        place = place or (stored.get("conversation", "") if job.kind == "nudge" else circle.channel)
        earlier = Reference.of(stored) if stored.get("message") else None
        if not place or (job.kind == "update" and earlier is None):
            tx.outbox.drop(job, "the earlier message was not delivered")
            return None
        if not tx.outbox.begin(job, self._lease, "" if job.kind in ("tell", "update") else place):
            return None
        return Prepared(Message(job.card, circle.ritual, circle.id), place, earlier)

    # afterwards

    async def _record(self, work: Callable[[Transaction], T]) -> T:
        """What became of a message must not be forgotten because the database was away for a moment."""
        for attempt in range(1, RECORDINGS):
            try:
                return await asyncio.to_thread(self._in_books, work)
            except Exception as error:
                log.warning("recording_waits", why=type(error).__name__, attempt=attempt)
                await asyncio.sleep(self._lease / 300 * 2**attempt)
        return await asyncio.to_thread(self._in_books, work)

    def _in_books(self, work: Callable[[Transaction], T]) -> T:
        with self._store.begin() as tx:
            return work(tx)

    async def _look_into(self, job: Job) -> str:
        """An earlier attempt began and was never heard of again: it is not repeated, and somebody is told."""
        why = "unsure: nobody recorded what became of it"
        await self._record(partial(self._give_up, job=job, why=why))
        return "unsure"

    async def _refused(self, job: Job, error: Refused) -> str:
        """An edit of a message that is gone is said anew in its place, once; else it is given up."""
        is_gone = error.cause is Cause.GONE
        if is_gone and job.kind == "update" and await self._record(lambda tx: tx.outbox.anew(job)):
            return "anew"
        why = f"{GONE}{error.why}" if is_gone else error.why
        await self._record(partial(self._give_up, job=job, why=why, cause=error.cause))
        return "refused"

    async def _somebody_gone(self, job: Job, error: Refused) -> str:
        """Read anew who they are: then they are not introduced, and the others are looked after."""
        read = await self._directory.learn(job.workspace, set(job.people))
        if await self._record(partial(self._is_gone, job=job, read=read)):
            return "dropped"
        return await self._refused(job, error)

    def _is_gone(self, tx: Transaction, job: Job, read: Sequence[Profile]) -> bool:
        tx.people.lend(job.workspace, read)
        circle = tx.circles.by_id(job.workspace, job.circle_id) if job.circle_id else None
        return bool(circle and self._gone(tx, circle, job))

    def _later(self, tx: Transaction, job: Job, error: NotSent) -> None:
        if error.wait is not None and error.method:
            tx.paces.hold(job.workspace, error.method, error.wait)
        wait = error.wait if error.wait is not None else min(FIRST_WAIT * 2**job.attempt, LONGEST_WAIT)
        log.info("delivery_waits", job=job.id, kind=job.kind, why=error.why, seconds=wait)
        tx.outbox.retry(job, self._clock.now() + min(timedelta(seconds=wait), LONGEST_PAUSE), error.why)

    def _shut_out(self, tx: Transaction, job: Job, why: str) -> None:
        """Nothing more is tried there until the bot is welcome again."""
        log.error("workspace_closed", workspace=job.workspace, why=why)
        tx.outbox.retry(job, self._clock.now(), why)
        tx.workspaces.close(job.workspace, why)

    def _give_up(self, tx: Transaction, job: Job, why: str, cause: Cause | None = None) -> None:
        """For good: refused for this cause, or perhaps sent. Only whoever still holds the message looks after those
        it was for."""
        log.error("delivery_failed", job=job.id, kind=job.kind, circle=job.circle_id, why=why)
        circle = tx.circles.lock(job.workspace, job.circle_id) if job.circle_id else None
        keep = bool(circle and cause and may_be_asked_for_again(job))
        if tx.outbox.fail(job, why, keep=keep):
            if circle:
                self._unsent.given_up(tx, circle, job, cause)
            elif job.is_copy:
                self._unsent.copy_lost(tx, job)
