"""The local workspace beside a bare Starlette route: messages, envelopes, memory.

    .venv/bin/python -m benchmarks.workspace [--messages 3000]

Prints messages a second through chat.postMessage and envelope round trips a second over Socket Mode, each with its
ratio to the requests a second of a bare Starlette route that answers {"ok": true}, in the same run with the same
client; and the memory of a process with 5,000 people and 100,000 messages above the same process without them.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import uvicorn
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.clock import MovableClock
from bot.playground import Playground, make_company
from bot.playground.changes.talk import Said, post
from bot.playground.delivery.payloads import event_callback
from bot.playground.server import bind

AT_ONCE = 8
Act = Callable[[], Awaitable[object]]


async def a_second(act: Act, times: int) -> float:
    """How often it is done in a second, eight at once, after a warm-up."""
    for _ in range(50):
        await act()
    begun = time.perf_counter()

    async def one_after_the_other() -> None:
        for _ in range(times // AT_ONCE):
            await act()

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    return times // AT_ONCE * AT_ONCE / (time.perf_counter() - begun)


@asynccontextmanager
async def bare_route() -> AsyncIterator[str]:
    """The address of a route that only answers."""

    async def answer(_request: Request) -> JSONResponse:
        return JSONResponse({"ok": True})

    app = Starlette(routes=[Route("/api/chat.postMessage", answer, methods=["POST"])])
    bound = bind(0)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([bound]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}/api/"
    server.should_exit = True
    await serving


def posting(session: aiohttp.ClientSession, address: str, body: dict[str, Any]) -> Act:
    """One message through that address."""

    async def act() -> None:
        async with session.post(f"{address}chat.postMessage", json=body) as answer:
            told = await answer.json()
            assert told["ok"], told

    return act


async def listen(playground: Playground) -> SocketModeClient:
    """An app that acknowledges everything at once."""
    web = AsyncWebClient(base_url=playground.api_url, token=playground.bot_token)
    client = SocketModeClient(app_token=playground.app_token, web_client=web)

    async def take(socket: Any, request: SocketModeRequest) -> None:
        await socket.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client.socket_mode_request_listeners.append(take)
    await client.connect()
    await playground.workspace.feed.until(lambda: playground.link.connected)
    return client


async def speed(messages: int) -> None:
    """Both kinds of traffic beside the bare route."""
    playground = Playground(make_company(clock=MovableClock()), 0)
    await playground.start()
    place = playground.workspace.conversation("coffee").id
    event = event_callback(playground.workspace, {"type": "app_mention", "text": "Hello"})
    headers = {"authorization": f"Bearer {playground.bot_token}"}
    async with bare_route() as bare, aiohttp.ClientSession(headers=headers) as session:
        body = {"channel": place, "text": "A small kindness."}
        beside = await a_second(posting(session, bare, body), messages)
        said = await a_second(posting(session, playground.api_url, body), messages)
        client = await listen(playground)
        taken = await a_second(lambda: playground.link.deliver("events_api", event), messages)
        await client.close()
    await playground.stop()
    print(f"bare Starlette route    {beside:8.0f} a second")
    print(f"chat.postMessage        {said:8.0f} a second   {said / beside:5.2f} x the bare route")
    print(f"envelope round trips    {taken:8.0f} a second   {taken / beside:5.2f} x the bare route")


def megabytes() -> float:
    """The most this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory() -> None:
    """5,000 people and 100,000 messages, in a process of its own."""
    small = make_company(clock=MovableClock())
    before = megabytes()
    ws = make_company(people=5000, clock=MovableClock())
    place, talkers = ws.conversation("general"), [person.id for person in small.people if person.is_human]
    for number in range(100_000):
        post(ws, place, talkers[number % len(talkers)], Said(f"Good morning, everybody. This is message {number}."))
    print(f"5,000 people and 100,000 messages: {megabytes() - before:.0f} MB above {before:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--only-memory", action="store_true")
    chosen = parser.parse_args()
    if chosen.only_memory:
        memory()
    else:
        asyncio.run(speed(chosen.messages))
        subprocess.run([sys.executable, "-m", "benchmarks.workspace", "--only-memory"], check=True)
