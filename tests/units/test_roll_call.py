"""Whatever the platform answers, and whoever is killed: a roll call ends, and leaves something for who types."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.directory import Directory
from bot.platforms import BrokenOff, NotSent, Page, Presence, Reads, Refused
from bot.rounds.roll_call import ChannelLost, RollCall
from rituals.records import Profile
from storage import Rate, Rates, Store
from tests.chaos.town import Hands, Killed, Town
from tests.databases import Databases
from tests.storage.kit import NOW, coffee, settings_of

BELL = timedelta(seconds=5)
BURST, KEPT = 12, 3
METHODS = ("presence", "members", "everybody", "person")
PACED = Rates(of=dict.fromkeys(METHODS, Rate(60, burst=BURST, kept=KEPT)))
FATES = st.sampled_from(["limited", "away", "refused", "broken off", "killed"])


@dataclass(slots=True)
class Strict(Town):
    """Lists three at once; counts its calls by method, and answers badly by turns."""

    reads: Reads = field(default_factory=Reads)
    reading_rates: Rates = PACED
    now: Callable[[], datetime] = lambda: NOW
    bad: dict[int, str] = field(default_factory=dict)
    calls: list[tuple[str, datetime]] = field(default_factory=list)

    async def presence(self, workspace: str, channel: str) -> Presence:
        self._answers("presence")
        return Presence.HERE

    async def members(self, workspace: str, channel: str, cursor: str, read: int) -> Page[str]:
        self._answers("members")
        return self._page(sorted(self.channels[channel]), cursor)

    async def everybody(self, workspace: str, cursor: str, read: int) -> Page[Profile]:
        self._answers("everybody")
        page = self._page([f"U{number:03}" for number in range(200)], cursor)
        return Page(tuple(Profile(id=person) for person in page.items), page.cursor)

    async def profile(self, workspace: str, person: str) -> Profile | None:
        self._answers("person")
        return Profile(id=person)

    def page_size(self, read: int) -> int:
        return 3

    def made(self, method: str, since: datetime) -> int:
        return sum(name == method and at >= since for name, at in self.calls)

    def _page(self, names: list[str], cursor: str) -> Page[str]:
        start = int(cursor or 0)
        return Page(tuple(names[start : start + 3]), str(start + 3) if start + 3 < len(names) else "")

    def _answers(self, method: str) -> None:
        self.calls.append((method, self.now()))
        match self.bad.pop(len(self.calls), ""):
            case "limited":
                raise NotSent("rate limited", wait=20, method=method)
            case "away":
                raise NotSent("status 503")
            case "broken off":
                raise BrokenOff("invalid_cursor")
            case "refused":
                raise Refused("access_denied")
            case "killed":
                raise Killed


def due(store: Store, people: int) -> str:
    """A circle whose round is due, of so many, whom nobody has told of."""
    with store.begin() as tx:
        circle = coffee(tx)
        for number in range(people):
            circle.join(f"U{number:03}", NOW - timedelta(days=3))
        return circle.id


def called(town: Strict, store: Store, circle: str, clock: Hands, bells: int) -> bool:
    """Whether it came to an end within so many bells; a killed process has a new one at the next."""
    roll_call = RollCall(store, town, clock)
    for _ in range(bells):
        try:
            asyncio.run(roll_call.take("T1", circle))
            return True
        except (NotSent, Killed):
            roll_call = RollCall(store, town, clock)
        clock.turn(BELL)
    return False


def unread(store: Store, circle: str, clock: Hands) -> list[str]:
    with store.begin() as tx:
        return tx.readings.unread("T1", circle, clock.now() - timedelta(hours=12), NOW)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 30), st.sets(st.integers(0, 40)), st.dictionaries(st.integers(1, 60), FATES, max_size=12))
def test_it_ends_whatever_is_answered_and_whoever_is_killed(
    databases: Databases, people: int, away: set[int], bad: dict[int, str]
) -> None:
    here = {f"U{number:03}" for number in range(60) if number not in away}
    with databases.fresh() as address:
        clock = Hands(NOW)
        town, store = Strict({"C1": here}, now=clock.now, bad=dict(bad)), Store(address, settings_of, clock.now)
        circle = due(store, people)
        assert called(town, store, circle, clock, 300)
        assert unread(store, circle, clock) == []
        with store.begin() as tx:
            there = {one.id for one in tx.circles.by_id("T1", circle).participants(NOW.date())}  # type: ignore[union-attr]
        if "refused" not in bad.values():
            assert there == here & {f"U{number:03}" for number in range(people)}
        store.close()


def test_while_a_large_round_is_read_somebody_who_types_is_known_at_once(store: Store) -> None:
    clock = Hands(NOW)
    town = Strict({"C1": {f"U{number:03}" for number in range(150)}}, now=clock.now)
    store = Store(store._engine, settings_of, clock.now)
    circle, directory = due(store, 150), Directory(store, town, clock)
    for bell in range(20):
        if called(town, store, circle, clock, 1):
            break
        before = len(town.calls)
        asyncio.run(directory.learn("T1", {f"UNEW{bell}"}, f"UNEW{bell}"))
        assert town.calls[before:] == [("person", clock.now())]
        for method in METHODS:
            assert town.made(method, NOW) <= BURST + (clock.now() - NOW).total_seconds()
    with store.begin() as tx:
        assert tx.people.get("T1", "UNEW5")


def test_a_lost_channel_is_no_waiting(store: Store) -> None:
    class Lost(Strict):
        async def presence(self, workspace: str, channel: str) -> Presence:
            return Presence.NOT_HERE

    clock = Hands(NOW)
    try:
        asyncio.run(RollCall(store, Lost({"C1": set()}), clock).take("T1", due(store, 2)))
    except ChannelLost as error:
        assert error.presence is Presence.NOT_HERE
    else:
        raise AssertionError("the channel is lost")
