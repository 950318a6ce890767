"""Requests to the bot's web front, signed as Slack signs them or not at all; the answer as the front gives it."""

import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier
from starlette.types import ASGIApp, Message

from bot.testing import Stage

FORM = "application/x-www-form-urlencoded"
EVENTS = "/slack/events"


class Answer:
    """What was answered: a status, and the body as text."""

    def __init__(self, said: Sequence[Message]) -> None:
        self.status: int = said[0]["status"]
        self.headers = {name.decode(): value.decode("latin-1") for name, value in said[0]["headers"]}
        self.text = b"".join(part.get("body", b"") for part in said[1:]).decode()


async def ask(
    app: ASGIApp,
    body: bytes | Sequence[bytes] = b"",
    headers: Sequence[tuple[bytes, bytes]] = (),
    method: str = "POST",
    path: str = EVENTS,
) -> Answer:
    """The request as a server hands it over: in pieces, if the body is several."""
    pieces = [body] if isinstance(body, bytes) else list(body)
    said: list[Message] = []

    async def receive() -> Message:
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Message) -> None:
        said.append(message)

    named = [(name.lower(), value) for name, value in headers]
    scope = {"type": "http", "method": method, "path": path, "headers": named, "query_string": b""}
    await app(scope, receive, send)
    return Answer(said)


def signed(secret: str, body: bytes | str, at: int | None = None, kind: str = FORM) -> list[tuple[bytes, bytes]]:
    """The headers of a request that Slack signed, just now or at another second."""
    stamp = str(at or int(time.time()))
    text = body if isinstance(body, str) else body.decode()
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=text)
    named = {"x-slack-request-timestamp": stamp, "x-slack-signature": str(signature), "content-type": kind}
    return [(name.encode(), value.encode()) for name, value in named.items()]


def a_command(stage: Stage, text: str, trigger: str = "1.2.abc") -> str:
    """`/kind` and the text, as Amara types it in #coffee."""
    fields: dict[str, Any] = {
        "command": "/kind",
        "text": text,
        "team_id": stage.workspace.team_id,
        "user_id": stage.workspace.person("amara").id,
        "channel_id": stage.workspace.conversation("#coffee").id,
        "channel_name": "coffee",
        "trigger_id": trigger,
        "response_url": f"{stage.playground.url}commands/T1/none",
        "api_app_id": stage.workspace.app.id,
    }
    return urlencode(fields)


def an_event(stage: Stage, event: dict[str, Any]) -> dict[str, Any]:
    """An event's envelope."""
    return {
        "type": "event_callback",
        "team_id": stage.workspace.team_id,
        "api_app_id": stage.workspace.app.id,
        "event_id": "Ev1",
        "event_time": 1,
        "event": event,
    }
