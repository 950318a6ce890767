"""Delivers what is in the outbox. Nothing is sent inside a transaction; consent is checked again just before."""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from bot.clock import Clock
from bot.effects import carry_out
from bot.platforms import Message, NotSent, Platform, Reference, Refused, Uncertain
from rituals.catalog import Catalog
from rituals.events import Event, NotIntroduced, NotTold, PeopleGone
from rituals.settings import Settings
from storage import Books, Job, SqlCircle, Store

log = structlog.get_logger()

LEASE = 60.0
ATTEMPTS = 6
FIRST_WAIT = 2.0
MOST_BATCHES = 100


@dataclass(frozen=True, slots=True)
class Prepared:
    """What sending a message takes: the words, the circle's channel, and where the earlier message is."""

    message: Message
    channel: str
    reference: dict[str, str] | None

    def earlier(self) -> Reference:
        """Where the message is that this one follows or replaces."""
        if self.reference is None:
            raise Refused("the earlier message was not delivered")
        return Reference.of(self.reference)


class Courier:
    """Claims saved messages and delivers them, one at a time and in order."""

    def __init__(self, store: Store, platform: Platform, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._platform = platform
        self._catalog = catalog
        self._clock = clock
        self._busy = asyncio.Lock()

    async def drain(self) -> None:
        """Deliver what is ready; beyond MOST_BATCHES, the rest waits until the rounds have had their turn."""
        async with self._busy:
            for _ in range(MOST_BATCHES):
                for job in (jobs := await asyncio.to_thread(self._claim)):
                    await self._deliver(job)
                if not jobs:
                    return

    def _claim(self) -> list[Job]:
        with self._store.begin() as books:
            return list(books.outbox.claim(self._clock.now(), lease_seconds=LEASE, limit=20))

    async def _deliver(self, job: Job) -> None:
        prepared = await asyncio.to_thread(self._prepare, job)
        if prepared is None:
            return
        try:
            reference = await self._send(job, prepared)
        except NotSent as error:
            await asyncio.to_thread(self._later, job, error)
        except Refused as error:
            await asyncio.to_thread(self._give_up, job, error.why, True)
        except Uncertain as error:
            await asyncio.to_thread(self._uncertain, job, error.why)
        except Exception as error:  # one message that breaks something must not hold up the others
            log.exception("delivery_broke", job=job.id, kind=job.kind, circle=job.circle_id)
            await asyncio.to_thread(self._give_up, job, type(error).__name__, False)
        else:
            await asyncio.to_thread(self._done, job, reference)

    async def _send(self, job: Job, prepared: Prepared) -> Reference:
        message = prepared.message
        match job.kind:
            case "tell":
                return await self._platform.tell(job.workspace, job.people[0], message)
            case "introduce":
                return await self._platform.introduce(job.workspace, job.people, message)
            case "post":
                return await self._platform.post(job.workspace, prepared.channel, message)
            case "nudge":
                return await self._platform.follow(job.workspace, prepared.earlier(), message)
            case "update":
                await self._platform.update(job.workspace, reference := prepared.earlier(), message)
                return reference
            case _:
                raise Refused(f"unknown kind {job.kind}")

    # consent, again

    def _prepare(self, job: Job) -> Prepared | None:
        """All it takes to send it; None if it may not be sent any more, and the others of a group are looked after."""
        with self._store.begin() as books:
            circle = books.circles.by_id(job.workspace, job.circle_id) if job.circle_id else None
            if circle is None:
                books.outbox.drop(job, "the circle is gone")
                return None
            if gone := self._unwilling(circle, job):
                books.outbox.drop(job, "somebody is not taking part any more")
                self._not_sent(books, circle, job, certain=True, gone=gone)
                return None
            reference = books.outbox.reference_of(job.workspace, circle.id, job.to or job.key)
            return Prepared(Message(job.card, circle.ritual, circle.id), circle.channel, reference)

    def _unwilling(self, circle: SqlCircle, job: Job) -> tuple[str, ...]:
        match job.kind:
            case "introduce":
                today, guests = self._today(circle), _guests(circle.settings)
                return tuple(one for one in job.people if not circle.may_be_introduced(one, today, guests))
            case "tell" | "nudge" if not job.asked_for:
                return tuple(one for one in job.people if not self._may_hear(circle, one, job.open))
            case _:
                return ()

    def _may_hear(self, circle: SqlCircle, person: str, open: bool) -> bool:
        """Nothing is sent to those who left, nor to those who are away for a while."""
        place = circle.participation(person)
        until = place.paused_until if place else None
        return circle.may_receive(person, open=open) and not (until and until > self._today(circle))

    def _today(self, circle: SqlCircle) -> date:
        return self._clock.now().astimezone(circle.zone).date()

    def _not_sent(self, books: Books, circle: SqlCircle, job: Job, certain: bool, gone: tuple[str, ...] = ()) -> None:
        """The ritual hears of it, where somebody has to be looked after."""
        now = self._clock.now()
        if job.kind == "introduce" and gone:
            self._tell_ritual(books, circle, "gone", PeopleGone(now=now, about=_group(job), gone=gone))
        elif job.kind == "introduce":
            self._tell_ritual(books, circle, "unsent", NotIntroduced(now=now, about=_group(job), certain=certain))
        elif job.open:
            event = NotTold(now=now, key=job.key, person=job.people[0], certain=certain)
            self._tell_ritual(books, circle, "untold", event)

    def _tell_ritual(self, books: Books, circle: SqlCircle, moment: str, event: Event) -> None:
        """The ritual looks after the people of an introduction that was not made."""
        ritual = self._catalog.rituals.get(circle.ritual)
        if ritual and (handling := ritual.moments.get(moment)):
            with contextlib.suppress(Exception), books.savepoint():  # logged where it happened
                carry_out(books, circle, handling, event)

    # afterwards

    def _done(self, job: Job, reference: Reference) -> None:
        with self._store.begin() as books:
            books.outbox.done(job, reference.as_dict())

    def _later(self, job: Job, error: NotSent) -> None:
        if job.attempt >= ATTEMPTS and error.wait is None:
            self._give_up(job, error.why, certain=True)
            return
        wait = error.wait if error.wait is not None else FIRST_WAIT * 2**job.attempt
        log.info("delivery_waits", job=job.id, kind=job.kind, why=error.why, seconds=wait)
        with self._store.begin() as books:
            books.outbox.retry(job, self._in(wait), error.why)

    def _uncertain(self, job: Job, why: str) -> None:
        """Edits are repeated; what a person would get twice is not: an introduction is never made twice."""
        if job.kind == "update":
            self._later(job, NotSent(why))
        else:
            self._give_up(job, f"uncertain: {why}", certain=False)

    def _give_up(self, job: Job, why: str, certain: bool) -> None:
        log.error("delivery_failed", job=job.id, kind=job.kind, circle=job.circle_id, why=why)
        with self._store.begin() as books:
            books.outbox.fail(job, why)
            circle = books.circles.by_id(job.workspace, job.circle_id) if job.circle_id else None
            if circle:
                self._not_sent(books, circle, job, certain)

    def _in(self, seconds: float) -> datetime:
        return self._clock.now() + timedelta(seconds=seconds)


def _group(job: Job) -> str:
    return job.key.removeprefix("group:")


def _guests(settings: object) -> bool:
    return bool(getattr(settings, "guests", False)) if isinstance(settings, Settings) else False
