"""Which rituals there are: the built-in ones, and those that other packages bring by an entry point."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points

from rituals.coffee import coffee
from rituals.errors import InvalidRitual
from rituals.ritual import Handling, Ritual
from rituals.schedule import Monthly, Weekly

BUILT_IN: tuple[Ritual, ...] = (coffee,)
ENTRY_POINTS = "kindling.rituals"
KEEPING = ("start", "settings", "stop", "help")
"""Verbs that every circle has, so no ritual can take them."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Rituals by name, and a sentence for each that had to be left out."""

    rituals: Mapping[str, Ritual]
    left_out: Mapping[str, str] = field(default_factory=dict)

    def settings_of(self, name: str) -> type | None:
        """The settings class of a ritual, if it is here."""
        return self.rituals[name].settings if name in self.rituals else None


def load_catalog(foreign: Iterable[EntryPoint] | None = None) -> Catalog:
    """The built-ins, and every foreign ritual that loads, is well made and takes nobody's name."""
    rituals = {ritual.name: ritual for ritual in BUILT_IN}
    left_out: dict[str, str] = {}
    for entry in entry_points(group=ENTRY_POINTS) if foreign is None else foreign:
        try:
            ritual = _load(entry)
            _refuse_clash(ritual, rituals)
        except InvalidRitual as error:
            left_out[entry.name] = error.sentence
        else:
            rituals[ritual.name] = ritual
    return Catalog(rituals, left_out)


def check(ritual: Ritual) -> None:
    """Raise InvalidRitual with every fault of the ritual, or return."""
    if faults := list(_faults(ritual)):
        raise InvalidRitual(" ".join(faults))


def _load(entry: EntryPoint) -> Ritual:
    try:
        ritual = entry.load()
    except Exception as error:  # a foreign package may fail in any way, and the bot still starts
        raise InvalidRitual(f"It could not be loaded: {type(error).__name__}.") from error
    if not isinstance(ritual, Ritual):
        raise InvalidRitual("Its entry point does not name a Ritual.")
    check(ritual)
    return ritual


def _refuse_clash(ritual: Ritual, taken: Mapping[str, Ritual]) -> None:
    if ritual.name in taken:
        raise InvalidRitual(f"There is a ritual called {ritual.name} already.")
    if ritual.alias:
        raise InvalidRitual("Only built-in rituals can have a slash command of their own.")


def _faults(ritual: Ritual) -> Iterator[str]:
    if not (ritual.name.isidentifier() and ritual.name.islower()):
        yield "Its name must be one lowercase word."
    if not ritual.summary:
        yield "It needs a one-line summary."
    for name, handling in _handlings(ritual):
        if not handling.help:
            yield f"The handler of {name} has no docstring, which is its help text."
    for verb in ritual.commands:
        if verb in KEEPING or not verb.isidentifier():
            yield f"{verb} cannot be a verb of its own."
    yield from _faults_of_settings(ritual)


def _faults_of_settings(ritual: Ritual) -> Iterator[str]:
    for one in dataclasses.fields(ritual.settings):
        if one.default is dataclasses.MISSING or "asked" not in one.metadata:
            yield f"The setting {one.name} needs a default and a title."
    if ritual.schedule and not _is_schedule(getattr(ritual.settings(), ritual.schedule, None)):
        yield f"Its schedule {ritual.schedule} is not among its settings."


def _is_schedule(value: object) -> bool:
    return isinstance(value, Weekly | Monthly)


def _handlings(ritual: Ritual) -> Iterator[tuple[str, Handling]]:
    for shelf in (ritual.commands, ritual.buttons, ritual.forms, ritual.laters, ritual.moments):
        yield from shelf.items()
