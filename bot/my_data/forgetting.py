"""To forget somebody: their rituals put right what others see of them, and then nothing of them is kept."""

import contextlib
from datetime import datetime
from functools import partial

import structlog

from bot.handlers.effects import carry_out
from rituals.catalog import Catalog
from rituals.events import PersonForgotten
from storage import Transaction

log = structlog.get_logger()


def forget(tx: Transaction, catalog: Catalog, workspace: str, person: str, now: datetime) -> None:
    """In every circle of the workspace, also where it is stopped or its ritual is switched off."""
    event = PersonForgotten(now=now, person=person)
    tx.forget(workspace, person, partial(_tell_rituals, tx, catalog, workspace, event))
    log.info("forgotten", workspace=workspace)


def _tell_rituals(tx: Transaction, catalog: Catalog, workspace: str, event: PersonForgotten) -> None:
    """One that fails keeps nobody from being forgotten."""
    for circle in tx.circles.all(workspace):
        ritual = catalog.rituals.get(circle.ritual)
        if ritual and (handler := ritual.hooks.get("forgotten")):
            tx.circles.lock(workspace, circle.id)
            with contextlib.suppress(Exception), tx.savepoint():  # logged where it happened
                carry_out(tx, circle, handler, event)
