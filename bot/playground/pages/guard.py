"""Only this machine, only this page: Host and Origin are checked before anything else."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost")
WORKSPACE = re.compile(r"^/w/[^/]+/")
INNER = ("/play/", "/api/", "/link")
"""What only the page and the app ask for."""
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Refuses every request that another site could have caused; a page without headers of its own gets safe ones."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif is_ours(Headers(scope=scope), scope["path"]):
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("This page can only be used from its own address.", 403)
            await refusal(scope, receive, _with_headers(send))


def is_ours(headers: Headers, path: str) -> bool:
    """Whether the request was made to this machine by this page, or by no page at all."""
    host, origin = headers.get("host", ""), headers.get("origin")
    try:
        parts = urlsplit(f"//{host}")
        local = parts.hostname in LOCAL and parts.netloc == host and not parts.path and "@" not in host
        parts.port  # noqa: B018 - raises ValueError if it is no number
    except ValueError:
        return False
    if not local or (origin is not None and origin != f"http://{host}"):
        return False
    foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return not (foreign and WORKSPACE.sub("/", path).startswith(INNER))


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
