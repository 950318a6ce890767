"""Which rituals are on in a workspace: the built-in ones unless switched off, others once an admin says so."""

from dataclasses import replace

from bot.handlers import words
from bot.people.words import circle_gone
from rituals.catalog import Catalog
from rituals.errors import KindlingError
from rituals.ritual import Handler, Ritual
from storage import SqlCircle, Transaction


def is_on(tx: Transaction, catalog: Catalog, workspace: str, ritual: str) -> bool:
    """Whether it is installed, and switched on in this workspace."""
    return ritual in catalog.rituals and tx.switches.is_on(workspace, ritual, catalog.is_built_in(ritual))


def switched_on(tx: Transaction, catalog: Catalog, workspace: str) -> Catalog:
    """The catalog as this workspace has it."""
    here = {name: one for name, one in catalog.rituals.items() if is_on(tx, catalog, workspace, name)}
    return replace(catalog, rituals=here)


def check_on(tx: Transaction, catalog: Catalog, workspace: str, name: str, handler: Handler | None = None) -> Ritual:
    """The ritual, if it is here and switched on, or what is done does not need that. Raises a sentence."""
    if name not in catalog.rituals:
        raise KindlingError(circle_gone())
    if not (handler and handler.is_always_there) and not is_on(tx, catalog, workspace, name):
        raise KindlingError(words.ritual_is_off(name))
    return catalog.rituals[name]


def circle_of(tx: Transaction, workspace: str, id: str, ritual: Ritual, handler: Handler | None = None) -> SqlCircle:
    """The ritual's circle that a button or form names; one that has stopped will do for what is always there."""
    circle = tx.circles.by_id(workspace, id)
    if circle is None or circle.ritual != ritual.name:
        raise KindlingError(circle_gone())
    if not circle.is_running and not (handler and handler.is_always_there):
        raise KindlingError(circle_gone())
    return circle
