"""Whatever is sent to the bot's web front, signed or not, is answered, and never with a fault."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from bot.playground.model.workspace import FIRST_TEAM
from bot.testing import Stage, on_stage
from rituals.catalog import load_catalog
from tests.wire.front import front_of
from tests.wire.requests import EVENTS, FORM, ask, signed

SECRET = "the secret"
# hypothesis sees the scene's own threads use `random` while it makes an example, and takes that for the example's
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")
MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

PATHS = st.sampled_from([EVENTS, "/healthz", "/readyz", "/", "*"]) | st.text(max_size=20)
METHODS = st.sampled_from(["POST", "GET", "HEAD", "PUT", "OPTIONS"]) | st.text("ABC", min_size=1, max_size=9)
NAMES = st.sampled_from(
    [b"content-type", b"content-length", b"x-slack-signature", b"x-slack-request-timestamp", b"x-slack-retry-num"]
)
HEADERS = st.lists(st.tuples(NAMES | st.binary(max_size=9), st.binary(max_size=40)), max_size=6)

KEYS = st.sampled_from(
    """type team team_id user user_id channel channel_id trigger_id command text event event_id authorizations
    enterprise enterprise_id is_enterprise_install actions action_id value block_id container view id state values
    callback_id private_metadata message response_url url item item_user ts tab payload ssl_check challenge token bot_id
    profile bot_user_id real_name tz subtype function_data bot_access_token assistant_thread context
    api_app_id""".split()  # noqa: SIM905
)
TYPES = st.sampled_from(
    """block_actions view_submission view_closed event_callback url_verification app_home_opened user_change home
    message reaction_added shortcut message_action block_suggestion interactive_message dialog_submission
    workflow_step_edit U01AMARA U0KINDLING T0WEXCOMBE /kind coffee. \ud800 \0 {} [] null""".split()  # noqa: SIM905
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TYPES | st.text(max_size=8)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=8)


@pytest.fixture(scope="module")
def scene() -> Iterator[Stage]:
    with on_stage(load_catalog()) as stage:
        yield stage


@pytest.fixture(scope="module")
def web(scene: Stage) -> ASGIApp:
    return front_of(scene.bot, SECRET)


def status(scene: Stage, web: ASGIApp, body: bytes, headers: Any, method: str = "POST", path: str = EVENTS) -> int:
    return scene.does(ask(web, body, headers, method, path)).status


@pytest.mark.fault("F33", "unsigned junk of any kind: 4xx")
@MANY
@given(METHODS, PATHS, HEADERS, st.binary(max_size=200))
def test_no_request_is_a_fault(scene: Stage, web: ASGIApp, method: str, path: str, headers: Any, body: bytes) -> None:
    answered = status(scene, web, body, headers, method, path)
    assert answered < 500
    assert path != EVENTS or answered in (401, 405, 413)


@MANY
@given(st.text(max_size=200).filter(lambda text: "\ud800" not in text), st.sampled_from([FORM, "application/json", ""]))
def test_no_signed_text_is_a_fault(scene: Stage, web: ASGIApp, body: str, kind: str) -> None:
    assert status(scene, web, body.encode(), signed(SECRET, body, kind=kind)) < 500


@MANY
@given(OBJECTS, st.sampled_from(["json", "payload", "fields"]))
def test_no_signed_values_are_a_fault(scene: Stage, web: ASGIApp, values: dict[str, Any], how: str) -> None:
    body = json.dumps(values) if how == "json" else urlencode(_fields(values, how), errors="replace")
    kind = "application/json" if how == "json" else FORM
    assert status(scene, web, body.encode(), signed(SECRET, body, kind=kind)) < 500


@pytest.mark.fault("F33", "signed nonsense of any kind: no 5xx")
@MANY
@given(st.sampled_from(["app_home_opened", "user_change", "reaction_added", "message", "team_join"]), OBJECTS, OBJECTS)
def test_no_signed_event_is_a_fault(
    scene: Stage, web: ASGIApp, kind: str, event: dict[str, Any], envelope: dict[str, Any]
) -> None:
    around = {"type": "event_callback", "team_id": FIRST_TEAM, "event_id": "E1", "user": "U01AMARA", **envelope}
    body = json.dumps(around | {"event": {"tab": "home", "item_user": "U0KINDLING", **event, "type": kind}})
    assert status(scene, web, body.encode(), signed(SECRET, body, kind="application/json")) < 500


@MANY
@given(st.sampled_from(["block_actions", "view_submission"]), OBJECTS)
def test_no_signed_press_or_form_is_a_fault(scene: Stage, web: ASGIApp, kind: str, more: dict[str, Any]) -> None:
    around: dict[str, Any] = {
        "type": kind,
        "team": {"id": FIRST_TEAM},
        "user": {"id": "U01AMARA"},
        "channel": {"id": "C1"},
        "container": {"type": "message"},
        "trigger_id": "1.1",
        "actions": [{"type": "button", "action_id": "a", "value": "b"}],
        "view": {"id": "V1", "type": "modal", "callback_id": "x", "private_metadata": "{}", "state": {"values": {}}},
    }
    body = urlencode({"payload": json.dumps(around | more)})
    assert status(scene, web, body.encode(), signed(SECRET, body)) < 500


@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_brackets_without_an_end_are_no_fault(scene: Stage, web: ASGIApp, opening: str, depth: int) -> None:
    body = opening * depth
    assert status(scene, web, body.encode(), signed(SECRET, body, kind="application/json")) == 400


@pytest.mark.fault("F33", "nothing of what was sent is logged")
def test_nothing_of_what_was_sent_is_logged(
    scene: Stage, web: ASGIApp, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "my grandmother Ottoline"
    bodies = [words, json.dumps({"type": "event_callback", "event": {"type": "user_change", "user": words}})]
    with structlog.testing.capture_logs() as logs:
        for body in (*bodies, urlencode({"payload": words}), urlencode({"command": words, "text": words})):
            for headers in (signed(SECRET, body), signed("another", body)):
                status(scene, web, body.encode(), headers)
    said = capsys.readouterr()
    assert "Ottoline" not in f"{logs}{caplog.text}{said.out}{said.err}"


def _fields(values: dict[str, Any], how: str) -> dict[str, str]:
    if how == "payload":
        return {"payload": json.dumps(values)}
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
