"""Reading a call: its token, its arguments and its bytes, in every form that Slack takes."""

import re
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from bot.playground.model.errors import SlackError
from bot.playground.wire import read_json

Json = dict[str, Any]

CHARSET = re.compile(r"charset=[\"']?([^;\"']*)", re.IGNORECASE)
CHARSETS = ("utf-8", "iso-8859-1")
TEXT_TYPES = ("application/x-www-form-urlencoded", "text/plain")


def token_of(request: Request, values: Json) -> str:
    """The token in the header, or else among the arguments."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(values.get("token") or "")


async def read_values(request: Request) -> Json:
    """The arguments from the address and the body, whatever form they have."""
    values: Json = dict(request.query_params)
    header = request.headers.get("content-type", "")
    kind, charset = header.partition(";")[0].strip().lower(), _charset(header)
    if kind == "multipart/form-data":
        form = await _form(request)
        return values | {name: held for name, held in form.items() if isinstance(held, str)}
    body = await request.body()
    if kind == "application/json":
        return values | _read_json(body)
    if body and kind not in TEXT_TYPES:
        raise SlackError("invalid_post_type" if kind else "missing_post_type")
    text = body.decode(charset, "replace")
    return values | dict(parse_qsl(text, keep_blank_values=True, encoding=charset, errors="replace"))


def _charset(header: str) -> str:
    found = CHARSET.search(header)
    charset = found[1].strip().lower() if found else "utf-8"
    if charset not in CHARSETS:
        raise SlackError("invalid_charset")
    return charset


def _read_json(body: bytes) -> Json:
    try:
        read = read_json(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(read, dict):
        raise SlackError("json_not_object")
    read.pop("token", None)  # with JSON, Slack takes the token from the header alone
    return read


async def read_bytes(request: Request) -> bytes:
    """The bytes of a file, bare or in a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    for held in (await _form(request)).values():
        if isinstance(held, bytes):
            return held
    raise SlackError("no_file_data")


async def _form(request: Request) -> dict[str, str | bytes]:
    """Words as they are, files as their bytes."""
    try:
        async with request.form() as form:
            return {name: held if isinstance(held, str) else await held.read() for name, held in form.items()}
    except (MultiPartException, HTTPException):
        raise SlackError("invalid_form_data") from None
