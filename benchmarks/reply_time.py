"""From a command typed to its reply seen, in the local workspace; beside a bare Bolt app that only acknowledges.

    .venv/bin/python -m benchmarks.reply_time [--rounds 200]

Prints the median and 95th percentile in milliseconds, each with its ratio to the bare app's in the same run, and the
memory of a process with the idle bot in it.
"""

import argparse
import asyncio
import resource
import statistics
import time
from collections.abc import Awaitable, Callable

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.clock import MovableClock
from bot.platforms.slack.api import web_client
from bot.playground import App, Command, Playground, make_company
from bot.process.play import Play, playing
from rituals.catalog import load_catalog

Typing = Callable[[str], Awaitable[object]]


async def times(typing: Typing, command: str, rounds: int) -> list[float]:
    """Milliseconds of each round, after a warm-up."""
    for _ in range(10):
        await typing(command)
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        await typing(command)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


async def bare(rounds: int) -> list[float]:
    """A Bolt app with one command, which only answers."""
    playground = Playground(make_company(clock=MovableClock(), app=App(commands=[Command("/kind")])), 0)
    await playground.start()
    client = web_client(playground.bot_token, playground.api_url)
    app = AsyncApp(client=client, process_before_response=True)

    @app.command("/kind")
    async def answer(ack: AsyncAck) -> None:
        await ack("Your next coffee: Monday.")

    socket = AsyncSocketModeHandler(app, playground.app_token)
    await socket.connect_async()
    try:
        return await times(lambda text: playground.actions.type("amara", "#coffee", text), "/kind", rounds)
    finally:
        await socket.close_async()
        await playground.stop()


async def kindling(command: str, rounds: int) -> list[float]:
    """The whole bot, with a circle that Amara takes part in."""
    async with playing(Play(port=0), load_catalog(), MovableClock()) as (playground, _bot):
        actions = playground.actions
        await actions.type("amara", "#coffee", "/kind start coffee")
        form = playground.workspace.views.stack(playground.workspace.person("amara").id)[-1]
        await actions.submit("amara", form.id, {})
        await actions.type("amara", "#coffee", "/kind coffee join")
        return await times(lambda text: actions.type("amara", "#coffee", text), command, rounds)


def show(name: str, taken: list[float], beside: list[float]) -> None:
    middle, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    by_middle, by_late = middle / statistics.median(beside), late / statistics.quantiles(beside, n=20)[-1]
    print(f"{name:28} median {middle:6.1f} ms ({by_middle:4.1f} x)   p95 {late:6.1f} ms ({by_late:4.1f} x)")


async def idle_memory() -> None:
    async with playing(Play(port=0), load_catalog(), MovableClock()):
        await asyncio.sleep(1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"idle bot with its workspace: {peak:.0f} MB at most")


async def main(rounds: int) -> None:
    await idle_memory()
    beside = await bare(rounds)
    show("bare Bolt, one command", beside, beside)
    show("/kind (help)", await kindling("/kind", rounds), beside)
    show("/kind coffee status (reads)", await kindling("/kind coffee status", rounds), beside)
    show("/kind coffee join (writes)", await kindling("/kind coffee join", rounds), beside)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    asyncio.run(main(parser.parse_args().rounds))
