"""One request, one transaction: find the circle and its handler, run it, save what it says, or change nothing."""

import contextlib
import uuid
from collections.abc import Callable

import structlog

from bot import help, home, privacy, switches, words
from bot.clock import Clock
from bot.directory import unmet
from bot.effects import carry_out
from bot.handling import RitualFailed, run_handler
from bot.keeping import Keeping, for_champions
from bot.leaflets import Leaflets
from bot.platforms import Message
from bot.requests import ButtonPressed, CommandTyped, FormSent, Outcome, Request
from bot.sound import is_sound
from rituals.cards import Card, say
from rituals.catalog import Catalog
from rituals.effects import Reply
from rituals.errors import FormProblems, KindlingError
from rituals.events import Act, ButtonClicked, CommandUsed, FormSubmitted, HomeOpened, Reacted
from rituals.ritual import Handling, Ritual
from storage import Books, SqlCircle, Store, Unavailable

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
        self._leaflets = Leaflets()
        self._aliases = {one.alias: one for one in catalog.rituals.values() if one.alias}

    def at_once(self, request: Request) -> Outcome | None:
        """Help, if it was given in this workspace a moment ago: it is the same for everybody, and changes nothing."""
        if isinstance(request, CommandTyped) and self._wants_help(request):
            return self._leaflets.take(request.workspace, self._clock.now())
        return None

    def handle(self, request: Request, *, met: bool = False) -> Outcome:
        """What the person gets. A request delivered twice is handled once; a fault changes nothing.

        Raises Unmet, and nothing is changed, if profiles have to be read first; not when all have been `met`.
        """
        return self._guarded(request, lambda books: self._handle_once(books, request, met))

    def reacted(self, workspace: str, person: str, conversation: str, message: str, id: str) -> None:
        """Somebody reacted to a message; if it is one of ours, its ritual hears of it, once."""
        with self._store.begin() as books:
            if not books.first_time(workspace, id, self._clock.now()):
                return
            said = books.outbox.said_at(workspace, conversation, message)
            circle = books.circles.lock(workspace, said[0]) if said else None
            ritual = self._ritual_of(books, circle) if circle and circle.is_running else None
            if said and circle and ritual and (handling := ritual.moments.get("reacted")):
                event = Reacted(now=self._clock.now(), person=person, about=said[1])
                with contextlib.suppress(Exception), books.savepoint():  # logged where it happened
                    carry_out(books, circle, handling, event)

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
                return work(books)
        except FormProblems as error:
            return Outcome(problems=error.problems)
        except KindlingError as error:
            if isinstance(error, Unavailable):
                log.error("database_refused", why=type(error).__name__, kind=type(request).__name__)
            if isinstance(request, FormSent):  # the form stays open, and what was typed is not lost
                return Outcome(problems={"": error.sentence})
            return _said(say(error.sentence))
        except Unmet:
            raise
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("request_failed", reference=reference, kind=type(request).__name__)
            return _said(words.apology(reference))

    def _handle_once(self, books: Books, request: Request, met: bool) -> Outcome:
        if not met and (people := unmet(books, request.workspace, _people(request), self._clock.now())):
            raise Unmet(people)
        first = [books.first_time(request.workspace, name, self._clock.now()) for name in request.names]
        if not all(first):
            return Outcome()
        match request:
            case CommandTyped():
                return self._command(books, request)
            case ButtonPressed():
                return self._button(books, request)
            case FormSent():
                return self._form(books, request)
            case _:
                return Outcome()

    # commands

    def _command(self, books: Books, request: CommandTyped) -> Outcome:
        first, rest = _first_word(request.text)
        now = self._clock.now()
        if alias := self._aliases.get(request.command):
            return self._verb(books, request, alias, first or alias.alone, rest)
        here = switches.switched_on(books, self._catalog, request.workspace)
        if self._wants_help(request):
            return self._leaflets.put(request.workspace, _said(help.overview(here), general=True), now)
        if first == switches.COMMAND:
            self._leaflets.throw_away(request.workspace)
            return _said(switches.answer(books, self._catalog, request, rest, now))
        if first == "start":
            return self._start(books, request, rest)
        if f"{first} {rest.lower()}".strip() in privacy.COMMANDS:
            return self._about_you(books, request, f"{first} {rest.lower()}".strip())
        if ritual := self._catalog.rituals.get(first):
            return self._verb(books, request, ritual, *_first_word(rest))
        if ritual := next((one for one in here.rituals.values() if first in one.shortcuts), None):
            return self._shortcut(books, request, ritual, first, rest)
        return _said(help.unknown_ritual(here, first))

    def _about_you(self, books: Books, request: CommandTyped, asked: str) -> Outcome:
        """The page of who can see what goes on with what may reach somebody unasked, and the taps that end it."""
        page = Message(privacy.answer(books, request, asked))
        looking = self._looking(request.person)
        more = home.unasked(books, self._catalog, request.workspace, looking) if asked == privacy.PAGE else ()
        return Outcome(replies=(page, *more))

    def _wants_help(self, request: CommandTyped) -> bool:
        return _first_word(request.text)[0] in ("", "help") and request.command not in self._aliases

    def _start(self, books: Books, request: CommandTyped, text: str) -> Outcome:
        name, _ = _first_word(text)
        if name in self._catalog.rituals:
            self._ritual(books, request.workspace, name)
        return self._keeping.start(books, request, text)

    def _verb(self, books: Books, request: CommandTyped, ritual: Ritual, verb: str, text: str) -> Outcome:
        self._ritual(books, request.workspace, ritual.name)
        if verb in ("", "help"):
            circle = books.circles.find(request.workspace, ritual.name, request.channel)
            return _said(help.of_ritual(ritual, champion=bool(circle and request.person in circle.champions)))
        if verb == "start":
            return self._keeping.start(books, request, f"{ritual.name} {text}")
        if verb not in ritual.commands and verb not in help.KEEPING_HELP:
            return _said(help.unknown_verb(ritual, verb))
        circle = self._circle_for(books, request, ritual, verb)
        if verb in help.KEEPING_HELP:
            return self._keeping.verb(books, request, circle, ritual, verb, text)
        event = CommandUsed(now=self._clock.now(), person=request.person, verb=verb, text=text)
        return self._run(books, circle, ritual.commands[verb], event)

    def _shortcut(self, books: Books, request: CommandTyped, ritual: Ritual, verb: str, text: str) -> Outcome:
        """A command that needs no circle; its handler gets this channel's, else the workspace's only one, or None."""
        circle = books.circles.find(request.workspace, ritual.name, request.channel)
        if circle is None and len(running := books.circles.running(request.workspace, ritual.name)) == 1:
            circle = running[0]
        event = CommandUsed(now=self._clock.now(), person=request.person, verb=verb, text=text)
        effects = run_handler(ritual.shortcuts[verb].function, event, circle, ritual.name)
        if not is_sound(effects, tuple[Reply, ...]):
            raise RitualFailed("a shortcut can only reply")
        return Outcome(replies=tuple(Message(effect.card) for effect in effects if isinstance(effect, Reply)))

    def _circle_for(self, books: Books, request: Request, ritual: Ritual, verb: str) -> SqlCircle:
        """The circle of this channel; elsewhere, the only one that is the person's own (but not to join it)."""
        if circle := books.circles.find(request.workspace, ritual.name, request.channel):
            return circle
        everywhere = verb in ritual.commands and ritual.commands[verb].everywhere
        if everywhere and (circle := books.circles.any_of(request.workspace, ritual.name)):
            return circle
        mine = [] if verb == "join" else self._own_circles(books, request, ritual, verb)
        if not mine and verb in ritual.commands and ritual.commands[verb].anywhere:
            mine = books.circles.running(request.workspace, ritual.name)
        if not mine:
            raise KindlingError(_nothing_here(ritual, verb, request.channel))
        if len(mine) > 1:
            raise KindlingError(words.several_circles(ritual.name))
        return mine[0]

    def _own_circles(self, books: Books, request: Request, ritual: Ritual, verb: str) -> list[SqlCircle]:
        """Those the person takes part in; for a champion's verbs, those that they look after."""
        joined = books.circles.of_person(request.workspace, request.person)
        kept = books.circles.kept_by(request.workspace, request.person)
        for_champions = verb in help.KEEPING_HELP or ritual.commands[verb].champions
        own = kept if for_champions else joined or (kept if verb == "status" else [])
        return [circle for circle in own if circle.ritual == ritual.name]

    # buttons and forms

    def _button(self, books: Books, request: ButtonPressed) -> Outcome:
        if not request.ritual and request.action == privacy.FORGET:
            return _said(privacy.answer(books, request, privacy.FORGET_NOW))
        ritual = self._ritual(books, request.workspace, request.ritual)
        handling = ritual.buttons.get(request.action)
        circle = self._circle(books, request, ritual, handling)
        if request.seen and request.about:
            books.outbox.learn(request.workspace, circle.id, request.about, *request.seen)
        if request.action in help.KEEPING_HELP:
            return self._keeping.verb(books, request, circle, ritual, request.action, "now")
        if handling is None:
            raise KindlingError(words.circle_gone())
        event = ButtonClicked(now=self._clock.now(), person=request.person, action=request.action, about=request.about)
        return self._run(books, circle, handling, event)

    def _form(self, books: Books, request: FormSent) -> Outcome:
        ritual = self._ritual(books, request.workspace, request.ritual)
        if request.form in ("start", "settings"):
            return self._keeping.form(books, request, ritual)
        circle = self._circle(books, request, ritual)
        if request.form not in ritual.forms:
            raise KindlingError(words.circle_gone())
        event = FormSubmitted(
            now=self._clock.now(),
            person=request.person,
            form=request.form,
            values=request.values,
            about=request.about,
        )
        return self._run(books, circle, ritual.forms[request.form], event)

    def _ritual(self, books: Books, workspace: str, name: str) -> Ritual:
        """The ritual, if it is here and switched on."""
        if name not in self._catalog.rituals:
            raise KindlingError(words.circle_gone())
        if not switches.is_on(books, self._catalog, workspace, name):
            raise KindlingError(words.ritual_is_off(name))
        return self._catalog.rituals[name]

    def _ritual_of(self, books: Books, circle: SqlCircle) -> Ritual | None:
        """The circle's ritual, unless it is not here or switched off."""
        is_on = switches.is_on(books, self._catalog, circle.workspace, circle.ritual)
        return self._catalog.rituals[circle.ritual] if is_on else None

    def _circle(
        self, books: Books, request: ButtonPressed | FormSent, ritual: Ritual, handling: Handling | None = None
    ) -> SqlCircle:
        """The circle that a button or form names; one that has stopped will do for what is about all of them."""
        circle = books.circles.by_id(request.workspace, request.circle)
        if circle is None or circle.ritual != ritual.name:
            raise KindlingError(words.circle_gone())
        if not circle.is_running and not (handling and handling.everywhere):
            raise KindlingError(words.circle_gone())
        return circle

    def _run(self, books: Books, circle: SqlCircle, handling: Handling, event: Act) -> Outcome:
        if handling.champions and event.person not in circle.champions:
            return _said(for_champions(circle))
        books.circles.lock(circle.workspace, circle.id)
        return carry_out(books, circle, handling, event).outcome(circle)

    def _looking(self, person: str) -> HomeOpened:
        return HomeOpened(now=self._clock.now(), person=person)


def _people(request: Request) -> set[str]:
    """Whoever acts, and the colleagues whom a form's answers name: a ritual has to know who they are."""
    return {request.person, *(request.people if isinstance(request, FormSent) else ())}


def _said(card: Card, *, general: bool = False) -> Outcome:
    return Outcome(replies=(Message(card),), general=general)


def _first_word(text: str) -> tuple[str, str]:
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    return first.lower(), rest.strip()


def _nothing_here(ritual: Ritual, verb: str, channel: str) -> str:
    """No circle in the channel, or in a direct message none of the person's own."""
    if channel:
        return words.no_circle(ritual.name)
    return words.join_in_its_channel(ritual.name) if verb == "join" else words.no_circle_of_yours(ritual)
