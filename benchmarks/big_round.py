"""A round of many introductions across many workspaces, with several workers on PostgreSQL.

    .venv/bin/python -m benchmarks.big_round [--workspaces 20 --introductions 10000 --workers 4] \
            [--no-limits] [--unread]

With the local workspace's rate limits on (the default) it prints the time over the least that the limits allow; without
them, introductions a second beside a loop that only calls chat.postMessage in the same run. The memory is that of a
worker, idle and at its most. An introduction is seven calls: the conversation, the message, and two calendar files.
`--unread`: nobody's profile is known when the round is due; they are read meanwhile.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.big_round_worker import READY
from bot.platforms.slack.api import web_client
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.people import profile
from bot.playground import Playground, Workspace, app_from, make_company
from bot.playground.model.people import Person, user_object
from bot.playground.model.rates import TIERS
from rituals.catalog import load_catalog
from rituals.coffee import CoffeeSettings
from rituals.zones import read_zone
from storage import Store
from tests.postgres import Server, wheel

CALLS = {"conversations.open": 1, "files.getUploadURLExternal": 2, "chat.postMessage": 1}
"""Of each introduction, those with the tightest limits."""
LATER = timedelta(days=300)
POSTS = 2000
STATES = text("SELECT state, count(*) FROM outbox WHERE kind = 'introduce' GROUP BY state")


def companies(number: int, people: int, limits: bool) -> list[Workspace]:
    """Workspaces of one app, each with that many colleagues in #coffee and the bot."""
    app = app_from(manifest(load_catalog()))
    found = []
    for index in range(number):
        ws = make_company(
            people=people * 5 // 4,
            seed=index,
            app=app,
            rate_limits=limits,
            name=f"Company {index}",
            domain=f"company-{index}",
            team_id=f"T0COMPANY{index}",
        )
        ws.conversation("coffee").members.update(dict.fromkeys(person.id for person in chosen(ws, people)))
        found.append(ws)
    return found


def chosen(ws: Workspace, people: int) -> list[Person]:
    """Colleagues who may take part."""
    able = [one for one in ws.people if one.is_colleague]
    return able[:people]


def fill(store: Store, found: Sequence[Workspace], people: int, unread: bool) -> None:
    """A circle in each, in which they all take part; not yet due."""
    now, settings = datetime.now(UTC), CoffeeSettings()
    for ws in found:
        with store.begin() as tx:
            tx.workspaces.save(ws.team_id, ws.name, "slack")
            known = [] if unread else chosen(ws, people)
            tx.people.save(ws.team_id, [profile(user_object(one, ws.team_id, now)) for one in known], now)
            place, zone = ws.conversation("coffee").id, read_zone(settings.zone)
            circle = tx.circles.start(ws.team_id, "coffee", place, "U0NOBODY", settings, zone, now + LATER, now)
            for person in chosen(ws, people):
                circle.join(person.id, now)


@contextmanager
def working(playground: Playground, address: str, limits: bool, number: int) -> Iterator[list[int]]:
    """That many workers, ready; their process ids."""
    tokens = ",".join(ws.bot_token for ws in playground.grid)
    settings = {"SLACK_BOT_TOKEN": tokens, "SLACK_API_URL": playground.api_url, "DATABASE_URL": address}
    command = [sys.executable, "-m", "benchmarks.big_round_worker", "limited" if limits else "free"]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **settings})
            )
            for _ in range(number)
        ]
        for worker in workers:
            assert worker.stdout
            assert worker.stdout.readline().decode().strip() == READY
        yield [worker.pid for worker in workers]
        for worker in workers:
            assert worker.stdin
            worker.stdin.close()


def megabytes(pid: int, what: str) -> float:
    """VmRSS is now, VmHWM the most it ever was."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


def least(introductions: int) -> float:
    """Seconds that one workspace's limits ask for: what is more than a burst comes at the tier's pace. Reading so many
    people is fewer calls than a burst."""
    return max(
        max(0, introductions * times - TIERS[method].burst) / TIERS[method].per_minute * 60
        for method, times in CALLS.items()
    )


async def posts_a_second(playground: Playground) -> float:
    """A loop that only posts, one after the other."""
    ws = playground.workspace
    client, place = web_client(ws.bot_token, playground.api_url), ws.conversation("kindness").id
    begun = time.perf_counter()
    for _ in range(POSTS):
        await client.chat_postMessage(channel=place, text="A small kindness.")
    return POSTS / (time.perf_counter() - begun)


async def round_held(address: str, wanted: int) -> float:
    """Everybody is due now; seconds until the last introduction is recorded as made."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE circles SET next_due = now()"))
    begun, made = time.perf_counter(), 0
    while made < wanted:
        await asyncio.sleep(0.5)
        with engine.begin() as connection:
            counts = {row.state: row.count for row in connection.execute(STATES)}
        made = counts.get("done", 0)
        print(f"\r{time.perf_counter() - begun:5.0f} s  {counts}   ", end="", file=sys.stderr)
        assert not set(counts) - {"ready", "sending", "done"}, counts
    return time.perf_counter() - begun


async def measure(address: str, how: argparse.Namespace) -> None:
    each = how.introductions // how.workspaces
    found = companies(how.workspaces, each * 2, how.limits)
    playground = Playground(found[0], 0)
    for ws in found[1:]:
        playground.add(ws)
    await playground.start()
    store = Store(address, load_catalog().settings_of)
    store.upgrade()
    await asyncio.to_thread(fill, store, found, each * 2, how.unread)
    beside = 0.0 if how.limits else await posts_a_second(playground)
    workers = working(playground, address, how.limits, how.workers)
    pids = await asyncio.to_thread(workers.__enter__)
    await asyncio.sleep(3)
    idle = max(megabytes(pid, "VmRSS") for pid in pids)
    taken = await round_held(address, each * how.workspaces)
    most = max(megabytes(pid, "VmHWM") for pid in pids)
    await asyncio.to_thread(workers.__exit__, None, None, None)
    store.close()
    await playground.stop()
    report(how, each, taken, beside, idle, most)


def report(how: argparse.Namespace, each: int, taken: float, beside: float, idle: float, most: float) -> None:
    whole = each * how.workspaces
    print(f"\n{whole} introductions in {how.workspaces} workspaces by {how.workers} workers: {taken:.1f} s")
    if how.limits:
        print(f"the least that the limits allow: {least(each):.1f} s; {taken / least(each):.3f} x that")
    else:
        a_second = whole / taken
        print(f"{a_second:.0f} introductions a second, {a_second * 7:.0f} calls")
        print(f"a loop that only posts: {beside:.0f} a second; introductions are {a_second / beside:.2f} x that")
    print(f"a worker's memory: idle {idle:.0f} MB, at its most {most:.0f} MB")


def main(how: argparse.Namespace) -> None:
    """On a PostgreSQL of its own, out of the wheel, which writes through to the disk."""
    programs = wheel()
    assert programs, "there is no PostgreSQL for this machine in the wheel"
    server = Server(programs)
    address = server.url.render_as_string(hide_password=False)
    try:
        engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = on"))
            connection.execute(text("ALTER SYSTEM SET autovacuum = on"))
            connection.execute(text("SELECT pg_reload_conf()"))
        engine.dispose()
        asyncio.run(measure(address, how))
    finally:
        server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=20)
    parser.add_argument("--introductions", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--unread", action="store_true")
    parser.add_argument("--no-limits", dest="limits", action="store_false")
    main(parser.parse_args())
