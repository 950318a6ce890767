"""The local workspace's server: on this machine only, started and stopped inside the running loop."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from bot.playground.acts.actions import Actions
from bot.playground.acts.queries import Queries
from bot.playground.delivery.announcing import ACK_SECONDS
from bot.playground.delivery.failing import SeverableProtocol
from bot.playground.delivery.recording import noting
from bot.playground.delivery.ways import delivery_for
from bot.playground.model.grid import Grid
from bot.playground.model.workspace import Workspace
from bot.playground.pages.api import PageApi
from bot.playground.pages.developer import DeveloperApi
from bot.playground.pages.guard import Guard
from bot.playground.pages.install import InstallPage
from bot.playground.web_api.calls import WebApi

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
NEXT_PORTS = 50
STOP_SECONDS = 0.8
PING_SECONDS = 20.0


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
    """One workspace or several, with one Web API, Socket Mode, and a page for each at one loopback address."""

    def __init__(self, workspace: Workspace, port: int = 8765, *, ack_seconds: float = ACK_SECONDS) -> None:
        self.workspace, self._wanted = workspace, port
        self.grid = Grid([workspace])
        self.link = delivery_for(self.grid, ack_seconds)
        self.actions, self.seen = Actions(workspace, self.link), Queries(workspace)
        self._doors = {workspace.domain: Router(self._inside(self.actions))}
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    def add(self, workspace: Workspace) -> Actions:
        """Another workspace of the same app, at an address of its own; what people can do there."""
        self.grid.add(workspace)
        actions = Actions(workspace, self.link)
        self._doors[workspace.domain] = Router(self._inside(actions))
        return actions

    @property
    def url(self) -> str:
        """The first workspace's page, with a slash at its end."""
        return self.workspace.url

    @property
    def api_url(self) -> str:
        """What the app's Web API client takes as its base address."""
        return f"{self.grid.base}api/"

    @property
    def bot_token(self) -> str:
        """For the Web API, in the first workspace."""
        return self.workspace.bot_token

    @property
    def app_token(self) -> str:
        """For Socket Mode."""
        return self.grid.app.token

    @property
    def signing_secret(self) -> str:
        """For requests over HTTP."""
        return self.grid.app.signing_secret

    async def start(self) -> None:
        """Bind to the wanted port or the next free one; OSError if all are taken."""
        bound = bind(self._wanted)
        self.grid.move_to(f"http://{HOST}:{bound.getsockname()[1]}/")
        config = uvicorn.Config(
            self.app(),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            http=SeverableProtocol,
            ws_ping_interval=PING_SECONDS,
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
        for workspace in self.grid:
            workspace.feed.close()
            workspace.protocol.close()
        await self.link.stop()
        if self._server and self._serving:
            self._server.leaving.set()
            await self._serving

    def app(self) -> Starlette:
        """The whole server as an ASGI application."""
        return Starlette(routes=self._routes(), middleware=[Middleware(Guard)])

    def _routes(self) -> list[BaseRoute]:
        api = WebApi(self.grid)
        return [
            Route("/api/{method}", api.call, methods=["GET", "POST"]),
            Route("/commands/{team}/{secret}", noting(self.grid, api.respond, "response_url"), methods=["POST"]),
            Route("/actions/{team}/{secret}", noting(self.grid, api.respond, "response_url"), methods=["POST"]),
            Route("/upload/{team}/{file}/{secret}", noting(self.grid, api.upload, "file upload"), methods=["POST"]),
            *InstallPage(self.grid).routes(),
            WebSocketRoute("/link", self.link.serve),
            Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
            Mount("/w/{domain}", self._door),
            Mount("/", self._doors[self.workspace.domain]),
        ]

    def _inside(self, actions: Actions) -> list[BaseRoute]:
        return [
            Route("/", _index),
            Route("/archives/{conversation}/{message}", _permalink),
            *PageApi(actions).routes(),
            *DeveloperApi(actions).routes(),
        ]

    async def _door(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page of the workspace that the address names."""
        nowhere = PlainTextResponse("There is no workspace at this address.", 404)
        await self._doors.get(scope["path_params"]["domain"], nowhere)(scope, receive, send)


async def _index(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers={"cache-control": "no-cache"})


async def _permalink(request: Request) -> Response:
    """A message's address leads to it in its conversation."""
    conversation, message = request.path_params["conversation"], request.path_params["message"].removeprefix("p")
    asked = {"conversation": conversation, "message": f"{message[:-6]}.{message[-6:]}"}
    return RedirectResponse(f"{request.scope.get('root_path', '')}/?{urlencode(asked)}")


def bind(port: int) -> socket.socket:
    """A socket on the port or the next free one of the following fifty; 0 means any."""
    last = min(port + NEXT_PORTS, 65535) if port else 0
    for candidate in range(port, last + 1):
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
    raise OSError(errno.EADDRINUSE, f"ports {port} to {last} are all in use")
