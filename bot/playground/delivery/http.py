"""Requests to the app's own addresses, signed as Slack signs them."""

import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier
from starlette.websockets import WebSocket

from bot.playground.delivery.announcing import ACK_SECONDS, EVENT_TRIES, Announcing
from bot.playground.delivery.recording import recorded
from bot.playground.delivery.requests import Refused, Reply, check_here, post
from bot.playground.model.app import App
from bot.playground.model.errors import NotAnswered, PageError
from bot.playground.model.grid import Grid

Json = dict[str, Any]

RETRY_SECONDS = (0, 60, 300)
"""Slack asks again at once, after a minute, and after five minutes."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
NO_SOCKETS = "This app is reached over HTTP: it has no connection to break or renew."


class HttpDelivery(Announcing):
    """Events, commands and interactivity each go to the address that the app's manifest names."""

    def __init__(self, grid: Grid, ack_seconds: float = ACK_SECONDS, event_tries: int = EVENT_TRIES) -> None:
        super().__init__(grid, ack_seconds, event_tries)
        self._verified = ""
        self._session: aiohttp.ClientSession | None = None
        for address in addresses(grid.app):
            check_here(address)

    @property
    def app(self) -> App:
        """Whose addresses they are."""
        return self.grid.app

    @property
    def connected(self) -> bool:
        """Whether the address for events was verified; an app without one only has to have another."""
        events = self.app.addresses.events
        return events == self._verified if events else bool(addresses(self.app))

    @property
    def _expected(self) -> bool:
        return bool(self.app.addresses.events)

    @property
    def _worth_waiting(self) -> bool:
        return True

    async def verify(self) -> bool:
        """Send the challenge; whether the app gave it back. No event is sent to an address before that."""
        address, challenge = self.app.addresses.events, secrets.token_hex(24)
        asked = {"token": self.app.verification_token, "challenge": challenge, "type": "url_verification"}
        try:
            answered = await self._post(address, json.dumps(asked), JSON, {})
        except Refused:
            return False
        if answered.has_challenge(challenge):
            self._verified = address
            self._tell_pages()
        return answered.has_challenge(challenge)

    async def _ready(self) -> bool:
        return self.connected or await self.verify()

    async def deliver(self, kind: str, payload: Json, *, tries: int = 1, takes_payload: bool = False) -> Json:
        """What the app answered within three seconds; after the first try each says why it is made."""
        address, body, form = self._request(kind, payload)
        retry: dict[str, str] = {}
        for number in range(1, tries + 1):
            try:
                posted = self._post(address, body, form, retry)
                return _answer(kind, payload, _accepted(await recorded(self.grid, kind, payload, payload, posted)))
            except Refused as refusal:
                if refusal.final or number == tries:
                    break
                retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": refusal.reason}
            if pause := RETRY_SECONDS[min(number, len(RETRY_SECONDS)) - 1]:
                await self._rest(pause)
        raise NotAnswered

    def _request(self, kind: str, payload: Json) -> tuple[str, str, str]:
        """The address, the body and its form; NotAnswered if the app has no such address."""
        given = self.app.addresses
        if kind == "events_api":
            address, body, form = given.events, json.dumps(payload), JSON
        elif kind == "slash_commands":
            command = self.app.commands.get(payload["command"])
            address, body, form = command.url if command else "", urlencode(payload), FORM
        else:
            asks = payload["type"] == "block_suggestion"
            body, form = urlencode({"payload": json.dumps(payload)}), FORM
            address = given.options if asks else given.interactivity
        if not address:
            raise NotAnswered
        return address, body, form

    async def _post(self, address: str, body: str, form: str, retry: dict[str, str]) -> Reply:
        check_here(address)
        self._session = self._session or aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        headers = {"Content-Type": form, "User-Agent": AGENT, **self._signed(body), **retry}
        return await post(self._session, address, body, headers, self.ack_seconds)

    def _signed(self, body: str) -> dict[str, str]:
        stamp = str(int(time.time()))
        signature = SignatureVerifier(self.app.signing_secret).generate_signature(timestamp=stamp, body=body)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}

    async def serve(self, socket: WebSocket) -> None:
        """No socket is opened by an app without Socket Mode."""
        await socket.close(1008)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """There is nothing to renew."""
        raise PageError(NO_SOCKETS)

    async def cut(self) -> None:
        """There is nothing to break."""
        raise PageError(NO_SOCKETS)

    async def stop(self) -> None:
        """Give up what was not told, and close."""
        await super().stop()
        if self._session:
            await self._session.close()


def addresses(app: App) -> list[str]:
    """Every address that the app's manifest names for requests."""
    given = app.addresses
    own = [given.events, given.interactivity, given.options, *(command.url for command in app.commands.values())]
    return [address for address in own if address]


def _accepted(reply: Reply) -> Reply:
    if not 200 <= reply.status < 300:
        raise Refused("http_error", final=reply.headers.get("X-Slack-No-Retry") == "1")
    return reply


def _answer(kind: str, payload: Json, reply: Reply) -> Json:
    """What stands in the answer: an object, for a command also plain text, and nothing for an event."""
    if kind == "events_api" or not reply.body.strip():
        return {}
    if reply.json is not None:
        return reply.json
    if kind == "slash_commands":
        return {"text": reply.text}
    if payload["type"] in ("view_submission", "block_suggestion"):
        raise Refused("unknown_error")
    return {}
