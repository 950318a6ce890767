"""Which rituals there are: the built-in ones, and those that other packages bring by an entry point."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from rituals.cards import TYPE
from rituals.coffee import coffee
from rituals.errors import InvalidRitual
from rituals.kept import Kept
from rituals.kind_words import words
from rituals.potluck import potluck
from rituals.ritual import Handler, Ritual
from rituals.schedule import Monthly, Weekly
from rituals.settings import Settings
from rituals.small_talk import talk

BUILT_IN: tuple[Ritual, ...] = (coffee, potluck, words, talk)
ENTRY_POINTS = "kindling.rituals"
HERE = "built in"
CHAMPION_VERBS = ("start", "settings", "stop", "resend", "help")
"""Verbs that every circle has, so no ritual can take them."""
RESERVED = ("start", "help", "rituals", "privacy", "my", "forget", "worried")
"""What the bot itself answers."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Rituals by name, and a sentence for each that had to be left out."""

    rituals: Mapping[str, Ritual]
    left_out: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)
    """Where each comes from: "built in", or the package and its version."""

    def is_built_in(self, name: str) -> bool:
        """Whether it needs nobody to switch it on."""
        return self.origin.get(name, HERE) == HERE

    @property
    def keeps(self) -> dict[str, Mapping[str, Kept]]:
        """How long each ritual keeps entries, by their kind."""
        return {name: ritual.keeps for name, ritual in self.rituals.items()}

    @property
    def told_alone(self) -> frozenset[tuple[str, str]]:
        """Ritual and kind of the entries that are told to nobody but the person whose each is."""
        return frozenset((name, kind) for name, ritual in self.rituals.items() for kind in ritual.told_alone)

    def load(self) -> None:
        """Import what handlers would import while somebody waits for them."""
        for ritual in self.rituals.values():
            for module in ritual.loads:
                import_module(module)

    def settings_of(self, name: str) -> type | None:
        """The settings class of a ritual, if it is here."""
        return self.rituals[name].settings if name in self.rituals else None


def load_catalog(foreign: Iterable[EntryPoint] | None = None) -> Catalog:
    """The built-ins, and every foreign ritual that loads, is well made and takes nobody's name."""
    rituals = {ritual.name: ritual for ritual in BUILT_IN}
    left_out: dict[str, str] = {}
    origin = dict.fromkeys(rituals, HERE)
    for entry in _installed() if foreign is None else foreign:
        try:
            ritual = _load(entry)
            _refuse_clash(ritual, rituals)
        except InvalidRitual as error:
            left_out[entry.name] = str(error)
        else:
            rituals[ritual.name] = ritual
            origin[ritual.name] = origin_of(entry)
    return Catalog(rituals, left_out, origin)


def check(ritual: Ritual, *, foreign: bool = False) -> None:
    """Raise InvalidRitual with every fault of the ritual, or return. A foreign one has to declare more."""
    if faults := [*_faults(ritual), *(_faults_of_foreign(ritual) if foreign else ())]:
        raise InvalidRitual(" ".join(faults))


def origin_of(entry: EntryPoint) -> str:
    """The package that brings it, and its version."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


@cache
def _installed() -> tuple[EntryPoint, ...]:
    """What other packages bring. Whatever is installed later comes with the next start."""
    return tuple(sorted(entry_points(group=ENTRY_POINTS)))


def _load(entry: EntryPoint) -> Ritual:
    try:
        ritual = entry.load()
    except (Exception, SystemExit) as error:  # a foreign package may fail in any way, and the bot still starts
        raise InvalidRitual(f"It could not be loaded: {type(error).__name__}.") from error
    if not isinstance(ritual, Ritual):
        raise InvalidRitual("Its entry point does not name a Ritual.")
    check(ritual, foreign=True)
    return ritual


def _refuse_clash(ritual: Ritual, taken: Mapping[str, Ritual]) -> None:
    if ritual.name in taken:
        raise InvalidRitual(f"There is a ritual called {ritual.name} already.")


def _faults(ritual: Ritual) -> Iterator[str]:
    if not is_one_word(ritual.name):
        yield "Its name must be one lowercase word."
    if not ritual.summary or "\n" in ritual.summary:
        yield "It needs a one-line summary."
    if ritual.name in RESERVED:
        yield f"“{ritual.name}” means something else already."
    for name, handler in _handlings(ritual):
        if not handler.help:
            yield f"The handler of {name} has no docstring, which is its help text."
    for verb in ritual.commands:
        if verb in CHAMPION_VERBS or not verb.isidentifier():
            yield f"{verb} cannot be a verb of its own."
    for name in (*CHAMPION_VERBS, TYPE):
        if name in ritual.buttons or name in ritual.forms:
            yield f"{name} cannot be a button or form of its own."
    yield from _faults_of_settings(ritual)


def _faults_of_settings(ritual: Ritual) -> Iterator[str]:
    if not (isinstance(ritual.settings, type) and issubclass(ritual.settings, Settings)):
        yield "Its settings have to be a dataclass made from Settings."
        return
    for one in dataclasses.fields(ritual.settings):
        if one.default is dataclasses.MISSING or "asked" not in one.metadata:
            yield f"The setting {one.name} needs a default and a title."
    if ritual.schedule and ritual.schedule not in _schedules(ritual.settings):
        yield f"Its schedule {ritual.schedule} is not among its settings."


def _faults_of_foreign(ritual: Ritual) -> Iterator[str]:
    if ritual.alias:
        yield "Only built-in rituals can have a slash command of their own."
    if not ritual.stores:
        yield "It has to say what it stores and for how long (stores)."
    if not ritual.sends:
        yield "It has to say what it sends by itself (sends)."


def is_one_word(name: str) -> bool:
    """Whether it can be a ritual's name: one lowercase word that is easy to type."""
    return name.isascii() and name.isidentifier() and name.islower()


def _schedules(settings: type[Settings]) -> set[str]:
    """The names of the fields that hold a schedule, or may."""
    return {
        one.name
        for one in dataclasses.fields(settings)
        if isinstance(one.default, Weekly | Monthly) or getattr(one.metadata.get("asked"), "is_schedule", False)
    }


def _handlings(ritual: Ritual) -> Iterator[tuple[str, Handler]]:
    shelves = (ritual.commands, ritual.buttons, ritual.forms, ritual.laters, ritual.hooks)
    for shelf in shelves:
        yield from shelf.items()
