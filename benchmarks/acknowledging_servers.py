"""What `benchmarks.acknowledging` measures: Kindling's web front, and bare Bolt with and without a row."""

import asyncio
import json
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy import Column, MetaData, String, Table, bindparam, insert, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import SystemClock
from bot.config import Config
from bot.platforms.slack.api import web_client
from bot.playground.model.workspace import FIRST_TEAM
from bot.playground.server import bind
from bot.process.assembly import assemble, slack
from bot.process.health import Health
from bot.process.play import SECRET
from bot.process.roles import Role
from bot.process.run import front
from rituals.catalog import load_catalog
from rituals.coffee.settings import CoffeeSettings
from rituals.records import Profile
from rituals.zones import read_zone
from storage import Store
from storage.engine import open_engine
from storage.tables.models import CircleRow, ParticipantRow, PersonRow, SeenRow, SwitchRow

PEOPLE = 20_000
Keep = Callable[[str], None]
Keeper = Callable[[Path], Keep]
READY = "ready on port "


def bare(api: str, token: str, secret: str, folder: Path, keeper: Keeper | None) -> ASGIApp:
    """A Bolt app as its guide writes one; it answers with the bytes that Kindling answered with."""
    answer: dict[str, Any] = json.loads((folder / "answer.json").read_bytes())
    app = AsyncApp(client=web_client(token, api), signing_secret=secret, process_before_response=True)
    keep = keeper(folder) if keeper else None

    @app.command("/kind")
    async def kind(ack: AsyncAck, body: dict[str, Any]) -> None:
        if keep:
            await asyncio.to_thread(keep, body["user_id"])
        await ack(**answer)

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


def one_row(folder: Path) -> Keep:
    """One durable row: WAL, synchronous=FULL, BEGIN IMMEDIATE, as Kindling opens it."""
    engine = open_engine(f"sqlite:///{folder / 'bare.db'}")
    table = Table("joined", MetaData(), Column("id", String, primary_key=True), Column("person", String))
    table.metadata.create_all(engine)

    def keep(person: str) -> None:
        with engine.begin() as connection:
            connection.execute(insert(table).values(id=uuid.uuid4().hex, person=person))

    return keep


def all_steps(folder: Path) -> Keep:
    """What no bot like this one can leave out, as few statements of Core: is the person known, is the request new, is
    the ritual on, is there a circle, and the person's place in it."""
    catalog = load_catalog()
    engine = open_engine(f"sqlite:///{folder / 'steps.db'}")
    store = Store(engine, catalog.settings_of)
    store.upgrade()
    _company(store, FIRST_TEAM)
    person, seen, switch, circle, place = (
        row.__table__ for row in (PersonRow, SeenRow, SwitchRow, CircleRow, ParticipantRow)
    )
    known = select(person.c.refreshed_at).where(person.c.workspace == FIRST_TEAM, person.c.id == bindparam("who"))
    switched = select(switch.c.ritual, switch.c.is_on).where(switch.c.workspace == FIRST_TEAM)
    here = select(circle).where(circle.c.workspace == FIRST_TEAM, circle.c.channel == "C1", circle.c.ritual == "coffee")
    new, joins = insert(seen), insert(place)

    def keep(who: str) -> None:
        now = datetime.now(UTC)
        with engine.begin() as connection:
            connection.execute(known, {"who": who}).one()
            connection.execute(new, {"workspace": FIRST_TEAM, "event_id": uuid.uuid4().hex, "at": now})
            connection.execute(switched).all()
            found = connection.execute(here).one()
            row = {"circle_id": found.id, "person": who, "joined": now, "skips_next": False, "goes_first": False}
            connection.execute(joins, {**row, "is_present": True, "about": {}})

    return keep


async def kindling(api: str, token: str, secret: str, folder: Path) -> ASGIApp:
    """The web front as `kindling run --role web` has it, in a workspace whose people are known, with one circle."""
    config = Config(
        bot_token=token,
        signing_secrets=(secret,),
        slack_api=api,
        database=f"sqlite:///{folder / 'kindling.db'}",
        secret=SECRET,
    )
    clock = SystemClock()
    bot = assemble(config, load_catalog(), clock, [slack(config, clock)], role=Role.WEB)
    await bot.start()
    _company(bot.store, next(iter(bot.only.platform.workspaces)))
    return front(bot, Health(bot))


def _company(store: Store, workspace: str) -> None:
    now, settings = datetime.now(UTC), CoffeeSettings()
    with store.begin() as tx:
        tx.people.save(workspace, [Profile(id=f"U{number}", name=f"P{number}") for number in range(PEOPLE)], now)
        tx.circles.start(workspace, "coffee", "C1", "U0", settings, read_zone(settings.zone), None, now)


def with_processor_time(app: ASGIApp) -> ASGIApp:
    """The same application, which also says how long its process has kept a processor busy."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/processor":
            await PlainTextResponse(str(time.process_time()))(scope, receive, send)
        else:
            await app(scope, receive, send)

    return answering


async def main(kind: str, api: str, token: str, secret: str, folder: Path) -> None:
    """Serve until standard input ends."""
    if kind == "kindling":
        app = await kindling(api, token, secret, folder)
    else:
        app = bare(api, token, secret, folder, {"row": one_row, "steps": all_steps}.get(kind))
    bound = bind(0)
    config = uvicorn.Config(with_processor_time(app), log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([bound]))
    print(READY + str(bound.getsockname()[1]), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await serving


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5], Path(sys.argv[5])))
