"""Saying what was scheduled, when the workspace's clock comes to its time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.clock import MovableClock
from bot.playground.changes.talk import Said, post
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import PageError
from bot.playground.model.scheduled import Scheduled, check_time
from bot.playground.model.workspace import Workspace

LOOK_SECONDS = 1.0


def schedule(ws: Workspace, place: Conversation, said: Said, post_at: int) -> Scheduled:
    """Keep it for later; it is said even if nobody moves the clock, as long as the clock goes by itself."""
    check_time(post_at, ws.clock.now().timestamp())
    waiting = ws.scheduled.add(Scheduled(ws.new_id("Q"), place.id, post_at, ws.now, said))
    if not ws.scheduled.watched:
        ws.scheduled.watched = True
        _look(ws)
    return waiting


def _look(ws: Workspace) -> None:
    """Say what is due, and look again soon while anything waits: the clock may be moved, or shared with others."""
    say_due(ws)
    first = ws.scheduled.first()
    ws.scheduled.watched = first is not None
    if first:
        left = first.post_at - ws.clock.now().timestamp()
        asyncio.get_running_loop().call_later(min(max(left, 0.0), LOOK_SECONDS), _look, ws)


def say_due(ws: Workspace) -> bool:
    """Everything whose time has come is said, in order; whether there was anything."""
    any_due = False
    while due := ws.scheduled.take_due(ws.clock.now().timestamp()):
        any_due = True
        _say(ws, due)
    return any_due


def _say(ws: Workspace, due: Scheduled) -> None:
    place = ws.conversations.get(due.conversation)
    allowed = ws.bot.id in place.members or (place.kind == "channel" and "chat:write.public" in ws.scopes)
    if allowed and not place.archived:
        post(ws, place, ws.bot.id, due.said, at=due.post_at)


async def travel(ws: Workspace, moment: datetime) -> None:
    """Move the clock to that moment, stopping wherever something was scheduled; PageError if it cannot be moved."""
    go = _mover(ws)
    while (first := ws.scheduled.first()) and first.post_at <= moment.timestamp():
        await go(max(ws.clock.now(), datetime.fromtimestamp(first.post_at, UTC)))
        if not say_due(ws) and ws.scheduled.first() is first:
            break
    await go(moment)
    say_due(ws)


def _mover(ws: Workspace) -> Callable[[datetime], Awaitable[None]]:
    clock = ws.clock
    if ws.on_clock:
        return ws.on_clock
    if not isinstance(clock, MovableClock):
        raise PageError("This workspace keeps real time.")

    async def move(moment: datetime) -> None:
        clock.reach(moment)

    return move
