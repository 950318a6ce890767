"""`kindling run` as a process of its own, in each role, over HTTP and Socket Mode: it works, and stops when told."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.clock import MovableClock
from bot.platforms.slack.manifest import manifest
from bot.playground import Playground, app_from, make_company
from bot.process.roles import Role
from rituals.cards import say
from rituals.catalog import load_catalog
from rituals.coffee.settings import CoffeeSettings
from rituals.effects import Tell
from rituals.zones import read_zone
from storage import Store
from tests.wire.requests import signed

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
HTTP, SOCKET = "HTTP", "Socket Mode"
PATIENCE = 60.0
NEWS = "The kettle is on."


@dataclass(slots=True)
class Copy:
    """One process of the bot."""

    process: asyncio.subprocess.Process
    url: str

    async def ready(self) -> None:
        """Until it says that it is."""
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while b'"ready"' not in (line := await self.process.stderr.readline()):
                assert line, await self.process.wait()

    async def asks(self, path: str) -> tuple[int, str]:
        async with httpx.AsyncClient() as client:
            answer = await client.get(self.url + path)
        return answer.status_code, answer.text

    async def told(self, number: signal.Signals) -> int:
        """Its exit status, once it has been told to stop."""
        self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


@dataclass(slots=True)
class Company:
    """A workspace, and the processes of the bot that run against it with one database."""

    playground: Playground
    folder: Path
    copies: list[Copy] = field(default_factory=list)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'kindling.db'}"

    async def starts(self, role: Role, way: str) -> Copy:
        """One more process, ready."""
        port = _free_port()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli.main import main; main()", "run", "--role", role.value),
            cwd=self.folder,
            env=self._environment(way) | {"KINDLING_PORT": str(port)},
            stderr=subprocess.PIPE,
        )
        self.copies.append(copy := Copy(process, f"http://127.0.0.1:{port}"))
        await copy.ready()
        return copy

    def _environment(self, way: str) -> dict[str, str]:
        ours = ("SLACK_", "KINDLING_", "DATABASE", "PORT")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        tokens = {"SLACK_BOT_TOKEN": self.playground.bot_token, "SLACK_API_URL": self.playground.api_url}
        secrets = {"SLACK_SIGNING_SECRET": f"the-older-one, {self.playground.signing_secret}"}
        way_in = secrets if way == HTTP else {"SLACK_APP_TOKEN": self.playground.app_token}
        return clean | tokens | way_in | {"DATABASE_URL": self.database, "PYTHONPATH": str(ROOT)}

    def types(self, text: str) -> httpx.Request:
        """What Slack sends when Amara types it in #coffee."""
        workspace = self.playground.workspace
        fields = {"command": "/kind", "text": text, "team_id": workspace.team_id, "trigger_id": "1.2.abc"}
        people = {"user_id": workspace.person("amara").id, "channel_id": workspace.conversation("#coffee").id}
        body = urlencode(fields | people | {"response_url": "http://127.0.0.1:9/", "api_app_id": "A1"})
        headers = signed(self.playground.signing_secret, body)
        return httpx.Request("POST", "http://bot/slack/events", headers=headers, content=body)

    def amara_reads(self, words: str) -> bool:
        """Whether it was said to her."""
        workspace, amara = self.playground.workspace, self.playground.workspace.person("amara").id
        places = [place.id for place in workspace.conversations.of(amara)]
        return any(words in said.text for place in places for said in workspace.messages.visible(place, amara))

    def has_news(self) -> None:
        """Something for Amara stands in the outbox."""
        store, now, settings = self._store(), datetime.now(UTC), CoffeeSettings()
        workspace, channel = self.playground.workspace, self.playground.workspace.conversation("#coffee").id
        amara = workspace.person("amara").id
        with store.begin() as tx:
            circle = tx.circles.start(
                workspace.team_id, "coffee", channel, amara, settings, read_zone("UTC"), None, now
            )
            tx.outbox.put(workspace.team_id, circle.id, Tell(amara, say(NEWS), "news", asked_for=True), now)
        store.close()

    def waits(self) -> int:
        """How many messages have not been delivered."""
        store = self._store()
        with store.begin() as tx:
            depth = tx.outbox.depth(datetime.now(UTC))
        store.close()
        return depth.ready + depth.later + depth.sending

    def _store(self) -> Store:
        store = Store(self.database, load_catalog().settings_of)
        store.upgrade()
        return store


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    app = app_from(manifest(load_catalog()))
    company = Company(Playground(make_company(app=app, clock=MovableClock()), 0), tmp_path)
    await company.playground.start()
    yield company
    for copy in company.copies:
        if copy.process.returncode is None:
            copy.process.kill()
            await copy.process.communicate()
    await company.playground.stop()


@pytest.mark.fault("F5", "SIGTERM, in each role: it stops with status 0")
@pytest.mark.parametrize("way", [HTTP, SOCKET])
@pytest.mark.parametrize("role", list(Role))
async def test_every_role_says_that_it_is_well_and_stops_when_told(company: Company, role: Role, way: str) -> None:
    copy = await company.starts(role, way)
    assert [await copy.asks("/healthz"), await copy.asks("/readyz")] == [(200, "ok")] * 2
    assert company.playground.link.connected == (way == SOCKET and role.receives)
    assert await copy.told(signal.SIGTERM) == 0


@pytest.mark.parametrize("way", [HTTP, SOCKET])
async def test_ctrl_c_stops_it_as_well(company: Company, way: str) -> None:
    copy = await company.starts(Role.ALL, way)
    assert await copy.told(signal.SIGINT) == 0


async def test_the_web_role_answers_and_the_worker_delivers(company: Company) -> None:
    company.has_news()
    web = await company.starts(Role.WEB, HTTP)
    assert "What Kindling can do" in (await _sent(web, company.types("help"))).text
    assert company.waits() == 1

    worker = await company.starts(Role.WORKER, HTTP)
    async with asyncio.timeout(PATIENCE):
        await company.playground.workspace.feed.until(lambda: company.amara_reads(NEWS))
    assert (await _sent(worker, company.types("help"))).status_code == 404


@pytest.mark.fault("F5", "who is being answered meanwhile is answered")
async def test_who_is_being_answered_when_it_is_told_to_stop_is_answered(company: Company) -> None:
    """The database is busy for a moment; meanwhile the bot is told to stop."""
    company.has_news()
    web = await company.starts(Role.WEB, HTTP)
    store = Store(company.database, load_catalog().settings_of)
    with store.begin():
        typing = asyncio.create_task(_sent(web, company.types("coffee join")))
        assert (await web.asks("/healthz"))[0] == 200
        stopping = asyncio.create_task(web.told(signal.SIGTERM))
        await asyncio.wait({stopping}, timeout=0)
    answer = await typing
    assert (answer.status_code, "You're in." in answer.text) == (200, True)
    assert await stopping == 0
    store.close()


async def test_a_port_that_is_taken_is_one_sentence(company: Company) -> None:
    copy = await company.starts(Role.ALL, SOCKET)
    port = copy.url.rpartition(":")[2]
    second = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from bot.cli.main import main; main()", "run"),
        cwd=company.folder,
        env=company._environment(HTTP) | {"KINDLING_PORT": port},
        stderr=subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        _, said = await second.communicate()
    assert said.decode().splitlines()[-1] == (
        f"Port {port} at 127.0.0.1 cannot be used. Set KINDLING_PORT to one that is free, and KINDLING_HOST to an "
        "address of this machine."
    )
    assert second.returncode == 2


async def _sent(copy: Copy, request: httpx.Request) -> httpx.Response:
    url, headers = f"{copy.url}/slack/events", request.headers
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        return await client.request("POST", url, headers=headers, content=request.content)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
