"""From a signed request over HTTP to its answer: Kindling beside bare Bolt, each under uvicorn in a process of its own.

    .venv/bin/python -m benchmarks.acknowledging [--rounds 7] [--requests 400]

Three commands: help beside a bare app that answers the same words, status (which reads) beside the same, and join
beside a bare app that keeps one row, durably, in SQLite (the same engine settings, in a thread); with them runs a bare
app that takes the five steps that joining takes, and nothing else. All answer after the work is done
(`process_before_response=True`). Rounds take turns, so that a busy machine is busy for all; each figure is the median
of the rounds: requests a second with four connections, the processor's time a request, p50 and p99 in milliseconds with
one connection. Ratios are to the first that is printed; of requests a second, 0.9 is the goal.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.acknowledging_servers import PEOPLE, READY
from bot.clock import MovableClock
from bot.playground import Playground, make_company
from bot.playground.model.workspace import FIRST_TEAM

SECRET = "a secret that both sides know"
CONNECTIONS = 4
KINDS = (
    ("help", ("bare",), ""),
    ("status", ("bare",), "coffee status"),
    ("join", ("steps", "row"), "coffee join"),
)
Words = Callable[[int], tuple[str, str]]


@dataclass(slots=True)
class Server:
    """A process that answers, and what was measured of it."""

    name: str
    words: Words
    port: int
    process: subprocess.Popen[str]
    throughputs: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)
    latest: list[float] = field(default_factory=list)
    sent: int = 0

    def take(self, number: int) -> list[bytes]:
        """That many requests nobody has sent before, signed and ready to be written."""
        self.sent += number
        return [self._request(self.sent - number + one) for one in range(number)]

    def _request(self, number: int) -> bytes:
        person, text = self.words(number)
        fields = {"command": "/kind", "text": text, "team_id": FIRST_TEAM, "user_id": person, "channel_id": "C1"}
        more = {"trigger_id": f"{number}.1", "response_url": "http://127.0.0.1:9/none", "api_app_id": "A1"}
        body, stamp = urlencode(fields | more), str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
        head = (
            f"POST /slack/events HTTP/1.1\r\nhost: bot\r\ncontent-length: {len(body)}\r\n"
            "content-type: application/x-www-form-urlencoded\r\n"
            f"x-slack-request-timestamp: {stamp}\r\nx-slack-signature: {signature}\r\n\r\n"
        )
        return (head + body).encode()


class Line:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, request: bytes) -> bytes:
        """The answer's body; anything but a 200 ends the benchmark."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        assert b" 200 " in head.split(b"\r\n")[0], head
        return await self._reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))

    def close(self) -> None:
        self._writer.close()


async def connected(port: int) -> Line:
    return Line(*await asyncio.open_connection("127.0.0.1", port))


async def measure(server: Server, requests: int) -> None:
    """One round: first all connections at once, then one after the other."""
    lines = [await connected(server.port) for _ in range(CONNECTIONS)]
    shares = [server.take(requests // CONNECTIONS) for _ in lines]
    before, begun = await processor(lines[0]), time.perf_counter()
    await asyncio.gather(*(one_by_one(line, share) for line, share in zip(lines, shares, strict=True)))
    taken, after = time.perf_counter() - begun, await processor(lines[0])
    server.throughputs.append(sum(map(len, shares)) / taken)
    server.processor.append((after - before) * 1e6 / sum(map(len, shares)))
    times = await one_by_one(lines[0], server.take(requests // 2))
    server.middles.append(statistics.median(times))
    server.latest.append(statistics.quantiles(times, n=100)[-1])
    for line in lines:
        line.close()


async def processor(line: Line) -> float:
    """Seconds of processor time that the server's process has used."""
    return float(await line.ask(b"GET /processor HTTP/1.1\r\nhost: bot\r\n\r\n"))


async def one_by_one(line: Line, requests: list[bytes]) -> list[float]:
    """Milliseconds that each took."""
    taken = []
    for request in requests:
        begun = time.perf_counter()
        await line.ask(request)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


@contextmanager
def serving(name: str, kind: str, words: Words, playground: Playground, folder: Path) -> Iterator[Server]:
    known = (playground.api_url, playground.bot_token, SECRET, str(folder))
    command = [sys.executable, "-m", "benchmarks.acknowledging_servers", kind, *known]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            said = process.stdout.readline()
            assert said.startswith(READY), said
            yield Server(name, words, int(said.removeprefix(READY)), process)
        finally:
            process.stdin.close()
            process.wait(20)


async def answer_of(server: Server) -> bytes:
    with closing(await connected(server.port)) as line:
        return await line.ask(server.take(1)[0])


def show(server: Server, beside: Server) -> None:
    a_second, cpu = statistics.median(server.throughputs), statistics.median(server.processor)
    pairs = zip(server.throughputs, beside.throughputs, strict=True)
    spent = zip(server.processor, beside.processor, strict=True)
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    more = statistics.median(ours / bare for ours, bare in spent)
    print(
        f"{server.name:24} {a_second:6.0f} a second ({ratio:4.2f} x)   {cpu:6.0f} us of processor ({more:4.2f} x)   "
        f"p50 {statistics.median(server.middles):5.2f} ms   p99 {statistics.median(server.latest):6.2f} ms"
    )


async def compare(kinds: dict[str, tuple[str, Words]], rounds: int, requests: int) -> None:
    """The last of them is what the others are compared to."""
    playground = Playground(make_company(clock=MovableClock()), 0)
    await playground.start()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers: list[Server] = []
        answer = b""
        for number, (name, (kind, words)) in enumerate(kinds.items()):
            (place := folder / str(number)).mkdir()
            if servers:
                (place / "answer.json").write_bytes(answer)
            starting = serving(name, kind, words, playground, place)
            servers.append(await asyncio.to_thread(stack.enter_context, starting))
            answer = await answer_of(servers[0])
        for server in servers:
            await measure(server, 200)
            server.throughputs, server.processor, server.middles, server.latest = [], [], [], []
        for _ in range(rounds):
            for server in servers:
                await measure(server, requests)
        for server in servers[::-1]:
            show(server, servers[-1])
    await playground.stop()


def by_anybody(text: str) -> Words:
    return lambda number: (f"U{number % PEOPLE}", text)


async def main(rounds: int, requests: int, only: str) -> None:
    """Kindling goes first, so that the bare app can answer with the same bytes."""
    for ours, bare, text in KINDS:
        if only in ("", ours):
            kinds = {f"/kind {text}".strip(): ("kindling", by_anybody(text))}
            kinds |= {f"bare Bolt, {one}": (one, by_anybody(text)) for one in bare}
            await compare(kinds, rounds, requests)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--only", choices=[name for name, _, _ in KINDS], default="")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.rounds, chosen.requests, chosen.only))
