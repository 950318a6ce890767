"""Circles, rounds, people who come and go, deaths and clocks, in any order, beside a model that fits on one page."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.delivery.courier import Courier
from bot.people.directory import Directory
from bot.rounds.roll_call import RollCall
from bot.rounds.rounds import Rounds
from rituals.catalog import load_catalog
from rituals.coffee.settings import CoffeeSettings
from rituals.errors import AlreadyToday
from storage import Store
from storage.tables.models import CircleRow, GroupRow, MemberRow, OutboxRow, RoundRow
from tests.chaos.town import FATES, Hands, Killed, Town

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 10, 16, 9, tzinfo=UTC)
"""A Friday; on Sunday of the week after, the clocks go back."""
CHANNELS = ("C1", "C2")
PEOPLE = tuple(f"U{number}" for number in range(7))
CHAMPION = "UCHAMP"
SEVERAL = st.sets(st.sampled_from(PEOPLE), min_size=2)
SOME_FATES = st.lists(st.sampled_from(FATES), max_size=5)
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
RESTART = timedelta(minutes=5)
"""Longer than every lease."""


@dataclass(slots=True)
class Circle:
    """What the model knows of one."""

    id: str
    channel: str
    next_due: datetime
    joined: set[str] = field(default_factory=set)
    skipping: set[str] = field(default_factory=set)
    dates: list[date] = field(default_factory=list)


class Machine(RuleBasedStateMachine):
    """The real store, rounds and courier; only the platform is a double."""

    circles = Bundle("circles")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = Hands(START)
        self.town = Town({channel: set(PEOPLE) for channel in CHANNELS})
        self.catalog = load_catalog()
        self.store = Store("sqlite://", self.catalog.settings_of, self.clock.now)
        self.store.upgrade()
        self.model: dict[str, Circle] = {}
        self._begin_again()

    def _begin_again(self) -> None:
        """A new process."""
        directory = Directory(self.store, self.town, self.clock)
        roll_call = RollCall(self.store, self.town, self.clock)
        self.rounds = Rounds(self.store, self.catalog, roll_call, self.clock, lambda: self.town.workspaces)
        self.courier = Courier(self.store, self.town, self.catalog, directory, self.clock)

    def teardown(self) -> None:
        """Calm: everything that waits is delivered or known not to be."""
        try:
            self._calm()
            self._everybody_is_looked_after()
            self.nobody_is_introduced_twice()
        finally:
            self.store.close()
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()

    # what people do

    @initialize(target=circles, joining=SEVERAL)
    def begins(self, joining: set[str]) -> str:
        return self._begins_with(CHANNELS[0], joining)

    @precondition(lambda self: len(self.model) < len(CHANNELS))
    @rule(target=circles, joining=SEVERAL)
    def another_circle(self, joining: set[str]) -> str:
        return self._begins_with(CHANNELS[len(self.model)], joining)

    @rule(circle=circles, person=st.sampled_from(PEOPLE))
    def joins(self, circle: str, person: str) -> None:
        with self.store.begin() as tx:
            assert self._open(tx, circle).join(person, self.clock.now()) == (person not in self.model[circle].joined)
        self.model[circle].joined.add(person)

    @rule(circle=circles, person=st.sampled_from(PEOPLE))
    def leaves(self, circle: str, person: str) -> None:
        with self.store.begin() as tx:
            assert self._open(tx, circle).leave(person) == (person in self.model[circle].joined)
        self.model[circle].joined.discard(person)
        self.model[circle].skipping.discard(person)

    @rule(circle=circles, person=st.sampled_from(PEOPLE))
    def skips(self, circle: str, person: str) -> None:
        if person in self.model[circle].joined:
            with self.store.begin() as tx:
                self._open(tx, circle).skip(person)
            self.model[circle].skipping.add(person)

    @rule(circle=circles, person=st.sampled_from(PEOPLE))
    def goes_in_or_out_of_the_channel(self, circle: str, person: str) -> None:
        self.town.channels[self.model[circle].channel] ^= {person}

    @rule(circle=circles)
    def introduces_now(self, circle: str) -> None:
        one, today = self.model[circle], self._local(self.clock.now()).date()
        with suppress(AlreadyToday), self.store.begin() as tx:
            self._open(tx, circle).bring_forward(self.clock.now())
            assert today not in one.dates
            one.next_due = self.clock.now()

    # what time does

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.clock.turn(timedelta(hours=hours))

    @rule(late=st.integers(0, 90), fates=SOME_FATES)
    def a_round_is_due(self, late: int, fates: list[str]) -> None:
        due = min(one.next_due for one in self.model.values()) + timedelta(minutes=late)
        self.clock.turn(max(timedelta(0), due - self.clock.now()))
        self.the_bell_rings(fates)

    @rule(arriving=st.integers(0, 2))
    def a_round_is_due_and_its_courier_dies_as_something_has_arrived(self, arriving: int) -> None:
        self.a_round_is_due(0, ["arrives"] * arriving + ["killed after"])
        self._begin_again()
        self.clock.turn(RESTART)

    @rule(minutes=st.integers(1, 120))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.clock.turn(-timedelta(minutes=minutes))

    # what the bot does

    @rule(fates=SOME_FATES)
    def the_bell_rings(self, fates: list[str]) -> None:
        self._hold()
        self.town.fates.extend(fates)
        self._run(self.courier.drain())

    @rule(fates=SOME_FATES, commit=st.integers(1, 25), kept=st.booleans())
    def the_bell_rings_and_the_process_dies(self, fates: list[str], commit: int, kept: bool) -> None:
        self.town.fates.extend(fates)
        before = self._rounds_held()
        with _dying("after_commit" if kept else "before_commit", commit):
            self._run(self._work())
        self._believe(before)
        self._begin_again()
        self.clock.turn(RESTART)

    # what must hold

    @invariant()
    def nobody_is_introduced_twice(self) -> None:
        heard = Counter(said.group for said in self.town.said if said.group)
        assert max(heard.values(), default=1) == 1

    @invariant()
    def there_is_one_round_a_date(self) -> None:
        assert self._rounds_held() == {id: Counter(one.dates) for id, one in self.model.items()}

    @invariant()
    def no_two_circles_introduce_the_same_two_within_a_week(self) -> None:
        with Session(self._engine) as session:
            for moments in self._introduced(session).values():
                for (first, here), (second, there) in pairwise(moments):
                    assert here == there or second - first >= A_WEEK

    @invariant()
    def every_group_has_one_message_to_come(self) -> None:
        with Session(self._engine) as session:
            groups = Counter(f"group:{id}" for id in session.scalars(select(GroupRow.id)))
            rows = Counter(session.scalars(select(OutboxRow.key).filter_by(kind="introduce")))
        assert not groups - rows
        assert max(rows.values(), default=1) == 1

    # parts

    @property
    def _engine(self):  # type: ignore[no-untyped-def]
        return self.store._engine

    def _begins_with(self, channel: str, joining: set[str]) -> str:
        circle = self._start(channel)
        for person in sorted(joining):
            self.joins(circle, person)
        return circle

    def _start(self, channel: str) -> str:
        now = self.clock.now()
        due = _monday_after(now)
        with self.store.begin() as tx:
            circle = tx.circles.start("T1", "coffee", channel, CHAMPION, CoffeeSettings(), LONDON, due, now)
        self.model[circle.id] = Circle(circle.id, channel, due)
        return circle.id

    def _open(self, tx, circle: str):  # type: ignore[no-untyped-def]
        found = tx.circles.lock("T1", circle)
        assert found
        return found

    def _hold(self) -> None:
        """Ring, and see that each round is as the model has it."""
        now = self.clock.now()
        due = [one for one in self.model.values() if one.next_due <= now]
        self._run(self.rounds.hold_due())
        for one in due:
            self._expect(one, now)

    def _expect(self, one: Circle, now: datetime) -> None:
        held = now - one.next_due <= A_DAY
        if held:
            on = self._local(one.next_due).date()
            one.dates.append(on)
            self._everybody_is_in_one_group_or_told(one, on)
            one.skipping.clear()
        one.next_due = self._after(one.next_due, now if held else now - A_DAY)
        with Session(self._engine) as session:
            assert session.get_one(CircleRow, one.id).next_due == one.next_due

    def _everybody_is_in_one_group_or_told(self, one: Circle, on: date) -> None:
        """Who is in none was just introduced, elsewhere, to everybody else who is in none."""
        eligible = (one.joined - one.skipping) & self.town.channels[one.channel]
        with Session(self._engine) as session:
            round = session.scalars(select(RoundRow).filter_by(circle_id=one.id, on_date=on)).one()
            members = list(session.scalars(select(MemberRow).filter_by(round_id=round.id)))
            told = set(session.scalars(select(OutboxRow.key).filter_by(circle_id=one.id, kind="tell")))
            apart = {pair for pair, moments in self._introduced(session).items() if moments}
        placed = Counter(member.person for member in members)
        left = eligible - set(placed)
        assert placed == Counter(eligible - left)
        assert {f"alone:{round.id}:{person}" for person in left} <= told
        assert all(pair in apart for pair in combinations(sorted(left), 2))
        assert set(Counter(member.group_id for member in members).values()) <= {2, 3}

    def _introduced(self, session: Session) -> dict[tuple[str, str], list[tuple[date, str]]]:
        """When any two were introduced, or are to be, and in which circle, the oldest first."""
        given_up = select(OutboxRow.key).where(OutboxRow.state.in_(("failed", "dropped")))
        not_made = set(session.scalars(given_up.where(OutboxRow.kind == "introduce")))
        rows = session.execute(
            select(RoundRow.created, RoundRow.circle_id, MemberRow.group_id, MemberRow.person)
            .join(MemberRow, MemberRow.round_id == RoundRow.id)
            .order_by(RoundRow.created, MemberRow.person)
        )
        groups: dict[tuple[datetime, str, str], list[str]] = {}
        for at, circle, group, person in rows:
            if f"group:{group}" not in not_made:
                groups.setdefault((at, circle, group), []).append(person)
        found: dict[tuple[str, str], list[tuple[date, str]]] = {}
        for (at, circle, _), people in groups.items():
            for pair in combinations(people, 2):
                found.setdefault(pair, []).append((self._local(at).date(), circle))
        return found

    async def _work(self) -> None:
        await self.rounds.hold_due()
        await self.courier.drain()

    def _believe(self, before: dict[str, Counter[date]]) -> None:
        """After a death: a round that was due is held now, or is still due; nothing between."""
        now = self.clock.now()
        after = self._rounds_held()
        for one in self.model.values():
            with Session(self._engine) as session:
                next_due = session.get_one(CircleRow, one.id).next_due
            fresh = after[one.id] - before[one.id]
            if next_due == one.next_due:
                assert not fresh
            else:
                assert one.next_due <= now
                held = now - one.next_due <= A_DAY
                assert next_due == self._after(one.next_due, now if held else now - A_DAY)
                assert set(fresh) == ({self._local(one.next_due).date()} if held else set())
                one.dates += fresh
                one.skipping -= one.skipping if fresh else set()
                one.next_due = next_due

    def _calm(self) -> None:
        self.town.fates.clear()
        self._begin_again()
        self.clock.turn(self.clock.latest - self.clock.now())
        for _ in range(4):
            self.clock.turn(timedelta(hours=1))
            self._hold()
            self._run(self.courier.drain())

    def _everybody_is_looked_after(self) -> None:
        """Each introduction has arrived, or its end is recorded and something was said, or will be, because of it."""
        with Session(self._engine) as session:
            rows = list(session.scalars(select(OutboxRow)))
            groups = set(session.scalars(select(GroupRow.id)))
        assert {row.state for row in rows} <= {"done", "failed", "dropped"}
        heard = {said.group for said in self.town.said}
        for row in rows:
            group = row.key.partition(":")[2]
            if row.kind == "introduce" and row.state == "done":
                assert group in heard
            elif row.kind == "introduce" and row.state == "failed":
                assert [each for each in rows if each is not row and group in each.key]
            elif row.kind == "introduce":
                assert group not in groups

    def _rounds_held(self) -> dict[str, Counter[date]]:
        with Session(self._engine) as session:
            rounds = session.execute(select(RoundRow.circle_id, RoundRow.on_date)).all()
        return {id: Counter(on for circle, on in rounds if circle == id) for id in self.model}

    def _run(self, work) -> None:  # type: ignore[no-untyped-def]
        with suppress(Killed):
            self.loop.run_until_complete(work)

    def _after(self, due: datetime, now: datetime) -> datetime:
        upcoming = _monday_after(max(due, now))
        return _monday_after(upcoming) if self._local(upcoming).date() == self._local(due).date() else upcoming

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(LONDON)


def _monday_after(moment: datetime) -> datetime:
    """The first Monday, 10:00 in London, after this moment."""
    local = moment.astimezone(LONDON).date()
    days = (local + timedelta(days=ahead) for ahead in range(9))
    tens = (datetime.combine(day, time(10), LONDON).astimezone(UTC) for day in days if day.weekday() == 0)
    return next(ten for ten in tens if ten > moment)


@contextmanager
def _dying(moment: str, number: int) -> Iterator[None]:
    """The process dies at that one of its next transactions: kept, or not."""
    left = [number]

    def die(_session: Session) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise Killed

    event.listen(Session, moment, die)
    try:
        yield
    finally:
        event.remove(Session, moment, die)


Machine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestTheMachine = Machine.TestCase
