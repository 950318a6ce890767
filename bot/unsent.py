"""What follows when something is not said, or when nobody knows whether it was: somebody is told."""

import contextlib
from datetime import date

from bot import words
from bot.clock import Clock
from bot.effects import carry_out
from rituals.catalog import Catalog
from rituals.effects import IN_CASE, Tell
from rituals.events import Event, NotIntroduced, NotTold, PeopleGone
from storage import Books, Job, SqlCircle

NOTE = "unsaid:"
"""How the key of a note to a champion begins; one that is lost itself is not told of."""


class Unsent:
    """Looks after those whom a message did not reach. Everything in the transaction that records it."""

    def __init__(self, catalog: Catalog, clock: Clock) -> None:
        self._catalog = catalog
        self._clock = clock

    def gone(self, books: Books, circle: SqlCircle, job: Job, gone: tuple[str, ...]) -> None:
        """Somebody takes part no more; the others of a group are looked after."""
        now = self._clock.now()
        match job.kind:
            case "introduce":
                self._tell_ritual(books, circle, "gone", PeopleGone(now=now, about=_about(job), gone=gone))
            case "nudge" if job.key.startswith(IN_CASE):
                self._not_introduced(books, circle, job, certain=False)
            case _ if job.open:
                self._not_told(books, circle, job, certain=True)

    def given_up(self, books: Books, circle: SqlCircle, job: Job, certain: bool) -> None:
        """It was given up: certainly not sent, or perhaps sent."""
        match job.kind:
            case "introduce":
                self._not_introduced(books, circle, job, certain)
            case "nudge" if job.key.startswith(IN_CASE):
                self._not_introduced(books, circle, job, certain=False)
            case "tell" if job.open:
                self._not_told(books, circle, job, certain)
            case "tell" | "nudge" | "post" if not job.asked_for:
                self._tell_champions(books, circle)

    def _not_introduced(self, books: Books, circle: SqlCircle, job: Job, certain: bool) -> None:
        quiet = job.kind == "nudge"
        event = NotIntroduced(now=self._clock.now(), about=_about(job), certain=certain, quiet=quiet)
        self._tell_ritual(books, circle, "unsent", event)

    def _not_told(self, books: Books, circle: SqlCircle, job: Job, certain: bool) -> None:
        event = NotTold(now=self._clock.now(), key=job.key, person=job.people[0], certain=certain)
        self._tell_ritual(books, circle, "untold", event)

    def _tell_champions(self, books: Books, circle: SqlCircle) -> None:
        """Once a day, and without a word of what it was or for whom."""
        now, on = self._clock.now(), self._today(circle)
        for champion in circle.champions:
            note = Tell(champion, words.unsaid(circle.channel), key=f"{NOTE}{on}:{champion}", asked_for=True)
            books.outbox.put(circle.workspace, circle.id, note, now)

    def _tell_ritual(self, books: Books, circle: SqlCircle, moment: str, event: Event) -> None:
        """The ritual looks after the people; the circle is its own meanwhile."""
        ritual = self._catalog.rituals.get(circle.ritual)
        if ritual and (handling := ritual.moments.get(moment)):
            books.circles.lock(circle.workspace, circle.id)
            with contextlib.suppress(Exception), books.savepoint():  # logged where it happened
                carry_out(books, circle, handling, event)

    def _today(self, circle: SqlCircle) -> date:
        return self._clock.now().astimezone(circle.zone).date()


def _about(job: Job) -> str:
    return job.key.partition(":")[2]
