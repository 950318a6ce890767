"""Slack over HTTP: one address for events, commands and buttons, and one that says whether all is well."""

import asyncio
from collections.abc import Callable

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rituals.errors import KindlingError

MOST_BYTES = 1_000_000


def http_app(app: AsyncApp, signing_secret: str, ping: Callable[[], None]) -> Starlette:
    """The web application. What is not signed by Slack is turned away before anything reads it."""
    handler, verifier = AsyncSlackRequestHandler(app), SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        if refusal := await _refusal(request, verifier):
            return refusal
        return await handler.handle(request)

    async def healthz(_request: Request) -> Response:
        try:
            await asyncio.to_thread(ping)
        except KindlingError:
            return PlainTextResponse("The database does not answer.", status_code=503)
        return PlainTextResponse("ok")

    return Starlette(
        routes=[Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthz, methods=["GET"])]
    )


async def _refusal(request: Request, verifier: SignatureVerifier) -> Response | None:
    """413 for what is too long, 401 for what is not signed, over the raw bytes; Bolt would answer some of it 500."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return PlainTextResponse("Too long.", status_code=413)
    try:
        signed = verifier.is_valid_request(await request.body(), dict(request.headers))
    except (ValueError, TypeError):
        signed = False
    return None if signed else PlainTextResponse("Not signed by Slack.", status_code=401)
