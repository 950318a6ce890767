"""What somebody sees of their circles on the Home page, and what may reach them unasked."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from bot.handlers import switched
from bot.handlers.sandbox import run_handler
from bot.platforms import Message
from bot.requests import words
from bot.typecheck import is_sound
from rituals.cards import Card, Element
from rituals.catalog import Catalog
from rituals.circle import today
from rituals.events import HomeOpened
from rituals.ritual import Ritual
from storage import SqlCircle, Transaction

Show = Callable[[Any, Any], Iterable[Element]] | None


def home(tx: Transaction, catalog: Catalog, workspace: str, event: HomeOpened) -> tuple[Message, ...]:
    """The person's Home page: a message for each circle that has something for them."""
    circles = tx.circles.running(workspace)
    parts = [_part(tx, circle, ritual.home, event) for circle, ritual in _installed(catalog, circles)]
    shown = [_if_off(tx, catalog, workspace, message) for message in parts if message.card.body]
    top, bottom = Message(words.home_top(bool(shown))), Message(words.home_bottom())
    return (top, *shown, *unasked(tx, catalog, workspace, event), bottom)


def unasked(tx: Transaction, catalog: Catalog, workspace: str, event: HomeOpened) -> tuple[Message, ...]:
    """For each ritual that may reach those who never joined: a message that says so, with the tap that ends it."""
    reaching = ((_reaching(tx, workspace, one, event), one) for one in catalog.rituals.values() if one.reaches)
    parts = [_part(tx, circle, ritual.reaches, event) for circle, ritual in reaching if circle]
    return tuple(message for message in parts if message.card.body)


def _reaching(tx: Transaction, workspace: str, ritual: Ritual, event: HomeOpened) -> SqlCircle | None:
    """A circle of the ritual that may reach them; or any, where they refuse something: that can always be undone."""
    circle = tx.circles.any_of(workspace, ritual.name)
    reaches = circle and (circle.is_running or circle.refusals(event.person, today(event, circle)))
    return circle if reaches else None


def _installed(catalog: Catalog, circles: Iterable[SqlCircle]) -> list[tuple[SqlCircle, Ritual]]:
    """Each circle with its ritual, also if that is switched off: whoever is in it can still leave."""
    return [(circle, catalog.rituals[circle.ritual]) for circle in circles if circle.ritual in catalog.rituals]


def _if_off(tx: Transaction, catalog: Catalog, workspace: str, part: Message) -> Message:
    """A circle's part, with a word in front if its ritual is switched off."""
    if switched.is_on(tx, catalog, workspace, part.ritual):
        return part
    return replace(part, card=Card("", (words.off_at_home(part.ritual), *part.card.body)))


def _part(tx: Transaction, circle: SqlCircle, show: Show, event: HomeOpened) -> Message:
    """One circle's part of a page; nothing, where its ritual fails."""
    body: tuple[Element, ...] = ()
    if show:
        with contextlib.suppress(Exception), tx.savepoint():  # logged where it happened
            body = run_handler(show, event, circle, circle.ritual)
    return Message(Card("", body if is_sound(body, tuple[Element, ...]) else ()), circle.ritual, circle.id)
