"""The samples in docs/local-workspace.md, run as they stand there against `kindling play --connect`."""

import asyncio
import json
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "local-workspace.md"
NAMES = ("SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
PATIENCE = 60.0
"""Seconds that another program may take to start on a busy machine."""


def sample(language: str) -> str:
    """The one sample in that language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    return str(found)


@asynccontextmanager
async def running(*command: str, folder: Path, **beside: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another program, until the end of the block; what it says goes to a file there and to us."""
    clean = {name: held for name, held in os.environ.items() if not name.startswith(("SLACK_", "COV_", "PYTEST"))}
    with (folder / "errors.txt").open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=clean | beside, stdout=asyncio.subprocess.PIPE, stderr=errors
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()


@asynccontextmanager
async def workspace(folder: Path, *options: str) -> AsyncIterator[dict[str, str]]:
    """A workspace alone, and the settings it printed."""
    code = "import sys; from bot.cli.main import main; sys.argv[0] = 'kindling'; main()"
    command = (sys.executable, "-c", code, "play", "--connect", "--port", "0", *options)
    async with running(*command, folder=folder, PYTHONPATH=str(ROOT)) as process:
        assert process.stdout
        async with asyncio.timeout(PATIENCE):
            lines = [(await process.stdout.readline()).decode().strip() for _ in NAMES]
        pairs = [line.partition("=") for line in lines]
        assert [name for name, _, _ in pairs] == list(NAMES), (folder / "errors.txt").read_text()
        yield {name: held for name, _, held in pairs}


async def greeted(settings: dict[str, str], folder: Path) -> str:
    """What the app answers to Amara's /hello, asked again until the app has come."""
    base = settings["SLACK_API_URL"].removesuffix("api/")
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        await _connected(session, base)
        typed = {"as": "amara", "conversation": "kindness", "text": "/hello you"}
        async with session.post(f"{base}play/type", json=typed) as answer:
            assert (await answer.json())["ok"]
        async with session.get(f"{base}play/messages", params={"as": "amara", "conversation": "kindness"}) as answer:
            said = (await answer.json())["messages"]
    assert said, (folder / "errors.txt").read_text()
    return str(said[-1]["text"])


async def _connected(session: aiohttp.ClientSession, base: str) -> None:
    """The page's own stream says when the app comes; the state says whether it is there already."""
    async with session.get(f"{base}play/events", params={"as": "amara"}) as stream:
        async with session.get(f"{base}play/state") as answer:
            if (await answer.json())["bot"]["connected"]:
                return
        async for line in stream.content:
            if line.startswith(b"data:") and json.loads(line[5:]).get("connected") is True:
                return


async def test_the_python_sample_answers(tmp_path: Path):
    (tmp_path / "app.py").write_text(sample("python"), "utf-8")

    async with (
        workspace(tmp_path) as settings,
        running(sys.executable, "app.py", folder=tmp_path, **settings),
    ):
        assert settings["SLACK_BOT_TOKEN"].startswith("xoxb-")
        assert settings["SLACK_APP_TOKEN"].startswith("xapp-")
        assert await greeted(settings, tmp_path) == "Hello, <@U01AMARA>!"


async def test_the_javascript_sample_answers(tmp_path: Path):
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("no node and npm here: install them (on Debian: apt-get install nodejs npm)")
    shutil.copy(Path(__file__).parent / "js" / "package.json", tmp_path)
    (tmp_path / "app.js").write_text(sample("javascript"), "utf-8")
    install = ("install", "--ignore-scripts", "--no-audit", "--no-fund")
    async with running(npm, *install, folder=tmp_path) as installing, asyncio.timeout(4 * PATIENCE):
        await installing.communicate()
    if installing.returncode:
        pytest.skip("npm could not install @slack/bolt: is the npm registry within reach?")

    async with workspace(tmp_path) as settings, running(node, "app.js", folder=tmp_path, **settings):
        assert await greeted(settings, tmp_path) == "Hello, <@U01AMARA>!"


async def test_a_manifest_brings_its_own_commands(tmp_path: Path):
    manifest = """
display_information: {name: Tea Round}
features:
  bot_user: {display_name: Tea Round}
  slash_commands:
    - {command: /tea, description: Who wants tea, usage_hint: null, new_field: of tomorrow}
oauth_config: {scopes: {bot: [commands, chat:write]}}
settings: {socket_mode_enabled: true}
"""
    (tmp_path / "tea.yml").write_text(manifest)
    async with workspace(tmp_path, "--manifest", "tea.yml") as settings, aiohttp.ClientSession() as session:
        base = settings["SLACK_API_URL"].removesuffix("api/")
        async with session.get(f"{base}play/state") as answer:
            state = await answer.json()

    assert [one["command"] for one in state["commands"]] == ["/tea"]
    assert state["bot"]["name"] == "Tea Round"
