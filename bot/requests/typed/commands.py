"""The grammar of commands: whose a typed line is, and who answers it. Nothing that was typed is passed over."""

from collections.abc import Iterable

from bot.clock import Clock
from bot.handlers import switched
from bot.people.allowed import admits, check_is_ours, check_seen, may_know, turned_away
from bot.platforms import Message
from bot.platforms.requests import CommandTyped, Outcome
from bot.requests import home, privacy, switches, words
from bot.requests.champions import Champions, run_for
from bot.requests.typed import guesses, help, meanings, worried
from bot.requests.typed.distress import is_heavy
from bot.requests.typed.help_cache import Leaflets
from bot.requests.typed.ways_out import everywhere, lead_out, ways_out, which_one
from rituals.cards import Card, Words, say
from rituals.catalog import CHAMPION_VERBS, Catalog
from rituals.errors import KindlingError
from rituals.events import CommandUsed, HomeOpened
from rituals.ritual import Ritual
from rituals.stretches import is_a_time
from rituals.typed import bare, names_somebody, plain, refuse_for_others
from storage import SqlCircle, Transaction

FEW = 5
"""A line of more words, where words for a colleague can be typed, is taken for such."""
FIRST = 3
"""And one that names a colleague, unless it begins with distress."""


class Commands:
    """Every method runs in the caller's transaction."""

    def __init__(self, catalog: Catalog, clock: Clock, keeping: Champions) -> None:
        self._catalog = catalog
        self._clock = clock
        self._champions = keeping
        self._leaflets = Leaflets()
        self._aliases = {one.alias: one for one in catalog.rituals.values() if one.alias}

    def at_once(self, request: CommandTyped) -> Outcome | None:
        """Help, if it was given in this workspace a moment ago: it is the same for everybody, and changes nothing."""
        return self._leaflets.take(request.workspace, self._clock.now()) if self._wants_help(request) else None

    def needs_to_know(self, request: CommandTyped) -> bool:
        """Whether it asks something of a ritual or a circle, for which it has to be known who people are. Whoever asks
        for help, in distress, or about their own data leaves no profile behind."""
        first, _ = _first_word(request.text)
        ours = request.command in self._aliases or first in self._catalog.rituals
        return ours or first in (switches.COMMAND, "start")

    def answer(self, tx: Transaction, request: CommandTyped) -> Outcome:
        """What comes of the line."""
        if alias := self._aliases.get(request.command):
            return self._of_ritual(tx, request, alias, request.text or alias.alone)
        here = switched.switched_on(tx, self._catalog, request.workspace)
        if self._wants_help(request):
            return self._leaflets.put(request.workspace, _said(help.overview(here), general=True), self._clock.now())
        if asked := privacy.asked_for(plain(request.text)):
            return self._about_you(tx, request, asked)
        first, rest = _first_word(request.text)
        if first == switches.COMMAND:
            self._leaflets.throw_away(request.workspace)
            return _said(switches.answer(tx, self._catalog, request, rest, self._clock.now()))
        if first == "start":
            return self._start(tx, request, rest)
        if ritual := self._catalog.rituals.get(first):
            return self._of_ritual(tx, request, ritual, rest)
        return self._unknown(tx, request, here, request.text)

    def _about_you(self, tx: Transaction, request: CommandTyped, asked: str) -> Outcome:
        """The page of who can see what goes on with what may reach somebody unasked, and the taps that end it."""
        page = Message(privacy.answer(tx, self._catalog, request, asked, self._clock.now()))
        looking = HomeOpened(now=self._clock.now(), person=request.person)
        more = home.unasked(tx, self._catalog, request.workspace, looking) if asked == privacy.PAGE else ()
        return Outcome(replies=(page, *more))

    def _wants_help(self, request: CommandTyped) -> bool:
        first, rest = _first_word(request.text)
        return request.command not in self._aliases and first in ("", "help") and not bare(rest)

    def _start(self, tx: Transaction, request: CommandTyped, text: str) -> Outcome:
        name, _ = _first_word(text)
        if name in self._catalog.rituals:
            switched.check_on(tx, self._catalog, request.workspace, name)
        return self._champions.start(tx, request, text)

    # a ritual's

    def _of_ritual(self, tx: Transaction, request: CommandTyped, ritual: Ritual, line: str) -> Outcome:
        verb, text = ritual.read(line)
        is_known = verb in ritual.commands or verb in CHAMPION_VERBS or not verb
        if not is_known or (verb == "help" and bare(text)) or meanings.wants_out(line):
            return self._no_verb(tx, request, ritual, line)
        switched.check_on(tx, self._catalog, request.workspace, ritual.name, ritual.commands.get(verb))
        if _is_for_somebody(ritual, verb, text):
            return self._run(tx, request, ritual, ritual.alone, line)
        match verb:
            case "" | "help":
                circle = tx.circles.find(request.workspace, ritual.name, request.channel)
                return _said(help.of_ritual(ritual, champion=bool(circle and request.person in circle.champions)))
            case "start":
                return self._champions.start(tx, request, f"{ritual.name} {text}")
            case "stop":
                return self._stop(tx, request, ritual, text)
        reads = verb in ritual.commands and ritual.commands[verb].reads
        if not reads and bare(text, ritual.name):
            return self._asked_back(tx, request, ritual, verb, text)
        if meanings.LEAVE in meanings.meant(line) and not text:
            return self._or_out(tx, request, ritual, verb)
        return self._run(tx, request, ritual, verb, text)

    def _or_out(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str) -> Outcome:
        """A verb that people also say when they want out: where there is nothing to do it to, the way out is shown."""
        try:
            with tx.savepoint():
                return self._run(tx, request, ritual, verb, "")
        except KindlingError as error:
            out = self._out(tx, request, [ritual], verb)
            if out is None:
                raise
            why = say(*error.sentence)
            return _said(Card(why.summary, (*why.body, *out.body)))

    def _run(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str, text: str) -> Outcome:
        handler = ritual.commands.get(verb)
        if handler and handler.ends and (rest := everywhere(text)) is not None:
            return self._in_each(tx, request, ritual, verb, rest)
        circles = self._circles_for(tx, request, ritual, verb)
        if len(circles) > 1 and handler and handler.ends:
            return _said(which_one(circles, request, ritual, verb, text))
        if len(circles) > 1:
            raise KindlingError(words.several_circles(ritual.name))
        return self._run_in(circles[0], tx, request, ritual, verb, text)

    def _in_each(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str, text: str) -> Outcome:
        """What ends something, in every circle in which there is something of theirs to end."""
        mine = self._from_elsewhere(tx, request, ritual, verb)
        if not mine:
            raise KindlingError(words.no_circle_of_yours(ritual))
        outcomes = [self._run_in(circle, tx, request, ritual, verb, text) for circle in mine]
        return Outcome(replies=tuple(reply for outcome in outcomes for reply in outcome.replies))

    def _run_in(
        self, circle: SqlCircle, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str, text: str
    ) -> Outcome:
        if not admits(circle, request, ritual.commands.get(verb)):
            return _said(turned_away(circle, request))
        if verb in CHAMPION_VERBS:
            return self._champions.verb(tx, request, circle, ritual, verb, text)
        event = CommandUsed(
            now=self._clock.now(), person=request.person, verb=verb, text=text, named=dict(request.named)
        )
        return run_for(tx, circle, ritual.commands[verb], event)

    def _asked_back(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str, text: str) -> Outcome:
        """The verb takes no words: nothing is done before they say that it is meant all the same."""
        refuse_for_others(text)
        page = [worried.answer(tx, request)] if is_heavy(text) else []
        return _said(help.asked_back(ritual, request, verb, text), *page)

    def _stop(self, tx: Transaction, request: CommandTyped, ritual: Ritual, text: str) -> Outcome:
        """A champion may mean the circle, and anybody may mean themselves; nobody means a pause's end by it."""
        meant = meanings.meant(f"stop {text}")
        if meant and meanings.LEAVE not in meant:
            return _said(help.unknown_verb(ritual, request, "stop", text))
        kept = self._kept(tx, request, ritual)
        if kept is None and (out := self._out(tx, request, [ritual], f"stop {text}")):
            return _said(out)
        return self._run(tx, request, ritual, "stop", text)

    # what is no command

    def _no_verb(self, tx: Transaction, request: CommandTyped, ritual: Ritual, line: str) -> Outcome:
        if not ritual.alone:
            return self._unknown(tx, request, Catalog({ritual.name: ritual}), line, ritual)
        named = names_somebody(line)
        if is_heavy(line, FIRST if named else FEW):
            return _said(worried.answer(tx, request), help.perhaps_to_write(ritual, request, line))
        if named or len(line.split()) > FEW or not guesses.after_ritual(ritual, *_first_word(line)):
            switched.check_on(tx, self._catalog, request.workspace, ritual.name)
            return self._run(tx, request, ritual, ritual.alone, line)
        return self._unknown(tx, request, Catalog({ritual.name: ritual}), line, ritual)

    def _unknown(
        self, tx: Transaction, request: CommandTyped, here: Catalog, line: str, ritual: Ritual | None = None
    ) -> Outcome:
        """Distress first; then the way out, for whoever seems to want it; then whatever else it may have been."""
        out = self._out(tx, request, here.rituals.values(), line)
        if is_heavy(line):
            return _said(worried.answer(tx, request), *([out] if out else ()))
        if out:
            return _said(out)
        if ritual:
            switched.check_on(tx, self._catalog, request.workspace, ritual.name)
        word, rest = _first_word(line)
        if ritual:
            return _said(help.unknown_verb(ritual, request, word, rest))
        return _said(help.unknown_line(here, request, word, rest))

    def _out(self, tx: Transaction, request: CommandTyped, rituals: Iterable[Ritual], line: str) -> Card | None:
        """The ways out of these rituals, or of whatever else reaches them; None if they want none or need none."""
        if meanings.LEAVE not in meanings.meant(line):
            return None
        ways = ways_out(tx, request, rituals) or ways_out(tx, request, self._catalog.rituals.values())
        _, rest = _first_word(line)
        when = rest if is_a_time(rest, self._clock.now().date()) else ""
        return lead_out(ways, request.person, when) if ways else None

    # whose circle

    def _circles_for(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str) -> list[SqlCircle]:
        """The circle of this channel; elsewhere, those that are the person's own (but not to join one). Before any is
        looked for, they have to be of this workspace, or want out."""
        handler = ritual.commands.get(verb)
        check_is_ours(tx, request, handler)
        if request.circle:
            return [switched.circle_of(tx, request.workspace, request.circle, ritual, handler)]
        if handler and handler.latest:
            latest = tx.circles.last_to_tell(request.workspace, ritual.name, request.person, handler.latest)
            if latest:
                return [latest]
        if circle := tx.circles.find(request.workspace, ritual.name, request.channel):
            return [circle]
        if handler and handler.everywhere and (circle := tx.circles.any_of(request.workspace, ritual.name)):
            return [circle]
        mine = [] if verb == "join" else self._from_elsewhere(tx, request, ritual, verb)
        if not mine:
            raise KindlingError(_nothing_here(ritual, verb, request.channel))
        return mine

    def _from_elsewhere(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str) -> list[SqlCircle]:
        """Those that somebody may mean who is in none of their channels: of which they are; in which there is
        something of theirs, for what is their own; for what works anywhere, in whose channel they are."""
        handler = ritual.commands.get(verb)
        mine = self._own_circles(tx, request, ritual, verb)
        if not mine and handler and (handler.own or handler.ends):
            mine = tx.circles.concerning(request.workspace, ritual.name, request.person)
        if not mine and handler and handler.anywhere:
            check_seen(request)
            mine = [one for one in tx.circles.running(request.workspace, ritual.name) if may_know(one, request)]
        return [one for one in mine if admits(one, request, handler)]

    def _own_circles(self, tx: Transaction, request: CommandTyped, ritual: Ritual, verb: str) -> list[SqlCircle]:
        """Those the person takes part in; for a champion's verbs, those that they look after."""
        joined = tx.circles.of_person(request.workspace, request.person)
        kept = tx.circles.kept_by(request.workspace, request.person)
        for_champions = verb in CHAMPION_VERBS or ritual.commands[verb].champions
        own = kept if for_champions else joined or (kept if verb == "status" else [])
        return [circle for circle in own if circle.ritual == ritual.name]

    def _kept(self, tx: Transaction, request: CommandTyped, ritual: Ritual) -> SqlCircle | None:
        """The circle that this person looks after: this channel's, or where it has none, their only one."""
        if request.circle or tx.circles.find(request.workspace, ritual.name, request.channel):
            [one] = self._circles_for(tx, request, ritual, "stop")
            return one if request.person in one.champions else None
        kept = self._own_circles(tx, request, ritual, "stop")
        return kept[0] if len(kept) == 1 else None


def _is_for_somebody(ritual: Ritual, verb: str, text: str) -> bool:
    """Whether a line that happens to begin with a verb is words for a colleague: it names one, and says more."""
    others = " ".join(word for word in text.split() if not names_somebody(word))
    return bool(ritual.alone) and verb != ritual.alone and names_somebody(text) and bool(bare(others))


def _said(*cards: Card, general: bool = False) -> Outcome:
    return Outcome(replies=tuple(map(Message, cards)), general=general)


def _first_word(text: str) -> tuple[str, str]:
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    return plain(first), rest.strip()


def _nothing_here(ritual: Ritual, verb: str, channel: str) -> Words:
    """No circle in the channel, or in a direct message none of the person's own."""
    if channel:
        return words.no_circle(ritual.name)
    return words.join_in_its_channel(ritual.name) if verb == "join" else words.no_circle_of_yours(ritual)
