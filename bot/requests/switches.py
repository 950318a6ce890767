"""`rituals`: admins of a workspace switch its rituals on and off, and anybody may look."""

from datetime import datetime

from bot.handlers.switched import switched_on
from bot.platforms.requests import Request
from bot.requests import switch_words
from bot.rounds.calendar import Calendar
from rituals.cards import Card
from rituals.catalog import Catalog
from rituals.ritual import Ritual
from storage import Transaction

COMMAND = "rituals"


def answer(tx: Transaction, catalog: Catalog, request: Request, text: str, now: datetime) -> Card:
    """`rituals`, for everybody; `on` or `off` and a name after it, for the workspace's admins."""
    verb, _, name = text.strip().lower().partition(" ")
    if verb not in ("on", "off"):
        here = switched_on(tx, catalog, request.workspace).rituals
        shown = {name: (one.summary, name in here) for name, one in catalog.rituals.items()}
        return switch_words.rituals_here(shown, _switches(tx, request.workspace, catalog))
    person = tx.people.get(request.workspace, request.person)
    if not (person and person.is_admin and person.is_colleague):
        return switch_words.admins_only()
    name, _, switch = name.strip().partition(" ")
    ritual = catalog.rituals.get(name)
    if ritual is None or (switch and switch not in ritual.switches):
        return switch_words.not_installed()
    if switch:
        tx.switches.set(request.workspace, f"{name} {switch}", verb == "on")
        return switch_words.switched(ritual.switches[switch], f"{name} {switch}", is_on=verb == "on")
    tx.switches.set(request.workspace, ritual.name, verb == "on")
    if verb == "on":
        _go_on(tx, Calendar(catalog), ritual, request.workspace, now)
    return switch_words.ritual_on(ritual.name) if verb == "on" else switch_words.ritual_off(ritual.name)


def _switches(tx: Transaction, workspace: str, catalog: Catalog) -> dict[str, tuple[str, bool]]:
    """Every switch of every ritual: what it says, and whether it is on here."""
    every = (
        (f"{one.name} {switch}", says) for one in catalog.rituals.values() for switch, says in one.switches.items()
    )
    return {name: (says, tx.switches.is_on(workspace, name, default=False)) for name, says in every}


def _go_on(tx: Transaction, calendar: Calendar, ritual: Ritual, workspace: str, now: datetime) -> None:
    """Circles whose round came due while it was off go on with the next one."""
    for circle in tx.circles.running(workspace, ritual.name):
        if circle.next_due is None:
            circle.change(circle.settings, circle.zone, calendar.coming(circle, now))
