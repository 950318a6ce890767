"""Whatever is sent, the workspace answers in its own words and never breaks."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from httpx import ASGITransport, AsyncClient, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground import App, Command, Playground, make_company
from bot.playground.web_api.calls import METHODS

NAMES = st.sampled_from(
    [
        "channel",
        "channels",
        "channel_id",
        "users",
        "user",
        "user_id",
        "ts",
        "timestamp",
        "message_ts",
        "text",
        "blocks",
        "view",
        "view_id",
        "trigger_id",
        "external_id",
        "hash",
        "types",
        "cursor",
        "limit",
        "name",
        "files",
        "file",
        "file_comment",
        "filename",
        "length",
        "alt_txt",
        "snippet_type",
        "attachments",
        "metadata",
        "thread_ts",
        "reply_broadcast",
        "bot",
        "team",
        "email",
        "post_at",
        "scheduled_message_id",
        "oldest",
        "latest",
        "username",
        "icon_emoji",
        "markdown_text",
        "link_names",
        "parse",
        "prevent_creation",
        "return_im",
        "force",
        "is_private",
        "exclude_archived",
        "as_user",
        "initial_comment",
        "include_locale",
        "include_num_members",
        "title",
        "full",
    ]
)
PLACES = st.sampled_from(["#kindness", "kindness", "C000000002", "U01AMARA", "USLACKBOT", "U0KINDLING", "D1", ""])
SCRAPS = st.sampled_from(["[", "{}", "[]", "null", '[{"type": "divider"}]', '{"type": "modal"}', "1.1", "-1", "9" * 30])
TEXTS = st.text(max_size=8) | PLACES | SCRAPS
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.just("type"), inner, max_size=3),
    max_leaves=8,
)
WORDS = st.sampled_from(sorted(METHODS)) | st.text("ab.%é", min_size=1, max_size=5).filter(
    lambda word: set(word) != {"."}
)
ACTS = st.sampled_from(
    ["type", "click", "submit", "close", "open", "read", "join", "leave", "invite", "archive", "clock"]
)
ACT_NAMES = st.sampled_from(
    ["as", "conversation", "text", "ts", "block_id", "action_id", "selected", "view_id", "values", "people", "to"]
)
UNHURRIED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


class Caller:
    """A workspace without a network, called in its own loop; each example has a new one, and is true of itself."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self.runner = runner
        self.playground = Playground(make_company(app=App(commands=[Command("/kind")])), ack_seconds=0.001)
        transport = ASGITransport(self.playground.app())
        self.http = AsyncClient(transport=transport, base_url="http://127.0.0.1")

    def call(self, how: str, path: str, **about: Any) -> Response:
        return self.runner.run(self.http.request(how, path, **about))

    def token(self, method: str) -> str:
        return self.playground.app_token if method.startswith("apps.") else self.playground.bot_token


Callers = Callable[[], Caller]


@pytest.fixture(scope="module")
def callers() -> Iterator[Callers]:
    with asyncio.Runner() as runner:
        yield lambda: Caller(runner)


@UNHURRIED
@given(WORDS, st.dictionaries(NAMES, ANYTHING, max_size=6))
def test_no_arguments_break_a_method(callers: Callers, method: str, values: dict[str, Any]):
    caller = callers()
    bearer = {"Authorization": f"Bearer {caller.token(method)}"}

    answer = caller.call("POST", f"/api/{quote(method)}", json=values, headers=bearer)

    assert answer.status_code == 200
    assert answer.json().get("error") != "internal_error"


@UNHURRIED
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(NAMES, TEXTS, max_size=6))
def test_no_form_breaks_a_method(callers: Callers, method: str, values: dict[str, str]):
    caller = callers()

    answer = caller.call("GET", f"/api/{method}", params=values | {"token": caller.token(method)})

    assert answer.status_code == 200
    assert answer.json().get("error") != "internal_error"


@UNHURRIED
@given(ACTS, st.dictionaries(ACT_NAMES, ANYTHING, max_size=5))
def test_no_request_breaks_the_page(callers: Callers, act: str, values: dict[str, Any]):
    told = {"as": "U01AMARA", "conversation": "kindness"} | values

    answer = callers().call("POST", f"/play/{act}", json=told)

    assert answer.status_code < 500 or answer.status_code == 504
    assert answer.json()["ok"] or answer.json()["error"]


@pytest.mark.parametrize(
    "body", ['{"text": "\\ud800"}', '{"text": NaN}', '{"text": "x", "attachments": [1e999]}', "[" * 100_000]
)
def test_json_that_cannot_be_written_again_breaks_nothing(callers: Callers, body: str):
    caller = callers()
    values = body if body.startswith("[") else body[:-1] + ', "channel": "#kindness", "as": "U01AMARA"}'
    headers = {"Authorization": f"Bearer {caller.token('chat')}", "Content-Type": "application/json"}

    posted = caller.call("POST", "/api/chat.postMessage", content=values, headers=headers)
    typed = caller.call("POST", "/play/type", content=values.replace('"channel"', '"conversation"'))
    shown = caller.call("GET", "/play/messages", params={"as": "U01AMARA", "conversation": "kindness"})

    assert (posted.status_code, shown.status_code) == (200, 200)
    assert typed.status_code in (200, 400)
    assert posted.json().get("error") != "internal_error"
