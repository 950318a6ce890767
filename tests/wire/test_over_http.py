"""The bot over HTTP instead of Socket Mode: signed requests in, the same answers out, and junk turned away."""

import asyncio
import json
import time
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.platforms.slack.http import MOST_BYTES, http_app
from bot.testing import Stage

FORM = "application/x-www-form-urlencoded"


def send(
    stage: Stage, body: str | bytes, headers: dict[str, str], method: str = "POST", path: str = "/slack/events"
) -> httpx.Response:
    """A request to the bot's web application, in the loop it lives in."""
    app = http_app(stage.bot.platform.app, stage.playground.signing_secret, stage.bot.store.ping)

    async def request() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            return await client.request(method, path, content=body, headers=headers)

    return stage.does(request())


def signed(stage: Stage, body: str, at: int | None = None) -> dict[str, str]:
    stamp = str(at or int(time.time()))
    signature = SignatureVerifier(stage.playground.signing_secret).generate_signature(timestamp=stamp, body=body)
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": str(signature), "content-type": FORM}


def a_command(stage: Stage, text: str) -> str:
    person, channel = stage.workspace.person("amara"), stage.workspace.conversation("#coffee")
    fields: dict[str, Any] = {
        "command": "/kind",
        "text": text,
        "team_id": stage.workspace.team_id,
        "user_id": person.id,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "trigger_id": "1.2.abc",
        "response_url": f"{stage.playground.url}commands/T1/none",
        "api_app_id": stage.workspace.app.id,
    }
    return urlencode(fields)


def test_a_signed_command_is_answered_for_that_person_alone(stage: Stage) -> None:
    body = a_command(stage, "")
    answer = send(stage, body, signed(stage, body))
    assert answer.status_code == 200
    assert "What Kindling can do" in answer.json()["text"]
    assert answer.json().get("response_type", "ephemeral") == "ephemeral"


def test_slack_can_verify_the_address(stage: Stage) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    answer = send(stage, body, {**signed(stage, body), "content-type": "application/json"})
    assert answer.status_code == 200
    assert "abc" in answer.text


def test_the_health_page_says_that_all_is_well(stage: Stage) -> None:
    assert send(stage, "", {}, "GET", "/healthz").text == "ok"


@pytest.mark.parametrize("stamp", ["abc", "", "0", "9" * 30])
def test_a_request_with_a_senseless_time_is_turned_away(stage: Stage, stamp: str) -> None:
    body = a_command(stage, "")
    answer = send(stage, body, {**signed(stage, body), "x-slack-request-timestamp": stamp})
    assert answer.status_code == 401


@pytest.mark.parametrize("shift", [-301, 301])
def test_an_old_or_early_signature_is_turned_away(stage: Stage, shift: int) -> None:
    body = a_command(stage, "")
    assert send(stage, body, signed(stage, body, int(time.time()) + shift)).status_code == 401


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\xfd", b"{not json", b"payload=%7B%7D", b"ssl_check=1"])
def test_unsigned_junk_is_turned_away_and_never_a_fault(stage: Stage, body: bytes) -> None:
    answer = send(stage, body, {"content-type": FORM, "x-slack-signature": "v0=abc", "x-slack-request-timestamp": "1"})
    assert answer.status_code == 401


def test_a_changed_body_is_turned_away(stage: Stage) -> None:
    body = a_command(stage, "coffee status")
    assert send(stage, body.replace("status", "leave"), signed(stage, body)).status_code == 401


def test_a_huge_body_is_turned_away_unread(stage: Stage) -> None:
    assert send(stage, b"x" * (MOST_BYTES + 1), {"content-type": FORM}).status_code == 413


def test_the_database_away_is_said_on_the_health_page(stage: Stage) -> None:
    from rituals.errors import KindlingError

    def away() -> None:
        raise KindlingError("away")

    app = http_app(stage.bot.platform.app, "secret", away)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            return await client.get("/healthz")

    assert asyncio.run(ask()).status_code == 503
