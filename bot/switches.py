"""Which rituals are on in a workspace: the built-in ones unless switched off, others once an admin says so."""

from dataclasses import replace
from datetime import datetime

from bot import words
from bot.due import Calendar
from bot.requests import Request
from rituals.cards import Card
from rituals.catalog import Catalog
from rituals.errors import KindlingError
from rituals.ritual import Handling, Ritual
from storage import Books, SqlCircle

COMMAND = "rituals"


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
        raise KindlingError(words.circle_gone())
    if not (handling and handling.is_always_there) and not is_on(books, catalog, workspace, name):
        raise KindlingError(words.ritual_is_off(name))
    return catalog.rituals[name]


def circle_of(books: Books, workspace: str, id: str, ritual: Ritual, handling: Handling | None = None) -> SqlCircle:
    """The ritual's circle that a button or form names; one that has stopped will do for what is always there."""
    circle = books.circles.by_id(workspace, id)
    if circle is None or circle.ritual != ritual.name:
        raise KindlingError(words.circle_gone())
    if not circle.is_running and not (handling and handling.is_always_there):
        raise KindlingError(words.circle_gone())
    return circle


def answer(books: Books, catalog: Catalog, request: Request, text: str, now: datetime) -> Card:
    """`/kind rituals`, for everybody; `on` or `off` and a name after it, for the workspace's admins."""
    verb, _, name = text.strip().lower().partition(" ")
    if verb not in ("on", "off"):
        here = switched_on(books, catalog, request.workspace).rituals
        shown = {name: (one.summary, name in here) for name, one in catalog.rituals.items()}
        return words.rituals_here(shown, _switches(books, request.workspace, catalog))
    person = books.people.get(request.workspace, request.person)
    if not (person and person.is_admin and person.is_colleague):
        return words.admins_only()
    name, _, switch = name.strip().partition(" ")
    ritual = catalog.rituals.get(name)
    if ritual is None or (switch and switch not in ritual.switches):
        return words.not_installed()
    if switch:
        books.switches.set(request.workspace, f"{name} {switch}", verb == "on")
        return words.switched(ritual.switches[switch], f"{name} {switch}", is_on=verb == "on")
    books.switches.set(request.workspace, ritual.name, verb == "on")
    if verb == "on":
        _go_on(books, Calendar(catalog), ritual, request.workspace, now)
    return words.ritual_on(ritual.name) if verb == "on" else words.ritual_off(ritual.name)


def _switches(books: Books, workspace: str, catalog: Catalog) -> dict[str, tuple[str, bool]]:
    """Every switch of every ritual: what it says, and whether it is on here."""
    every = (
        (f"{one.name} {switch}", says) for one in catalog.rituals.values() for switch, says in one.switches.items()
    )
    return {name: (says, books.switches.is_on(workspace, name, default=False)) for name, says in every}


def _go_on(books: Books, calendar: Calendar, ritual: Ritual, workspace: str, now: datetime) -> None:
    """Circles whose round came due while it was off go on with the next one."""
    for circle in books.circles.running(workspace, ritual.name):
        if circle.next_due is None:
            circle.change(circle.settings, circle.zone, calendar.coming(circle, now))
