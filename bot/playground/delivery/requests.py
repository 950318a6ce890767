"""One request to the app: to this machine only, in time, with at most two redirects."""

import asyncio
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import aiohttp

Json = dict[str, Any]

MOST_REDIRECTS = 2
MOST_BYTES = 1_000_000
REDIRECTS = (301, 302, 303, 307, 308)


class Refused(Exception):
    """The app did not take it; the reason in Slack's words, and whether it must not be asked again."""

    def __init__(self, reason: str, final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.final = reason, final


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app answered."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body, as far as it is text."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Json | None:
        """The body if it is one JSON object."""
        try:
            read = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return read if isinstance(read, dict) else None

    def has_challenge(self, challenge: str) -> bool:
        """Whether it gives the challenge back: as plain text, as a form or in JSON."""
        form = parse_qs(self.text).get("challenge", [""])[0]
        given = (self.json or {}).get("challenge")
        return self.status == 200 and challenge in (self.text.strip(), form, given)


def check_here(url: str) -> str:
    """The address, if it is on this machine; nothing else is ever asked. ValueError otherwise."""
    if not _is_here(url):
        raise ValueError(f"{url} is not on this machine. Use an address like http://127.0.0.1:3000/slack/events")
    return url


def _is_here(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        return parts.scheme in ("http", "https") and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False


async def post(http: aiohttp.ClientSession, url: str, body: str, headers: Mapping[str, str], seconds: float) -> Reply:
    """What the app answered, whatever its status; Refused with Slack's reason if it did not."""
    try:
        async with asyncio.timeout(seconds):
            return await _follow(http, url, body, headers)
    except TimeoutError:
        raise Refused("http_timeout") from None
    except aiohttp.ClientSSLError:
        raise Refused("ssl_error") from None
    except (aiohttp.ClientConnectionError, OSError):
        raise Refused("connection_failed") from None
    except (aiohttp.ClientError, ValueError):
        raise Refused("unknown_error") from None


async def _follow(http: aiohttp.ClientSession, url: str, body: str, headers: Mapping[str, str]) -> Reply:
    for _ in range(1 + MOST_REDIRECTS):
        address = check_here(url)
        async with http.post(address, data=body.encode(), headers=headers, allow_redirects=False) as answer:
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return Reply(answer.status, await answer.content.read(MOST_BYTES), answer.headers)
            url = urljoin(address, answer.headers["location"])
    raise Refused("too_many_redirects")
