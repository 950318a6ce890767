"""The local workspace's server: on this machine only, started and stopped inside the running loop."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.playground.acts.actions import Actions
from bot.playground.acts.queries import Queries
from bot.playground.delivery.socket_mode import Link
from bot.playground.model.workspace import Workspace
from bot.playground.pages.api import PageApi
from bot.playground.pages.guard import Guard
from bot.playground.web_api.calls import WebApi

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
NEXT_PORTS = 50
STOP_SECONDS = 0.8


class _Server(uvicorn.Server):
    """Leaves signals to the program it runs in, and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready, self.leaving = asyncio.Event(), asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does it, without its pauses of a tenth of a second: tests start many workspaces."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                while self.server_state.connections or self.server_state.tasks:
                    await asyncio.sleep(0.005)
        except TimeoutError:
            for task in self.server_state.tasks:
                task.cancel()
            await asyncio.gather(*self.server_state.tasks, return_exceptions=True)


class Playground:
    """A workspace with its Web API, Socket Mode and page at one loopback address."""

    def __init__(self, workspace: Workspace, port: int = 8765, *, ack_seconds: float = 3.0) -> None:
        self.workspace, self._wanted = workspace, port
        self.link = Link(workspace, ack_seconds)
        self.actions, self.seen = Actions(workspace, self.link), Queries(workspace)
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The page's address, with a slash at its end."""
        return self.workspace.url

    @property
    def api_url(self) -> str:
        """What the app's Web API client takes as its base address."""
        return f"{self.workspace.url}api/"

    @property
    def bot_token(self) -> str:
        """For the Web API."""
        return self.workspace.bot_token

    @property
    def app_token(self) -> str:
        """For Socket Mode."""
        return self.workspace.app_token

    @property
    def signing_secret(self) -> str:
        """For requests over HTTP."""
        return self.workspace.signing_secret

    async def start(self) -> None:
        """Bind to the wanted port or the next free one; OSError if all are taken."""
        bound = bind(self._wanted)
        self.workspace.url = f"http://{HOST}:{bound.getsockname()[1]}/"
        config = uvicorn.Config(
            self.app(),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=False,
            proxy_headers=False,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([bound]))
        ready = asyncio.create_task(self._server.ready.wait())
        await asyncio.wait({ready, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if self._serving.done():
            self._serving.result()

    async def stop(self) -> None:
        """Close every stream and socket, then the server."""
        self.workspace.feed.close()
        await self.link.stop()
        if self._server and self._serving:
            self._server.leaving.set()
            await self._serving

    def app(self) -> Starlette:
        """The whole server as an ASGI application."""
        return Starlette(routes=self._routes(), middleware=[Middleware(Guard)])

    def _routes(self) -> list[BaseRoute]:
        api = WebApi(self.workspace)
        return [
            Route("/", _index),
            Route("/api/{method}", api.call, methods=["GET", "POST"]),
            Route("/commands/{team}/{secret}", api.respond, methods=["POST"]),
            Route("/actions/{team}/{secret}", api.respond, methods=["POST"]),
            Route("/upload/{file}/{secret}", api.upload, methods=["POST"]),
            Route("/archives/{conversation}/{message}", _permalink),
            WebSocketRoute("/link", self.link.serve),
            *PageApi(self.actions).routes(),
            Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
        ]


async def _index(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers={"cache-control": "no-cache"})


async def _permalink(request: Request) -> Response:
    return RedirectResponse(f"/?conversation={request.path_params['conversation']}")


def bind(port: int) -> socket.socket:
    """A socket on the port or the next free one of the following fifty; 0 means any."""
    for candidate in range(port, port + (NEXT_PORTS + 1 if port else 1)):
        # asyncio turns Nagle's delay (40 ms an answer) off only for sockets that name their protocol
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, candidate))
            bound.listen(1)
            return bound
        except OSError as problem:
            bound.close()
            if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, f"ports {port} to {port + NEXT_PORTS} are all in use")
