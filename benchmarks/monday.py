"""Everybody is due on Monday at ten, nobody's profile is fresh, and Slack's published limits are on.

    .venv/bin/python -m benchmarks.monday [CASE ...]

The clock is moved, and the bell rings every five seconds of it, as in `kindling run`. For each case it prints the
seconds until everybody was introduced, the least that the limits allow, and how many bells that took over the fewest
that could have done. The least is what the tightest method asks for: the fewest calls of it, reading or sending, of
which the local workspace lets as many be made at once as a minute allows. Meanwhile, at every bell, somebody who was
never heard of joins; the last column is the slowest answer to them, in milliseconds of the machine's own time.
"""

import argparse
import asyncio
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.config import Config
from bot.platforms.slack.manifest import manifest
from bot.playground import Person, Playground, Workspace, app_from, make_company
from bot.playground.changes.membership import create
from bot.playground.model.rates import TIERS, Rates
from bot.process.assembly import Bot, assemble, slack
from bot.process.logs import configure_logs
from bot.process.play import SECRET
from rituals.catalog import load_catalog
from rituals.coffee import CoffeeSettings
from rituals.zones import read_zone
from storage import Transaction
from storage.tables.models import OutboxRow

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
BELL = timedelta(seconds=5)
PAGE = 1000
"""The most that Slack lists at once."""
NEWCOMERS = 40


@dataclass(frozen=True, slots=True)
class Case:
    """So many circles of so many people, in a workspace with so many accounts; `crowd` more are in each channel."""

    circles: int
    people: int
    accounts: int
    crowd: int = 0


CASES = {
    "4 circles of 26": Case(4, 26, 170),
    "8 circles of 45 in 420 accounts": Case(8, 45, 420),
    "45 people in 5,000 accounts": Case(1, 45, 5_000),
    "4 people in a channel of 25,000": Case(1, 4, 25_100, 24_000),
    "2,000 people in 10,000 accounts": Case(1, 2_000, 10_000),
    "40 circles of 12 in 30,000 accounts": Case(40, 12, 30_000, 100),
}


def least(case: Case) -> float:
    """Seconds that the published limits ask for, at the least."""
    groups, everybody = case.circles * (case.people // 2), case.circles * case.people
    calls = {
        "conversations.info": case.circles,
        "conversations.members": case.circles * math.ceil((case.people + case.crowd) / PAGE),
        "conversations.open": groups,
        "chat.postMessage": groups,
        "files.getUploadURLExternal": 2 * groups,
    }
    pages = math.ceil(case.accounts / PAGE)
    reading = min(_seconds("users.info", everybody), _seconds("users.list", pages))
    return max(reading, *(_seconds(method, times) for method, times in calls.items()))


def _seconds(method: str, calls: int) -> float:
    tier = TIERS[method]
    return max(0, calls - tier.burst) / tier.per_minute * 60


@asynccontextmanager
async def company(case: Case, clock: MovableClock) -> Iterator[tuple[Playground, Bot]]:
    """The workspace, which keeps the limits by the moved clock, and the bot in it."""
    catalog = load_catalog()
    ws = make_company(app=app_from(manifest(catalog)), people=case.accounts, clock=clock)
    ws.rates = Rates(lambda: clock.now().timestamp())
    playground = Playground(ws, 0, ack_seconds=60)
    await playground.start()
    with TemporaryDirectory() as folder:
        config = Config(
            bot_token=playground.bot_token,
            app_token=playground.app_token,
            slack_api=playground.api_url,
            database=f"sqlite:///{Path(folder) / 'kindling.db'}",
            secret=SECRET,
        )
        bot = assemble(config, catalog, clock, [slack(config, clock)], bell_seconds=3600)
        await bot.start()
        yield playground, bot
        await bot.stop()
    await playground.stop()


def fill(ws: Workspace, bot: Bot, case: Case, people: Sequence[Person]) -> None:
    """The circles, in which they all take part; due now."""
    settings = CoffeeSettings()
    for number in range(case.circles):
        mine = people[number * case.people :][: case.people]
        place = create(ws, f"site-{number}", mine[0], False)
        crowd = people[case.circles * case.people :][: case.crowd]
        place.members = dict.fromkeys(one.id for one in [ws.bot, *crowd, *mine])
        with bot.store.begin() as tx:
            zone = read_zone(settings.zone)
            circle = tx.circles.start(
                ws.team_id, "coffee", place.id, mine[0].id, settings, zone, MONDAY, MONDAY - timedelta(days=3)
            )
            for one in mine:
                circle.join(one.id, MONDAY - timedelta(days=3))


def introduced(tx: Transaction) -> int:
    """How many invitations have arrived."""
    session: Session = tx._session
    done = select(func.count()).where(OutboxRow.kind == "introduce", OutboxRow.state == "done")
    return session.scalar(done) or 0


async def joins(playground: Playground, newcomer: Person) -> float:
    """Milliseconds until somebody new reads that they are in."""
    ws = playground.workspace
    place = ws.conversation("site-0")
    place.members[newcomer.id] = None
    begun = time.perf_counter()
    await playground.actions.type(newcomer.name, "#site-0", "/kind coffee join")
    taken = time.perf_counter() - begun
    said = [one.text for one in ws.messages.visible(place.id, newcomer.id) if one.only_for == newcomer.id]
    assert said, "no answer"
    assert "You're in." in said[-1], said[-1]
    return taken * 1000


async def measure(name: str, case: Case) -> None:
    clock = MovableClock(MONDAY - timedelta(hours=1), frozen=True)
    async with company(case, clock) as (playground, bot):
        ws = playground.workspace
        able = [one for one in ws.people if one.is_colleague]
        people, newcomers = able[:-NEWCOMERS], able[-NEWCOMERS:]
        await asyncio.to_thread(fill, ws, bot, case, people)
        clock.move_to(MONDAY)
        bells, slowest, wanted = 0, 0.0, case.circles * (case.people // 2)
        while True:
            await bot.only.worker.work()
            bells += 1
            with bot.store.begin() as tx:
                made = introduced(tx)
            if made >= wanted:
                break
            assert bells < 5000
            if newcomers and bells % 3 == 1:
                slowest = max(slowest, await joins(playground, newcomers.pop()))
            clock.move_to(clock.now() + BELL)
        report(name, case, bells, slowest)


def report(name: str, case: Case, bells: int, slowest: float) -> None:
    taken, bound = (bells - 1) * BELL.total_seconds(), least(case)
    fewest = 1 + math.ceil(bound / BELL.total_seconds())
    answer = f"{slowest:4.0f} ms" if slowest else "   -"
    ratio = f"{bells:4} / {fewest:<4} bells {bells / fewest:5.2f}"
    print(f"{name:38} {taken:6.0f} s   least {bound:6.1f} s   {ratio}   {answer}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help="the beginnings of their names")
    chosen = tuple(parser.parse_args().cases) or ("",)
    configure_logs("error")
    for each, what in CASES.items():
        if each.startswith(chosen):
            asyncio.run(measure(each, what))
