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
from bot.requests.champions import Champions, run_for
from bot.requests.typed import help
from bot.requests.typed.commands import Commands
from rituals.cards import Card
from rituals.catalog import Catalog
from rituals.errors import FormProblems, KindlingError
from rituals.events import ButtonClicked, FormSubmitted, HomeOpened, Reacted
from rituals.records import Profile
from rituals.ritual import Handler, Ritual
from storage import Left, SqlCircle, Store, Transaction, Unavailable

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
        self._champions = Champions(catalog, clock)
        self._commands = Commands(catalog, clock, self._champions)

    def at_once(self, request: Request) -> Outcome | None:
        """Help, if it was given in this workspace a moment ago: it is the same for everybody, and changes nothing."""
        return self._commands.at_once(request) if isinstance(request, CommandTyped) else None

    def handle(self, request: Request, *, met: Sequence[Profile] | None = None) -> Outcome:
        """What the person gets. A request delivered twice is handled once; a fault changes nothing.

        Raises Unmet or Unseen, and nothing is changed, if something has to be read first: profiles, but not when those
        were read that could be (`met`), or which channels the person is in, if the request does not say so.
        """
        return self._guarded(request, lambda tx: self._handle_once(tx, request, met))

    def reacted(
        self, workspace: str, person: str, conversation: str, message: str, id: str, profile: Profile | None = None
    ) -> Left:
        """Somebody reacted to a message; if it is one of ours and so are they, its ritual hears of it, once. What that
        left to do. Raises Unmet for somebody of whom nothing is known, if no `profile` comes along."""
        with self._store.begin() as tx:
            if not tx.first_time(workspace, id, self._clock.now()):
                return tx.left
            said = tx.outbox.said_at(workspace, conversation, message)
            circle = tx.circles.lock(workspace, said[0]) if said else None
            ritual = self._ritual_of(tx, circle) if circle and circle.is_running else None
            if said and circle and ritual and (handler := ritual.hooks.get("reacted")):
                if not self._is_ours(tx, workspace, person, profile):
                    return tx.left
                event = Reacted(now=self._clock.now(), person=person, about=said[1])
                with contextlib.suppress(Exception), tx.savepoint():  # logged where it happened
                    carry_out(tx, circle, handler, event)
            return tx.left

    def _is_ours(self, tx: Transaction, workspace: str, person: str, profile: Profile | None) -> bool:
        known = tx.people.get(workspace, person) or profile
        if known is None:
            raise Unmet({person})
        return known.is_ours

    def uninstalled(self, workspace: str) -> None:
        """The bot is not there any more."""
        log.info("uninstalled", workspace=workspace)
        with self._store.begin() as tx:
            tx.workspaces.leave(workspace, self._clock.now())

    def home(self, workspace: str, person: str) -> tuple[Message, ...]:
        """The person's Home page."""
        with self._store.begin() as tx:
            return home.home(tx, self._catalog, workspace, self._looking(person))

    def _guarded(self, request: Request, work: Callable[[Transaction], Outcome]) -> Outcome:
        try:
            with self._store.begin() as tx:
                return replace(work(tx), left=tx.left)
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

    def _handle_once(self, tx: Transaction, request: Request, met: Sequence[Profile] | None) -> Outcome:
        tx.people.lend(request.workspace, met or ())
        if met is None and (people := unmet(tx, request.workspace, self._people(request), self._clock.now())):
            raise Unmet(people)
        first = [tx.first_time(request.workspace, name, self._clock.now()) for name in request.names]
        if not all(first):
            return Outcome()
        match request:
            case CommandTyped():
                return self._commands.answer(tx, request)
            case ButtonPressed():
                return self._button(tx, request)
            case FormSent():
                return self._form(tx, request)
            case _:
                return Outcome()

    # buttons and forms

    def _button(self, tx: Transaction, request: ButtonPressed) -> Outcome:
        if not request.ritual and request.action == privacy.FORGET:
            return _said(privacy.answer(tx, self._catalog, request, privacy.FORGET_NOW, self._clock.now()))
        handler = self._handling("buttons", request.ritual, request.action)
        check_is_ours(tx, request, handler)
        ritual = switched.check_on(tx, self._catalog, request.workspace, request.ritual, handler)
        circle = switched.circle_of(tx, request.workspace, request.circle, ritual, handler)
        if not admits(circle, request, handler):
            return _said(turned_away(circle, request))
        if request.seen and request.about:
            tx.outbox.learn(request.workspace, circle.id, request.about, *request.seen)
        if request.action in help.CHAMPION_HELP:
            return self._champions.verb(tx, request, circle, ritual, request.action, "now")
        if handler is None:
            raise KindlingError(circle_gone())
        about = tx.without_forgotten(request.workspace, request.about)
        event = ButtonClicked(now=self._clock.now(), person=request.person, action=request.action, about=about)
        return run_for(tx, circle, handler, event)

    def _form(self, tx: Transaction, request: FormSent) -> Outcome:
        handler = self._handling("forms", request.ritual, request.form)
        ritual = switched.check_on(tx, self._catalog, request.workspace, request.ritual, handler)
        if request.form in ("start", "settings"):
            return self._champions.form(tx, request, ritual)
        check_is_ours(tx, request, handler)
        circle = switched.circle_of(tx, request.workspace, request.circle, ritual, handler)
        if handler is None or not admits(circle, request, handler):
            raise KindlingError(circle_gone())
        event = FormSubmitted(
            now=self._clock.now(),
            person=request.person,
            form=request.form,
            values=request.values,
            about=tx.without_forgotten(request.workspace, request.about),
            outside=outside(circle.channel, request) if handler.places else frozenset(),
            public=request.public,
        )
        return run_for(tx, circle, handler, event)

    def _handling(self, shelf: Literal["buttons", "forms"], name: str, what: str) -> Handler | None:
        """The ritual's handler of a button or a form, if both are here."""
        ritual = self._catalog.rituals.get(name)
        handlers: Mapping[str, Handler] = getattr(ritual, shelf) if ritual else {}
        return handlers.get(what)

    def _ritual_of(self, tx: Transaction, circle: SqlCircle) -> Ritual | None:
        """The circle's ritual, unless it is not here or switched off."""
        is_on = switched.is_on(tx, self._catalog, circle.workspace, circle.ritual)
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
