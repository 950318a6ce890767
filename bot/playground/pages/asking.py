"""Requests of the page: JSON in, JSON out, and every refusal one kind sentence."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.playground.model.errors import PageError, SlackError
from bot.playground.wire import Answer, read_json

Json = dict[str, Any]
Handler = Callable[[Json], Awaitable[Json]]

UNREADABLE = "That request couldn't be read."


def asked(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The answer to a question in an address."""

    async def endpoint(request: Request) -> Response:
        return await _answer(handler, dict(request.query_params))

    return endpoint


def acted(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The answer to a body that says what to do."""

    async def endpoint(request: Request) -> Response:
        try:
            told = read_json(await request.body())
        except ValueError:
            return refused(UNREADABLE)
        return await _answer(handler, told) if isinstance(told, dict) else refused(UNREADABLE)

    return endpoint


async def _answer(handler: Handler, told: Json) -> Response:
    try:
        return Answer({"ok": True, **await handler(told)}, headers={"cache-control": "no-store"})
    except PageError as refusal:
        return refused(str(refusal), refusal.status)
    except SlackError as refusal:
        return refused(refusal.sentence, 404 if refusal.code.endswith("not_found") else 400)


def refused(sentence: str, status: int = 400) -> Response:
    """One sentence, and a status that says whose fault it is."""
    return Answer({"ok": False, "error": sentence}, status, headers={"cache-control": "no-store"})


def text_in(told: Json, name: str) -> str:
    """A word or more that must be there."""
    value = told.get(name)
    if not isinstance(value, str) or not value:
        raise PageError(UNREADABLE)
    return value


def words_in(told: Json, name: str) -> list[str]:
    """A list of them, perhaps empty."""
    value = told.get(name)
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise PageError(UNREADABLE)
    return value
