"""Which rituals are on in a workspace: the built-in ones unless switched off, others once an admin says so."""

from dataclasses import replace

from bot.handlers import words
from bot.people.words import circle_gone
from rituals.catalog import Catalog
from rituals.errors import KindlingError
from rituals.ritual import Handling, Ritual
from storage import Books, SqlCircle


def is_on(books: Books, catalog: Catalog, workspace: str, ritual: str) -> bool:
    """Whether it is installed, and switched on in this workspace."""
    return ritual in catalog.rituals and books.switches.is_on(workspace, ritual, catalog.is_built_in(ritual))


def switched_on(books: Books, catalog: Catalog, workspace: str) -> Catalog:
    """The catalog as this workspace has it."""
    here = {name: one for name, one in catalog.rituals.items() if is_on(books, catalog, workspace, name)}
    return replace(catalog, rituals=here)


def check_on(books: Books, catalog: Catalog, workspace: str, name: str, handling: Handling | None = None) -> Ritual:
    """The ritual, if it is here and switched on, or what is done does not need that. Raises a sentence."""
    if name not in catalog.rituals:
        raise KindlingError(circle_gone())
    if not (handling and handling.is_always_there) and not is_on(books, catalog, workspace, name):
        raise KindlingError(words.ritual_is_off(name))
    return catalog.rituals[name]


def circle_of(books: Books, workspace: str, id: str, ritual: Ritual, handling: Handling | None = None) -> SqlCircle:
    """The ritual's circle that a button or form names; one that has stopped will do for what is always there."""
    circle = books.circles.by_id(workspace, id)
    if circle is None or circle.ritual != ritual.name:
        raise KindlingError(circle_gone())
    if not circle.is_running and not (handling and handling.is_always_there):
        raise KindlingError(circle_gone())
    return circle
