"""What follows when something is not said, or when nobody knows whether it was: somebody is told."""

import contextlib
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.delivery import words
from bot.delivery.told_to_champions import hand_on, tell_champions
from bot.handlers.effects import Spoken, carry_out
from bot.people.allowed import Unseen
from bot.platforms import Cause
from rituals.cards import Card
from rituals.catalog import Catalog
from rituals.effects import IN_CASE, Tell
from rituals.events import Event, NotIntroduced, NotTold, PeopleGone, TellDue
from storage import TO_CHAMPIONS, Job, SqlCircle, Transaction

NOTE = "unsaid:"
"""How the key of a note begins that something was not said; one that is lost itself is not told of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether the reader of a message is in its circle's channel; or if not, whether they could come in."""

    inside: bool
    public: bool


class Unsent:
    """Looks after those whom a message did not reach. Everything in the transaction that records it."""

    def __init__(self, catalog: Catalog, clock: Clock) -> None:
        self._catalog = catalog
        self._clock = clock

    def gone(self, tx: Transaction, circle: SqlCircle, job: Job, gone: tuple[str, ...]) -> None:
        """Somebody takes part no more; the others of a group are looked after, and whoever wrote to a closed account.
        That somebody refuses it is told to nobody."""
        now = self._clock.now()
        match job.kind:
            case "introduce":
                self._tell_ritual(tx, circle, "gone", PeopleGone(now=now, about=_about(job), gone=gone))
            case "nudge" if job.key.startswith(IN_CASE):
                self._not_introduced(tx, circle, job, None)
            case "tell" if job.open and circle.profile(job.people[0]).is_gone:
                self._not_told(tx, circle, job, Cause.CLOSED)

    def is_withheld(self, tx: Transaction, circle: SqlCircle, job: Job, seen: Seen | None) -> bool:
        """Whether its ritual keeps back what may reach somebody unasked. Raises Unseen if nobody has `seen` where they
        are."""
        ritual = self._catalog.rituals.get(circle.ritual)
        handler = ritual.hooks.get("about to tell") if ritual and job.open and job.kind == "tell" else None
        if handler is None:
            return False
        if seen is None:
            raise Unseen(channel=circle.channel)
        tx.circles.lock(circle.workspace, circle.id)
        if not tx.outbox.holds(job):
            return True
        here = {"inside": seen.inside, "public": seen.public}
        event = TellDue(now=self._clock.now(), key=job.key, person=job.people[0], **here)
        withheld = carry_out(tx, circle, handler, event).withheld
        return withheld and tx.outbox.drop(job, "it is not to be told any more")

    def given_up(self, tx: Transaction, circle: SqlCircle, job: Job, cause: Cause | None) -> None:
        """It was given up: certainly not sent, for this cause; or perhaps sent."""
        match job.kind:
            case "introduce":
                self._not_introduced(tx, circle, job, cause)
            case "nudge" if job.key.startswith(IN_CASE):
                self._not_introduced(tx, circle, job, None)
            case "tell" if job.open:
                if not self._not_told(tx, circle, job, cause):
                    self._tell_of(tx, circle, job, cause)
            case _ if not _is_note(job):
                self._tell_of(tx, circle, job, cause)
        hand_on(tx, circle, job, self._clock.now())

    def copy_lost(self, tx: Transaction, job: Job) -> None:
        """Whoever asked for their own data as files hears that it did not come, or may not have."""
        tell = Tell(job.people[0], words.copy_lost(), key=f"{NOTE}{job.key}", asked_for=True)
        tx.outbox.put(job.workspace, None, tell, self._clock.now())

    def _not_introduced(self, tx: Transaction, circle: SqlCircle, job: Job, cause: Cause | None) -> None:
        event = NotIntroduced(
            now=self._clock.now(),
            about=_about(job),
            certain=cause is not None,
            quiet=job.kind == "nudge",
            why=words.privately(cause) if cause else "",
        )
        self._tell_ritual(tx, circle, "unsent", event)
        if cause:
            card = words.introductions_refused(circle.channel, cause)
            tell_champions(tx, circle, card, f"{NOTE}{self._today(circle)}:introduce:{cause.name}", event.now)

    def _not_told(self, tx: Transaction, circle: SqlCircle, job: Job, cause: Cause | None) -> bool:
        """Whether the ritual had something to say about it."""
        why = words.privately(cause) if cause else ""
        certain = cause is not None
        event = NotTold(now=self._clock.now(), key=job.key, person=job.people[0], certain=certain, why=why)
        spoken = self._tell_ritual(tx, circle, "untold", event)
        return bool(spoken and spoken.lasting)

    def _tell_of(self, tx: Transaction, circle: SqlCircle, job: Job, cause: Cause | None) -> None:
        """Whoever asked for it hears what was refused and why; else the champions do, once a day for each cause."""
        own = job.kind == "tell" and job.asked_for
        asker = job.people[0] if own else job.asked_by
        card = self._refused(tx, circle, job, cause) if cause else words.uncertain(circle.channel)
        named = cause.name if cause else "perhaps"
        if asker and not circle.profile(asker).is_gone:
            key = f"{NOTE}{job.created.isoformat()}:{job.kind}:{named}:{asker}"
            tx.outbox.put(circle.workspace, circle.id, Tell(asker, card, key=key, asked_for=True), self._clock.now())
        elif not own:
            on = self._today(circle)
            tell_champions(tx, circle, card, f"{NOTE}{on}:{_heading(job, cause)}:{named}", self._clock.now())

    def _refused(self, tx: Transaction, circle: SqlCircle, job: Job, cause: Cause) -> Card:
        """What it was, as far as its readers may know."""
        ritual, channel = circle.ritual, circle.channel
        is_public = tx.outbox.was_posted(job)
        match job.kind:
            case "tell" if job.asked_for:
                return words.own_message_refused(channel, cause, ritual, job.id)
            case "post" | "nudge" if is_public:
                return words.post_refused(job.card.summary, channel, cause, ritual, job.id)
            case "update" if is_public:
                return words.change_refused(channel, cause, ritual, job.id)
            case "update":
                return words.private_change_refused(cause, ritual, job.id)
            case _:
                return words.messages_refused(channel, cause, ritual, job.id)

    def _tell_ritual(self, tx: Transaction, circle: SqlCircle, moment: str, event: Event) -> Spoken | None:
        """The ritual looks after the people; the circle is its own meanwhile."""
        ritual = self._catalog.rituals.get(circle.ritual)
        if ritual and (handler := ritual.hooks.get(moment)):
            tx.circles.lock(circle.workspace, circle.id)
            with contextlib.suppress(Exception), tx.savepoint():  # logged where it happened
                return carry_out(tx, circle, handler, event)
        return None

    def _today(self, circle: SqlCircle) -> date:
        return self._clock.now().astimezone(circle.zone).date()


def may_be_asked_for_again(job: Job) -> bool:
    """Whether its words are kept for a while: not where the ritual looks after it, nor of a note about a note."""
    left_to_ritual = job.kind == "introduce" or (job.kind == "tell" and job.open) or job.key.startswith(IN_CASE)
    return not (left_to_ritual or _is_note(job))


def _about(job: Job) -> str:
    return job.key.partition(":")[2]


def _is_note(job: Job) -> bool:
    return job.key.startswith((NOTE, f"{TO_CHAMPIONS}{NOTE}"))


def _heading(job: Job, cause: Cause | None) -> str:
    """What is told of once a day: each post by itself, for it can be seen that it is missing; the rest together."""
    return job.key if cause and job.kind in ("post", "update") else ""
