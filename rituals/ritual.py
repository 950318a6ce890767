"""A ritual: a kind habit, declared once. Its handlers are plain functions that yield effects."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from rituals.cards import Element, Span
from rituals.effects import Effect
from rituals.kept import Kept
from rituals.settings import Settings
from rituals.typed import plain

HandlerFunction = Callable[[Any, Any], Iterable[Effect]]
Teller = Callable[[Any, Any], Iterable[Span]]
H = TypeVar("H", bound=Callable[..., Any])

CATCH_UP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Handler:
    """A handler, its help text (the docstring), whether only champions may use it, whether it works anywhere, and
    whether it is about everywhere: every circle of the ritual. `shown` is how people are told to type its verb. What is
    `inside` is only for those in the circle's channel; what is somebody's `own` is for them wherever they are. What
    `ends` something for whoever does it is, too, whoever they are by now, and also works when the ritual is switched
    off or the circle has stopped.

    `latest` is how the key begins of the messages of which it is about the latest that they were told.
    A command that `reads` is given what was typed after it. One that does not is never run with more than courtesies.
    """

    function: HandlerFunction
    champions: bool = False
    usage: str = ""
    anywhere: bool = False
    everywhere: bool = False
    reads: bool = False
    shown: str = ""
    inside: bool = False
    latest: str = ""
    own: bool = False
    ends: bool = False
    places: bool = False
    form: bool = False

    @property
    def is_always_there(self) -> bool:
        """Whether it works also when the ritual is switched off, or its circle has stopped."""
        return self.ends or self.everywhere

    @property
    def help(self) -> str:
        return inspect.getdoc(self.function) or ""


class Ritual:
    """A ritual's name, summary, settings and handlers. Each decorator below adds one handler.

    `stores` says in a sentence what it keeps and for how long, `keeps` says the latter of each kind of entry as data,
    by which what is old goes, and `sends` what it says by itself. `alone` is the verb
    that a built-in ritual's `alias` means when no verb follows it. `way_out` is the verb that ends it for whoever types
    it. `called` is what people call it, in the middle of a sentence. `loads` names modules that its handlers
    import late, and a running bot before anybody waits for them.
    """

    def __init__(
        self,
        name: str,
        summary: str,
        settings: type[Settings],
        alias: str = "",
        stores: str = "",
        sends: str = "",
        alone: str = "",
        way_out: str = "leave",
        called: str = "",
        keeps: Mapping[str, Kept] | None = None,
        loads: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.called = called or name
        self.summary = summary
        self.settings = settings
        self.alias = alias
        self.alone = alone
        self.way_out = way_out
        self.stores = stores
        self.keeps = keeps or {}
        self.loads = loads
        self.sends = sends
        self.commands: dict[str, Handler] = {}
        self.buttons: dict[str, Handler] = {}
        self.forms: dict[str, Handler] = {}
        self.laters: dict[str, Handler] = {}
        self.hooks: dict[str, Handler] = {}
        self.schedule: str = ""
        self.catch_up = CATCH_UP
        self.home: Callable[[Any, Any], Iterable[Element]] | None = None
        self.reaches: Callable[[Any, Any], Iterable[Element]] | None = None
        self.switches: dict[str, str] = {}
        self.entry_tellers: dict[str, Teller] = {}
        self.told_alone: set[str] = set()
        self.group_teller: Teller | None = None
        self.about_teller: Teller | None = None

    @property
    def leads_out(self) -> bool:
        """Whether there is anything to leave."""
        return self.way_out in self.commands

    @property
    def is_for_all(self) -> bool:
        """Whether it can reach people who never joined it."""
        return self.reaches is not None or "join" not in self.commands

    def command(
        self,
        verb: str,
        *,
        champions: bool = False,
        usage: str = "",
        anywhere: bool = False,
        everywhere: bool = False,
        reads: bool | None = None,
        shown: str = "",
        inside: bool = False,
        own: bool = False,
        ends: bool = False,
        latest: str = "",
    ) -> Callable[[H], H]:
        """Answers `<ritual> <verb>`; `usage` is what may follow the verb. With `shown` people are told to type
        these words instead, and both work.

        A command with a `usage` reads what follows it (`event.text`), and has to understand all of it, keep it, or ask
        back. Without one it is only run when nothing follows but courtesies: anything else is asked back for it.
        It is for those in the circle's channel, and those who take part or look after it. With `anywhere` it may be
        typed outside of the channel, if they are in the channel of just one such circle. With `everywhere` it means
        every circle of the ritual, whichever is at hand (`circle.refuse`).

        With `inside` it is only for those in the channel. With `own` it is about nothing but what the person themselves
        was given or added, which it has to look up (`NotYours`), and works wherever they are. With `ends` it takes
        somebody out, for a while or for good, whoever they are by now, and also when the ritual is switched off. With
        `latest` it is about what was told last (`Tell(open=True)`) under a key that begins so, wherever it is typed.
        """
        known = bool(usage) if reads is None else reads
        make = partial(Handler, champions=champions, usage=usage, anywhere=anywhere, everywhere=everywhere, reads=known)
        return _into(self.commands, verb, partial(make, shown=shown, inside=inside, own=own, ends=ends, latest=latest))

    def read(self, line: str) -> tuple[str, str]:
        """The verb that a typed line begins with, as it is named or shown, and what follows; any word if none does."""
        for verb, handler in self.commands.items():
            length = len(handler.shown.split())
            first, rest = _cut(line, length)
            if length and plain(first) == handler.shown:
                return verb, rest
        first, rest = _cut(line, 1)
        verb = plain(first).replace("'", "")
        return (verb if verb in self.commands else plain(first)), rest

    def clicked(
        self,
        action: str,
        *,
        champions: bool = False,
        everywhere: bool = False,
        inside: bool = False,
        own: bool = False,
        ends: bool = False,
        form: bool = False,
    ) -> Callable[[H], H]:
        """Answers a button of this action; with `everywhere` or `ends` also when the button's circle has stopped. With
        `form` it yields `OpenForm` before anything else, or none: a platform has to know before it is pressed.
        Who may press it is said as for a `command`: a public channel can be looked at from outside, an old message
        outlasts its reader's place there, and nobody knows what stands in a button that was made by hand.
        """
        make = partial(Handler, champions=champions, everywhere=everywhere, inside=inside, own=own, ends=ends)
        return _into(self.buttons, action, partial(make, form=form))

    def submitted(
        self, form: str, *, champions: bool = False, own: bool = False, ends: bool = False, places: bool = False
    ) -> Callable[[H], H]:
        """Answers a form of this name; who may send it is said as for a `command`. With `places` it is told whom of the
        people named is not in the channel."""
        return _into(self.forms, form, partial(Handler, champions=champions, own=own, ends=ends, places=places))

    def every(self, field: str, *, catch_up: timedelta = CATCH_UP) -> Callable[[H], H]:
        """Runs each time the schedule in this settings field comes round (`RoundDue`).

        A round that could not be held in time is made up for within `catch_up`; later it is skipped, the circle's
        champions are told, and the ritual is (`missed`).
        """
        self.schedule, self.catch_up = field, catch_up
        return _into(self.hooks, "due")

    def missed(self, function: H) -> H:
        """Runs when a round was not held and will not be (`RoundMissed`); the circle has moved on to the next one."""
        return _into(self.hooks, "missed")(function)

    def later(self, name: str) -> Callable[[H], H]:
        """Runs when a `Later` of this name is due."""
        return _into(self.laters, name)

    def started(self, function: H) -> H:
        """Runs once when a champion has set the ritual up (`CircleStarted`)."""
        return _into(self.hooks, "started")(function)

    def changed(self, function: H) -> H:
        """Runs when a champion has saved the settings (`CircleChanged`)."""
        return _into(self.hooks, "changed")(function)

    def stopped(self, function: H) -> H:
        """Runs when a champion stops the circle, before it is stopped (`CircleStopped`)."""
        return _into(self.hooks, "stopped")(function)

    def gone(self, function: H) -> H:
        """Runs when people of an introduction may not be introduced any more (`PeopleGone`)."""
        return _into(self.hooks, "gone")(function)

    def forgotten(self, function: H) -> H:
        """Runs when somebody is forgotten, before what they added is (`PersonForgotten`): what others see of them is
        put right, and what they leave to others is given on."""
        return _into(self.hooks, "forgotten")(function)

    def about_to_tell(self, function: H) -> H:
        """Runs right before a `Tell(open=True)` is sent (`TellDue`), and may yield `Withhold()`."""
        return _into(self.hooks, "about to tell")(function)

    def untold(self, function: H) -> H:
        """Runs when a `Tell(open=True)` was given up (`NotTold`)."""
        return _into(self.hooks, "untold")(function)

    def reacted(self, function: H) -> H:
        """Runs when somebody reacted to what the circle said (`Reacted`)."""
        return _into(self.hooks, "reacted")(function)

    def unsent(self, function: H) -> H:
        """Runs when an introduction was given up (`NotIntroduced`)."""
        return _into(self.hooks, "unsent")(function)

    def switch(self, name: str, says: str) -> None:
        """Something that a workspace's admins can switch on, for all its circles (`circle.is_switched_on`). It is off
        until they do; `says` what is so then, in a sentence."""
        self.switches[name] = says

    def at_home(self, function: H) -> H:
        """Gives the elements that show one circle on a participant's Home page."""
        self.home = function
        return function

    def unasked(self, function: H) -> H:
        """Gives the elements that say, on Home and with `privacy`, how it may reach those who never joined
        (`Tell(open=True)`), with the tap that ends it. Asked of one circle in the workspace (`HomeOpened`)."""
        self.reaches = function
        return function

    def tells(self, *kinds: str, alone: bool = False) -> Callable[[H], H]:
        """Tells somebody who asks for their data of an entry of these kinds (`EntryAsked`), in the words that go on
        after “On 3 March ”: `yield "you brought "`, and so on. One without a teller is told in its own words.

        With `alone` it is told to nobody but the person whose it is, also not to those whom it names: that there is one
        is that person's own choice."""

        def keep(function: H) -> H:
            self.entry_tellers |= dict.fromkeys(kinds, function)
            self.told_alone |= set(kinds if alone else ())
            return function

        return keep

    def tells_group(self, function: H) -> H:
        """Tells somebody who asks for their data of an introduction (`GroupAsked`), as `tells` does."""
        self.group_teller = function
        return function

    def tells_about(self, function: H) -> H:
        """Tells somebody who asks for their data what they said about themselves (`AboutAsked`), in the words that go
        on after “You said about yourself that ”."""
        self.about_teller = function
        return function


def _cut(line: str, count: int) -> tuple[str, str]:
    """So many of its words, and the rest as it was typed."""
    words = line.split(maxsplit=count)
    return " ".join(words[:count]), "".join(words[count:]).strip()


def _into(shelf: dict[str, Handler], name: str, make: Callable[[Any], Handler] = Handler) -> Callable[[H], H]:
    def keep(function: H) -> H:
        shelf[name] = make(function)
        return function

    return keep
