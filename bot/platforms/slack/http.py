"""Slack over HTTP: what is too long, not signed, or no request at all is turned away before anything acts on it."""

import asyncio
from collections.abc import Sequence

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.platforms.slack.reading import was_taken

log = structlog.get_logger()

MOST_BYTES = 1_000_000
READ_SECONDS = 10.0
NO_RETRY = {"x-slack-no-retry": "1"}
"""Slack need not send it again: https://docs.slack.dev/apis/events-api/#error-limiting"""


class TurnedAway(Exception):
    """The request is answered with this status and sentence, and nothing else is done."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class SlackRequests:
    """An ASGI application for Slack's requests; only a handler that could not keep what it did is answered 5xx.

    `secrets` are one, or two while one takes the other's place.
    """

    def __init__(self, app: AsyncApp, secrets: Sequence[str]) -> None:
        self._app = app
        self._verifiers = [SignatureVerifier(secret) for secret in secrets]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
            body = await _read(headers, receive)
            self._verify(headers, body)
            response = await self._dispatch(_request(headers, body))
        except TurnedAway as error:
            await PlainTextResponse(error.sentence, error.status, NO_RETRY)(scope, receive, send)
        else:
            await _as_sent(response)(scope, receive, send)

    def _verify(self, headers: dict[bytes, str], body: bytes) -> None:
        """Over the raw bytes, and within five minutes, as Slack asks:
        https://docs.slack.dev/authentication/verifying-requests-from-slack/"""
        stamp = headers.get(b"x-slack-request-timestamp", "")
        signature = headers.get(b"x-slack-signature", "")
        if not any(_is_valid(verifier, body, stamp, signature) for verifier in self._verifiers):
            raise TurnedAway(401, "Not signed by Slack.")

    async def _dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        """Bolt's answer. Bolt breaks on some requests before any handler sees them, which is not our fault."""
        try:
            return await self._app.async_dispatch(request)
        except Exception:
            if was_taken(request.context):
                log.exception("request_broke")
                return BoltResponse(status=503, body="")
            raise TurnedAway(400, "Not a request that Slack makes.") from None


def _is_valid(verifier: SignatureVerifier, body: bytes, stamp: str, signature: str) -> bool:
    try:
        return bool(verifier.is_valid(body, stamp, signature))
    except (ValueError, TypeError, ArithmeticError):  # no number, no UTF-8, no ASCII, a time past all reckoning
        return False


def _request(headers: dict[bytes, str], body: bytes) -> AsyncBoltRequest:
    try:
        return AsyncBoltRequest(body=body.decode("utf-8"), headers={"content-type": headers.get(b"content-type", "")})
    except Exception:  # Bolt reads at once, and has an error of its own for each kind of nonsense
        raise TurnedAway(400, "Not a request that Slack makes.") from None


def _as_sent(response: BoltResponse) -> Response:
    sent = Response((response.body or "").encode("utf-8", "replace"), response.status)
    for name, values in response.headers.items():
        for value in values:
            sent.headers.append(name, value)
    return sent


async def _read(headers: dict[bytes, str], receive: Receive) -> bytes:
    """The whole body, never more than MOST_BYTES of it, with or without a length said before."""
    length = headers.get(b"content-length", "0")
    if not (length.isascii() and length.isdecimal() and len(length) < 10 and int(length) <= MOST_BYTES):
        raise TurnedAway(413, "Too long.")
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await _read_all(receive)
    except TimeoutError:
        raise TurnedAway(408, "Too slow.") from None


async def _read_all(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise TurnedAway(400, "Gone.")
        body, more = body + message.get("body", b""), bool(message.get("more_body"))
        if len(body) > MOST_BYTES:
            raise TurnedAway(413, "Too long.")
    return body
