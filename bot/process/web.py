"""The web front: Slack's address, and two that say how this process is. Anything else is turned away unread."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.platforms import CannotStart

GRACE_SECONDS = 2
"""For requests that are being answered when it is time to stop; the worker has eight more."""

HEAD_SECONDS = 10.0
"""For the head of a request, from its first byte or the connection's; uvicorn itself would wait for ever."""
MOST_CONNECTIONS = 500

Page = Callable[[], Awaitable[list[str]]]


def routes(pages: Mapping[str, Page], posts: Mapping[str, ASGIApp]) -> Router:
    """`pages` are asked with GET, and say what is not well; the application at `posts` is sent what is posted there."""
    shown = [Route(path, _shown(page)) for path, page in pages.items()]
    sent = [Route(path, endpoint, methods=["POST"]) for path, endpoint in posts.items()]
    return Router([*shown, *sent], redirect_slashes=False)


def _shown(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def show(_request: Request) -> Response:
        wrong = await page()
        return PlainTextResponse("\n".join(wrong) or "ok", 503 if wrong else 200)

    return show


class _Impatient(H11Protocol):
    """Half a request does not hold a connection for ever, and nobody holds more of them than there are."""

    _too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.close()
        else:
            self._wait_for_the_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._wait_for_the_head()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop_waiting()

    def _wait_for_the_head(self) -> None:
        """Once it is there, the request is the application's, which has a patience of its own."""
        if self.cycle and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._too_late is None and not self.transport.is_closing():
            self._too_late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._too_late:
            self._too_late.cancel()
            self._too_late = None


class _Server(uvicorn.Server):
    """Leaves signals to the program it runs in: uvicorn would raise them again once it is done."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serve inside of the block, and let go of nobody who is being answered at its end; the port, which 0 leaves open.

    Raises CannotStart when the port is taken.
    """
    bound = _bind(host, port)
    config = uvicorn.Config(
        app,
        http=_Impatient,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve([bound]))
    try:
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = True
        await task


def _bind(host: str, port: int) -> socket.socket:
    # asyncio turns Nagle's delay (40 ms an answer) off only for sockets that name their protocol
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(2048)
    except OSError:
        bound.close()
        raise CannotStart(
            f"Port {port} at {host} cannot be used. Set KINDLING_PORT to one that is free, and KINDLING_HOST to an "
            "address of this machine."
        ) from None
    return bound
