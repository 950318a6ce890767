"""The bot over HTTP instead of Socket Mode: signed requests in, the same answers out, and junk turned away."""

import asyncio
import json
import time
from typing import Any

import pytest
from starlette.types import ASGIApp

from bot.platforms.slack import http
from bot.platforms.slack.http import MOST_BYTES
from bot.testing import Stage
from storage.errors import Busy
from tests.wire.front import front_of
from tests.wire.requests import FORM, Answer, a_command, an_event, ask, signed

SECRET, NEXT_SECRET = "the secret", "the next secret"


@pytest.fixture
def web(stage: Stage) -> ASGIApp:
    """The front, as the bot over HTTP has it, while one signing secret takes another's place."""
    return front_of(stage.bot, SECRET, NEXT_SECRET)


def posts(
    stage: Stage, web: ASGIApp, body: str, secret: str = SECRET, at: int | None = None, kind: str = FORM
) -> Answer:
    """Slack sends this."""
    return stage.does(ask(web, body.encode(), signed(secret, body, at, kind)))


def sends_event(stage: Stage, web: ASGIApp, event: dict[str, object]) -> Answer:
    return posts(stage, web, json.dumps(an_event(stage, event)), kind="application/json")


def opens_home(stage: Stage, web: ASGIApp) -> Answer:
    return sends_event(
        stage, web, {"type": "app_home_opened", "user": stage.workspace.person("amara").id, "tab": "home"}
    )


def away(stage: Stage, web: ASGIApp) -> ASGIApp:
    """The front, while the database lets nobody in."""
    store = stage.bot.store

    def busy() -> None:
        raise Busy

    async def answering(*request: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "begin", busy)
            await web(*request)

    return answering


def test_a_signed_command_is_answered_for_that_person_alone(stage: Stage, web: ASGIApp) -> None:
    answer = posts(stage, web, a_command(stage, ""))
    assert answer.status == 200
    assert "What Kindling can do" in json.loads(answer.text)["text"]
    assert json.loads(answer.text)["response_type"] == "ephemeral"


def test_slack_can_verify_the_address(stage: Stage, web: ASGIApp) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    answer = posts(stage, web, body, kind="application/json")
    assert (answer.status, json.loads(answer.text)) == (200, {"challenge": "abc"})


@pytest.mark.parametrize("secret", [SECRET, NEXT_SECRET])
def test_both_secrets_are_good_while_one_takes_the_others_place(stage: Stage, web: ASGIApp, secret: str) -> None:
    assert posts(stage, web, a_command(stage, ""), secret).status == 200


def test_any_other_secret_is_turned_away(stage: Stage, web: ASGIApp) -> None:
    assert posts(stage, web, a_command(stage, ""), "an older secret").status == 401


@pytest.mark.parametrize("stamp", ["abc", "", "0", "9" * 30, "9" * 400, "9" * 5000, "١٢٣", "nan"])
def test_a_request_with_a_senseless_time_is_turned_away(stage: Stage, web: ASGIApp, stamp: str) -> None:
    body = a_command(stage, "").encode()
    headers = dict(signed(SECRET, body)) | {b"x-slack-request-timestamp": stamp.encode()}
    assert stage.does(ask(web, body, [*headers.items()])).status == 401


@pytest.mark.parametrize("shift", [-301, 302])
def test_an_old_or_early_signature_is_turned_away(stage: Stage, web: ASGIApp, shift: int) -> None:
    assert posts(stage, web, a_command(stage, ""), at=int(time.time()) + shift).status == 401


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\xfd", b"{not json", b"payload=%7B%7D", b"ssl_check=1"])
def test_unsigned_junk_is_turned_away(stage: Stage, web: ASGIApp, body: bytes) -> None:
    forged = [(b"x-slack-signature", b"v0=abc"), (b"x-slack-request-timestamp", str(int(time.time())).encode())]
    assert stage.does(ask(web, body, forged)).status == 401


def test_a_changed_body_is_turned_away(stage: Stage, web: ASGIApp) -> None:
    body = a_command(stage, "coffee status")
    changed = body.replace("status", "leave").encode()
    assert stage.does(ask(web, changed, signed(SECRET, body))).status == 401


@pytest.mark.parametrize("length", [str(MOST_BYTES + 1), "9" * 5000, "-1", "many", "²"])
def test_a_body_said_to_be_huge_is_not_even_read(stage: Stage, web: ASGIApp, length: str) -> None:
    assert stage.does(ask(web, (), [(b"content-length", length.encode())])).status == 413


def test_a_body_that_never_ends_is_left(stage: Stage, web: ASGIApp) -> None:
    """Sent in pieces, without a word about its length."""
    pieces = [b"x" * 65536] * 1000
    answer = stage.does(ask(web, pieces))
    assert answer.status == 413


def test_somebody_who_goes_in_the_middle_of_a_request_harms_nothing(stage: Stage, web: ASGIApp) -> None:
    assert stage.does(ask(web, ())).status == 400


def test_a_body_that_never_comes_is_not_waited_for(stage: Stage, web: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ_SECONDS", 0.0)
    said: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return await asyncio.get_running_loop().create_future()

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/slack/events", "headers": []}
    stage.does(web(scope, receive, send))
    assert said[0]["status"] == 408


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/slack/events", 405), ("POST", "/healthz", 405), ("GET", "/", 404), ("POST", "/slack/events/", 404)],
)
def test_anything_else_is_not_there(stage: Stage, web: ASGIApp, method: str, path: str, status: int) -> None:
    assert stage.does(ask(web, b"", (), method, path)).status == status


def test_a_web_socket_is_refused(stage: Stage, web: ASGIApp) -> None:
    said: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    stage.does(web({"type": "websocket", "path": "/"}, send, send))  # type: ignore[arg-type]
    assert [(one["type"], one["code"]) for one in said] == [("websocket.close", 1000)]


@pytest.mark.fault("F29", "a failure before the commit is answered 503, and the repetition counts")
def test_an_event_that_could_not_be_kept_is_asked_for_again(stage: Stage, web: ASGIApp) -> None:
    """5xx makes Slack send it again, and then it counts."""
    assert opens_home(stage, away(stage, web)).status == 503
    assert stage.workspace.views.home(stage.workspace.person("amara").id) is None
    assert opens_home(stage, web).status == 200
    assert stage.workspace.views.home(stage.workspace.person("amara").id)


def test_a_command_that_could_not_be_kept_is_answered_kindly(stage: Stage, web: ASGIApp) -> None:
    """Slack does not send commands again, so whoever typed it is told."""
    answer = posts(stage, away(stage, web), a_command(stage, "coffee status"))
    assert answer.status == 200
    assert "nothing was changed" in answer.text


def test_a_home_tab_that_slack_refuses_is_not_asked_for_again(stage: Stage, web: ASGIApp) -> None:
    stage.workspace.faults.next("views.publish", error="not_enabled")
    assert opens_home(stage, web).status == 200


def test_a_home_tab_that_was_perhaps_not_shown_is_asked_for_again(stage: Stage, web: ASGIApp) -> None:
    stage.workspace.faults.next("views.publish", status=500)
    assert opens_home(stage, web).status == 503
    assert opens_home(stage, web).status == 200


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_home_opened", "tab": "home"},
        {"type": "app_home_opened", "tab": "home", "user": 7},
        {"type": "user_change", "user": {"id": "U01AMARA", "profile": {"real_name": ["a"]}}},
        {"type": "user_change", "user": {"id": "U01AMARA", "name": "\ud800"}},
        {"type": "user_change"},
        {"type": "reaction_added", "item": {"type": "message"}, "item_user": "U0KINDLING"},
        {"type": "reaction_added", "item": [1]},
    ],
)
def test_a_signed_event_that_makes_no_sense_is_not_asked_for_again(
    stage: Stage, web: ASGIApp, event: dict[str, object]
) -> None:
    answer = sends_event(stage, web, event)
    assert answer.status == 400
    assert answer.headers["x-slack-no-retry"] == "1"
