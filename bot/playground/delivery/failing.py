"""Failures on request, as the app sees them: wrong answers, late ones, half of one, none at all."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.playground.model.faults import Fault, Faults
from bot.playground.wire import Answer

SEVER = "connection.sever"
AT_ONCE = struct.pack("ii", 1, 0)


class SeverableProtocol(H11Protocol):
    """HTTP whose connection an endpoint can sever, by a function that stands in the scope's extensions."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Every request over this connection finds the way to end it."""
        super().connection_made(transport)
        self.app = _severable(self.app, transport)


def _severable(app: ASGIApp, transport: asyncio.Transport) -> ASGIApp:
    async def sever() -> None:
        """Reset the connection, and wait until the server has noticed."""
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        transport.abort()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[SEVER] = {"sever": sever}
        await app(scope, receive, send)

    return inside


class Dropped(Response):
    """No answer: the connection is reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing is sent."""
        await scope["extensions"][SEVER]["sever"]()


class Truncated(Response):
    """The first half of another answer; then the connection is reset."""

    def __init__(self, whole: Response) -> None:
        super().__init__(whole.body, whole.status_code)
        self.raw_headers = whole.raw_headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The length in the headers is that of the whole."""
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await asyncio.sleep(0)
        await scope["extensions"][SEVER]["sever"]()


Serve = Callable[[], Awaitable[Response]]


async def suffer(faults: Faults, method: str, serve: Serve) -> Response:
    """The method's answer, or what its next failure makes of it."""
    fault = faults.take(method)
    if fault is None:
        return await serve()
    answer = await serve() if fault.after_effect else None
    if fault.delay:
        await faults.sleep(fault.delay)
    if fault.only_slow:
        return answer or await serve()
    return _failed(fault, answer)


def _failed(fault: Fault, answer: Response | None) -> Response:
    wrong: dict[str, Any] = {"ok": False, "error": fault.code}
    if fault.drop:
        return Dropped()
    if fault.truncate:
        return Truncated(answer or Answer(wrong, fault.status, fault.headers))
    if fault.body is not None:
        return Response(fault.body, fault.status, fault.headers, "text/html")
    return Answer(wrong, fault.status, fault.headers)
