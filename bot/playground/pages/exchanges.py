"""The log of the protocol as a developer reads it: pretty, short, and without a single secret."""

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.playground.delivery.failing import Dropped, Truncated
from bot.playground.model.protocol_log import Exchange, cut
from bot.playground.web_api.known import is_slacks

Json = dict[str, Any]

TOKEN = re.compile(r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+")
SECRET = re.compile(
    r'("(?:token|client_secret|refresh_token|access_token|code|client_assertion)": ?)'
    r'"(?!(?:xox|xapp)[a-z.]*-…")(?:[^"\\]|\\.)*"?'
)
TICKET = re.compile(r"(\b(?:ticket|client_secret|code)=)[^&\"\s]+")
PROBLEMS = {
    "TimeoutError": "not acknowledged in time",
    "Dropped": "the connection closed before the acknowledgement",
    "CancelledError": "nobody waited for the answer",
}
LOST: dict[type[Response], str] = {
    Dropped: "the connection closed without an answer",
    Truncated: "the connection closed in the middle of the answer",
}


def summary(exchange: Exchange) -> Json:
    """One line of the list; `ok` is None while there is no answer yet."""
    ok, outcome = _outcome(exchange)
    return {
        "id": exchange.id,
        "kind": exchange.kind,
        "name": exchange.name,
        "at": exchange.at.isoformat(),
        "ok": ok,
        "outcome": outcome,
        "ms": None if exchange.seconds is None else round(exchange.seconds * 1000, 1),
    }


def whole(exchange: Exchange) -> Json:
    """The line, the request and the answer."""
    answer = "" if exchange.seconds is None or exchange.problem else _pretty(_body(exchange.answer))
    return {**summary(exchange), "request": _pretty(exchange.request), "answer": answer}


def _outcome(exchange: Exchange) -> tuple[bool | None, str]:
    if exchange.seconds is None:
        return None, "waiting"
    if exchange.problem:
        name = type(exchange.problem).__name__
        return False, PROBLEMS.get(name) or str(exchange.problem) or name
    status = int(getattr(exchange.answer, "status_code", None) or getattr(exchange.answer, "status", None) or 200)
    body = _body(exchange.answer)
    if isinstance(exchange.answer, Dropped | Truncated):
        return False, LOST[type(exchange.answer)]
    read = _read(body)
    if isinstance(read, dict) and read.get("ok") is False:
        return False, redacted(str(read.get("error"))) + (f", HTTP {status}" if status != 200 else _whose(read))
    return (True, "ok") if 200 <= status < 300 else (False, f"HTTP {status}")


def _whose(told: Json) -> str:
    """Of a method that is not here, whether Slack has it."""
    if told.get("error") != "unknown_method":
        return ""
    return ": not in the local workspace" if is_slacks(str(told.get("req_method"))) else ": Slack has no such method"


def _body(answer: Any) -> Any:
    """Words, or what an acknowledgement carried."""
    body = getattr(answer, "body", answer)
    return bytes(body).decode("utf-8", "replace") if isinstance(body, bytes | memoryview) else body


def _read(held: Any) -> Any:
    """The JSON in a text, if it is some."""
    if not isinstance(held, str) or held[:1] not in ("{", "["):
        return held
    try:
        return json.loads(held)
    except (ValueError, RecursionError):
        return held


def _unfolded(held: Any) -> Any:
    """JSON that travels as text inside of fields is read as well."""
    read = _read(held)
    if isinstance(read, Mapping) and set(read) == {"body"}:
        return _read(read["body"])
    return {name: _read(value) for name, value in read.items()} if isinstance(read, Mapping) else read


def _pretty(held: Any) -> str:
    unfolded = _unfolded(held)
    words = unfolded if isinstance(unfolded, str) else json.dumps(unfolded, indent=2, ensure_ascii=False, default=str)
    return cut(redacted(words))


def redacted(words: str) -> str:
    """Without tokens and other secrets; the kind of a token is still seen."""
    return TICKET.sub(r"\1…", SECRET.sub(r'\1"…"', TOKEN.sub(r"\1-…", words)))
