"""Half-sent requests do not hold the bot's door for ever, and nobody outside of this machine comes to it unasked."""

import asyncio
from contextlib import suppress

import pytest

from bot.config import BadConfig, Config, read_config
from bot.process import web
from bot.process.web import routes, serving

HALF = [b"", b"POST", b"GET /healthz HTTP/1.1\r\nHost: here\r\n", b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\nGET /he"]


async def well() -> list[str]:
    return []


FRONT = routes({"/healthz": well}, {})


async def let_go(sent: bytes) -> bytes:
    """What comes back until the server hangs up."""
    async with serving(FRONT, "127.0.0.1", 0) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        answer = await reader.read()
        writer.close()
    return answer


@pytest.mark.parametrize("sent", HALF)
def test_half_a_request_is_let_go(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "HEAD_SECONDS", 0.05)
    answer = asyncio.run(let_go(sent))
    assert answer.startswith(b"HTTP/1.1 200") if b"\r\n\r\n" in sent else answer == b""


def test_who_drips_a_request_is_let_go_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then does not begin the wait anew."""
    monkeypatch.setattr(web, "HEAD_SECONDS", 0.05)

    async def drips() -> bool:
        async with serving(FRONT, "127.0.0.1", 0) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            over = asyncio.ensure_future(reader.read())
            while not over.done():
                writer.write(b"x")
                await asyncio.wait([over], timeout=0.01)
            with suppress(ConnectionError):  # it hung up before it read the last of them
                assert await over == b""
            writer.transport.abort()
            return True

    assert asyncio.run(asyncio.wait_for(drips(), 10))


def test_a_request_that_is_answered_slowly_is_not_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "HEAD_SECONDS", 0.01)

    async def slow() -> list[str]:
        await asyncio.sleep(0.05)
        return []

    async def asks() -> bytes:
        async with serving(routes({"/": slow}, {}), "127.0.0.1", 0) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            answer = await reader.read()
            writer.close()
        return answer

    assert asyncio.run(asks()).endswith(b"ok")


def test_more_connections_than_there_are_get_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_CONNECTIONS", 2)

    async def crowd() -> tuple[bytes, bytes]:
        async with serving(FRONT, "127.0.0.1", 0) as port:
            (reader, writer), other, (last, away) = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
            turned_away = await last.read()
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            answered = await reader.read()
            for each in (writer, other[1], away):
                each.close()
        return turned_away, answered

    turned_away, answered = asyncio.run(crowd())
    assert turned_away == b""
    assert answered.endswith(b"ok")


def test_it_listens_on_this_machine_unless_told_otherwise() -> None:
    assert Config().host == read_config({}).host == "127.0.0.1"
    assert read_config({"KINDLING_HOST": "0.0.0.0"}).host == "0.0.0.0"


@pytest.mark.parametrize("nonsense", ["everywhere", "999.0.0.1", "127.0.0.1:3000", "http://127.0.0.1"])
def test_an_address_that_is_none_is_said_in_a_sentence(nonsense: str) -> None:
    with pytest.raises(BadConfig, match="KINDLING_HOST should be an address of this machine"):
        read_config({"KINDLING_HOST": nonsense})
