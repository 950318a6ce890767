"""What is due: rounds of circles, and moments that rituals asked for. The database is the truth about both."""

import asyncio
import contextlib
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.delivery.told_to_champions import ENDED, tell_champions, tell_of_it_later
from bot.handlers import switched
from bot.handlers.effects import carry_out
from bot.platforms import NotSent, Refused, ShutOut, Uncertain
from bot.rounds import words
from bot.rounds.calendar import Calendar
from bot.rounds.roll_call import ChannelLost, RollCall
from rituals.catalog import Catalog
from rituals.events import LaterDue, Missed, RoundDue, RoundMissed
from rituals.records import Round
from storage import Alarm, SqlCircle, Store, Transaction

log = structlog.get_logger()

LEASE = 120.0
"""Seconds in which nobody else looks at a circle whose round is due."""
AT_ONCE = 4
"""Some are made ready while one is held; the rest is for other workers."""
ASLEEP = timedelta(hours=6)
"""How often a moment is asked for again whose ritual is switched off, or not installed just now."""


class Rounds:
    """Holds the rounds that are due, each exactly once, and wakes the rituals that asked to be woken.

    Only in workspaces that this process serves: for the others it has no token.
    """

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        roll_call: RollCall,
        clock: Clock,
        serves: Callable[[], Collection[str]],
        *,
        lease: float = LEASE,
        observe: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        self._store = store
        self._lease = lease
        self._catalog = catalog
        self._calendar = Calendar(catalog)
        self._roll_call = roll_call
        self._clock = clock
        self._serves = serves
        self._one_at_a_time = asyncio.Lock()
        self._observe = observe
        self._stopping = False

    def stop(self) -> None:
        """Begin with no further round."""
        self._stopping = True

    async def hold_due(self, held: Callable[[], None] = lambda: None) -> None:
        """Do everything that is due by now, and call `held` after each. A circle whose people cannot be read waits
        for the next bell."""
        first = await asyncio.to_thread(self._due, AT_ONCE, ())
        tried = {circle_id for _, circle_id in first}
        side_by_side = [self._hold_and_go_on(one, tried, held) for one in first]
        for broken in await asyncio.gather(*side_by_side, return_exceptions=True):
            if broken:
                raise broken
        await asyncio.to_thread(self._wake)
        held()

    async def in_turn(self) -> None:
        """Wait until the rounds that are ready to be held have been: at most AT_ONCE of them."""
        async with self._one_at_a_time:
            pass

    def next_due(self) -> datetime | None:
        """When there is something to do next: a round, a moment asked for, or a message that waits."""
        with self._store.begin() as tx:
            moments = (tx.next_due(), tx.outbox.next_not_before())
        return min((moment for moment in moments if moment), default=None)

    async def _hold_and_go_on(self, first: tuple[str, str], tried: set[str], held: Callable[[], None]) -> None:
        """This one, and then one more at a time while there are any: so the last are shared with other workers too."""
        due = [first]
        while due:
            await self._hold_when_known(*due[0], held)
            due = await asyncio.to_thread(self._due, 1, frozenset(tried))
            tried.update(circle_id for _, circle_id in due)

    async def _hold_when_known(self, workspace: str, circle_id: str, held: Callable[[], None]) -> None:
        wait = 0.0
        try:
            await self._roll_call.take(workspace, circle_id)
            async with self._one_at_a_time:  # large rounds are work for a processor, and have their time each
                await asyncio.to_thread(self._hold, workspace, circle_id)
            held()
        except ShutOut as error:
            log.error("workspace_closed", workspace=workspace, why=error.why)
            await asyncio.to_thread(self._close, workspace, error.why)
        except ChannelLost as error:
            log.warning("round_skipped", circle=circle_id, why=error.presence.value)
            await asyncio.to_thread(self._channel_lost, workspace, circle_id)
        except (NotSent, Refused, Uncertain) as error:
            log.warning("round_waits", circle=circle_id, why=error.why)
            wait = getattr(error, "wait", None) or 0.0
            await asyncio.to_thread(self._give_up, workspace, circle_id)
        except Exception:
            log.exception("round_failed", circle=circle_id)
        await asyncio.to_thread(self._give_back, circle_id, wait)

    def _due(self, most: int, besides: Collection[str]) -> list[tuple[str, str]]:
        if self._stopping:
            return []
        with self._store.begin() as tx:
            return tx.circles.claim_due(self._clock.now(), self._lease, most, self._serves(), besides)

    def _give_back(self, circle_id: str, wait: float) -> None:
        """If the round is still due, it is looked at again at the next bell, or after the pause Slack asked for."""
        with self._store.begin() as tx:
            tx.circles.put_off(circle_id, wait)

    def _close(self, workspace: str, why: str) -> None:
        with self._store.begin() as tx:
            tx.workspaces.close(workspace, why)

    def _hold(self, workspace: str, circle_id: str) -> None:
        """Round, groups, messages and the next due time: one transaction, or nothing."""
        now = self._clock.now()
        with self._store.begin() as tx:
            circle = tx.circles.lock(workspace, circle_id)
            if circle is None or not circle.is_running or circle.next_due is None or circle.next_due > now:
                return
            if not switched.is_on(tx, self._catalog, workspace, circle.ritual):
                self._rest(tx, circle, circle.next_due, now)
                return
            due, upcoming = circle.next_due, self._calendar.upcoming(circle, circle.next_due, now)
            too_late = now - self._catalog.rituals[circle.ritual].catch_up
            if due < too_late:
                upcoming = self._calendar.upcoming(circle, due, too_late)  # perhaps due already, and still in time
                self._skip(tx, circle, due, upcoming, Missed.LATE, now)
            elif self._held(tx, circle, due, upcoming, now):
                self._observe("held")
            else:
                self._skip(tx, circle, due, upcoming, Missed.BROKEN, now)

    def _held(
        self, tx: Transaction, circle: SqlCircle, due: datetime, upcoming: datetime | None, now: datetime
    ) -> bool:
        """Hold the round; False, and nothing changed, if the ritual failed: it would fail at every bell."""
        try:
            with tx.savepoint():
                if round := circle.begin_round(due, self._calendar.date(circle, due), upcoming, now):
                    self._introduce(tx, circle, round, now)
                else:  # a backup was put back, and took the date
                    self._missed(tx, circle, due, Missed.UNSURE, now)
        except Exception:
            log.exception("round_failed", circle=circle.id)
            return False
        return True

    def _introduce(self, tx: Transaction, circle: SqlCircle, round: Round, now: datetime) -> None:
        ritual = self._catalog.rituals[circle.ritual]
        circle.take_turns()
        if handler := ritual.hooks.get("due"):
            event = RoundDue(now=now, round=round.id, seed=int(round.id[:8], 16))
            carry_out(tx, circle, handler, event)
        circle.settle_round()

    def _channel_lost(self, workspace: str, circle_id: str) -> None:
        now = self._clock.now()
        with self._store.begin() as tx:
            circle = tx.circles.lock(workspace, circle_id)
            due = circle.next_due if circle else None
            if circle is None or due is None or due > now:
                return
            if not switched.is_on(tx, self._catalog, workspace, circle.ritual):
                self._rest(tx, circle, due, now)
            else:
                self._skip(tx, circle, due, self._calendar.after(circle, now), Missed.LOST, now)

    def _give_up(self, workspace: str, circle_id: str) -> None:
        """Of a round for which it is too late by now, the champions are told why it was not held."""
        now = self._clock.now()
        with self._store.begin() as tx:
            circle = tx.circles.lock(workspace, circle_id)
            if circle and circle.next_due and self._is_too_late(circle, circle.next_due, now):
                self._skip(tx, circle, circle.next_due, self._calendar.after(circle, now), Missed.UNREAD, now)

    def _is_too_late(self, circle: SqlCircle, due: datetime, now: datetime) -> bool:
        ritual = self._catalog.rituals.get(circle.ritual)
        return ritual is not None and due < now - ritual.catch_up

    def _skip(
        self,
        tx: Transaction,
        circle: SqlCircle,
        due: datetime,
        upcoming: datetime | None,
        why: Missed,
        now: datetime,
    ) -> None:
        """No round this time; the champions are told, once, and the ritual tells those who counted on it."""
        self._observe("skipped")
        circle.change(circle.settings, circle.zone, upcoming)
        self._missed(tx, circle, due, why, now)
        card = words.no_round(why, due, upcoming, circle.zone, circle.channel)
        tell_champions(tx, circle, card, f"missed:{due.isoformat()}", now)

    def _rest(self, tx: Transaction, circle: SqlCircle, due: datetime, now: datetime) -> None:
        """No rounds while the ritual is off; it says so to those who counted on this one, and nothing else."""
        circle.rest()
        if circle.ritual in self._catalog.rituals:
            self._missed(tx, circle, due, Missed.OFF, now)

    def _missed(self, tx: Transaction, circle: SqlCircle, due: datetime, why: Missed, now: datetime) -> None:
        """What follows for those who take part; a ritual that fails at this too holds up nobody else."""
        on = self._calendar.date(circle, due)
        if handler := self._catalog.rituals[circle.ritual].hooks.get("missed"):
            with contextlib.suppress(Exception), tx.savepoint():  # logged where it happened
                carry_out(tx, circle, handler, RoundMissed(now=now, due=due, on=on, why=why))
        circle.end_absences(on)

    def _wake(self) -> None:
        """Each moment in a transaction of its own, so that a failing ritual holds up nobody else."""
        now = self._clock.now()
        while sum(self._wake_one(alarm, now) for alarm in self._rung(now)):
            pass

    def _rung(self, now: datetime) -> list[Alarm]:
        with self._store.begin() as tx:
            return tx.alarms.due(now, 50, self._serves())

    def _wake_one(self, alarm: Alarm, now: datetime) -> bool:
        """The circle first, as everybody does it, then the moment: whoever takes it away has it."""
        with self._store.begin() as tx:
            circle = tx.circles.lock(alarm.workspace, alarm.circle_id)
            taken = tx.alarms.take(alarm)
            if taken and circle and alarm.name.startswith(ENDED):
                tell_of_it_later(tx, circle, alarm, now)
            elif taken and circle and circle.is_running:
                self._ring_alarm(tx, circle, alarm, now)
        return taken

    def _ring_alarm(self, tx: Transaction, circle: SqlCircle, alarm: Alarm, now: datetime) -> None:
        ritual = self._catalog.rituals.get(circle.ritual)
        is_on = switched.is_on(tx, self._catalog, alarm.workspace, circle.ritual)
        handler = ritual.laters.get(alarm.name) if ritual else None
        if not is_on or handler is None:  # switched off, or what only a newer version knows
            tx.alarms.put(circle.id, alarm.name, alarm.about, now + ASLEEP)
            return
        try:
            with tx.savepoint():
                carry_out(tx, circle, handler, LaterDue(now=now, name=alarm.name, about=alarm.about))
        except Exception:
            log.exception("alarm_failed", circle=circle.id, name=alarm.name)
