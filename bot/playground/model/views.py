"""Dialogs and Home tabs: one stack of modals and one home for each person."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.playground.model.errors import SlackError

STACK = 3
DEFAULTS: dict[str, Any] = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "title": None,
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass(slots=True)
class View:
    """A modal or a home as one person has it, with what they have chosen in it so far."""

    id: str
    person: str
    content: dict[str, Any]
    root: str
    previous: str | None = None
    hash: str = ""
    chosen: dict[str, dict[str, Any]] = field(default_factory=dict)
    here: str | None = None

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Its blocks, every one with a block_id."""
        return list(self.content["blocks"])

    def show(self, content: dict[str, Any]) -> None:
        """New content; what was chosen in blocks that stay is kept."""
        self.content = DEFAULTS | content
        kept = {block.get("block_id") for block in self.blocks}
        self.chosen = {block_id: state for block_id, state in self.chosen.items() if block_id in kept}
        self.hash = f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


class Views:
    """Stacks and homes by person, and every view by id."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, person: str) -> list[View]:
        """Open modals, top last."""
        return list(self._stacks.get(person, []))

    def home(self, person: str) -> View | None:
        """The published home, if there is one."""
        return self._homes.get(person)

    def get(self, view_id: str) -> View:
        """A view that is open now, or a home."""
        for view in self._all():
            if view.id == view_id:
                return view
        raise SlackError("not_found")

    def by_external_id(self, external_id: str) -> View:
        """The same by the app's own id."""
        for view in self._all():
            if view.content["external_id"] == external_id:
                return view
        raise SlackError("not_found")

    def open(self, view: View) -> None:
        """A new stack with this view alone."""
        self._check_external_id(view, besides=self.stack(view.person))
        self._stacks[view.person] = [view]

    def push(self, view: View) -> None:
        """On top of the stack, which holds three."""
        stack = self._stacks.get(view.person)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self._check_external_id(view)
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)

    def remove(self, view: View) -> None:
        """Close that one, wherever it stands in the stack."""
        stack = self._stacks.get(view.person, [])
        if view in stack:
            stack.remove(view)

    def clear(self, person: str) -> list[View]:
        """Close all of them; the top one comes first."""
        return list(reversed(self._stacks.pop(person, [])))

    def publish(self, view: View) -> None:
        """Every person has one home."""
        self._homes[view.person] = view

    def check_hash(self, view: View, given: str | None) -> None:
        """An update made from an older state of the view is refused."""
        if given and given != view.hash:
            raise SlackError("hash_conflict")

    def _all(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack] + list(self._homes.values())

    def _check_external_id(self, view: View, besides: list[View] | None = None) -> None:
        given = view.content["external_id"]
        closing = besides or []
        if given and any(o.content["external_id"] == given for o in self._all() if o not in closing):
            raise SlackError("duplicate_external_id")
