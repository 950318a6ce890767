"""One request, one transaction: find the circle and its handler, run it, save what it says, or change nothing."""

import contextlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import structlog

from bot.clock import Clock
from bot.handlers import switched
from bot.handlers.effects import carry_out
from bot.people.allowed import Unseen, admits, check_is_ours, outside, turned_away
from bot.people.directory import unmet
from bot.people.words import circle_gone
from bot.platforms import Message
from bot.platforms.requests import ButtonPressed, CommandTyped, FormSent, Outcome, Request
from bot.platforms.words import with_the_line
from bot.requests import home, privacy, words
from bot.requests.champions import Keeping, run_for
from bot.requests.typed import help
from bot.requests.typed.commands import Commands
from rituals.cards import Card
from rituals.catalog import Catalog
from rituals.errors import FormProblems, KindlingError
from rituals.events import ButtonClicked, FormSubmitted, HomeOpened, Reacted
from rituals.records import Profile
from rituals.ritual import Handling, Ritual
from storage import Books, Left, SqlCircle, Store, Unavailable

log = structlog.get_logger()


class Unmet(Exception):
    """These people's profiles have to be read first, outside of any transaction."""

    def __init__(self, people: set[str]) -> None:
        super().__init__()
        self.people = people


class Dispatcher:
    """Turns requests into events, and effects into replies and outbox rows. Synchronous: run it in a thread."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._keeping = Keeping(catalog, clock)
        self._commands = Commands(catalog, clock, self._keeping)

    def at_once(self, request: Request) -> Outcome | None:
        """Help, if it was given in this workspace a moment ago: it is the same for everybody, and changes nothing."""
        return self._commands.at_once(request) if isinstance(request, CommandTyped) else None

    def handle(self, request: Request, *, met: Sequence[Profile] | None = None) -> Outcome:
        """What the person gets. A request delivered twice is handled once; a fault changes nothing.

        Raises Unmet or Unseen, and nothing is changed, if something has to be read first: profiles, but not when those
        were read that could be (`met`), or which channels the person is in, if the request does not say so.
        """
        return self._guarded(request, lambda books: self._handle_once(books, request, met))

    def reacted(
        self, workspace: str, person: str, conversation: str, message: str, id: str, profile: Profile | None = None
    ) -> Left:
        """Somebody reacted to a message; if it is one of ours and so are they, its ritual hears of it, once. What that
        left to do. Raises Unmet for somebody of whom nothing is known, if no `profile` comes along."""
        with self._store.begin() as books:
            if not books.first_time(workspace, id, self._clock.now()):
                return books.left
            said = books.outbox.said_at(workspace, conversation, message)
            circle = books.circles.lock(workspace, said[0]) if said else None
            ritual = self._ritual_of(books, circle) if circle and circle.is_running else None
            if said and circle and ritual and (handling := ritual.moments.get("reacted")):
                if not self._is_ours(books, workspace, person, profile):
                    return books.left
                event = Reacted(now=self._clock.now(), person=person, about=said[1])
                with contextlib.suppress(Exception), books.savepoint():  # logged where it happened
                    carry_out(books, circle, handling, event)
            return books.left

    def _is_ours(self, books: Books, workspace: str, person: str, profile: Profile | None) -> bool:
        known = books.people.get(workspace, person) or profile
        if known is None:
            raise Unmet({person})
        return known.is_ours

    def uninstalled(self, workspace: str) -> None:
        """The bot is not there any more."""
        log.info("uninstalled", workspace=workspace)
        with self._store.begin() as books:
            books.workspaces.leave(workspace, self._clock.now())

    def home(self, workspace: str, person: str) -> tuple[Message, ...]:
        """The person's Home page."""
        with self._store.begin() as books:
            return home.home(books, self._catalog, workspace, self._looking(person))

    def _guarded(self, request: Request, work: Callable[[Books], Outcome]) -> Outcome:
        try:
            with self._store.begin() as books:
                return replace(work(books), left=books.left)
        except FormProblems as error:
            return Outcome(problems=error.problems)
        except KindlingError as error:
            if isinstance(error, Unavailable):
                log.error("database_refused", why=type(error).__name__, kind=type(request).__name__)
            if isinstance(request, FormSent):  # the form stays open, and what was typed is not lost
                return Outcome(problems={"": error.sentence})
            return _said(help.not_done(error.sentence, request))
        except (Unmet, Unseen):
            raise
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("request_failed", reference=reference, kind=type(request).__name__)
            return _said(with_the_line(words.apology(reference), request))

    def _handle_once(self, books: Books, request: Request, met: Sequence[Profile] | None) -> Outcome:
        books.people.lend(request.workspace, met or ())
        if met is None and (people := unmet(books, request.workspace, self._people(request), self._clock.now())):
            raise Unmet(people)
        first = [books.first_time(request.workspace, name, self._clock.now()) for name in request.names]
        if not all(first):
            return Outcome()
        match request:
            case CommandTyped():
                return self._commands.answer(books, request)
            case ButtonPressed():
                return self._button(books, request)
            case FormSent():
                return self._form(books, request)
            case _:
                return Outcome()

    # buttons and forms

    def _button(self, books: Books, request: ButtonPressed) -> Outcome:
        if not request.ritual and request.action == privacy.FORGET:
            return _said(privacy.answer(books, self._catalog, request, privacy.FORGET_NOW, self._clock.now()))
        handling = self._handling("buttons", request.ritual, request.action)
        check_is_ours(books, request, handling)
        ritual = switched.check_on(books, self._catalog, request.workspace, request.ritual, handling)
        circle = switched.circle_of(books, request.workspace, request.circle, ritual, handling)
        if not admits(circle, request, handling):
            return _said(turned_away(circle, request))
        if request.seen and request.about:
            books.outbox.learn(request.workspace, circle.id, request.about, *request.seen)
        if request.action in help.KEEPING_HELP:
            return self._keeping.verb(books, request, circle, ritual, request.action, "now")
        if handling is None:
            raise KindlingError(circle_gone())
        about = books.without_forgotten(request.workspace, request.about)
        event = ButtonClicked(now=self._clock.now(), person=request.person, action=request.action, about=about)
        return run_for(books, circle, handling, event)

    def _form(self, books: Books, request: FormSent) -> Outcome:
        handling = self._handling("forms", request.ritual, request.form)
        ritual = switched.check_on(books, self._catalog, request.workspace, request.ritual, handling)
        if request.form in ("start", "settings"):
            return self._keeping.form(books, request, ritual)
        check_is_ours(books, request, handling)
        circle = switched.circle_of(books, request.workspace, request.circle, ritual, handling)
        if handling is None or not admits(circle, request, handling):
            raise KindlingError(circle_gone())
        event = FormSubmitted(
            now=self._clock.now(),
            person=request.person,
            form=request.form,
            values=request.values,
            about=books.without_forgotten(request.workspace, request.about),
            outside=outside(circle.channel, request) if handling.places else frozenset(),
            public=request.public,
        )
        return run_for(books, circle, handling, event)

    def _handling(self, shelf: Literal["buttons", "forms"], name: str, what: str) -> Handling | None:
        """The ritual's handler of a button or a form, if both are here."""
        ritual = self._catalog.rituals.get(name)
        handlers: Mapping[str, Handling] = getattr(ritual, shelf) if ritual else {}
        return handlers.get(what)

    def _ritual_of(self, books: Books, circle: SqlCircle) -> Ritual | None:
        """The circle's ritual, unless it is not here or switched off."""
        is_on = switched.is_on(books, self._catalog, circle.workspace, circle.ritual)
        return self._catalog.rituals[circle.ritual] if is_on else None

    def _people(self, request: Request) -> set[str]:
        """Whoever acts, and the colleagues whom a form's answers name: a ritual has to know who they are.
        Nobody, where no ritual is asked."""
        match request:
            case FormSent(people=people):
                return {request.person, *people}
            case CommandTyped():
                return {request.person} if self._commands.needs_to_know(request) else set()
            case ButtonPressed(ritual=ritual):
                return {request.person} if ritual else set()
        return {request.person}

    def _looking(self, person: str) -> HomeOpened:
        return HomeOpened(now=self._clock.now(), person=person)


def _said(card: Card) -> Outcome:
    return Outcome(replies=(Message(card),))
